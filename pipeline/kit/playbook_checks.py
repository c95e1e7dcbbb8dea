"""Checks a playbook against the questionnaire that it builds on."""

from collections.abc import Container, Iterator

from pipeline.kit.faults import Faults, repeated, require, rises
from pipeline.models.kit import Kit
from pipeline.models.playbook import Action
from pipeline.models.questionnaire import Question

PLAYBOOK = "playbook.toml"


def check_playbook(kit: Kit, faults: Faults) -> None:
    """Record every action that names something missing or cannot be planned."""
    book = kit.playbook
    for name in repeated(book.ids):
        faults.add(PLAYBOOK, name, "there is more than one action of this name")
    if not rises([horizon.days for horizon in book.plan.horizons]):
        faults.add(PLAYBOOK, "plan", "the days of the horizons must rise")
    for message in _importance_faults(kit):
        faults.add(PLAYBOOK, "importance_scale", message)
    dimensions = {dimension.id for dimension in kit.questionnaire.dimensions}
    for action in book.actions:
        _check_action(action, dimensions, kit, faults)
    for strength in book.strengths:
        require(strength.dimension, dimensions, "dimension", (PLAYBOOK, strength.id), faults)


def _check_action(action: Action, dimensions: Container[str], kit: Kit, faults: Faults) -> None:
    habits = {habit.id for habit in kit.questionnaire.habits}
    require(action.habit, habits, "habit", (PLAYBOOK, action.id), faults)
    for name in action.shares:
        require(name, dimensions, "dimension", (PLAYBOOK, action.id), faults)
    for check in (_share_faults, _time_faults, _measure_faults):
        for message in check(action, kit):
            faults.add(PLAYBOOK, action.id, message)


def _importance_faults(kit: Kit) -> Iterator[str]:
    """Say which axis would matter more than wholly, or less than nothing: its importance is a share."""
    asked, rules = kit.questionnaire, kit.playbook.plan
    most = rules.importance_scale
    if rules.blank_importance > most:
        yield f"default_importance is {rules.blank_importance}: importance_scale, {most}, is the most"
    for axis in asked.axes:
        question = asked.by_id.get(axis.importance or "")
        scale = asked.scale_by_id.get(question.scale or "") if question else None
        if scale and (scale.low < 0 or scale.high > most):
            yield (
                f'the answers to "{axis.importance}" run from {scale.low} to {scale.high}: '
                f"they must lie between 0 and importance_scale, which is {most}"
            )


def _share_faults(action: Action, kit: Kit) -> Iterator[str]:
    if action.shares and kit.playbook.total_share(action) != 1:
        yield "its shares must add up to 1"
    if not action.shares and action.priority is None:
        yield "it needs shares or a priority"


def _time_faults(action: Action, kit: Kit) -> Iterator[str]:
    days = [horizon.days for horizon in kit.playbook.plan.horizons]
    if action.horizon not in days:
        yield f"its horizon must be one of {', '.join(map(str, days))}"
    if action.needs is None:
        return
    earlier = kit.playbook.by_id.get(action.needs)
    if earlier is None:
        yield f'there is no action "{action.needs}" that it could need'
    elif earlier.horizon >= action.horizon:
        yield f'"{action.needs}", which it needs, must come in an earlier horizon'


def _measure_faults(action: Action, kit: Kit) -> Iterator[str]:
    if action.measure is None:
        return
    item = kit.questionnaire.by_id.get(action.measure.item)
    if item is None or not item.dimension:
        yield f'there is no scored question "{action.measure.item}" to measure it by'
    elif str(action.measure.to) not in _answers(item, kit):
        yield f'"{action.measure.to}" is not an answer of "{item.id}"'


def _answers(item: Question, kit: Kit) -> tuple[str, ...]:
    scale = kit.questionnaire.scale_by_id.get(item.scale or "")
    return tuple(map(str, scale.codes)) if scale else item.option_ids
