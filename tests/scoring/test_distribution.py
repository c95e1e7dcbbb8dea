"""How scores lie, against the standard library and against what spreadsheets give."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.scoring_rules import Band, band_of
from pipeline.scoring.distribution import distribution_of, percentile

LEVELS = (Band(id="low", at_least=Fraction(0)), Band(id="mid", at_least=Fraction(40)))
scores = st.lists(st.fractions(0, 100, max_denominator=360), max_size=60)


@given(scores)
def test_a_plain_computation_agrees(values: list[Fraction]) -> None:
    found = distribution_of(values, LEVELS)
    assert found.clients == sum(found.tenths) == sum(found.bands.values()) == len(values)
    for tenth, count in enumerate(found.tenths):
        inside = [
            value for value in values if tenth * 10 <= value and (value < tenth * 10 + 10 or tenth == 9)
        ]
        assert count == len(inside)
    for band, count in found.bands.items():
        assert count == sum(band_of(value, LEVELS) == band for value in values)
    if not values:
        assert (found.mean, found.median, found.low, found.high, found.quartiles) == (None,) * 5
        return
    assert found.mean == pytest.approx(float(statistics.mean(values)))
    assert found.median == pytest.approx(float(statistics.median(values)))
    assert (found.low, found.high) == (float(min(values)), float(max(values)))
    if len(values) == 1:
        assert found.deviation is None
        return
    assert found.deviation == pytest.approx(statistics.stdev(map(float, values)), abs=1e-9)
    first, _, third = statistics.quantiles(map(float, values), n=4, method="inclusive")
    assert (found.quartiles or ()) == pytest.approx((first, third))


def test_percentiles_are_those_of_a_spreadsheet() -> None:
    """PERCENTILE.INC of 1, 2, 3, 4 at 30 % is 1.9, as its documentation shows."""
    assert percentile([1, 2, 3, 4], 30) == pytest.approx(1.9)
    assert percentile([7], 95) == 7


def test_percentiles_are_locked_below_two_hundred() -> None:
    assert distribution_of([Fraction(50)] * 199).percentiles is None
    unlocked = distribution_of([Fraction(value, 2) for value in range(1, 201)]).percentiles
    assert unlocked is not None
    assert list(unlocked) == [5, 10, 25, 50, 75, 90, 95]
    assert unlocked[50] == 50.25
