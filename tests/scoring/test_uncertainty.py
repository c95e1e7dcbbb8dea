"""The published formulas behind the ranges."""

from fractions import Fraction
from math import sqrt

import pytest

from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Estimate
from pipeline.scoring.uncertainty import (
    axis_bounds,
    combined_sem,
    differ,
    dimension_bounds,
    dimension_sem,
    shortened_reliability,
)
from tests.people import kit


def questionnaire() -> Questionnaire:
    return kit().questionnaire


def test_spearman_brown_of_half_a_scale() -> None:
    assert shortened_reliability(Fraction(7, 10), Fraction(1, 2)) == Fraction(35, 65)


def test_a_complete_scale_keeps_its_reliability() -> None:
    assert shortened_reliability(Fraction(7, 10), Fraction(1)) == Fraction(7, 10)


def test_sem_of_a_complete_dimension() -> None:
    assert dimension_sem(questionnaire().scoring, 4, 4) == pytest.approx(20 * sqrt(0.3))


def test_fewer_answers_make_a_wider_range() -> None:
    rules = questionnaire().scoring
    widths = [dimension_sem(rules, answered, 4) for answered in (4, 3, 2)]
    assert widths == sorted(widths)


def test_equal_areas_combine_like_a_mean() -> None:
    third = Fraction(1, 3)
    assert combined_sem([(third, 9.0)] * 3) == pytest.approx(9.0 / sqrt(3))


def test_bounds_fill_blanks_with_each_items_own_extremes() -> None:
    spans = [(Fraction(0), Fraction(100)), (Fraction(20), Fraction(80))]
    assert list(dimension_bounds([Fraction(50), None], spans)) == [35, 65]


def test_axis_bounds_are_weighted() -> None:
    parts = [(Fraction(3), (Fraction(0), Fraction(40))), (Fraction(1), (Fraction(100), Fraction(100)))]
    assert list(axis_bounds(parts)) == [25, 55]


@pytest.mark.parametrize(("gap", "expected"), [(15.4, False), (15.5, True), (-15.5, True)])
def test_two_complete_areas_differ_beyond_15_49(gap: float, expected: object) -> None:
    sem = dimension_sem(questionnaire().scoring, 4, 4)
    ends = (Fraction(0), Fraction(100))
    low, high = Estimate(Fraction(50), sem, ends), Estimate(50 + Fraction(str(gap)), sem, ends)
    assert differ(low, high) is expected
    assert not differ(low, Estimate(None, None, ends))
