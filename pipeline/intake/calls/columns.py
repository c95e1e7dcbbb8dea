"""Whether a table is a call list, and which of its columns says what."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.intake.calls.words import HEADERS, NUMBERS
from pipeline.intake.columns import Header, match_header
from pipeline.intake.layouts import recognise
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Place, column_name
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table, width_of

_RANKS: Mapping[str, tuple[str, int]] = {
    fold(header): (role, rank) for role, headers in HEADERS.items() for rank, header in enumerate(headers)
}
_NUMBERS = frozenset(map(fold, NUMBERS))
_PINNED = -2
_ASKED = -1

KNOWN_HEADERS = frozenset(_RANKS)
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
        if _is_form(table, number, vocabulary, place):
            return None
        columns = {role: columns[0] for role, columns in found.items()}
        problems = tuple(_doubled(found, cells, place.at(number + 1)))
        return Header(number, number + 1, width_of(cells), columns, problems)
    return None


def _is_form(table: Table, row: int, vocabulary: Vocabulary, place: Place) -> bool:
    """Whether a header asks what no call list asks; a kit that scores nothing asks with all it has."""
    questionnaire = vocabulary.questionnaire
    items = questionnaire.items or [each for each in questionnaire.questions if not each.role]
    done = questionnaire.by_role.get("completed_at")
    header, answers = table.rows[row], table.rows[row + 1] if row + 1 < len(table.rows) else ()
    return (
        recognise(header, answers) is not None
        or (done is not None and any(vocabulary.headers.get(fold_header(cell)) == done.id for cell in header))
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
