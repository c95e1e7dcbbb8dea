"""What the ledger keeps of answers: codes and numbers that scoring and planning read, and nobody's words."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from pipeline.ledger.database import text_of
from pipeline.models.answers import Answer, Missing
from pipeline.models.kit import Kit
from pipeline.models.past import Past
from pipeline.models.questionnaire import Question, Questionnaire

_KINDS = frozenset({"scale", "choice", "count", "number"})
_NUMBER = re.compile(r"-?\d{1,40}(/\d{1,40})?")


def questions_kept(kit: Kit) -> tuple[Question, ...]:
    """Return the questions whose answers are remembered, in the kit's order.

    These are all that scoring hears, and what the plan's rules name: what matters to the client, their hours,
    and the subjects of the playbook's conditions. Never a text, an address or a date.
    """
    asked = kit.questionnaire
    hours = asked.by_role.get("hours_a_week")
    read = {*asked.heard, *(axis.importance for axis in asked.axes), *_subjects(kit)}
    if hours:
        read.add(hours.id)
    return tuple(question for question in asked.questions if question.id in read and question.kind in _KINDS)


def encode(answers: Mapping[str, Answer], questions: Iterable[Question]) -> dict[str, object]:
    """Return the answers to these questions as JSON can hold them."""
    return {question.id: _plain(answers[question.id]) for question in questions if question.id in answers}


def decode(
    stored: Mapping[str, object], questions: Iterable[Question], asked: Questionnaire
) -> dict[str, Answer]:
    """Return remembered answers to these questions as ``asked`` understands them today.

    Those to questions or options that are gone, or mean something else now, count as blank.
    """
    found = {
        question.id: _answer(stored[question.id], question, asked)
        for question in questions
        if question.id in stored
    }
    return {name: answer for name, answer in found.items() if answer is not None}


def row_of(past: Past) -> tuple[str | None, ...]:
    """Return an assessment as a row of the ledger's table, in the order of its columns."""
    answers = json.dumps(dict(past.answers), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return past.client, past.kit, text_of(past.completed_at), past.name, past.mark, answers


def past_of(row: Sequence[Any]) -> Past:
    """Return the assessment in such a row. Raises :class:`ValueError` if it is damaged."""
    client, kit, moment, name, mark, answers = row
    found = json.loads(answers)
    if not isinstance(found, dict):
        raise ValueError("no table of answers")  # noqa: TRY004 - the row is wrong, not the program
    return Past(client, kit, datetime.fromisoformat(moment).astimezone(UTC), name, mark, found)


def _subjects(kit: Kit) -> Iterator[str]:
    """Yield the questions that the conditions of the playbook look at."""
    conditions = [action.when for action in kit.playbook.actions] + [kit.playbook.variant]
    for condition in filter(None, conditions):
        yield from (part.answer for part in condition.parts() if part.answer)


def _plain(answer: Answer) -> object:
    if isinstance(answer, Missing):
        return {"missing": answer.value}
    return str(answer) if isinstance(answer, Fraction) else answer


def _answer(value: object, question: Question, asked: Questionnaire) -> Answer | None:
    if isinstance(value, int):
        return value if question.scale and _is_on(value, question.scale, asked) else None
    if not isinstance(value, str):
        return next((reason for reason in Missing if value == {"missing": reason.value}), None)
    if question.kind == "number":
        return _number(value)
    return value if value in question.option_ids else None


def _is_on(code: int, scale: str, asked: Questionnaire) -> bool:
    known = asked.scale_by_id[scale]
    return known.low <= code <= known.high


def _number(text: str) -> Fraction | None:
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None
