"""How firmly a printed position stands: which single answers, and which weights, would print another one.

What is printed is the band of the score, or the two bands that its range lies between. One-at-a-time
sensitivity analysis: everything else stays as it is. Saltelli et al. (2008), "Global Sensitivity Analysis:
The Primer", chapter 1, on what such an analysis can and cannot say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import hypot, sqrt

from pipeline.models.answers import Answer, Responses
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard
from pipeline.models.scoring_rules import Band, PositionRule
from pipeline.scoring.engine import Scorer
from pipeline.scoring.points import key_of
from pipeline.scoring.position import bands_reached

Printed = tuple[str, ...]
"""The bands that are named as a position: one, or the two that a range lies between."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer to one item with which ``printed`` would be named, the score being ``score`` points."""

    item: str
    answer: Answer
    printed: Printed
    score: Fraction


@dataclass(frozen=True, slots=True)
class Tilt:
    """How many times its weight a dimension would need for ``printed`` to be named.

    ``more`` tells whether it takes a weight beyond that, or below.
    """

    dimension: str
    factor: float
    more: bool
    printed: Printed


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All single changes that would print another position, in the kit's order; none without a score."""

    turns: tuple[Turn, ...] = ()
    tilts: tuple[Tilt, ...] = ()


def find_sensitivity(responses: Responses, card: Scorecard, asked: Questionnaire) -> Sensitivity:
    """Return which single answers and weights would change what is printed for these responses."""
    rule, position = asked.scoring.position, card.position
    if rule is None or position is None or not position.printed:
        return Sensitivity()
    return Sensitivity(
        tuple(_turns(responses, rule, position.printed, asked)),
        tuple(_tilts(card, rule, position.printed, asked)),
    )


def _turns(responses: Responses, rule: PositionRule, here: Printed, asked: Questionnaire) -> Iterator[Turn]:
    """Yield, for every item of the position's axis, the answers nearest to the given one that change it."""
    scorer = Scorer(asked)
    areas = {area.id for area in asked.dimensions if area.axis == rule.axis}
    for item in (item for item in asked.items if item.dimension in areas):
        points = key_of(item, asked).points
        given = points.get(responses.answers.get(item.id, ""))
        nearest: dict[Printed, Turn] = {}
        for answer in sorted(points, key=lambda answer: abs(points[answer] - (given or 0))):
            changed: Mapping[str, Answer] = {**responses.answers, item.id: answer}
            card = scorer.score(Responses(changed))
            score, reached = card.axes[rule.axis].score, card.position.printed if card.position else ()
            if score is not None and reached != here:
                nearest.setdefault(reached, Turn(item.id, answer, reached, score))
        yield from nearest.values()


def _tilts(card: Scorecard, rule: PositionRule, here: Printed, asked: Questionnaire) -> Iterator[Tilt]:
    """Yield, for every scored dimension, where less and where more weight first change what is printed.

    Between two crossings nothing changes, so one weight between them tells for all.
    """
    scored = {
        area.id: _Part(float(area.weight), float(found.score), found.sem)
        for area in asked.dimensions
        if area.axis == rule.axis
        and (found := card.dimensions[area.id]).score is not None
        and found.sem is not None
    }
    for name, part in scored.items():
        mixture = _Mixture(part, [each for other, each in scored.items() if other != name])
        for stops in mixture.stops(rule.bands):
            for near, far in pairwise(stops):
                reached = mixture.printed((near + far) / 2, rule.bands)
                if reached != here:
                    yield Tilt(name, near, far > near, reached)
                    break


@dataclass(frozen=True, slots=True)
class _Part:
    """A scored dimension in its axis."""

    weight: float
    score: float
    sem: float


class _Mixture:
    """An axis as a function of how many times its weight one dimension has.

    With weight w the score is (R + w·s) / (W + w) and its standard error √(V + w²·σ²) / (W + w): s and σ are
    those of the dimension, R, W and V the sums of weight · score, of weights, and of (weight · SEM)² over the
    other dimensions.
    """

    def __init__(self, part: _Part, others: Sequence[_Part]) -> None:
        self._part = part
        self._weights = sum(other.weight for other in others)
        self._points = sum(other.weight * other.score for other in others)
        self._error = hypot(*(other.weight * other.sem for other in others))

    def printed(self, factor: float, bands: Sequence[Band]) -> Printed:
        """Return what is printed with so many times the weight."""
        weight = factor * self._part.weight
        total = self._weights + weight
        score = (self._points + weight * self._part.score) / total
        sem = hypot(self._error, weight * self._part.sem) / total
        return tuple(dict.fromkeys(bands_reached(max(0.0, score - sem), min(100.0, score + sem), bands)))

    def stops(self, bands: Sequence[Band]) -> tuple[list[float], list[float]]:
        """Return the factors at which something may change, from 1 down to 0, and from 1 up to beyond all."""
        found = {root for band in bands[1:] for root in self._crossings(float(band.at_least))}
        less = sorted((root for root in found if root < 1), reverse=True)
        more = [1.0, *sorted(root for root in found if root > 1)]
        return [1.0, *less, 0.0], [*more, 2 * more[-1]]

    def _crossings(self, edge: float) -> Iterator[float]:
        """Yield the factors above 0 at which either end of the range lies on an edge.

        There the score is one standard error from the edge e: with A = R − e·W and B = s − e that is
        (A + w·B)² = V + w²·σ², a quadratic equation for w.
        """
        there, here = self._points - edge * self._weights, self._part.score - edge
        square, half, rest = here**2 - self._part.sem**2, there * here, there**2 - self._error**2
        inside = half**2 - square * rest
        if inside < 0:
            return
        # In this form no two numbers that are nearly alike are subtracted.
        large = -(half + sqrt(inside)) if half >= 0 else sqrt(inside) - half
        for above, below in ((large, square), (rest, large)):
            if below and above / below > 0:
                yield above / below / self._part.weight
