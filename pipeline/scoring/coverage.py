"""What follows from how many items were answered, whatever the answers are: weights and standard errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.models.questionnaire import Questionnaire
from pipeline.scoring.uncertainty import combined_sem, dimension_sem

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the answers reach.

    ``sems`` are the standard errors of dimensions and of axes; those are missing for which too little was
    answered. ``shares`` are the weights of dimensions in their axis, renormalised over the scored ones, and
    ``weights`` what a point of an item adds to the axis: both are 0 where dimension or axis is not scored.
    """

    areas: Mapping[str, float]
    axes: Mapping[str, float]
    shares: Mapping[str, Fraction]
    weights: Mapping[str, Fraction]


def find_coverage(answered: Mapping[str, int], items: Mapping[str, int], asked: Questionnaire) -> Coverage:
    """Return what follows from so many answered items, of so many there are, by dimension."""
    rules, precisions = asked.scoring, asked.precisions
    areas = {
        name: dimension_sem(precisions[name], count, items[name])
        for name, count in answered.items()
        if count >= precisions[name].minimum_items * items[name]
    }
    axes, shares = {}, dict.fromkeys(answered, NOTHING)
    for axis in asked.axes:
        parts = [part for part in asked.dimensions if part.axis == axis.id]
        scored = [part for part in parts if part.id in areas]
        if scored and len(scored) >= rules.minimum_dimensions * len(parts):
            total = sum((part.weight for part in scored), NOTHING)
            own = {part.id: part.weight / total for part in scored}
            axes[axis.id] = combined_sem((share, areas[name]) for name, share in own.items())
            shares |= own
    weights = {name: share / (answered[name] or 1) for name, share in shares.items()}
    return Coverage(areas, axes, shares, weights)
