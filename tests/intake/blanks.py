"""Blank workbooks filled in as a person would, and a kit that speaks a second language."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from unicodedata import normalize

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.blank import blank_book
from pipeline.models.answers import Answer, Missing
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question
from pipeline.models.wording import Wording
from pipeline.spreadsheets.writing import write_book
from tests.intake.reading import DUBAI
from tests.people import kit
from tests.strategies import answers_to

ASKED = kit().questionnaire
WORDS = st.text("abéßŻñمايΩж水7 ", min_size=1, max_size=30).map(
    lambda text: normalize("NFC", " ".join(f"a{text}".split()))
)
# A call at midnight would be a date without its time of day.
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - a sheet knows no zones
    lambda moment: moment.replace(hour=moment.hour or 9, second=0, microsecond=0, fold=0)
)

SECOND = "ar"
FIRST_ROW = 3

Typed = Mapping[str, object]
"""What is typed into a row, by question."""


@cache
def bilingual() -> Kit:
    """Return the built-in kit with a second language, written from right to left."""
    english = kit().wordings["en"]
    return replace(kit(), wordings={"en": english, SECOND: _translated(english)})


def other(words: str) -> str:
    """Say something in the second language; numbers stay as they are."""
    return words if not words or words[0].isdigit() else f"ع {words}"


def _translated(english: Wording) -> Wording:
    return english.model_copy(
        update={
            "language": english.language.model_copy(
                update={"code": SECOND, "name": "العربية", "direction": "rtl"}
            ),
            "missing": {code: other(words) for code, words in english.missing.items()},
            "scales": {
                name: scale.model_copy(
                    update={"labels": {code: other(words) for code, words in scale.labels.items()}}
                )
                for name, scale in english.scales.items()
            },
            "questions": {
                name: words.model_copy(
                    update={
                        "text": other(words.text),
                        "help": "",
                        "aliases": (),
                        "option_aliases": {},
                        "options": {code: other(label) for code, label in words.options.items()},
                    }
                )
                for name, words in english.questions.items()
            },
            "texts": {
                key: other(text) if isinstance(text, str) else text for key, text in english.texts.items()
            },
        }
    )


@dataclass(frozen=True)
class Blank:
    """A blank workbook, opened."""

    book: Workbook
    guide: Worksheet
    sheet: Worksheet
    lists: Worksheet | None = None

    @property
    def columns(self) -> dict[str, int]:
        """The columns (from 1) by question, as the row of ids tells."""
        return {str(cell.value): index for index, cell in enumerate(self.sheet[2], 1)}

    def offered(self, question: str) -> list[object] | None:
        """What the drop-down below a question offers; None if it has none."""
        rule = self.rule(question)
        if rule.type != "list" or self.lists is None:
            return None
        listed = self.lists[str(rule.formula1).rsplit("!", 1)[1].replace("$", "")]
        return [row[0].value for row in listed]

    def rule(self, question: str) -> DataValidation:
        """Return what is checked below a question."""
        cell = self.sheet.cell(FIRST_ROW, self.columns[question])
        rules: list[DataValidation] = self.sheet.data_validations.dataValidation
        (rule,) = (rule for rule in rules if cell.coordinate in rule.sqref)
        return rule

    def fill_in(self, rows: Sequence[Typed]) -> None:
        """Type answers into the first rows; what a drop-down does not offer cannot be typed."""
        columns = self.columns
        offered = {question: self.offered(question) for question in columns}
        for number, typed in enumerate(rows, FIRST_ROW):
            for question, words in typed.items():
                choices = offered[question]
                assert choices is None or words in choices, (question, words, choices)
                self.sheet.cell(number, columns[question]).value = words  # type: ignore[assignment]

    def save(self, path: Path) -> Path:
        """Save the workbook."""
        self.book.save(path)
        return path


@cache
def _content(language: str) -> bytes:
    return write_book(blank_book(bilingual(), language))


def open_blank(language: str, of: Kit | None = None) -> Blank:
    """Return the blank workbook of a kit in a language."""
    content = write_book(blank_book(of, language)) if of else _content(language)
    book = load_workbook(io.BytesIO(content))
    return Blank(book, *book.worksheets)


@dataclass(frozen=True)
class Person:
    """What somebody answers, and how it is typed."""

    answers: Mapping[str, Answer]
    typed: Mapping[str, object]


def spoken(question: Question, answer: Answer, wording: Wording) -> object:
    """Return how a client's answer is said in a language, as the drop-downs are to say it."""
    if isinstance(answer, Missing):
        return wording.missing[answer]
    if question.scale:
        return f"{answer} – {wording.scales[question.scale].labels[str(answer)]}"
    return wording.questions[question.id].options[str(answer)]


def answers(language: str) -> st.SearchStrategy[dict[str, tuple[Answer, object]]]:
    """Return answers of every kind with how they are typed."""
    wording = bilingual().wordings[language]
    each = {question.id: _answers_to(question, wording) for question in ASKED.questions}
    for role in ("id", "name", "email", "call_zone"):
        each.pop(ASKED.by_role[role].id, None)
    first = ASKED.items[0].id  # somebody without any answer is held
    given = each.pop(first).filter(lambda pair: not isinstance(pair[0], Missing))
    return st.fixed_dictionaries({first: given}, optional=each)


def _answers_to(question: Question, wording: Wording) -> st.SearchStrategy[tuple[Answer, object]]:
    """Return answers to one question, each with how it is typed."""
    if question.role == "consent_processing":
        return st.just(("yes", spoken(question, "yes", wording)))
    if question.scale or question.options:
        return answers_to(question, ASKED).map(lambda answer: (answer, spoken(question, answer, wording)))
    typed: dict[str, st.SearchStrategy[tuple[Answer, object]]] = {
        "text": WORDS.map(lambda text: (text, text)),
        "language": st.sampled_from(
            [(code, known.language.name) for code, known in bilingual().wordings.items()]
        ),
        "number": st.integers(0, 160).map(lambda half: (Fraction(half, 2), half / 2)),
        "moment": MOMENTS.map(lambda moment: (moment.replace(tzinfo=DUBAI).isoformat(), moment)),
    }
    return typed.get(question.kind, st.nothing())


def people(language: str) -> st.SearchStrategy[list[Person]]:
    """Return some people, each under an id and an address of their own."""

    def number(found: list[dict[str, tuple[Answer, object]]]) -> list[Person]:
        return [person(index, given) for index, given in enumerate(found)]

    return st.lists(answers(language), min_size=1, max_size=6).map(number)


def person(index: int, given: Mapping[str, tuple[Answer, object]]) -> Person:
    own = {"id": f"0{index}7", "name": f"Ana {chr(97 + index)}", "email": f"ana{index}@example.com"}
    known = {ASKED.by_role[role].id: words for role, words in own.items()}
    return Person(
        known | {question: answer for question, (answer, _) in given.items()},
        known | {question: typed for question, (_, typed) in given.items()},
    )
