"""What may be typed into each column of the blank workbook: what the intake will read, and nothing else."""

from collections.abc import Iterator

from pipeline.intake.blank.words import BlankWords
from pipeline.intake.values import LONGEST_ADDRESS, parser_for, written_number
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.answers import Missing
from pipeline.models.intake import IntakeSettings
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.book import Choices, Dates, Entry, Numbers, Rule, Texts

_CLOSED = frozenset({"scale", "choice", "count", "language"})
_Answer = int | str | Missing


class Entries:
    """The rules of one kit's questions, in the words of one language."""

    def __init__(self, vocabulary: Vocabulary, words: BlankWords) -> None:
        self._vocabulary = vocabulary
        self._words = words

    def entry(self, question: Question) -> Entry:
        """Return what may be typed for a question."""
        if question.kind in _CLOSED:
            return self._entry("choose", Choices(tuple(self._offered(question))))
        if question.kind == "number":
            return self._number(question)
        if question.kind == "moment":
            return self._entry("moment", Dates())
        longest = (
            min(question.characters, LONGEST_ADDRESS) if question.kind == "email" else question.characters
        )
        return self._entry(question.kind, Texts(longest), characters=str(longest))

    def _entry(self, key: str, rule: Rule, **values: str) -> Entry:
        title, hint, refused = (
            self._words.say(f"entry.{key}.{part}", **values) for part in ("title", "hint", "refused")
        )
        return Entry(rule, title, hint, refused)

    def _number(self, question: Question) -> Entry:
        low, high = question.at_least, question.at_most
        bounds = {
            name: written_number(bound)
            for name, bound in (("at_least", low), ("at_most", high))
            if bound is not None
        }
        key = {0: "number", 1: next(iter(bounds), ""), 2: "between"}[len(bounds)]
        return self._entry(key, Numbers(low, high), **bounds)

    def _offered(self, question: Question) -> Iterator[str]:
        """Yield the answers of a drop-down, each as the intake takes it.

        Words that mean something else in another language of the kit, or twice in this one, are not read:
        such an answer is offered by its code.
        """
        parse = parser_for(question, self._vocabulary, IntakeSettings())
        for answer, words in self._answers(question):
            yield words if parse(words) == answer else str(answer)

    def _answers(self, question: Question) -> Iterator[tuple[_Answer, str]]:
        """Yield every answer to a closed question, with its words."""
        wording, labels = self._words.wording, self._words.wording.questions[question.id].options
        if question.kind == "scale" and question.scale:
            scale = wording.scales[question.scale].labels
            yield from (
                (code, f"{code} – {scale[str(code)]}") for code in self._vocabulary.scale_codes(question)
            )
        elif question.kind == "language":
            yield from ((code, other.language.name) for code, other in self._vocabulary.wordings.items())
        else:
            yield from ((code, labels[code]) for code in question.option_ids)
        if question.accepts_missing:
            yield from ((Missing(code), words) for code, words in wording.missing.items())
