"""Whether a table is a call list, and which of its columns says what."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from pipeline.intake.calls.clocks import CLOCK
from pipeline.intake.calls.words import BARE, CALL_WORDS, CLOCKS, DAYS, HEADERS, NUMBERS
from pipeline.intake.columns import Header, match_header
from pipeline.intake.columns.composites import find_name
from pipeline.intake.columns.slips import words_of
from pipeline.intake.layouts import recognise
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell, Place, as_text, column_name, shown
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table, is_blank, width_of

_RANKS: Mapping[str, tuple[str, int]] = {
    fold(header): (role, rank) for role, headers in HEADERS.items() for rank, header in enumerate(headers)
}
_NUMBERS = frozenset(map(fold, NUMBERS))
_DAYS, _CLOCKS = ({fold(header): rank for rank, header in enumerate(headers)} for headers in (DAYS, CLOCKS))
_VAGUE = frozenset(map(fold, ("call", "appointment", "termin")))
_BARE = frozenset(map(fold, BARE))
_CALL_WORDS = frozenset(map(fold, CALL_WORDS))
_WHICH_IT_IS = (
    "If it lists calls, write “Call date and time” above the column that says when, with a date and a time "
    "in each row. If not, take the file out of inputs/."
)
_PINNED = -2
_ASKED = -1

# Only a time of day that is written as one, or counted as a part of a day.
_TIME_OF_DAY = re.compile(r"\d\s*[:.h]\s*\d\d|\d\s*[ap]\.?m\b", re.IGNORECASE)

KNOWN_HEADERS = frozenset({*_RANKS, *_CLOCKS})
"""Every folded header of a call list, for finding the header row."""


def find_call_header(table: Table, vocabulary: Vocabulary, place: Place) -> Header | None:
    """Return the header of a call list: it says whose calls these are, and when, and asks nothing else.

    Its columns are by the role of a question, or ``client_zone``, ``booked_at`` or ``cancelled``. Headers of
    scored questions make it an assessment; so does what a form adds, such as a completion time.
    """
    for number, cells in enumerate(table.rows[:HEADER_ROWS]):
        found = _candidates(cells, vocabulary)
        if "call_at" not in found or not found.keys() & {"email", "id"}:
            continue
        if _is_form(table, number, found, vocabulary, place):
            return None
        columns = {role: columns[0] for role, columns in found.items()}
        here, rows = place.at(number + 1), table.rows[number:]
        problems = (
            *_doubled(found, cells, here),
            *_timeless(rows, columns, vocabulary, here),
            *_unsure(rows, columns, vocabulary, here),
        )
        parts = None if "name" in columns else find_name(cells, range(len(cells)))
        return Header(
            number,
            number + 1,
            width_of(cells),
            columns,
            problems,
            composites={"name": parts} if parts else {},
        )
    return None


def _is_form(
    table: Table, row: int, found: Mapping[str, list[int]], vocabulary: Vocabulary, place: Place
) -> bool:
    """Whether a header asks what no call list asks; a kit that scores nothing asks with all it has."""
    questionnaire = vocabulary.questionnaire
    items = questionnaire.items or [each for each in questionnaire.questions if not each.role]
    done = questionnaire.by_role.get("completed_at")
    header, answers = table.rows[row], table.rows[row + 1] if row + 1 < len(table.rows) else ()
    return (
        recognise(header, answers) is not None
        or (
            done is not None
            and any(
                vocabulary.headers.get(fold_header(cell)) == done.id and column not in found["call_at"]
                for column, cell in enumerate(header)
            )
        )
        or not match_header(table, row, vocabulary, place).columns.keys().isdisjoint(q.id for q in items)
    )


def _candidates(cells: Cells, vocabulary: Vocabulary) -> dict[str, list[int]]:
    """Return the columns that fit best for each role: pinned, asked for in the kit's words, or known here."""
    roles = {q.id: role for role, q in vocabulary.questionnaire.by_role.items() if role in HEADERS}
    pins = {fold(header): question for header, question in vocabulary.pins.items()}
    ranked: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, cell in enumerate(cells):
        key = fold_header(cell)
        asked = roles.get(pins.get(key) or vocabulary.headers.get(key, ""))
        if asked and (key in pins or key not in _NUMBERS):
            ranked[asked][_PINNED if key in pins else _ASKED].append(index)
        elif key in _RANKS:
            role, rank = _RANKS[key]
            ranked[role][rank].append(index)
    found = {role: ranks[min(ranks)] for role, ranks in ranked.items()}
    return found | ({} if _PINNED in ranked.get("call_at", ()) else _parted(cells, found.get("call_at", [])))


def _parted(cells: Cells, calls: Sequence[int]) -> dict[str, list[int]]:
    """Return the columns of day and time of day, unless the column found for the call is for both."""
    keys = list(map(fold_header, cells))
    days, clocks = (
        sorted((ranks[key], column) for column, key in enumerate(keys) if key in ranks)
        for ranks in (_DAYS, _CLOCKS)
    )
    is_part = any(keys[column] in {*_DAYS, *_CLOCKS, *_VAGUE} for column in calls)
    if not days or not clocks or not is_part:
        return {}
    return {
        role: [column for other, column in columns if other == columns[0][0]]
        for role, columns in (("call_at", days), (CLOCK, clocks))
    }


def _timeless(
    rows: Sequence[Cells], columns: Mapping[str, int], vocabulary: Vocabulary, place: Place
) -> Iterator[Problem]:
    """Tell that a column for days alone, or for anything about a call, holds no time in any row."""
    column = columns["call_at"]
    header, *filled = _filled(rows, column)
    key = fold_header(header)
    if CLOCK in columns or not filled:
        return
    if key in _DAYS and not any(map(_has_time, filled)):
        asked = vocabulary.questionnaire.by_role.get("call_at")
        pin = (
            asked
            and f', or name that column under [intake.columns] in roadmap.toml: "its header" = "{asked.id}"'
        )
        yield place.at(place.row or 1, column).problem(
            "This looks like a list of calls, but no column holds the time of day of a call.",
            f"Add a column “Time”{pin or ''}.",
            found=header,
        )
    elif key in _VAGUE and not any(map(_has_digit, filled)):
        yield Place(place.file, place.sheet).problem(
            f"This is no list of calls, since no cell below “{shown(header)}” holds a date, and no sheet of "
            "answers, since none of the scored questions stands here. Nothing was read from it.",
            _WHICH_IT_IS,
        )


def _unsure(
    rows: Sequence[Cells], columns: Mapping[str, int], vocabulary: Vocabulary, place: Place
) -> Iterator[Problem]:
    """Tell that nothing says that moments are those of calls: they may be of orders, or of newsletters."""
    moments = [columns[role] for role in ("call_at", CLOCK) if role in columns]
    headers = list(map(fold_header, rows[0]))
    pins = set(map(fold, vocabulary.pins))
    is_bare = all(headers[column] in _BARE - pins for column in moments)
    names = (place.file, place.sheet or "", *map(as_text, rows[0]))
    is_said = any(not _CALL_WORDS.isdisjoint(words_of(name)) for name in names)
    if is_bare and not is_said:
        yield Place(place.file, place.sheet).problem(
            "This may be a list of calls, or something else: it has addresses, and times below "
            f"“{shown(rows[0][moments[0]])}”, but no word of calls. Nothing was read from it.",
            _WHICH_IT_IS,
        )


def _filled(rows: Sequence[Cells], column: int) -> list[Cell]:
    """Return the cells of a column that hold something; the first is its header."""
    cells = (row[column] if column < len(row) else None for row in rows)
    return [cell for cell in cells if not is_blank(cell)]


def _has_digit(cell: Cell) -> bool:
    return any(letter.isdigit() for letter in as_text(cell))


def _has_time(cell: Cell) -> bool:
    if isinstance(cell, datetime):
        return cell.time() != time()
    if isinstance(cell, float):
        return not cell.is_integer()
    return isinstance(cell, str) and _TIME_OF_DAY.search(cell) is not None


def _doubled(found: Mapping[str, list[int]], cells: Cells, place: Place) -> Iterator[Problem]:
    for role, columns in found.items():
        if len(columns) > 1 and role != "name":
            names = " and ".join(map(column_name, columns))
            yield place.at(place.row or 1, columns[1]).problem(
                f"Columns {names} of this call list say the same thing by their headers.",
                "Delete one of them, or rename it.",
                found=cells[columns[1]],
            )
