"""The few lines that a coach reads first."""

from collections.abc import Iterator

from pipeline.cli.sums import fold, hours, number
from pipeline.cli.words import say_position
from pipeline.models.exact import nearest
from pipeline.models.scorecard import Estimate
from pipeline.rendering.building.case import Case

_NAMED = 3
"""How many areas are named that ask for most."""


def tell_summary(case: Case) -> Iterator[str]:
    """Tell scores, position, the areas that ask for most, the plan and the flags, a line each."""
    yield ""
    yield "In short"
    for label, told in _lines(case):
        yield from fold(f"{label}: {told}", 2)


def _lines(case: Case) -> Iterator[tuple[str, str]]:
    card = case.card
    for name, axis in card.axes.items():
        yield case.wording.axes[name].name, f"{_points(axis)}, from {axis.scored} of {axis.areas} areas"
    for area in case.areas_of(None):
        yield case.wording.dimensions[area.id].name, _points(card.dimensions[area.id])
    if case.asked.scoring.position:
        yield "Position", say_position(card.position, case.wording)
    if card.position and card.position.quadrant:
        near = ", close to the middle" if card.position.near_crossroads else ""
        yield "On the map", case.wording.quadrants[card.position.quadrant] + near
    missing = sum(item.score is None for item in card.items.values())
    yield "Answers", f"{len(card.items) - missing} of {len(card.items)} give points"
    if case.kit.playbook.ids:
        yield from _plan_lines(case)
    if card.flags:
        yield "Worth a question", number(len(card.flags))


def _plan_lines(case: Case) -> Iterator[tuple[str, str]]:
    roadmap = case.roadmap
    needed = sorted(
        (name for name in roadmap.needs if roadmap.needs[name]), key=lambda name: -roadmap.needs[name]
    )
    if needed:
        yield "Needed most", ", ".join(case.wording.dimensions[name].name for name in needed[:_NAMED])
    actions = len(roadmap.actions)
    said = f"{actions} {'action' if actions == 1 else 'actions'}, {hours(roadmap.total_hours)} in all"
    yield "The plan", f"{said}, for {hours(roadmap.weekly_hours)} a week"


def _points(found: Estimate) -> str:
    """Write a score as the report prints it, in whole points."""
    if found.score is None or found.low is None or found.high is None:
        return "not scored, too few answers"
    likely = f"{nearest(found.low)}–{nearest(found.high)}"
    return f"{nearest(found.score)} of 100 points, likely {likely}"
