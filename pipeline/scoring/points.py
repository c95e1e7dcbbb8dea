"""What an answer is worth: items on the 0–100 line, and their means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from pipeline.models.answers import Answer
from pipeline.models.exact import Rational, sum_of_products
from pipeline.models.questionnaire import Question, Questionnaire

Span = tuple[Fraction, Fraction]
"""The worst and the best that something can be worth."""

Given = Mapping[str, Answer]
"""The answers that were given, by question: without those that count as missing."""


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The scoring key of one item: the points (0–100) of every answer that has some."""

    id: str
    points: Mapping[Answer, Fraction]

    def score(self, given: Given) -> Fraction | None:
        """Return the points of what was answered, or None if that is nothing that has some."""
        return self.points.get(given[self.id]) if self.id in given else None


def key_of(item: Question, asked: Questionnaire) -> ItemKey:
    """Return the scoring key of an item, reversed if the item is."""
    points: dict[Answer, Fraction] = dict(asked.worth_of(item).items())
    return ItemKey(item.id, points)


class Composite:
    """Items whose mean is a score: those of a dimension or of a habit.

    It counts in ``unit``-ths of a point, in which every answer is worth a whole number: several times as fast
    as adding fractions, and as exact. ``spans`` are each item's least and greatest worth.
    """

    def __init__(self, keys: Sequence[ItemKey]) -> None:
        self.unit = lcm(*(points.denominator for key in keys for points in key.points.values()))
        self._worths = tuple(
            (key.id, {answer: int(points * self.unit) for answer, points in key.points.items()})
            for key in keys
        )
        self.spans = tuple((min(worths.values()), max(worths.values())) for _, worths in self._worths)

    def worths(self, given: Given) -> list[int | None]:
        """Return what the answer to each item is worth, in units; None where it is blank."""
        return [worths.get(given[name]) if name in given else None for name, worths in self._worths]

    def mean(self, worths: Sequence[int | None]) -> Fraction | None:
        """Return the points that the answered items are worth on average; None if there are none."""
        known = [worth for worth in worths if worth is not None]
        return Fraction(sum(known), self.unit * len(known)) if known else None


def weighted_mean(weighted: Sequence[tuple[Rational, Fraction]]) -> Fraction:
    """Return Σ w·x / Σ w of at least one weight and value."""
    total = sum_of_products(weighted)
    return Fraction(total.numerator, total.denominator * sum(weight for weight, _ in weighted))
