"""The position, the place on the map, and what little would give another one."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.cli.sums import fold, number
from pipeline.cli.words import say_answer, say_position, say_printed
from pipeline.models.scorecard import AxisScore, Position, Side
from pipeline.models.scoring_rules import PositionRule, QuadrantRule, band_of
from pipeline.rendering.building.case import Case
from pipeline.scoring import Sensitivity

_SHORT = 40
"""Columns for the name of a question."""


def tell_place(case: Case, found: Sensitivity) -> Iterator[str]:
    """Tell which bands a score and its range lie in, and where that is on the map."""
    rules, position = case.asked.scoring, case.card.position
    if position is None:
        return
    if rules.position:
        yield ""
        yield f"Position: {say_position(position, case.wording)}"
        yield from _tell_bands(case, rules.position)
        yield from _tell_sensitivity(case, found)
    if rules.quadrants:
        yield ""
        quadrant = case.wording.quadrants[position.quadrant] if position.quadrant else "no place"
        yield f"On the map: {quadrant}{', close to the middle' if position.near_crossroads else ''}"
        yield from _tell_map(case, rules.quadrants, position)


def _tell_bands(case: Case, rule: PositionRule) -> Iterator[str]:
    axis, name = case.card.axes[rule.axis], case.wording.axes[rule.axis].name
    if axis.score is None or axis.low is None or axis.high is None:
        yield f"  It is read off {name}, which has no score"
        return
    yield f"  It is read off {name}: {number(axis.score)}, likely {number(axis.low)} to {number(axis.high)}"
    ends: dict[str, float | Fraction] = {
        "the lower end": axis.low,
        "the score": axis.score,
        "the upper end": axis.high,
    }
    width = max(len(case.wording.positions[band.id]) for band in rule.bands)
    for band, next_ in zip(rule.bands, (*rule.bands[1:], None), strict=True):
        inside = [what for what, points in ends.items() if band_of(points, rule.bands) == band.id]
        until = f"up to {number(next_.at_least)}" if next_ else "and more"
        line = f"    {case.wording.positions[band.id]:<{width}}  from {number(band.at_least):>3} {until}"
        yield f"{line:<{width + 25}}{', '.join(inside)}".rstrip()
    if case.card.position and case.card.position.between:
        yield "  The ends of the likely range lie in two positions, so the report says “between”"


def _tell_map(case: Case, rule: QuadrantRule, position: Position) -> Iterator[str]:
    middle = number(rule.high)
    yield f"  A score is high from {middle}; it is close to the middle within one SEM of {middle}"
    for name, side in ((rule.across, position.across), (rule.up, position.up)):
        yield from fold(f"{case.wording.axes[name].name}: {_side(case.card.axes[name], side, rule)}", 4)


def _side(axis: AxisScore, side: Side | None, rule: QuadrantRule) -> str:
    if axis.score is None or axis.sem is None:
        return "no score"
    level = "high" if axis.score >= rule.high else "low"
    apart = f"{number(abs(axis.score - rule.high))} from {number(rule.high)}"
    near = "close to the middle" if side == "middle" else "not close"
    return f"{number(axis.score)} is {level}; {apart}, SEM {number(axis.sem)}: {near}"


def _tell_sensitivity(case: Case, found: Sensitivity) -> Iterator[str]:
    """Tell which single answers and weights would print another position, and how little would do."""
    if case.card.position is None or case.card.position.label is None:
        return
    yield from _tell_turns(case, found)
    tilts = "Another weight of one of these areas" if found.tilts else "No weight of a single area"
    yield f"  {tilts} would change the printed position"
    for tilt in found.tilts:
        area, reached = case.wording.dimensions[tilt.dimension].name, say_printed(tilt.printed, case.wording)
        side = "more" if tilt.more else "less"
        yield from fold(f"{area}, {side} than {number(tilt.factor)} times its weight: {reached}", 4)


def _tell_turns(case: Case, found: Sensitivity) -> Iterator[str]:
    turns = "Another answer to one of these" if found.turns else "No other answer to a single question"
    yield f"  {turns} would change the printed position"
    for printed in dict.fromkeys(turn.printed for turn in found.turns):
        yield f"    to {say_printed(printed, case.wording)}"
        for turn in (turn for turn in found.turns if turn.printed == printed):
            words = case.wording.questions[turn.item]
            told = f"{turn.item} {words.short or words.text}"
            answer = say_answer(case, turn.item, turn.answer)
            if len(told) > _SHORT:
                yield from fold(told, 6)
                told = ""
            yield f"      {told:<{_SHORT}}  {answer}, at {number(turn.score)}"
