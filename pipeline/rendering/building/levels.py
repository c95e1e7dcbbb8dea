"""Scores as a person reads them: a level, or a number with its range; never a decimal."""

import math

from pipeline.models.exact import nearest
from pipeline.models.scorecard import Estimate
from pipeline.models.scoring_rules import band_of
from pipeline.rendering.building.case import Case
from pipeline.rendering.views.scores import Level, Mark, Range, Stage


def range_of(estimate: Estimate) -> Range | None:
    """Return a score with the ends of its likely range, None where there is no score."""
    if estimate.score is None or estimate.low is None or estimate.high is None:
        return None
    return Range(estimate.low, float(estimate.score), estimate.high)


def level_of(case: Case, estimate: Estimate) -> Level | None:
    """Return the level of a score, or the two levels that its range reaches into."""
    found = range_of(estimate)
    if found is None:
        return None
    first, last = _index(case, found.low), _index(case, found.high)
    if first == last:
        return single_level(case, _levels(case)[first])
    return Level(
        (_mark(case, first), _mark(case, last)),
        case.words.say("levels.between", first=_word(case, first), last=_word(case, last)),
    )


def say_chart(case: Case, estimate: Estimate) -> str:
    """Say in which level the mark of a score lies, and from which to which its range reaches."""
    found = range_of(estimate)
    if found is None:
        return ""
    first, at, last = (_word(case, _index(case, end)) for end in (found.low, found.score, found.high))
    return case.words.say(
        "levels.chart" if first == last else "levels.chart_between", first=first, at=at, last=last
    )


def single_level(case: Case, level: str) -> Level:
    """Return one level by its id."""
    index = _levels(case).index(level)
    return Level((_mark(case, index),), _word(case, index))


def build_levels(case: Case) -> tuple[Stage, ...]:
    """Return the kit's levels, the lowest first, with where each begins and ends."""
    starts = [float(level.at_least) for level in case.asked.scoring.levels]
    stretches = zip(starts, [*starts[1:], 100.0], strict=True)
    return tuple(Stage(_mark(case, n), _word(case, n), *ends) for n, ends in enumerate(stretches))


def mark_at(case: Case, points: float) -> Mark:
    """Return the mark of the level in which ``points`` fall."""
    return _mark(case, _index(case, points))


def is_lowest(case: Case, estimate: Estimate) -> bool:
    """Whether a score falls in the lowest level; no score counts as low."""
    return estimate.score is None or _index(case, float(estimate.score)) == 0


def top(case: Case) -> float:
    """Where the highest level begins: the score from which an area is a strength."""
    return float(case.asked.scoring.levels[-1].at_least)


def say_range(case: Case, low: float, high: float) -> str:
    """Write a likely range in whole points."""
    return case.words.say("range.points", low=nearest(low), high=nearest(high))


def say_bounds(case: Case, low: float, high: float) -> str:
    """Write bounds in whole points, rounded outward so that they hold."""
    return case.words.say("range.bounds", low=math.floor(low), high=math.ceil(high))


def _levels(case: Case) -> list[str]:
    return [level.id for level in case.asked.scoring.levels]


def _index(case: Case, points: float) -> int:
    return _levels(case).index(band_of(points, case.asked.scoring.levels))


def _word(case: Case, index: int) -> str:
    return case.wording.levels[_levels(case)[index]]


def _mark(case: Case, index: int) -> Mark:
    if index == 0:
        return "empty"
    return "full" if index == len(_levels(case)) - 1 else "half"
