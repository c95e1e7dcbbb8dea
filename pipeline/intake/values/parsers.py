"""The parser of each kind of question, behind the checks that every cell passes."""

import math
from collections.abc import Callable
from datetime import date, datetime

from pipeline.intake.values.closed import Answers
from pipeline.intake.values.fault import Fault, Value
from pipeline.intake.values.moments import parse_moment, parse_zone
from pipeline.intake.values.numbers import parse_number
from pipeline.intake.values.texts import parse_email, parse_text
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Missing
from pipeline.models.intake import IntakeSettings
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import is_blank

Parser = Callable[[Cell], Value]

SPREADSHEET_ERRORS = frozenset(
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ERROR!"]
)

# Cells of these kinds hardly repeat down a column. Of all others, each distinct cell is judged once.
_OPEN = frozenset({"text", "email", "moment"})


class _Judged(dict[Cell, Value]):
    """The values of a column by raw cell. True equals 1 as a key: truth values come as their text."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: Cell) -> Value:
        value = self[cell] = self._parse(cell)
        return value


def parser_for(question: Question, vocabulary: Vocabulary, settings: IntakeSettings) -> Parser:
    """Return the parser of a question's column, built once a file. Truth values are to come as their text."""
    parse = _by_kind(question, vocabulary, settings)
    missing = {} if question.kind in _OPEN else vocabulary.missing
    longest = settings.limits.cell_characters

    def judge(cell: Cell) -> Value:
        if is_blank(cell):
            return None
        code = missing.get(fold(cell)) if missing and isinstance(cell, str) else None
        if code:
            return _as_missing(code, question)
        return _unusable(cell, longest) or parse(cell)

    return judge if question.kind in _OPEN else _Judged(judge).__getitem__


def _unusable(cell: Cell, longest: int) -> Fault | None:
    """Return what is wrong with a cell whatever the question."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return Fault("This is not a number.", "Type the answer again, or clear the cell.")
    if not isinstance(cell, str):
        return None
    if len(cell) > longest:
        return Fault(f"This cell has {len(cell):,} characters; {longest:,} can be read.", "Shorten the text.")
    if cell.strip() in SPREADSHEET_ERRORS:
        return Fault("The spreadsheet shows an error here.", "Type the answer, or repair the formula.")
    return None


def _as_missing(code: Missing, question: Question) -> Missing | Fault:
    if question.accepts_missing:
        return code
    return Fault("This question needs an answer or a blank.", "Write an answer, or clear the cell.")


def _by_kind(question: Question, vocabulary: Vocabulary, settings: IntakeSettings) -> Parser:
    answers = Answers(question, vocabulary)
    parsers: dict[str, Parser] = {
        "scale": answers.parse_scale,
        "choice": answers.parse_choice,
        "count": answers.parse_count,
        "language": answers.parse_choice,
        "number": lambda cell: parse_number(cell, question),
        "text": lambda cell: parse_text(cell, question),
        "email": lambda cell: parse_email(cell, question),
        "moment": lambda cell: _moment(cell, question, settings),
        "zone": parse_zone,
    }
    return parsers[question.kind]


def _moment(cell: Cell, question: Question, settings: IntakeSettings) -> Value:
    """Read a moment. A call needs its time of day; of other moments the day is enough."""
    moment = parse_moment(cell, settings.ambiguous_dates)
    if isinstance(moment, Fault | datetime):
        return moment
    if question.role == "call_at":
        return Fault("The time of day is missing.", "Write the date and the time, such as 2027-03-31 15:00.")
    return _midnight(moment)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone comes from the row
