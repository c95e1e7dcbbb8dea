"""The parser of each kind of question, behind the checks that every cell passes."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

from pipeline.intake.values.addresses import parse_email
from pipeline.intake.values.characters import has_pile_of_marks
from pipeline.intake.values.closed import Answers
from pipeline.intake.values.day_orders import UNPROVEN, DayOrders
from pipeline.intake.values.fault import Fault, Value
from pipeline.intake.values.moments import parse_moment
from pipeline.intake.values.numbers import parse_number
from pipeline.intake.values.texts import parse_text
from pipeline.intake.values.written_moments import ANY_WAY, EITHER_WAY
from pipeline.intake.values.zones import parse_zone
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.answers import Missing
from pipeline.models.intake import AmbiguousDates, IntakeSettings
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold, fold_address
from pipeline.spreadsheets.places import Cell, Formula

Parser = Callable[[Cell], Value]

# What spreadsheet programs show for a calculation that failed, in the languages they come in: #N/A, #BEZUG!
_ERROR = re.compile(r"#(?:N/A|N/D|NV|N/B|[¡¿]?[A-ZÄÖÜÇÉÍÓÚÑ0-9/_]{2,15}[!?])")

# Cells of these kinds hardly repeat down a column. Of all others, each distinct cell is judged once.
_OPEN = frozenset({"text", "email", "moment"})
_MOST_JUDGED = 1_000

_FORMULA = Fault(
    "This cell holds a formula whose result is not stored in the file.",
    "Open the file in the spreadsheet program and save it there, or type the value instead of the formula.",
)
_FAILED = Fault(
    "The spreadsheet keeps a calculation that failed here.", "Type the answer again, or clear the cell."
)
_NO_TIME = Fault("The time of day is missing.", "Write the date and the time, such as 2027-03-31 15:00.")
_PILED = Fault(
    "More accents stand upon one letter here than in any language.",
    "Type the answer again, or clear the cell.",
)
_ENDLESS = Fault(
    "The spreadsheet keeps a number without end here.", "Type the answer again, or clear the cell."
)
_ERROR_SHOWN = Fault("The spreadsheet shows an error here.", "Type the answer, or repair the formula.")
_TOO_NARROW = Fault(
    "The column was too narrow when the file was saved, so only ### was kept.",
    "Make the column wider in the spreadsheet program and save the file again, or type the value.",
)


class _Judged(dict[Cell, Value]):
    """The values of a column by raw cell, of so many that a flood of junk fills no memory.

    True equals 1 as a key: truth values come as their text.
    """

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: Cell) -> Value:
        value = self._parse(cell)
        if len(self) < _MOST_JUDGED:
            self[cell] = value
        return value


def parser_for(
    question: Question,
    vocabulary: Vocabulary,
    settings: IntakeSettings,
    *,
    from_1904: bool = False,
    orders: DayOrders = UNPROVEN,
) -> Parser:
    """Return the parser of a question's column, built once a file. Truth values are to come as their text.

    ``from_1904`` tells that the workbook counts days from 1904; ``orders`` is what its moments prove.
    """
    if question.kind == "moment":
        parse: Parser = _moment_parser(question, settings, orders, from_1904=from_1904)
    else:
        parse = _by_kind(question, vocabulary, settings)
    missing = _missing(question, vocabulary)
    longest = settings.limits.cell_characters

    def judge(cell: Cell) -> Value:
        if not isinstance(cell, str):
            return None if cell is None else _unusable(cell) or parse(cell)
        if not cell.strip():
            return None
        if fault := _unusable_text(cell, longest):
            return fault
        code = missing.get(fold(cell)) if missing else None
        return _as_missing(code, question) if code else parse(cell)

    return judge if question.kind in _OPEN else _Judged(judge).__getitem__


def _missing(question: Question, vocabulary: Vocabulary) -> Mapping[str, Missing]:
    """Return what counts as missing by folded label; an answer of the question's own is no such label."""
    if question.kind in _OPEN:
        return {}
    own = vocabulary.labels(question)
    return {label: code for label, code in vocabulary.missing.items() if label not in own}


def _unusable(cell: Cell) -> Fault | None:
    """Return what is wrong with a cell that holds no text, whatever the question."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return _FAILED if math.isnan(cell) else _ENDLESS
    return _FORMULA if isinstance(cell, Formula) else None


def _unusable_text(text: str, longest: int) -> Fault | None:
    if len(text) > longest:
        return Fault(
            f"This cell holds more than {longest:,} characters, the most that are read.", "Shorten it."
        )
    if not text.isascii() and has_pile_of_marks(text):
        return _PILED
    if "#" not in text:
        return None
    text = text.strip()
    if len(text) > 1 and not text.strip("#"):
        return _TOO_NARROW
    return _ERROR_SHOWN if _ERROR.fullmatch(text) else None


def _as_missing(code: Missing, question: Question) -> Missing | Fault:
    if question.accepts_missing:
        return code
    return Fault("This question needs an answer or a blank.", "Write an answer, or clear the cell.")


def _by_kind(question: Question, vocabulary: Vocabulary, settings: IntakeSettings) -> Parser:
    answers = Answers(question, vocabulary)
    confirmed = frozenset(map(fold_address, settings.confirmed_addresses))
    parsers: dict[str, Parser] = {
        "scale": answers.parse_scale,
        "choice": answers.parse_choice,
        "count": answers.parse_count,
        "language": answers.parse_choice,
        "number": lambda cell: parse_number(cell, question),
        "text": partial(parse_text, question=question),
        "email": lambda cell: parse_email(cell, question.characters, confirmed),
        "zone": parse_zone,
    }
    return parsers[question.kind]


def _moment_parser(
    question: Question, settings: IntakeSettings, orders: DayOrders, *, from_1904: bool
) -> Parser:
    """Return what reads moments. A call needs its time of day; of other moments the day is enough.

    An order that the settings choose holds for columns in which nothing proves the other.
    """
    chosen = settings.ambiguous_dates
    contradiction = orders.contradiction(chosen)
    order: AmbiguousDates = "refuse" if contradiction else chosen

    def parse(cell: Cell) -> Value:
        moment = orders.conversion(cell) or parse_moment(cell, order, from_1904=from_1904)
        if contradiction and moment in {EITHER_WAY, ANY_WAY}:
            return contradiction
        if isinstance(moment, Fault | datetime):
            return moment
        if question.role == "call_at":
            return _NO_TIME
        return _midnight(moment)

    return parse


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone comes from the row
