"""Checks what is built on the questions: areas, axes, habits, and the rules of scoring."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.kit.faults import Faults, repeated, require, rises
from pipeline.models.questionnaire import Dimension, Questionnaire
from pipeline.models.scoring_rules import Band, CarelessRule, Pair, QuadrantRule

FILE = "questionnaire.toml"


def check_structure(asked: Questionnaire, faults: Faults) -> None:
    """Record every area, axis and habit that cannot be scored."""
    if not asked.dimensions:
        faults.add(
            FILE, "dimensions", "there is none: name an area at least, and questions that give it points"
        )
    axes = {axis.id for axis in asked.axes}
    for dimension in asked.dimensions:
        require(dimension.axis, axes, "axis", (FILE, dimension.id), faults)
        for message in _dimension_faults(dimension, asked):
            faults.add(FILE, dimension.id, message)
    for axis in asked.axes:
        if not any(dimension.axis == axis.id for dimension in asked.dimensions):
            faults.add(FILE, axis.id, "no dimension belongs to it")
        require(axis.importance, _scaled(asked), "question with a scale", (FILE, axis.id), faults)
    _check_habits(asked, faults)


def _check_habits(asked: Questionnaire, faults: Faults) -> None:
    items = {item.id for item in asked.items}
    for habit in asked.habits:
        for item in habit.items:
            require(item, items, "scored question", (FILE, habit.id), faults)
        for item in repeated(habit.items):
            faults.add(FILE, habit.id, f'it counts "{item}" twice')


def _dimension_faults(dimension: Dimension, asked: Questionnaire) -> Iterator[str]:
    """Say what is wrong with an area, and with the items whose reliability a cohort would be asked for."""
    items = {item.id: item for item in asked.items if item.dimension == dimension.id}
    if not items:
        yield "no question gives it points"
    names = dimension.reliability
    if names and dimension.formative:
        yield "a formative dimension is a sum of facts: take its reliability out, or its formative"
    if len(set(names)) == 1:
        yield "reliability needs at least two items"
    for name in repeated(names):
        yield f'reliability names "{name}" twice'
    for name in names:
        if name not in items:
            yield f'reliability names "{name}", which gives this dimension no points'
        elif items[name].kind == "count":
            yield f'reliability names "{name}", a count: counts are facts and have none'


def check_rules(asked: Questionnaire, faults: Faults) -> None:
    """Record every rule of scoring that names something missing, or that could never hold."""
    rules = asked.scoring
    _check_bands(rules.levels, "levels", faults)
    if rules.position:
        _check_bands(rules.position.bands, "bands", faults)
        require(rules.position.axis, {axis.id for axis in asked.axes}, "axis", (FILE, "position"), faults)
    if rules.quadrants:
        _check_quadrants(rules.quadrants, asked, faults)
    for pair in rules.pairs:
        _check(_pair_faults(pair, asked), "pairs", faults)
    for pair in repeated(rules.pairs):
        faults.add(FILE, "pairs", f'"{pair.first}" and "{pair.second}" are paired twice')
    if rules.careless:
        _check(_careless_faults(rules.careless, asked), "careless", faults)
    if rules.fit:
        _check(_threshold_faults(rules.fit.question, "at_most", rules.fit.at_most, asked), "fit", faults)


def _check(messages: Iterable[str], entry: str, faults: Faults) -> None:
    for message in messages:
        faults.add(FILE, entry, message)


def _check_bands(bands: Sequence[Band], name: str, faults: Faults) -> None:
    starts = [band.at_least for band in bands]
    if starts[:1] != [0] or not rises(starts):
        faults.add(FILE, name, "must rise from at_least = 0")
    for twice in repeated(band.id for band in bands):
        faults.add(FILE, name, f'"{twice}" stands twice')


def _check_quadrants(rule: QuadrantRule, asked: Questionnaire, faults: Faults) -> None:
    place = (FILE, "quadrants")
    for axis in (rule.across, rule.up):
        require(axis, {axis.id for axis in asked.axes}, "axis", place, faults)
    if rule.across == rule.up:
        faults.add(*place, "across and up must be two axes")
    for twice in repeated((rule.high_high, rule.high_low, rule.low_high, rule.low_low)):
        faults.add(*place, f'two quarters have the name "{twice}"')


def _pair_faults(pair: Pair, asked: Questionnaire) -> Iterator[str]:
    if pair.first == pair.second:
        yield f'"{pair.first}" stands beside itself: a pair needs two questions'
    for name in (pair.first, pair.second):
        yield from _threshold_faults(name, "at_least", pair.at_least, asked)
    scales = {asked.by_id[name].scale for name in (pair.first, pair.second) if name in asked.by_id}
    if len(scales) > 1:
        yield f'"{pair.first}" and "{pair.second}" are answered on different scales'


def _threshold_faults(name: str, key: str, code: int, asked: Questionnaire) -> Iterator[str]:
    """Say that a rule looks at a question without a scale or about the person, or waits in vain."""
    question = asked.by_id.get(name)
    if question is None or question.kind != "scale":
        yield f'there is no question with a scale "{name}"'
        return
    if question.role:
        yield f'"{name}" has the role {question.role}: the rules of scoring look at no such question'
    scale = asked.scale_by_id.get(question.scale or "")
    if scale and code not in scale.codes:
        yield f'{key} = {code} is no answer to "{name}": these run from {scale.low} to {scale.high}'


def _careless_faults(rule: CarelessRule, asked: Questionnaire) -> Iterator[str]:
    if rule.scale not in asked.scale_by_id:
        yield f'there is no scale "{rule.scale}"'
        return
    items = sum(item.scale == rule.scale for item in asked.items)
    for key, needed in (("run", rule.run), ("at_least", rule.at_least)):
        if needed > items:
            yield f'{key} = {needed} can never be: {items} scored questions use the scale "{rule.scale}"'


def _scaled(asked: Questionnaire) -> set[str]:
    return {question.id for question in asked.questions if question.kind == "scale"}
