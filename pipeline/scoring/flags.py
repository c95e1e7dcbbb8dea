"""Answers that a coach should ask about. A flag never changes a point.

Careless responding: longest run of identical answers and intra-individual variability, after Curran (2016),
"Methods for the detection of carelessly invalid responses in survey data".
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from pipeline.models.questionnaire import Questionnaire
from pipeline.scoring.points import Given


class FlagFinder:
    """Finds the flags of one questionnaire's answers."""

    def __init__(self, asked: Questionnaire) -> None:
        self._rules = asked.scoring
        careless = asked.scoring.careless
        self._least_variance = careless.deviation**2 if careless else Fraction(0)
        self._alike = alike(asked)

    def find(self, given: Given) -> tuple[str, ...]:
        """Return the codes of all flags: long-run, low-variance, two-ways:FIRST/SECOND, poor-fit."""
        return (*self._careless(given), *self._two_ways(given), *self._poor_fit(given))

    def _careless(self, given: Given) -> Iterator[str]:
        rule = self._rules.careless
        codes = codes_of(self._alike, given)
        if rule is None or len(codes) < rule.at_least:
            return
        if longest_run(codes) >= rule.run:
            yield "long-run"
        if variance(codes) < self._least_variance:
            yield "low-variance"

    def _two_ways(self, given: Given) -> Iterator[str]:
        for pair in self._rules.pairs:
            first, second = given.get(pair.first), given.get(pair.second)
            if isinstance(first, int) and isinstance(second, int) and min(first, second) >= pair.at_least:
                yield f"two-ways:{pair.first}/{pair.second}"

    def _poor_fit(self, given: Given) -> Iterator[str]:
        rule = self._rules.fit
        answer = given.get(rule.question) if rule else None
        if rule and isinstance(answer, int) and answer <= rule.at_most:
            yield "poor-fit"


def alike(asked: Questionnaire) -> tuple[str, ...]:
    """Return the items whose answers the rule on careless ones looks at, in the kit's order."""
    rule = asked.scoring.careless
    return tuple(item.id for item in asked.items if rule and item.scale == rule.scale)


def codes_of(items: Iterable[str], given: Given) -> list[int]:
    """Return the codes that were answered to items on a scale, blanks skipped."""
    return [code for item in items if isinstance(code := given.get(item), int)]


def longest_run(codes: Sequence[int]) -> int:
    """Return how many equal codes stand in a row at most; 0 without any."""
    return max((len(list(run)) for _, run in groupby(codes)), default=0)


def variance(codes: Sequence[int]) -> Fraction:
    """Return the population variance of one code or more, exactly."""
    squares, total = sum(code * code for code in codes), sum(codes)
    return Fraction(len(codes) * squares - total * total, len(codes) ** 2)
