"""Checks the conditions of a kit: what they look at must exist, and so must the values they wait for."""

from collections.abc import Iterable, Iterator

from pipeline.kit.faults import Faults
from pipeline.models.condition import Condition
from pipeline.models.facts import STATES
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.wording import Text, Wording, conditions

Placed = tuple[str, str, Condition]
"""A condition with the file and the entry it stands in."""


def check_conditions(kit: Kit, faults: Faults) -> None:
    """Record every condition that names something the kit does not have."""
    for file, entry, condition in _all_conditions(kit):
        for message in _faults_of(condition, kit):
            faults.add(file, entry, message)


def _all_conditions(kit: Kit) -> Iterator[Placed]:
    for action in kit.playbook.actions:
        if action.when:
            yield from (("playbook.toml", action.id, part) for part in action.when.parts())
    for entry, readers in (("variant", kit.playbook.variant), ("away", kit.playbook.away)):
        if readers:
            yield from (("playbook.toml", entry, part) for part in readers.parts())
    for language, wording in kit.wordings.items():
        for entry, text in texts_of(wording):
            yield from ((f"wording.{language}.toml", entry, part) for part in conditions(text))


def texts_of(wording: Wording) -> Iterator[tuple[str, Text]]:
    """Every text of a language that may have variants, with the entry it stands in."""
    yield from wording.texts.items()
    for name, area in wording.dimensions.items():
        yield name, area.good_for
        yield name, area.strength
        yield name, area.ask


def _faults_of(condition: Condition, kit: Kit) -> Iterable[str]:
    asked = kit.questionnaire
    items = {item.id for item in asked.items}
    subjects = (
        (condition.answer, asked.by_id, "question"),
        (condition.points, items, "scored question"),
        (condition.score, asked.scored_ids, "dimension or axis"),
        (condition.habit, {habit.id for habit in asked.habits if habit.items}, "habit with items"),
        (condition.state, STATES, "state"),
        (condition.chosen, kit.playbook.by_id, "action"),
    )
    for name, known, what in subjects:
        if name and name not in known:
            yield f'a condition looks at "{name}", but there is no such {what}'
            return
    if condition.has_limits and not _is_number(condition, asked):
        yield "a condition compares an answer that is no number; wait for it with is = [...]"
    for value in condition.among:
        known_values = _values(condition, kit)
        if known_values and str(value) not in known_values:
            yield f'a condition waits for "{value}", which can never be; it can be {", ".join(known_values)}'


def _is_number(condition: Condition, asked: Questionnaire) -> bool:
    if condition.answer:
        return asked.by_id[condition.answer].kind in {"scale", "number"}
    return not (condition.habit or condition.state)


def _values(condition: Condition, kit: Kit) -> tuple[str, ...]:
    """What the subject of a condition can be; empty where anything goes."""
    rules = kit.questionnaire.scoring
    if condition.answer:
        question = kit.questionnaire.by_id[condition.answer]
        if question.scale:
            return tuple(map(str, kit.questionnaire.scale_by_id[question.scale].codes))
        return question.option_ids
    if condition.habit:
        return tuple(level.id for level in rules.levels)
    if condition.state == "position" and rules.position:
        return tuple(band.id for band in rules.position.bands)
    if condition.state == "quadrant" and rules.quadrants:
        corners = rules.quadrants
        return (corners.high_high, corners.high_low, corners.low_high, corners.low_low)
    return STATES.get(condition.state or "", ())
