"""Checks that a language says everything that the kit needs, and nothing that the kit does not have."""

from collections.abc import Collection, Iterator

from pipeline.kit.faults import Faults
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.wording import QuestionWording, Wording

MISSING = ("does_not_apply", "rather_not_say")


def check_wording(file: str, language: str, wording: Wording, kit: Kit, faults: Faults) -> None:
    """Record what ``wording`` leaves out, names in vain, or labels incompletely."""
    if wording.language.code != language:
        faults.add(file, "language", f'code must be "{language}", as the name of the file says')
    for table, needed, said in tables(wording, kit):
        for name in sorted(needed - set(said)):
            faults.add(file, "", f'[{table}] says nothing of "{name}"')
        for name in sorted(set(said) - needed):
            faults.add(file, name, f'the kit has no "{name}" for [{table}]')
    _check_missing(file, wording, faults)
    _check_questions(file, wording, kit.questionnaire, faults)
    _check_scales(file, wording, kit.questionnaire, faults)


def tables(wording: Wording, kit: Kit) -> Iterator[tuple[str, set[str], Collection[str]]]:
    """Each table of the wording with the ids that it has to speak of."""
    asked, rules = kit.questionnaire, kit.questionnaire.scoring
    corners = rules.quadrants
    quadrants = {corners.high_high, corners.high_low, corners.low_high, corners.low_low} if corners else set()
    actions = set(kit.playbook.ids)
    stages = {stage.id for ladder in kit.pathways.ladders for stage in ladder.stages}
    yield "missing", set(MISSING), wording.missing
    yield "scales", set(asked.scale_by_id), wording.scales
    yield "questions", set(asked.by_id), wording.questions
    yield "axes", {axis.id for axis in asked.axes}, wording.axes
    yield "dimensions", {dimension.id for dimension in asked.dimensions}, wording.dimensions
    yield "habits", {habit.id for habit in asked.habits}, wording.habits
    yield "levels", {level.id for level in rules.levels}, wording.levels
    yield (
        "positions",
        {band.id for band in rules.position.bands} if rules.position else set(),
        wording.positions,
    )
    yield "quadrants", quadrants, wording.quadrants
    yield "actions", actions, wording.actions
    yield "stages", stages, wording.stages


def _check_missing(file: str, wording: Wording, faults: Faults) -> None:
    """Other labels for a missing answer must name one that there is, and only one."""
    seen: dict[str, str] = {}
    for name, labels in wording.missing_aliases.items():
        if name not in MISSING:
            faults.add(file, name, f'the kit has no "{name}" for [missing_aliases]')
        for label in labels:
            if seen.setdefault(label.casefold(), name) != name:
                faults.add(file, name, f'[missing_aliases] gives "{label}" two meanings')


def _check_questions(file: str, wording: Wording, asked: Questionnaire, faults: Faults) -> None:
    for question in asked.questions:
        words = wording.questions.get(question.id)
        if words is None:
            continue
        if question.dimension and not words.short:
            faults.add(file, question.id, "a scored question needs short, for citing its answer")
        for message in _label_faults(question, words):
            faults.add(file, question.id, message)


def _label_faults(question: Question, words: QuestionWording) -> Iterator[str]:
    known = set(question.option_ids)
    for name in sorted(known - set(words.options)):
        yield f'options has no label for "{name}"'
    for table, labels in (
        ("options", words.options),
        ("told", words.told),
        ("option_aliases", words.option_aliases),
    ):
        for name in sorted(set(labels) - known):
            yield f'{table} labels "{name}", which is no option of the question'


def _check_scales(file: str, wording: Wording, asked: Questionnaire, faults: Faults) -> None:
    for scale in asked.scales:
        words = wording.scales.get(scale.id)
        codes = set(map(str, scale.codes))
        if words and not (codes == set(words.labels) and {*words.short, *words.aliases} <= codes):
            expected = f"labels must name each code from {scale.low} to {scale.high}, short and aliases may"
            faults.add(file, scale.id, expected)
