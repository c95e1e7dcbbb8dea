"""Whether a table is a call list, and which of its columns says what."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from pipeline.intake.calls.clocks import CLOCK
from pipeline.intake.calls.words import CLOCKS, DAYS, HEADERS, NUMBERS
from pipeline.intake.columns import Header, match_header
from pipeline.intake.layouts import recognise
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell, Place, column_name
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table, is_blank, width_of

_RANKS: Mapping[str, tuple[str, int]] = {
    fold(header): (role, rank) for role, headers in HEADERS.items() for rank, header in enumerate(headers)
}
_NUMBERS = frozenset(map(fold, NUMBERS))
_DAYS, _CLOCKS = ({fold(header): rank for rank, header in enumerate(headers)} for headers in (DAYS, CLOCKS))
_VAGUE = frozenset(map(fold, ("call", "appointment", "termin")))
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
        problems = (
            *_doubled(found, cells, place.at(number + 1)),
            *_timeless(table.rows[number:], columns, vocabulary, place.at(number + 1)),
        )
        return Header(number, number + 1, width_of(cells), columns, problems)
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
    """Tell that a column for days alone, which may be any days, holds no time in any row."""
    column = columns["call_at"]
    header, *body = [row[column] if column < len(row) else None for row in rows]
    filled = [cell for cell in body if not is_blank(cell)]
    if CLOCK in columns or fold_header(header) not in _DAYS or not filled or any(map(_has_time, filled)):
        return
    asked = vocabulary.questionnaire.by_role.get("call_at")
    pin = (
        asked and f', or name that column under [intake.columns] in roadmap.toml: "its header" = "{asked.id}"'
    )
    yield place.at(place.row or 1, column).problem(
        "This looks like a list of calls, but no column holds the time of day of a call.",
        f"Add a column “Time”{pin or ''}.",
        found=header,
    )


def _has_time(cell: Cell) -> bool:
    if isinstance(cell, datetime):
        return cell.time() != time()
    if isinstance(cell, float):
        return not cell.is_integer()
    return isinstance(cell, str) and _TIME_OF_DAY.search(cell) is not None


def _doubled(found: Mapping[str, list[int]], cells: Cells, place: Place) -> Iterator[Problem]:
    for columns in found.values():
        if len(columns) > 1:
            names = " and ".join(map(column_name, columns))
            yield place.at(place.row or 1, columns[1]).problem(
                f"Columns {names} of this call list say the same thing by their headers.",
                "Delete one of them, or rename it.",
                found=cells[columns[1]],
            )
