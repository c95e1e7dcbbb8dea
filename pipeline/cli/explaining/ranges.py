"""How far a score could be off, with the numbers: its standard error, and what blanks leave open."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.cli.sums import fold, mean, number, ratio, weighted
from pipeline.models.questionnaire import Dimension, Question
from pipeline.models.scorecard import Bounds, Estimate
from pipeline.rendering.building.case import Case
from pipeline.scoring.points import key_of
from pipeline.scoring.uncertainty import shortened_reliability


def tell_axis_ranges(case: Case, name: str) -> Iterator[str]:
    """Tell the likely range of an axis, then its bounds where something is blank."""
    axis, parts = case.card.axes[name], case.areas_of(name)
    areas = {part.id: case.card.dimensions[part.id] for part in parts}
    if axis.sem is not None:
        terms = [(area.share, area.sem) for area in areas.values() if area.sem is not None]
        squares = " + ".join(f"({ratio(share)} · {number(sem)})²" for share, sem in terms)
        yield from _tell_range(axis, f"√({squares}) = {number(axis.sem)}", 2)
    if all(area.answered == area.items for area in areas.values()):
        yield "  No answer is missing, so nothing is left open"
        return
    total = sum((part.weight for part in parts), Fraction(0))
    shares = [part.weight / total for part in parts]
    ends = [
        weighted(zip(shares, (area.bounds[end] for area in areas.values()), strict=True)) for end in (0, 1)
    ]
    yield from fold(f"All blanks at their worst, all areas counted: {ends[0]}", 2)
    yield from fold(f"All blanks at their best: {ends[1]}", 2)
    yield from _tell_outside(case, axis, parts)


def tell_area_ranges(case: Case, name: str, items: list[Question]) -> Iterator[str]:
    """Tell the likely range of an area, then its bounds where something is blank."""
    area, precision = case.card.dimensions[name], case.asked.precisions[name]
    if area.sem is not None:
        reliability, kept = precision.reliability, Fraction(area.answered, area.items)
        left = number(reliability)
        if area.answered < area.items:
            f, r = ratio(kept), number(reliability)
            left = ratio(shortened_reliability(reliability, kept))
            yield from fold(
                f"Reliability for {f} of the items: {f} · {r} / (1 + ({f} − 1) · {r}) = {left}", 4
            )
        sem = f"{number(precision.standard_deviation)} · √(1 − {left}) = {number(area.sem)}"
        yield from _tell_range(area, sem, 4)
    if area.answered < area.items:
        low, high = (mean(_filled(case, items, end)) for end in (0, 1))
        yield from fold(f"Blanks at their worst: {low}; at their best: {high}", 4)
        if area.score is not None and is_outside(area.score, area.bounds):
            yield from fold(
                "The score lies outside: no answer to what is blank gives as much, or as little", 4
            )


def is_outside(score: Fraction, bounds: Bounds) -> bool:
    """Whether a score lies outside of what filling in the blanks could make of it."""
    return not bounds[0] <= score <= bounds[1]


def _tell_range(found: Estimate, sem: str, indent: int) -> Iterator[str]:
    if found.score is None or found.sem is None or found.low is None or found.high is None:
        return
    ends = f"{number(found.low)} to {number(found.high)}"
    within = "" if found.sem <= found.score <= 100 - found.sem else ", kept within 0 to 100"
    yield from fold(f"SEM: {sem}", indent)
    yield from fold(f"Likely {ends}: {number(found.score)} ± {number(found.sem)}{within}", indent)


def _tell_outside(case: Case, axis: Estimate, parts: tuple[Dimension, ...]) -> Iterator[str]:
    """Tell why a score lies outside its bounds, if it does."""
    if axis.score is None or not is_outside(axis.score, axis.bounds):
        return
    unscored = [part.id for part in parts if case.card.dimensions[part.id].score is None]
    if unscored:
        why = f"{', '.join(unscored)} counts here, by what its blanks could be, and not in the score"
    else:
        why = "blanks count here, and not in the score"
    yield from fold(f"The score lies outside of these bounds: {why}", 2)


def _filled(case: Case, items: list[Question], end: int) -> list[Fraction]:
    """Return the points of each item, with the lowest or the highest possible ones for blanks."""
    choose = (min, max)[end]
    return [
        choose(key_of(item, case.asked).points.values()) if score is None else score
        for item in items
        for score in (case.card.items[item.id].score,)
    ]
