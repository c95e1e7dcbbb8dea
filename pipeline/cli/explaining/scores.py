"""Scores told down to the answers: how an answer became points, and what these add up to."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from pipeline.cli.explaining.order import tell_order
from pipeline.cli.explaining.ranges import tell_area_ranges, tell_axis_ranges
from pipeline.cli.sums import fold, mean, number, ratio, weighted
from pipeline.cli.words import say_estimate, say_given
from pipeline.models.questionnaire import Dimension, Question
from pipeline.rendering.building.case import Case


def tell_scores(case: Case) -> Iterator[str]:
    """Tell each axis with its areas and each of these with its answers; what they add, adds up."""
    yield ""
    yield from fold(
        "How to read the numbers: all points run from 0 to 100. Sums are written out with four decimals at"
        " most, and computed exactly. “likely” is one standard error of measurement (SEM) to each side.",
        0,
        hang=0,
    )
    for axis in case.asked.axes:
        yield ""
        yield from _tell_axis(case, axis.id)
        yield from _tell_areas(case, axis.id)
    if case.areas_of(None):
        if case.asked.axes:
            yield from ("", "Areas outside of these")
        yield from _tell_areas(case, None)


def _tell_axis(case: Case, name: str) -> Iterator[str]:
    axis, parts = case.card.axes[name], case.areas_of(name)
    yield f"{case.wording.axes[name].name} ({name}): {say_estimate(axis)}"
    needed = ceil(case.asked.scoring.minimum_dimensions * len(parts))
    based = f"{axis.scored} of {axis.areas} areas have a score, at least {needed} needed"
    if axis.score is None:
        yield from fold(based, 2)
    else:
        areas = [(part, case.card.dimensions[part.id]) for part in parts]
        terms = [(area.share, area.score) for _, area in areas if area.score is not None]
        yield from fold(weighted(terms), 2)
        yield from fold(f"{based}; {_shares([part for part, area in areas if area.score is not None])}", 2)
    yield from tell_axis_ranges(case, name)


def _shares(scored: list[Dimension]) -> str:
    weights = ", ".join(f"{part.id} {number(part.weight)}" for part in scored)
    total = sum((part.weight for part in scored), Fraction(0))
    return f"shares by weight: {weights}, divided by {number(total)}"


def _tell_areas(case: Case, axis: str | None) -> Iterator[str]:
    for area in case.areas_of(axis):
        yield ""
        yield from _tell_area(case, area)
    yield from tell_order(case, axis)


def _tell_area(case: Case, area: Dimension) -> Iterator[str]:
    found, name = case.card.dimensions[area.id], case.wording.dimensions[area.id].name
    title = f"{name} ({area.id}): {say_estimate(found)}"
    yield from fold(title, 2, right=_adds(case, area, found.contribution))
    items = [item for item in case.asked.items if item.dimension == area.id]
    yield from fold(_area_sum(case, area.id, items), 4)
    if found.share and found.score is not None:
        whole = f"{ratio(found.share)} · {number(found.score)} = {number(found.contribution)}"
        each = f"each answered item adds {ratio(found.share / found.answered)} of its points"
        yield from fold(f"Its share in {area.axis}: {whole}; {each}", 4)
    yield from tell_area_ranges(case, area.id, items)
    for item in items:
        yield from fold(f"{item.id} {case.wording.questions[item.id].text}", 6, hang=4)
        added = _adds(case, area, case.card.items[item.id].contribution)
        yield from fold(f"{say_given(case, item.id)}: {_points(case, item)}", 10, right=added)


def _area_sum(case: Case, area: str, items: list[Question]) -> str:
    found = case.card.dimensions[area]
    needed = ceil(case.asked.precisions[area].minimum_items * found.items)
    based = f"{found.answered} of {found.items} answered, at least {needed} needed"
    if found.score is None:
        return based
    scores = (case.card.items[item.id].score for item in items)
    return f"{mean([score for score in scores if score is not None])}; {based}"


def _adds(case: Case, area: Dimension, contribution: Fraction) -> str:
    """Write what is added to the axis, if there is one with a score."""
    unscored = area.axis is None or case.card.axes[area.axis].score is None
    return "" if unscored else f"adds {number(contribution)}"


def _points(case: Case, item: Question) -> str:
    """Write how an answer became points."""
    points, answer = case.card.items[item.id].score, case.client.answers.get(item.id)
    if points is None:
        return "no points"
    scale = case.asked.scale_by_id.get(item.scale or "")
    if scale is None or not isinstance(answer, int):
        return f"{number(points)} points"
    if scale.points:
        turned = f", reversed: what {scale.high + scale.low - answer} gives otherwise" if item.reverse else ""
        return f"{number(points)} points{turned}"
    above = _minus(scale.high, answer) if item.reverse else _minus(answer, scale.low)
    turned = ", reversed" if item.reverse else ""
    return f"({above}) / ({_minus(scale.high, scale.low)}) · 100 = {number(points)}{turned}"


def _minus(above: int, below: int) -> str:
    return f"{number(above)} − {below}" if below >= 0 else f"{number(above)} + {-below}"
