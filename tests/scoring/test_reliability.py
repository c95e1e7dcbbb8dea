"""Figures of scales against agreed numbers, closed forms, and a plain second computation."""

import statistics
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring.reliability import (
    alpha_interval,
    coefficient_alpha,
    coefficient_omega,
    covariances,
    figures_of,
    item_rest_correlation,
    one_factor,
    standard_error,
)

EXAMPLE = (
    (1, 5, 2, 3, 4, 2, 3, 4, 3, 2),
    (2, 4, 1, 2, 4, 1, 2, 5, 2, 1),
    (2, 5, 1, 3, 3, 2, 2, 4, 2, 2),
)
"""Three items answered by ten people, 1–5: the agreed example, whose alpha is 0.9295039 (.794–.981)."""


def rows_of(columns: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    return [list(map(Fraction, row)) for row in zip(*columns, strict=True)]


def tables(items: int, most: int = 12) -> st.SearchStrategy[list[list[Fraction]]]:
    row = st.lists(
        st.integers(0, 12).map(lambda part: Fraction(100 * part, 12)), min_size=items, max_size=items
    )
    return st.lists(row, min_size=2, max_size=most)


def implied(loadings: Sequence[float], own: Sequence[float]) -> list[list[Fraction]]:
    """The covariances that one factor with these loadings makes."""
    places = range(len(loadings))
    return [
        [Fraction(loadings[one] * loadings[two] + (own[one] if one == two else 0)) for two in places]
        for one in places
    ]


def test_the_agreed_example_of_alpha_and_its_interval() -> None:
    """Source: docs/assessment.md, "A worked example"; the data are those of CronbachAlpha in R's fmsb."""
    alpha = coefficient_alpha(covariances(rows_of(EXAMPLE)))
    assert alpha is not None
    assert round(float(alpha), 7) == 0.9295039
    low, high = alpha_interval(float(alpha), people=10, items=3)
    assert (round(low, 3), round(high, 3)) == (0.794, 0.981)


def test_alpha_of_a_published_table_of_correlations() -> None:
    """Flanagan, example two of his class Cronbach (University College London): standardized alpha .720197.

    Alpha of standardized items is alpha of their correlations: here seven items of 23 people.
    """
    above = [
        [".488511", ".034654", ".265369", ".233631", ".407826", ".727304"],
        [".353753", ".335013", ".126665", ".340935", ".469801"],
        [".051373", "-.023473", "-.036648", ".128127"],
        [".341638", ".287994", ".240071"],
        [".101077", ".227553"],
        [".544652"],
    ]
    table = [[Fraction(int(one == two)) for two in range(7)] for one in range(7)]
    for one, row in enumerate(above):
        for two, printed in enumerate(row, one + 1):
            table[one][two] = table[two][one] = Fraction(printed)
    assert round(float(coefficient_alpha(table) or 0), 6) == 0.720197


def test_a_published_interval_of_alpha() -> None:
    """Bonett, statpsych, ci.cronbach: .85 of 7 items and 89 people lies in .797 to .893 (Feldt 1965)."""
    low, high = alpha_interval(0.85, people=89, items=7)
    assert (round(low, 3), round(high, 3)) == (0.797, 0.893)


def test_omega_of_three_items_is_what_algebra_gives() -> None:
    """Three covariances determine three loadings: λ₁² = c₁₂·c₁₃ / c₂₃ (Bollen 1989, chapter 7)."""
    table = covariances(rows_of(EXAMPLE))
    (_, a, b), (_, _, c), _ = ([float(value) for value in row] for row in table)
    loadings = [sqrt(a * b / c), sqrt(a * c / b), sqrt(b * c / a)]
    assert one_factor(table) == pytest.approx(loadings, rel=1e-9)
    total = float(sum((value for row in table for value in row), Fraction(0)))
    assert coefficient_omega(table) == pytest.approx(sum(loadings) ** 2 / total, rel=1e-9)


@given(
    st.lists(
        st.tuples(st.floats(0.3, 3), st.floats(0.05, 4)),
        min_size=3,
        max_size=8,
    )
)
def test_omega_is_found_again_in_covariances_made_from_one_factor(parts: list[tuple[float, float]]) -> None:
    loadings, own = [part[0] for part in parts], [part[1] for part in parts]
    expected = sum(loadings) ** 2 / (sum(loadings) ** 2 + sum(own))
    assert coefficient_omega(implied(loadings, own)) == pytest.approx(expected, rel=1e-6)


@given(st.floats(0.3, 3), st.lists(st.floats(0.05, 4), min_size=3, max_size=8))
def test_alpha_is_omega_where_all_items_load_the_same(loading: float, own: list[float]) -> None:
    """McDonald (1999): alpha equals omega for tau-equivalent items, and is smaller for others."""
    table = implied([loading] * len(own), own)
    alpha = coefficient_alpha(table)
    assert alpha is not None
    assert coefficient_omega(table) == pytest.approx(float(alpha), rel=1e-9)


def test_items_that_share_nothing_have_no_omega() -> None:
    assert one_factor(implied([0, 0, 0], [1, 2, 3])) == "no-common-factor"
    assert one_factor(implied([1, 1], [1, 1])) == "two-items"
    assert one_factor([]) == "two-items"


def test_a_loading_beyond_the_whole_item_is_no_solution() -> None:
    """Covariances .9, .9, .2 would need a loading of √(.9·.9/.2) > 1: a Heywood case."""
    table = [[Fraction(1), Fraction(9, 10), Fraction(9, 10)]]
    table += [[Fraction(9, 10), Fraction(1), Fraction(1, 5)], [Fraction(9, 10), Fraction(1, 5), Fraction(1)]]
    assert one_factor(table) == coefficient_omega(table) == "improper-factor"


def test_why_there_is_no_omega_is_told_apart() -> None:
    """A Heywood case is no want of a common factor: its items share more than one of them has."""
    heywood = rows_of([(1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 6, 5), (2, 1, 4, 3, 5, 6), (1, 1, 1, 2, 1, 1)])
    figures = figures_of("X", ("a", "b", "c", "d"), heywood)
    assert (figures.omega, figures.remarks[1]) == (None, "improper-factor")


def test_an_alpha_below_none_gives_no_standard_error() -> None:
    """√(1 − alpha) above 1 would make the error larger than the spread of the scores."""
    against = rows_of([(1, 2, 3, 4, 5), (5, 4, 3, 2, 1), (1, 1, 2, 3, 3)]) * 20
    figures = figures_of("X", ("a", "b", "c"), against)
    assert (figures.alpha or 0) < 0
    assert figures.standard_error is None
    assert figures.remarks == ("no-common-factor", "alpha-below-zero")


@given(tables(4))
def test_a_plain_computation_agrees(rows: list[list[Fraction]]) -> None:
    columns = [[float(value) for value in column] for column in zip(*rows, strict=True)]
    totals = [sum(row) for row in rows]
    figures = figures_of("X", ("a", "b", "c", "d"), rows)
    if len(set(totals)) == 1:
        assert (figures.alpha, figures.remarks) == (None, ("no-variance",))
        return
    spread = statistics.variance(map(float, totals))
    expected = 4 / 3 * (1 - sum(map(statistics.variance, columns)) / spread)
    assert figures.alpha == pytest.approx(expected, rel=1e-9, abs=1e-9)
    for item, column in zip(figures.items, columns, strict=True):
        rest = [float(total) - value for total, value in zip(totals, column, strict=True)]
        if len(rows) < 3 or min(statistics.pvariance(column), statistics.pvariance(rest)) < 1e-9:
            assert figures.item_total[item] is None
        else:
            assert figures.item_total[item] == pytest.approx(statistics.correlation(column, rest), abs=1e-9)
    assert figures.alpha is not None
    assert figures.interval is not None
    assert figures.interval[0] <= figures.alpha <= figures.interval[1] <= 1


@given(tables(3))
def test_no_figure_is_ever_beyond_its_range(rows: list[list[Fraction]]) -> None:
    figures = figures_of("X", ("a", "b", "c"), rows)
    assert figures.omega is None or 0 <= figures.omega <= 1 + 1e-6
    assert figures.alpha is None or figures.alpha <= 1
    assert all(value is None or -1 <= value <= 1 for value in figures.item_total.values())
    assert (figures.omega is None) == bool(
        {"few-for-omega", "no-common-factor", "factor-not-settled", "improper-factor", "no-variance"}
        & {*figures.remarks}
    )


@given(tables(3), st.integers(1, 9), st.integers(0, 50))
def test_another_unit_changes_no_reliability(rows: list[list[Fraction]], factor: int, shift: int) -> None:
    moved = [[value * factor + shift for value in row] for row in rows]
    assert coefficient_alpha(covariances(moved)) == coefficient_alpha(covariances(rows))
    first, second = coefficient_omega(covariances(rows)), coefficient_omega(covariances(moved))
    assert second == (first if isinstance(first, str) else pytest.approx(first, rel=1e-6))


@pytest.mark.parametrize("rows", [[], rows_of([[3], [2], [4]])])
def test_nobody_and_one_alone_have_no_figures(rows: list[list[Fraction]]) -> None:
    figures = figures_of("X", ("a", "b", "c"), rows)
    assert (figures.complete, figures.alpha, figures.interval, figures.omega) == (len(rows), None, None, None)
    assert figures.item_total == {"a": None, "b": None, "c": None}
    assert figures.standard_error is None
    assert figures.remarks == ("few-complete",)


def test_two_items_have_an_alpha_and_no_omega() -> None:
    figures = figures_of("X", ("a", "b"), rows_of(EXAMPLE[:2]))
    assert figures.alpha is not None
    assert figures.remarks == ("few-people", "two-items", "few-for-standard-error")


def test_two_people_have_no_correlation_as_it_would_be_whole_whatever_they_answer() -> None:
    figures = figures_of("X", ("a", "b", "c"), rows_of(EXAMPLE)[:2])
    assert figures.item_total == {"a": None, "b": None, "c": None}
    assert None not in figures_of("X", ("a", "b", "c"), rows_of(EXAMPLE)[:3]).item_total.values()


def test_thirty_complete_answers_need_no_caution() -> None:
    rows = rows_of(EXAMPLE) * 3
    assert "few-people" in figures_of("X", ("a", "b", "c"), rows[:29]).remarks
    assert "few-people" not in figures_of("X", ("a", "b", "c"), rows).remarks


def test_few_people_have_no_omega() -> None:
    assert "few-for-omega" in figures_of("X", ("a", "b", "c"), rows_of(EXAMPLE)[:3]).remarks


def test_items_that_run_against_each_other_have_an_alpha_below_none() -> None:
    figures = figures_of("X", ("a", "b", "c"), rows_of([(1, 2, 3, 4, 5), (5, 4, 3, 2, 1), (1, 1, 2, 3, 3)]))
    assert figures.alpha is not None
    assert figures.alpha < 0
    assert figures.remarks[:2] == ("few-people", "no-common-factor")


def test_a_standard_error_of_the_cohorts_own_needs_a_hundred() -> None:
    rows = rows_of(EXAMPLE) * 10
    assert figures_of("X", ("a", "b", "c"), rows[:99]).standard_error is None
    figures = figures_of("X", ("a", "b", "c"), rows)
    spread = statistics.stdev(float(sum(row)) / 3 for row in rows)
    assert figures.standard_error == pytest.approx(spread * sqrt(1 - (figures.alpha or 0)))
    assert figures.remarks == ()


def test_a_standard_error_is_that_of_the_textbook() -> None:
    """Jacobson & Truax (1991): SD 7.5 and reliability .80 give 3.354."""
    assert round(standard_error(7.5, 0.80), 3) == 3.354


def test_an_item_that_never_varies_has_no_correlation() -> None:
    table = covariances(rows_of([(1, 2, 3, 5), (3, 3, 3, 3), (2, 2, 4, 5)]))
    assert item_rest_correlation(table, 1) is None
    assert item_rest_correlation(table, 0) is not None
