"""Sums up the scorecards of many clients. Only what is asked here looks at more than one client."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.models.answers import Missing
from pipeline.models.cohort import SMALLEST_GROUP, Cohort, Distribution, Missed, Places, ScaleFigures
from pipeline.models.questionnaire import Dimension, Questionnaire
from pipeline.models.scorecard import Estimate, ItemScore, Scorecard
from pipeline.models.scoring_rules import Band
from pipeline.scoring.distribution import distribution_of
from pipeline.scoring.reliability import figures_of


def sum_up(cards: Sequence[Scorecard], asked: Questionnaire) -> Cohort:
    """Return what these scorecards, all of the questionnaire ``asked``, show together."""
    missing = {item.id: _missed(card.items[item.id] for card in cards) for item in asked.items}
    flags = Counter(flag for card in cards for flag in card.flags)
    return Cohort(
        clients=len(cards),
        axes={axis.id: _of_axis(axis.id, cards, asked) for axis in asked.axes},
        dimensions={
            part.id: _distribution((card.dimensions[part.id] for card in cards), asked.scoring.levels)
            for part in asked.dimensions
        },
        positions=_positions(cards, asked),
        quadrants=_quadrants(cards, asked),
        missing_items=missing,
        missing_areas={part.id: _missed_in(part, missing, asked) for part in asked.dimensions},
        flags=dict(sorted(flags.items(), key=lambda flag: (-flag[1], flag[0]))),
        flagged=sum(bool(card.flags) for card in cards),
        scales=tuple(_scale(part, cards) for part in asked.dimensions if part.reliability),
    )


def _of_axis(axis: str, cards: Sequence[Scorecard], asked: Questionnaire) -> Distribution:
    rule = asked.scoring.position
    bands = rule.bands if rule and rule.axis == axis else ()
    return _distribution((card.axes[axis] for card in cards), bands)


def _distribution(estimates: Iterable[Estimate], bands: Sequence[Band]) -> Distribution:
    """Return how scores lie; of a group so small that one person could be recognised, only its size."""
    scores = [found.score for found in estimates if found.score is not None]
    if len(scores) < SMALLEST_GROUP:
        return Distribution(len(scores), None, None, None, None, None, None, (), {}, None)
    return distribution_of(scores, bands)


def _positions(cards: Sequence[Scorecard], asked: Questionnaire) -> Places | None:
    if asked.scoring.position is None:
        return None
    names = [card.position.label if card.position else None for card in cards]
    near = sum(bool(card.position and card.position.between) for card in cards)
    return _places([band.id for band in asked.scoring.position.bands], names, near)


def _quadrants(cards: Sequence[Scorecard], asked: Questionnaire) -> Places | None:
    rule = asked.scoring.quadrants
    if rule is None:
        return None
    names = [card.position.quadrant if card.position else None for card in cards]
    near = sum(bool(card.position and card.position.near_crossroads) for card in cards)
    return _places([rule.high_high, rule.high_low, rule.low_high, rule.low_low], names, near)


def _places(known: Sequence[str], names: Sequence[str | None], near: int) -> Places:
    counts = Counter(names)
    return Places({name: counts[name] for name in known}, counts[None], near)


def _missed(answers: Iterable[ItemScore]) -> Missed:
    reasons: Counter[str] = Counter()
    for item in answers:
        reasons["asked"] += 1
        if item.score is None:
            reasons[_why_missing(item)] += 1
    return Missed(**{name: reasons[name] for name in Missed.__dataclass_fields__})


def _why_missing(item: ItemScore) -> str:
    if item.answer is None:
        return "blank"
    return item.answer.value if isinstance(item.answer, Missing) else "no_points"


def _missed_in(part: Dimension, missing: Mapping[str, Missed], asked: Questionnaire) -> Missed:
    counts = [missing[item.id] for item in asked.items if item.dimension == part.id]
    return Missed(
        **{name: sum(getattr(count, name) for count in counts) for name in Missed.__dataclass_fields__}
    )


def _scale(part: Dimension, cards: Sequence[Scorecard]) -> ScaleFigures:
    """Look at the declared items of a dimension, in the points they give: these are keyed already."""
    answers = ([card.items[item].score for item in part.reliability] for card in cards)
    rows = [[points for points in row if points is not None] for row in answers if None not in row]
    return figures_of(part.id, part.reliability, rows)
