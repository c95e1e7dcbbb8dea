"""Exact arithmetic, the quick way: reducing fractions at every step would take most of the time of a plan."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

Rational = int | Fraction


def whole(number: Rational) -> Rational:
    """Return a number as an int if it is one: these are compared much faster."""
    return number.numerator if number.denominator == 1 else number


def nearest(value: float | Fraction) -> int:
    """Round to the nearest whole number, halves upward, as people do: every score in whole points is."""
    return floor(value + Fraction(1, 2))


def sum_of_products(pairs: Iterable[tuple[Rational, Rational]]) -> Fraction:
    """Return Σ a·b, reduced once at the end and not after every step."""
    return Fraction(*_sum(pairs))


def round_sum_of_products(pairs: Iterable[tuple[Rational, Rational]]) -> int:
    """Return Σ a·b, rounded as :func:`round` does: a half to the even neighbour."""
    above, below = _sum(pairs)
    number, rest = divmod(above, below)
    return number + (2 * rest > below or (2 * rest == below and number % 2 == 1))


def _sum(pairs: Iterable[tuple[Rational, Rational]]) -> tuple[int, int]:
    """Return numerator and denominator (above 0) of Σ a·b, not reduced."""
    above, below = 0, 1
    for first, second in pairs:
        unit = first.denominator * second.denominator
        above = above * unit + first.numerator * second.numerator * below
        below *= unit
    return above, below
