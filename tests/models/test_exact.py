"""The quick arithmetic is the exact one."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.exact import round_sum_of_products, sum_of_products, whole

NUMBERS = st.one_of(st.integers(-1000, 1000), st.fractions(-1000, 1000, max_denominator=60))
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6)


@given(PAIRS)
def test_sums_of_products_are_those_of_fractions(pairs: list[tuple[Fraction | int, Fraction | int]]) -> None:
    expected = sum((Fraction(first) * second for first, second in pairs), Fraction(0))
    assert sum_of_products(pairs) == expected
    assert round_sum_of_products(pairs) == round(expected)


@given(st.integers(-50, 50))
def test_a_half_goes_to_the_even_neighbour(number: int) -> None:
    assert round_sum_of_products([(number, Fraction(1, 2))]) == round(Fraction(number, 2))


def test_only_whole_numbers_become_whole() -> None:
    assert type(whole(Fraction(6, 2))) is int
    assert whole(Fraction(6, 2)) == 3
    assert whole(Fraction(1, 2)) == Fraction(1, 2)
