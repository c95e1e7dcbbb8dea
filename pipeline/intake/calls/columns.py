"""Whether a table is a call list, and which of its columns says what."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.intake.calls.words import HEADERS, NUMBERS
from pipeline.intake.layouts import recognise
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Place, column_name
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table

_RANKS: Mapping[str, tuple[str, int]] = {
    fold(header): (role, rank) for role, headers in HEADERS.items() for rank, header in enumerate(headers)
}
_NUMBERS = frozenset(map(fold, NUMBERS))
_PINNED = -2
_ASKED = -1

KNOWN_HEADERS = frozenset(_RANKS)
"""Every folded header of a call list, for finding the header row."""


@dataclass(frozen=True, slots=True)
class CallHeader:
    """The header of a call list: its row, and columns by what they say, both from 0.

    A column is named as the role of a question, or ``client_zone``, ``booked_at`` or ``cancelled``.
    """

    row: int
    columns: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def find_call_header(table: Table, vocabulary: Vocabulary, place: Place) -> CallHeader | None:
    """Return the header of a call list: it says whose calls these are, and when, and asks nothing else.

    Headers of scored questions make it an assessment; so does what a form adds, such as a completion time.
    """
    asked = _asked(vocabulary)
    for number, cells in enumerate(table.rows[:HEADER_ROWS]):
        answers = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        if any(vocabulary.headers.get(fold_header(cell)) in asked for cell in cells) or recognise(
            cells, answers
        ):
            return None
        found = _candidates(cells, vocabulary)
        if "call_at" in found and found.keys() & {"email", "id"}:
            columns = {role: columns[0] for role, columns in found.items()}
            return CallHeader(number, columns, tuple(_doubled(found, cells, place.at(number + 1))))
    return None


def _asked(vocabulary: Vocabulary) -> set[str]:
    """Return the questions that no call list asks; a kit that scores nothing asks with all it has."""
    questionnaire = vocabulary.questionnaire
    items = questionnaire.items or [each for each in questionnaire.questions if not each.role]
    return {question.id for question in items} | {
        question.id for role, question in questionnaire.by_role.items() if role == "completed_at"
    }


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
    return {role: ranks[min(ranks)] for role, ranks in ranked.items()}


def _doubled(found: Mapping[str, list[int]], cells: Cells, place: Place) -> Iterator[Problem]:
    for columns in found.values():
        if len(columns) > 1:
            names = " and ".join(map(column_name, columns))
            yield place.at(place.row or 1, columns[1]).problem(
                f"Columns {names} of this call list say the same thing by their headers.",
                "Delete one of them, or rename it.",
                found=cells[columns[1]],
            )
