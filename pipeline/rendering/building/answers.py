"""A client's answers as they are cited, and their own words as they are quoted."""

from collections.abc import Iterable

from pipeline.models.answers import Answer, Missing
from pipeline.models.questionnaire import Question
from pipeline.rendering.building.case import Case
from pipeline.rendering.fitting.widths import head_of
from pipeline.rendering.text.typography import turn
from pipeline.rendering.views.scores import Cited

QUOTE_LENGTH = 220
"""The most characters of a client's own words that a page shows."""

LONGEST_NAME = 150
"""The most letters of a name that a page shows; wide ones count for more."""

_MIDDLE = 50


def cite(case: Case, item: str) -> Cited:
    """Return a question in short with its answer in short."""
    return Cited(case.words.language.sentence(case.wording.questions[item].short), answer_words(case, item))


def answer_words(case: Case, name: str) -> str:
    """Say what was answered; a blank is said to be one."""
    return say_answer(case, name, case.client.answers.get(name))


def say_answer(case: Case, name: str, answer: Answer | None) -> str:
    """Say an answer to a question, None being a blank."""
    if answer is None:
        return case.words.say("answers.blank")
    if isinstance(answer, Missing):
        return case.wording.missing[answer]
    return _label(case, case.asked.by_id[name], answer)


def _label(case: Case, question: Question, answer: Answer) -> str:
    code, said = str(answer), case.wording.questions[question.id]
    if question.scale:
        scale = case.wording.scales[question.scale]
        return scale.short.get(code, scale.labels[code])
    return case.words.language.sentence(said.told.get(code, said.options.get(code, code)))


def most_telling(case: Case, items: Iterable[str], most: int) -> tuple[Cited, ...]:
    """Cite the answers whose points lie furthest from the middle; of equal ones, the first."""
    scored = [(item, score) for item in items if (score := case.card.items[item].score) is not None]
    scored.sort(key=lambda pair: -abs(pair[1] - _MIDDLE))
    return tuple(cite(case, item) for item, _ in scored[:most])


def quote(case: Case, role: str, longest: float = QUOTE_LENGTH) -> str:
    """Return the client's words for the free-text question with this role, in quotation marks, or nothing.

    Line breaks are folded; more than ``longest`` ordinary letters are cut at a word.
    """
    question = case.asked.by_role.get(role)
    said = shorten(case.client.text(question.id) or "", longest) if question else ""
    return quoted(case, said)


def quoted(case: Case, words: str) -> str:
    """Put words in quotation marks, on the sides where their own script has them; nothing stays nothing."""
    return turn(case.words.say("quote", words=words), case.wording.language.direction) if words else ""


def shorten(text: str, longest: float = QUOTE_LENGTH) -> str:
    """Fold all white space to single spaces and cut to ``longest`` letters, at a word if there is one.

    Wide letters count for more than one (:func:`~pipeline.rendering.fitting.widths.breadth`).
    """
    folded = " ".join(text.split())
    head = head_of(folded, longest)
    if head == folded:
        return folded
    return f"{head[: head.rfind(' ')] if ' ' in head else head[:-1]}…"
