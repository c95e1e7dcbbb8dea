"""Checks ``questionnaire.toml`` on its own: ids, scales, options, weights, bands."""

from collections.abc import Iterator, Mapping

from pipeline.kit.faults import Faults, repeated, require, rises
from pipeline.models.questionnaire import Band, Dimension, Question, Questionnaire
from pipeline.models.wording import FORMS

FILE = "questionnaire.toml"

_SCORED_KINDS = frozenset({"scale", "choice", "count"})
_OPTION_KINDS = frozenset({"choice", "count"})
_YES_NO = frozenset({"yes", "no"})
_ROLE_OPTIONS: Mapping[str, frozenset[str]] = {
    "consent_processing": _YES_NO,
    "consent_mailing": _YES_NO,
    "address_form": FORMS,
}
"""The options of questions whose answers the program itself acts upon."""


def check_questionnaire(asked: Questionnaire, faults: Faults) -> None:
    """Record everything in ``asked`` that does not fit together."""
    _check_ids(asked, faults)
    for question in asked.questions:
        for check in (_scale_faults, _option_faults, _item_faults, _role_faults):
            for message in check(question, asked):
                faults.add(FILE, question.id, message)
    _check_dimensions(asked, faults)
    _check_axes(asked, faults)
    _check_references(asked, faults)
    _check_scoring(asked, faults)


def _check_ids(asked: Questionnaire, faults: Faults) -> None:
    groups = {
        "question": [name for question in asked.questions for name in (question.id, *question.also)],
        "scale": [scale.id for scale in asked.scales],
        "axis or dimension": asked.scored_ids,
        "habit": [habit.id for habit in asked.habits],
        "role": [question.role for question in asked.questions if question.role],
    }
    for what, names in groups.items():
        for name in repeated(names):
            faults.add(FILE, name, f"there is more than one {what} of this name")


def _scale_faults(question: Question, asked: Questionnaire) -> Iterator[str]:
    if question.kind == "scale" and question.scale not in asked.scale_by_id:
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


def _item_faults(question: Question, asked: Questionnaire) -> Iterator[str]:
    if not question.dimension:
        return
    if question.dimension not in {dimension.id for dimension in asked.dimensions}:
        yield f'there is no dimension "{question.dimension}"'
    if question.kind not in _SCORED_KINDS:
        yield "only scales, choices and counts can give points"
    points = {option.points for option in question.options if option.points is not None}
    if question.options and len(points) == min(len(points), 1):
        yield "its options need at least two different points"


def _role_faults(question: Question, _: Questionnaire) -> Iterator[str]:
    options = _ROLE_OPTIONS.get(question.role or "")
    if options and set(question.option_ids) != options:
        yield f"as its role is {question.role}, its options must be {', '.join(sorted(options))}"


def _check_dimensions(asked: Questionnaire, faults: Faults) -> None:
    axes = {axis.id for axis in asked.axes}
    for scale in asked.scales:
        if scale.low >= scale.high:
            faults.add(FILE, scale.id, "low must be less than high")
    for dimension in asked.dimensions:
        require(dimension.axis, axes, "axis", (FILE, dimension.id), faults)
        if not any(item.dimension == dimension.id for item in asked.items):
            faults.add(FILE, dimension.id, "no question gives it points")
        for message in _reliability_faults(dimension, asked):
            faults.add(FILE, dimension.id, message)


def _reliability_faults(dimension: Dimension, asked: Questionnaire) -> Iterator[str]:
    """Say what is wrong with the items whose reliability a cohort would be asked for."""
    names = dimension.reliability
    if names and dimension.formative:
        yield "a formative dimension is a sum of facts: take its reliability out, or its formative"
    if len(set(names)) == 1:
        yield "reliability needs at least two items"
    for name in repeated(names):
        yield f'reliability names "{name}" twice'
    items = {item.id: item for item in asked.items if item.dimension == dimension.id}
    for name in names:
        if name not in items:
            yield f'reliability names "{name}", which gives this dimension no points'
        elif items[name].kind == "count":
            yield f'reliability names "{name}", a count: counts are facts and have none'


def _check_axes(asked: Questionnaire, faults: Faults) -> None:
    for axis in asked.axes:
        if not any(dimension.axis == axis.id for dimension in asked.dimensions):
            faults.add(FILE, axis.id, "no dimension belongs to it")
        require(axis.importance, _scaled(asked), "question with a scale", (FILE, axis.id), faults)


def _check_references(asked: Questionnaire, faults: Faults) -> None:
    items = {item.id for item in asked.items}
    for habit in asked.habits:
        for item in habit.items:
            require(item, items, "scored question", (FILE, habit.id), faults)
    for group in asked.required:
        for name in group:
            require(name, asked.by_id, "question", (FILE, "required"), faults)


def _check_scoring(asked: Questionnaire, faults: Faults) -> None:
    rules, scaled = asked.scoring, _scaled(asked)
    axes = {axis.id for axis in asked.axes}
    _check_bands(rules.levels, "levels", faults)
    if rules.position:
        _check_bands(rules.position.bands, "bands", faults)
        require(rules.position.axis, axes, "axis", (FILE, "position"), faults)
    if rules.quadrants:
        for axis in (rules.quadrants.across, rules.quadrants.up):
            require(axis, axes, "axis", (FILE, "quadrants"), faults)
    for pair in rules.pairs:
        for name in (pair.first, pair.second):
            require(name, scaled, "question with a scale", (FILE, "pairs"), faults)
    if rules.careless:
        require(rules.careless.scale, asked.scale_by_id, "scale", (FILE, "careless"), faults)
    if rules.fit:
        require(rules.fit.question, scaled, "question with a scale", (FILE, "fit"), faults)


def _check_bands(bands: tuple[Band, ...], name: str, faults: Faults) -> None:
    starts = [band.at_least for band in bands]
    if starts[:1] != [0] or not rises(starts):
        faults.add(FILE, name, "must rise from at_least = 0")


def _scaled(asked: Questionnaire) -> set[str]:
    return {question.id for question in asked.questions if question.kind == "scale"}
