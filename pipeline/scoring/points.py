"""What an answer is worth: items on the 0–100 line (POMP: percent of maximum possible).

Source: Cohen, Cohen, Aiken & West (1999), "The problem of units and the circumstance for POMP".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pipeline.models.client import Answer, Missing
from pipeline.models.questionnaire import Question, Questionnaire, Scale

Span = tuple[Fraction, Fraction]
"""The worst and the best that something can be worth."""


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The scoring key of one item: the points (0–100) of every answer that has some."""

    id: str
    points: Mapping[Answer, Fraction]
    span: Span

    def score(self, answers: Mapping[str, Answer]) -> Fraction | None:
        """Return the points of what was answered; None if it is blank or counts as missing."""
        answer = answers.get(self.id)
        return None if answer is None or isinstance(answer, Missing) else self.points.get(answer)


def key_of(item: Question, asked: Questionnaire) -> ItemKey:
    """Return the scoring key of an item, reversed if the item is."""
    points: dict[Answer, Fraction]
    if item.scale:
        points = dict(_scale_points(asked.scale_by_id[item.scale], reverse=item.reverse))
    else:
        points = {option.id: option.points for option in item.options if option.points is not None}
    return ItemKey(item.id, points, (min(points.values()), max(points.values())))


def _scale_points(scale: Scale, *, reverse: bool) -> Iterable[tuple[int, Fraction]]:
    for code in range(scale.low, scale.high + 1):
        above = scale.high - code if reverse else code - scale.low
        yield code, Fraction(100 * above, scale.high - scale.low)


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """Return the exact mean of the values that are there, or None if there are none."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    # Over one common denominator: several times as fast as adding fractions one by one.
    unit = lcm(*(value.denominator for value in known))
    return Fraction(sum(value.numerator * (unit // value.denominator) for value in known), unit * len(known))
