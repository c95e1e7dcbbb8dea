"""How much each area asks for: far from the target, and important to the client."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.cli.sums import fold, number
from pipeline.cli.words import say_given
from pipeline.models.questionnaire import Dimension
from pipeline.planning.need import importance_of
from pipeline.rendering.building.case import Case


def tell_needs(case: Case) -> Iterator[str]:
    """Tell what matters how much to the client, then the need of each area."""
    rules = case.kit.playbook.plan
    scale, target = number(rules.importance_scale), number(rules.target)
    yield f"What is needed: importance / {scale} · max(0, {target} − score) / 100"
    for axis in case.asked.axes:
        told = say_given(case, axis.importance) if axis.importance else "not asked"
        name, importance = case.wording.axes[axis.id].name, number(_importance(case, axis.importance))
        yield f"  Importance of {name}: {importance} ({told})"
    for area in case.asked.dimensions:
        yield from fold(f"{case.wording.dimensions[area.id].name} ({area.id}): {_need(case, area)}", 4)


def _need(case: Case, area: Dimension) -> str:
    rules, score = case.kit.playbook.plan, case.card.dimensions[area.id].score
    if score is None:
        return "no score, so 0"
    if score >= rules.target:
        return f"{number(score)} is {number(rules.target)} or more, so 0"
    importance = _importance(case, case.asked.importance_by_area[area.id])
    below = f"({number(rules.target)} − {number(score)}) / 100"
    need = number(case.roadmap.needs[area.id])
    return f"{number(importance)} / {number(rules.importance_scale)} · {below} = {need}"


def _importance(case: Case, question: str | None) -> Fraction:
    return Fraction(importance_of(case.client, question, case.kit.playbook.plan))
