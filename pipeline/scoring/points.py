"""What an answer is worth: items on the 0–100 line (POMP: percent of maximum possible).

Source: Cohen, Cohen, Aiken & West (1999), "The problem of units and the circumstance for POMP".
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pipeline.models.client import Answer, Missing
from pipeline.models.questionnaire import Question, Questionnaire, Scale

Span = tuple[Fraction, Fraction]
"""The worst and the best that an item can be worth."""

WHOLE = Fraction(100)


def item_points(item: Question, answer: Answer | None, asked: Questionnaire) -> Fraction | None:
    """Return the points (0–100) of an answer, reversed if the item is; None if it counts as missing."""
    if answer is None or isinstance(answer, Missing):
        return None
    if item.scale:
        return _scale_points(int(answer), asked.scale_by_id[item.scale], reverse=item.reverse)
    return next((option.points for option in item.options if option.id == answer), None)


def _scale_points(code: int, scale: Scale, *, reverse: bool) -> Fraction:
    above = scale.high - code if reverse else code - scale.low
    return Fraction(100 * above, scale.high - scale.low)


def item_span(item: Question) -> Span:
    """Return the points of the item's worst and best answers."""
    if item.scale:
        return Fraction(0), WHOLE
    points = [option.points for option in item.options if option.points is not None]
    return min(points), max(points)


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Return the plain mean, or None of nothing."""
    known = list(values)
    return sum(known, Fraction(0)) / len(known) if known else None


def given(values: Iterable[Fraction | None]) -> Iterator[Fraction]:
    """Pass on the values that are there."""
    return (value for value in values if value is not None)
