"""Quantiles of F against printed tables and against cases that have a closed form."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.variance_ratio import beta_share, variance_ratio_quantile

degrees = st.integers(1, 20_000)
chances = st.floats(0.001, 0.999)

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.3, upper critical values of the F distribution.
PRINTED = [
    (0.95, 1, 1, "161.448"),
    (0.95, 9, 18, "2.456"),
    (0.95, 10, 10, "2.978"),
    (0.95, 4, 100, "2.463"),
    (0.90, 2, 5, "3.780"),
    (0.99, 5, 20, "4.103"),
    (0.99, 9, 18, "3.597"),
    (0.99, 20, 3, "26.690"),
]


@pytest.mark.parametrize(("chance", "above", "below", "printed"), PRINTED)
def test_printed_values(chance: float, above: int, below: int, printed: str) -> None:
    digits = len(printed.partition(".")[2])
    assert round(variance_ratio_quantile(chance, above, below), digits) == float(printed)


def test_a_published_interval_of_alpha_to_its_last_digit() -> None:
    """Bonett, statpsych, ci.cronbach: .85 of 7 items and 89 people gives .7971254 to .8931436.

    It takes n(k − 1) degrees of freedom below, where Feldt (1965) has (n − 1)(k − 1).
    """
    low, high = (1 - (1 - 0.85) * variance_ratio_quantile(tail, 88, 89 * 6) for tail in (0.975, 0.025))
    assert (round(low, 7), round(high, 7)) == (0.7971254, 0.8931436)


@given(chances, degrees)
def test_two_degrees_above_have_a_closed_form(chance: float, below: int) -> None:
    expected = below / 2 * ((1 - chance) ** (-2 / below) - 1)
    assert variance_ratio_quantile(chance, 2, below) == pytest.approx(expected, rel=1e-8)


@given(chances, degrees, degrees)
def test_turned_over_it_is_the_other_tail(chance: float, above: int, below: int) -> None:
    product = variance_ratio_quantile(chance, above, below) * variance_ratio_quantile(
        1 - chance, below, above
    )
    assert product == pytest.approx(1, rel=1e-7)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 100))
def test_the_share_is_a_sum_of_binomial_chances(a: int, b: int, percent: int) -> None:
    """DLMF 8.17.5: for whole numbers the incomplete beta function is a finite sum, here exact."""
    x, term, total = Fraction(percent, 100), Fraction(1), Fraction(0)
    for successes in range(a + b):
        total += term * x**successes * (1 - x) ** (a + b - 1 - successes) if successes >= a else 0
        term = term * (a + b - 1 - successes) / (successes + 1)
    assert beta_share(percent / 100, a, b) == pytest.approx(float(total), rel=1e-10, abs=1e-300)


@pytest.mark.parametrize(("chance", "above", "below"), [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, 0)])
def test_what_has_no_quantile_is_refused(chance: float, above: int, below: int) -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        variance_ratio_quantile(chance, above, below)
