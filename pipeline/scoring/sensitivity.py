"""How firmly a position stands: which single answers, and which weights, would give another one.

One-at-a-time sensitivity analysis: everything else stays as it is. Saltelli et al. (2008), "Global
Sensitivity Analysis: The Primer", chapter 1, on what such an analysis can and cannot say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.models.answers import Answer, Responses
from pipeline.models.questionnaire import PositionRule, Questionnaire, band_of
from pipeline.models.scorecard import Scorecard
from pipeline.scoring.engine import Scorer
from pipeline.scoring.points import key_of


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer to one item that would give another position: the band ``label`` at ``score`` points."""

    item: str
    answer: Answer
    label: str
    score: Fraction


@dataclass(frozen=True, slots=True)
class Tilt:
    """How many times its weight a dimension would need to bring the position to ``label``.

    ``more`` tells whether it takes a weight beyond that, or below: both are possible from an edge, at once.
    """

    dimension: str
    factor: Fraction
    more: bool
    label: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All single changes that would give another position, in the kit's order; none without a score."""

    turns: tuple[Turn, ...] = ()
    tilts: tuple[Tilt, ...] = ()


def find_sensitivity(responses: Responses, card: Scorecard, asked: Questionnaire) -> Sensitivity:
    """Return which single answers and weights would move the position that these responses give."""
    rule, position = asked.scoring.position, card.position
    if rule is None or position is None or position.label is None:
        return Sensitivity()
    return Sensitivity(
        tuple(_turns(responses, rule, position.label, asked)),
        tuple(_tilts(card, rule, position.label, asked)),
    )


def _turns(responses: Responses, rule: PositionRule, label: str, asked: Questionnaire) -> Iterator[Turn]:
    """Yield, for every item of the position's axis, the answers nearest to the given one that move it."""
    scorer = Scorer(asked)
    areas = {area.id for area in asked.dimensions if area.axis == rule.axis}
    for item in (item for item in asked.items if item.dimension in areas):
        points = key_of(item, asked).points
        given = points.get(responses.answers.get(item.id, ""))
        nearest: dict[str, Turn] = {}
        for answer in sorted(points, key=lambda answer: abs(points[answer] - (given or 0))):
            changed: Mapping[str, Answer] = {**responses.answers, item.id: answer}
            score = scorer.score(Responses(changed)).axes[rule.axis].score
            if score is not None and (reached := band_of(score, rule.bands)) != label:
                nearest.setdefault(reached, Turn(item.id, answer, reached, score))
        yield from nearest.values()


def _tilts(card: Scorecard, rule: PositionRule, label: str, asked: Questionnaire) -> Iterator[Tilt]:
    """Yield, for every scored dimension of the axis, the weights at which the score reaches the next bands.

    With weight w the axis is (R + w·s) / (W + w), where R and W are the sums over the other dimensions and s
    is the dimension's score; it meets the edge e at w = (e·W − R) / (s − e).
    """
    scored = {
        area.id: (area.weight, score)
        for area in asked.dimensions
        if area.axis == rule.axis and (score := card.dimensions[area.id].score) is not None
    }
    for name, (weight, score) in scored.items():
        others = [pair for other, pair in scored.items() if other != name]
        rest = sum((each * points for each, points in others), Fraction(0))
        total = sum((each for each, _ in others), Fraction(0))
        for edge, reached, lies_below in _edges(rule, label):
            if score != edge and (needed := (edge * total - rest) / (score - edge)) > 0:
                yield Tilt(name, needed / weight, (score < edge) == lies_below, reached)


def _edges(rule: PositionRule, label: str) -> Iterator[tuple[Fraction, str, bool]]:
    """Yield the ends of the band that somebody stands in, the band behind each, and whether it lies below."""
    place = [band.id for band in rule.bands].index(label)
    if place > 0:
        yield rule.bands[place].at_least, rule.bands[place - 1].id, True
    if place + 1 < len(rule.bands):
        yield rule.bands[place + 1].at_least, rule.bands[place + 1].id, False
