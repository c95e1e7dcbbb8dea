"""The last page: all the numbers, and how to read them."""

import math

from pipeline.models.exact import nearest
from pipeline.models.scorecard import AxisScore, DimensionScore
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import range_of, say_range
from pipeline.rendering.views.report import Figure, Lead, Method

NAMED_MISSING = 12
"""Up to how many missing answers are named one by one."""


def build_method(case: Case) -> Method:
    """Return every score with its range, the answers that are missing, and what this can and cannot say."""
    credit = case.words.say("method.credit") if case.roadmap.states["ladder"] == "occupations" else ""
    return Method(_figures(case), _missing(case), _paragraphs(case), credit)


def _figures(case: Case) -> tuple[Figure, ...]:
    found = []
    for axis in case.asked.axes:
        found.append(_axis(case, axis.id))
        found += [_area(case, area.id, case.style(axis.id)) for area in case.areas_of(axis.id)]
    return tuple(found + [_area(case, area.id, None) for area in case.areas_of(None)])


def _axis(case: Case, axis: str) -> Figure:
    score = case.card.axes[axis]
    based = case.words.say("method.areas", n=score.scored, areas=score.areas)
    return Figure(case.style(axis), case.wording.axes[axis].name, *_score(case, score), based)


def _area(case: Case, area: str, style: int | None) -> Figure:
    score = case.card.dimensions[area]
    based = case.words.say("method.answers", n=score.answered, items=score.items)
    return Figure(style, case.wording.dimensions[area].name, *_score(case, score), based)


def _score(case: Case, score: AxisScore | DimensionScore) -> tuple[str, str]:
    """Return the score and its range; or its bounds, marked as such, where it has no score."""
    found = range_of(score)
    if found is None:
        low, high = score.bounds
        bounds = say_range(case, math.floor(low), math.ceil(high))
        return case.words.say("method.no_score"), case.words.say("method.bounds", range=bounds)
    return case.words.language.number(nearest(found.score)), say_range(case, found.low, found.high)


def _missing(case: Case) -> str:
    """Say which answers are missing and, where something has no score for it, what its bounds are."""
    found = (*case.card.axes.values(), *case.card.dimensions.values())
    unscored = any(score.score is None for score in found)
    return " ".join([_blanks(case), *([case.words.say("method.unscored")] if unscored else [])])


def _blanks(case: Case) -> str:
    missing = [item for item in case.asked.items if case.card.items[item.id].score is None]
    if not missing:
        return case.words.say("method.complete")
    if len(missing) > NAMED_MISSING:
        return case.words.say("method.many_missing", n=len(missing), total=len(case.asked.items))
    names = case.words.say("method.missing_joint").join(
        case.wording.questions[item.id].short for item in missing
    )
    return case.words.say("method.missing", n=len(missing), names=names)


def _paragraphs(case: Case) -> tuple[Lead, ...]:
    """Each table of the kit's "about" is a paragraph with its lead; one with nothing to say is left out."""
    names = dict.fromkeys(key.rpartition(".")[0] for key in case.words.under("about"))
    if case.asked.scoring.position is None:
        names.pop("about.position", None)
    said = (Lead(case.words.say(f"{name}.lead"), case.words.say(f"{name}.text")) for name in names)
    return tuple(paragraph for paragraph in said if paragraph.text)
