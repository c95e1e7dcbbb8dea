"""Checks ``questionnaire.toml`` on its own: ids and questions.

What is built on the questions is checked in ``scoring_checks``.
"""

from collections.abc import Iterator, Mapping

from pipeline.kit.faults import Faults, repeated, require, rises
from pipeline.kit.scoring_checks import FILE, check_rules, check_structure
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.wording import FORMS

_SCORED_KINDS = frozenset({"scale", "choice", "count"})
_OPTION_KINDS = frozenset({"choice", "count"})
_YES_NO = frozenset({"yes", "no"})
ROLE_OPTIONS: Mapping[str, frozenset[str]] = {
    "consent_processing": _YES_NO,
    "consent_mailing": _YES_NO,
    "address_form": FORMS,
}
"""The options of questions whose answers the program itself acts upon."""

ROLE_KINDS: Mapping[str, str] = {
    "id": "text",
    "name": "text",
    "email": "email",
    "role_title": "text",
    "hours_a_week": "number",
    "language": "language",
    "address_form": "choice",
    "completed_at": "moment",
    "call_at": "moment",
    "call_zone": "zone",
    "consent_processing": "choice",
    "consent_mailing": "choice",
    "consented_at": "moment",
    "goal_year": "text",
    "goal_role": "text",
    "obstacle": "text",
}
"""The kind of answer that each role is read from."""


def check_questionnaire(asked: Questionnaire, faults: Faults) -> None:
    """Record everything in ``asked`` that does not fit together."""
    _check_ids(asked, faults)
    for question in asked.questions:
        for check in (_scale_faults, _option_faults, _limit_faults, _item_faults, _role_faults):
            for message in check(question, asked):
                faults.add(FILE, question.id, message)
    _check_required(asked, faults)
    check_structure(asked, faults)
    check_rules(asked, faults)


def _check_ids(asked: Questionnaire, faults: Faults) -> None:
    groups = {
        "question": [name for question in asked.questions for name in (question.id, *question.also)],
        "scale": [scale.id for scale in asked.scales],
        "axis or dimension": asked.scored_ids,
        "habit": [habit.id for habit in asked.habits],
    }
    for what, names in groups.items():
        for name in repeated(names):
            faults.add(FILE, name, f"there is more than one {what} of this name")
    if "name" not in asked.by_role:
        faults.add(FILE, "questions", "none has the role name, and without a name no row can be read")
    first = {question.role: question.id for question in reversed(asked.questions)}
    for question in asked.questions:
        if question.role and first[question.role] != question.id:
            faults.add(FILE, question.id, f'its role, {question.role}, is that of "{first[question.role]}"')


def _scale_faults(question: Question, asked: Questionnaire) -> Iterator[str]:
    if question.kind == "scale" and question.scale is None:
        yield "it is answered on a scale: say which, by scale"
    elif question.scale not in {None, *asked.scale_by_id}:
        yield f'there is no scale "{question.scale}"'
    if question.kind != "scale" and (question.scale or question.reverse):
        yield "scale and reverse belong to questions of the kind scale"


def _option_faults(question: Question, _: Questionnaire) -> Iterator[str]:
    if (question.kind in _OPTION_KINDS) != bool(question.options):
        yield "choices and counts need options; other kinds have none"
    for name in repeated(question.option_ids):
        yield f'the option "{name}" stands twice'
    if question.kind == "count":
        starts = [option.at_least for option in question.options if option.at_least is not None]
        if len(starts) < len(question.options) or starts[:1] != [0] or not rises(starts):
            yield "the bins of a count need at_least, rising from 0"
    elif any(option.at_least is not None for option in question.options):
        yield "at_least belongs to the bins of a count"
    if not question.dimension and any(option.points is not None for option in question.options):
        yield "its options have points, but it names no dimension that would get them"


def _limit_faults(question: Question, _: Questionnaire) -> Iterator[str]:
    limits = [limit for limit in (question.at_least, question.at_most) if limit is not None]
    if limits and question.kind != "number":
        yield "at_least and at_most belong to questions of the kind number"
    if sorted(limits) != limits:
        yield "at_least must not be more than at_most"


def _item_faults(question: Question, asked: Questionnaire) -> Iterator[str]:
    if not question.dimension:
        return
    if question.dimension not in {dimension.id for dimension in asked.dimensions}:
        yield f'there is no dimension "{question.dimension}"'
    if question.kind not in _SCORED_KINDS:
        yield "only scales, choices and counts can give points"
    if question.role:
        yield (
            f"it has the role {question.role} and may give no points, as scores must not depend on who "
            "somebody is: take out its dimension or its role"
        )
    points = {option.points for option in question.options if option.points is not None}
    if question.options and len(points) == min(len(points), 1):
        yield "its options need at least two different points"


def _role_faults(question: Question, _: Questionnaire) -> Iterator[str]:
    kind = ROLE_KINDS.get(question.role or "", question.kind)
    if question.kind != kind:
        yield f"as its role is {question.role}, its kind must be {kind}"
    options = ROLE_OPTIONS.get(question.role or "")
    if options and set(question.option_ids) != options:
        yield f"as its role is {question.role}, its options must be {', '.join(sorted(options))}"


def _check_required(asked: Questionnaire, faults: Faults) -> None:
    for group in asked.required:
        if not group:
            faults.add(FILE, "required", "a group is empty: each names one question or more")
        for name in group:
            require(name, asked.by_id, "question", (FILE, "required"), faults)
