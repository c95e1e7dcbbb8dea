"""Which areas are told apart: the others must not be put in an order."""

from collections.abc import Iterator

from pipeline.cli.sums import fold, number
from pipeline.models.scorecard import DimensionScore
from pipeline.rendering.building.case import Case
from pipeline.scoring import differ
from pipeline.scoring.change import difference_error


def tell_order(case: Case, axis: str | None) -> Iterator[str]:
    """Tell, for the areas of an axis from the highest down, which ones stand above by more than one error."""
    found = {part.id: case.card.dimensions[part.id] for part in case.areas_of(axis)}
    scored = {name: area for name, area in found.items() if area.score is not None}
    if len(scored) < 2:  # noqa: PLR2004 - one alone has no order
        return
    ranked = sorted(scored.items(), key=lambda entry: -(entry[1].score or 0))
    yield ""
    yield from fold(
        "Which areas are told apart: by more than one standard error of their difference, √(SEM² + SEM²). Of"
        " areas that are alike, about one pair in three would be told apart by chance.",
        2,
    )
    if not any(differ(one, other) for _, one in ranked for _, other in ranked):
        yield "    The areas are too close to each other to be put in an order"
        return
    for place, (name, area) in enumerate(ranked):
        lower = [_gap(other, above, area) for other, above in ranked[:place] if differ(above, area)]
        told = f"lower than {'; '.join(lower)}" if lower else "not told apart from a higher one"
        yield from fold(
            f"{case.wording.dimensions[name].name} ({name}), {number(area.score or 0)}: {told}", 4
        )


def _gap(name: str, above: DimensionScore, area: DimensionScore) -> str:
    gap, needed = (above.score or 0) - (area.score or 0), difference_error(above.sem or 0, area.sem or 0)
    return f"{name} by {number(gap)}, more than {number(needed)}"
