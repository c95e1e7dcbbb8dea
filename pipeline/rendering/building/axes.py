"""The two axes of page 2, and the map that they span."""

from fractions import Fraction

from pipeline.models.exact import nearest
from pipeline.models.questionnaire import Axis as AskedAxis
from pipeline.models.scorecard import AxisScore
from pipeline.models.scoring_rules import QuadrantRule
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import range_of, say_bounds, say_range
from pipeline.rendering.views.scores import Axis, Map

_WHOLE_SCALE = (Fraction(0), Fraction(100))
"""Bounds that say nothing."""

DOTS = 5
"""Dots that tell how much an axis matters."""


def build_axes(case: Case) -> tuple[Axis, ...]:
    """Return the axes in the order in which the map names them, the headline axis first."""
    rule = case.asked.scoring.position
    axes = sorted(case.asked.axes, key=lambda axis: rule is None or axis.id != rule.axis)
    return tuple(_axis(case, axis) for axis in axes)


def build_map(case: Case, axes: tuple[Axis, ...]) -> Map | None:
    """Return the map, None for a kit without one or where neither axis has a score."""
    rule = case.asked.scoring.quadrants
    if rule is None:
        return None
    by_id = {axis.id: axis for axis in axes}
    across, up = by_id[rule.across], by_id[rule.up]
    if across.range is None and up.range is None:
        return None
    return Map(
        across=across,
        up=up,
        middle=(_sem(case, rule.across), _sem(case, rule.up)),
        corners=_corners(case, rule),
        alone=_alone(case, across, up),
        alt=_alt(case, across, up),
    )


def _corners(case: Case, rule: QuadrantRule) -> tuple[str, str, str, str]:
    names = case.wording.quadrants
    return names[rule.low_high], names[rule.high_high], names[rule.low_low], names[rule.high_low]


def _alt(case: Case, across: Axis, up: Axis) -> str:
    said = (case.words.say("map.axis", axis=axis.name, said=axis.said) for axis in (up, across))
    return " ".join(filter(None, [case.words.say("map.alt"), _say_corner(case), *said]))


def _say_corner(case: Case) -> str:
    """Name the corner that the dot lies in; nothing close to the middle, which each axis tells of itself."""
    position = case.card.position
    if position is None or position.quadrant is None or position.near_crossroads:
        return ""
    return case.words.say("map.corner", corner=case.wording.quadrants[position.quadrant])


def _alone(case: Case, across: Axis, up: Axis) -> str:
    """Name the axis that is drawn without the other: the headline may be read from that other one."""
    if across.range and up.range:
        return ""
    drawn, other = (up, across) if up.range else (across, up)
    return case.words.say("map.alone", axis=drawn.name, other=other.name)


def _sem(case: Case, axis: str) -> float:
    return case.card.axes[axis].sem or 0.0


def _axis(case: Case, asked: AskedAxis) -> Axis:
    score, wording = case.card.axes[asked.id], case.wording.axes[asked.id]
    importance, said = _importance(case, asked)
    low, high = score.bounds
    return Axis(
        id=asked.id,
        style=case.style(asked.id),
        name=wording.name,
        heading=wording.heading,
        intro=wording.intro,
        range=range_of(score),
        bounds=(float(low), float(high)) if low < high else None,
        said=_said(case, asked.id, score),
        note=_note(case, score),
        importance=importance,
        importance_said=said,
    )


def _said(case: Case, axis: str, score: AxisScore) -> str:
    """Write an axis score, and that it is close to the middle of the map where it is."""
    said, rule, position = say_score(case, score), case.asked.scoring.quadrants, case.card.position
    sides = {rule.across: position.across, rule.up: position.up} if rule and position else {}
    return case.words.say("axis.near", said=said) if sides.get(axis) == "middle" else said


def say_score(case: Case, score: AxisScore) -> str:
    """Write an axis score with its likely range, or say why there is none."""
    found = range_of(score)
    if found is None:
        return case.words.say("axis.unscored", n=score.scored, areas=score.areas)
    likely = say_range(case, found.low, found.high)
    return case.words.say("axis.score", score=nearest(found.score), range=likely)


def _note(case: Case, score: AxisScore) -> str:
    """Tell what the blanks could change, and on how many areas the score rests."""
    found, (low, high) = score.score, score.bounds
    notes = []
    if found is not None and score.scored < score.areas:
        notes.append(case.words.say("axis.based_on", n=score.scored, areas=score.areas))
    if low < high and (low, high) != _WHOLE_SCALE:
        notes.append(case.words.say("axis.bounds", range=say_bounds(case, float(low), float(high))))
        if found is not None and not low <= found <= high:
            notes.append(case.words.say("axis.outside"))
    return " ".join(notes)


def _importance(case: Case, asked: AskedAxis) -> tuple[int | None, str]:
    """Return how many of five dots stand for an answer on whatever scale, and the answer in words."""
    answer = case.client.answers.get(asked.importance) if asked.importance else None
    if asked.importance is None or not isinstance(answer, int):
        return None, case.words.say("importance.blank")
    scale = case.asked.scale_by_id[case.asked.by_id[asked.importance].scale or ""]
    dots = nearest(Fraction(DOTS * answer, scale.high))
    return dots, case.words.say("importance.said", value=answer, most=scale.high)
