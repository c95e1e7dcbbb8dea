"""The words of a kit, in all its languages, as lookups by folded text. Built once for a run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.intake.stamps import STAMP, STAMP_WORDS, with_stamp
from pipeline.models.answers import Missing
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.wording import QuestionWording, ScaleWording, Wording
from pipeline.spreadsheets.folding import fold

Pair = tuple[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """What the headers and answers of a kit may be called; ``pins`` are headers that the practice chose.

    ``questionnaire`` has a question for the time of completion, whether or not the kit asks one.
    """

    questionnaire: Questionnaire
    wordings: Mapping[str, Wording]
    pins: Mapping[str, str]

    @classmethod
    def of(cls, kit: Kit, pins: Mapping[str, str]) -> "Vocabulary":
        """Return the vocabulary of a kit, with ``pins`` from headers as they stand to question ids."""
        return cls(with_stamp(kit.questionnaire), kit.wordings, dict(pins))

    @cached_property
    def ids(self) -> dict[str, str]:
        """The question by its folded id, or another id that it has."""
        return _unique((fold(name), q.id) for q in self.questionnaire.questions for name in (q.id, *q.also))

    @cached_property
    def headers(self) -> dict[str, str]:
        """The question by its folded header. Ids come before texts, texts before aliases."""
        aliases = _unique(
            (fold(alias), question) for question, words in self._questions() for alias in words.aliases
        )
        return aliases | self.texts | self.ids

    @cached_property
    def texts(self) -> dict[str, str]:
        """The question by its folded text."""
        return _unique((fold(words.text), question) for question, words in self._questions())

    @cached_property
    def spare_headers(self) -> dict[str, str]:
        """The question by a folded header that stands for it where no other column does."""
        spare = _unique(
            (fold(alias), question) for question, words in self._questions() for alias in words.spare_aliases
        )
        return {key: question for key, question in spare.items() if key not in self.headers}

    @cached_property
    def spellings(self) -> tuple[Pair, ...]:
        """Every text and alias of a question as it is written, with the question."""
        return tuple(
            (text, question) for question, words in self._questions() for text in (words.text, *words.aliases)
        )

    @cached_property
    def known_headers(self) -> frozenset[str]:
        """Every folded header, pins too, for finding the header row."""
        return frozenset(self.headers | self.spare_headers) | {fold(header) for header in self.pins}

    @cached_property
    def missing(self) -> dict[str, Missing]:
        """The answers that count as missing, by folded label."""
        labels = {fold(code): code for code in Missing}
        for wording in self.wordings.values():
            labels |= {
                fold(label): Missing(code)
                for code, names in wording.missing_aliases.items()
                for label in names
            }
            labels |= {fold(label): Missing(code) for code, label in wording.missing.items()}
        return labels

    def labels(self, question: Question) -> dict[str, str]:
        """Return the code of every answer of a closed question by its folded id, label or alias."""
        codes = self.codes(question)
        spoken = [pair for words in self._wordings_of(question.id) for pair in _option_labels(words)]
        if question.kind == "scale" and question.scale:
            scales = (wording.scales[question.scale] for wording in self.wordings.values())
            spoken += [pair for scale in scales for pair in _scale_labels(scale)]
        if question.kind == "language":
            languages = ((code, wording.language) for code, wording in self.wordings.items())
            spoken += [(name, code) for code, said in languages for name in (said.name, *said.aliases)]
        known = _unique((fold(label), code) for label, code in spoken if code in codes)
        return known | ({} if question.kind == "scale" else _unique((fold(code), code) for code in codes))

    def codes(self, question: Question) -> tuple[str, ...]:
        """Return the codes of a closed question's answers in their order."""
        if question.kind == "scale":
            return tuple(map(str, self.scale_codes(question)))
        return tuple(self.wordings) if question.kind == "language" else question.option_ids

    def scale_codes(self, question: Question) -> range:
        """Return the codes of a question's scale; none if it has no scale."""
        scale = self.questionnaire.scale_by_id.get(question.scale or "")
        return scale.codes if scale else range(0)

    def offered(self, question: Question) -> tuple[str, ...]:
        """Return the answers of a closed question as a person would write them, in their order."""
        wording = next(iter(self.wordings.values()))
        if question.kind == "scale" and question.scale:
            labels = wording.scales[question.scale].labels
            return tuple(f"{code} ({labels[code]})" for code in self.codes(question) if code in labels)
        if question.kind == "language":
            return tuple(f"“{each.language.name}”" for each in self.wordings.values())
        words = wording.questions.get(question.id)
        labels = words.options if words else {}
        return tuple(f"“{labels.get(code, code)}”" for code in self.codes(question))

    def spoken(self, question: str) -> str:
        """Return a question's text, by which a coach knows it."""
        words = next(self._wordings_of(question), None)
        return words.text if words else question

    def named(self, question: str) -> str:
        """Return a question's text and its id, as messages about columns name it."""
        return f"“{self.spoken(question)}” (question {question})"

    def _questions(self) -> Iterator[tuple[str, QuestionWording]]:
        known = self.questionnaire.by_id
        for wording in self.wordings.values():
            yield from (pair for pair in wording.questions.items() if pair[0] in known)

    def _wordings_of(self, question: str) -> Iterator[QuestionWording]:
        for wording in self.wordings.values():
            if question in wording.questions:
                yield wording.questions[question]
        if self.questionnaire.by_id.get(question) is STAMP:
            yield STAMP_WORDS


def _option_labels(words: QuestionWording) -> Iterator[Pair]:
    yield from ((label, code) for code, label in words.options.items())
    yield from ((label, code) for code, labels in words.option_aliases.items() for label in labels)


def _scale_labels(words: ScaleWording) -> Iterator[Pair]:
    yield from ((label, code) for code, label in words.labels.items())
    yield from ((label, code) for code, labels in words.aliases.items() for label in labels)


def _unique(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the pairs as a lookup, without the keys that could mean two things or nothing."""
    meanings: dict[str, set[str]] = {}
    for key, value in pairs:
        meanings.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in meanings.items() if key and len(values) == 1}
