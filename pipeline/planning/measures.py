"""What became of the actions of an earlier plan, by the answers that measure them."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.models.kit import Kit
from pipeline.models.progress import MeasureChange, MeasureStatus
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.planning.weight import target_of


def follow_measures(
    earlier: Roadmap, before: Scorecard, after: Scorecard, kit: Kit
) -> Iterator[MeasureChange]:
    """Yield how the measure of each planned action stands now, in the plan's order.

    ``earlier`` is the plan that follows from ``before``. Actions without a measure are left out: what came
    of them no answer tells.
    """
    for planned in earlier.actions:
        measure = kit.playbook.by_id[planned.id].measure
        if measure:
            first, second = before.items[measure.item], after.items[measure.item]
            status = _status(first.score, second.score, target_of(measure, kit.questionnaire))
            yield MeasureChange(planned.id, measure.item, first.answer, second.answer, status)


def _status(before: Fraction | None, after: Fraction | None, target: Fraction | int | None) -> MeasureStatus:
    if after is None or target is None:
        return "unknown"
    if after >= target:
        return "met"
    if before is None:
        return "unknown"
    if before == after:
        return "same"
    return "closer" if after > before else "further"
