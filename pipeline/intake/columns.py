"""Which column answers which question: the header row is found and its cells are matched."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.intake.likeness import Likeness
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_header, recognised
from pipeline.spreadsheets.places import Place, column_name, shown
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Table, is_blank

FEWEST_COLUMNS = 2
"""A row with fewer known headers is no header."""

_LISTED = 12
_QUESTIONS_LISTED = 6


@dataclass(frozen=True, slots=True)
class Header:
    """A matched header. ``columns`` are by question id; columns and rows count from 0.

    Data starts at row ``body``; ``width`` is the number of cells of the header row.
    """

    row: int
    body: int
    width: int
    columns: dict[str, int]
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether rows can be read by this header."""
        return not any(problem.is_error for problem in self.problems)


def find_header(table: Table, headers: frozenset[str]) -> int | None:
    """Return the row, counted from 0, that holds the most known headers; None if no row is a header."""
    counts = [recognised(cells, headers) for cells in table.rows[:HEADER_ROWS]]
    most = max(counts, default=0)
    return counts.index(most) if most >= FEWEST_COLUMNS else None


def match_header(table: Table, row: int, vocabulary: Vocabulary, place: Place) -> Header:
    """Match the cells of the header row to questions, telling once what is wrong with the columns."""
    cells = table.rows[row]
    candidates, unknown = _candidates(cells, vocabulary)
    place = place.at(row + 1)
    problems = [
        *_doubled(candidates, cells, vocabulary, place),
        *_absent(candidates.keys(), vocabulary, place),
        *_unasked(candidates.keys(), vocabulary, place),
        *_unread(unknown, cells, vocabulary, candidates.keys(), place),
    ]
    columns = {question: found[0] for question, found in candidates.items()}
    body = _body(table.rows, row, vocabulary.known_headers)
    return Header(row, body, len(cells), columns, tuple(problems))


def _candidates(cells: Cells, vocabulary: Vocabulary) -> tuple[dict[str, list[int]], list[int]]:
    """Return the columns of every question, and those of none. A pinned column overrules others."""
    pinned: dict[str, list[int]] = defaultdict(list)
    matched: dict[str, list[int]] = defaultdict(list)
    unknown: list[int] = []
    for index, cell in enumerate(cells):
        key = fold_header(cell)
        question = vocabulary.headers.get(key)
        if question is None:
            unknown += [] if is_blank(cell) else [index]
        else:
            (pinned if key in vocabulary.pins else matched)[question].append(index)
    overruled = [index for question in pinned for index in matched.get(question, ())]
    return matched | pinned, sorted(unknown + overruled)


def _doubled(
    candidates: dict[str, list[int]], cells: Cells, vocabulary: Vocabulary, place: Place
) -> Iterable[Problem]:
    for question, columns in candidates.items():
        if len(columns) > 1:
            names = " and ".join(map(column_name, columns))
            yield place.at(place.row or 1, columns[1]).problem(
                f"Columns {names} are both for the question “{vocabulary.spoken(question)}”.",
                "Delete one of them, rename it, or choose one under [intake.columns] in roadmap.toml.",
                field=question,
                found=cells[columns[1]],
            )


def _absent(present: Collection[str], vocabulary: Vocabulary, place: Place) -> Iterable[Problem]:
    for group in vocabulary.questionnaire.required:
        if not set(group).intersection(present):
            names = " or ".join(vocabulary.named(question) for question in group)
            yield place.problem(
                f"No column for {names} was found.",
                "Add the column, or say which header is meant under [intake.columns] in roadmap.toml.",
                field=group[0],
            )


def _unasked(present: Collection[str], vocabulary: Vocabulary, place: Place) -> Iterable[Problem]:
    """Scores rest on these questions, and a form need not ask them all: told, but held by nothing."""
    missed = [item.id for item in vocabulary.questionnaire.items if item.id not in present]
    if missed:
        names = _listed(list(map(vocabulary.named, missed[:_QUESTIONS_LISTED])), len(missed))
        questions = f"{len(missed)} scored questions" if len(missed) > 1 else "a scored question"
        yield place.problem(
            f"There is no column for {questions}: {names}.",
            "If the form asked, add the column or correct its header.",
            severity="warning",
        )


def _unread(
    unknown: Sequence[int], cells: Cells, vocabulary: Vocabulary, present: Collection[str], place: Place
) -> Iterable[Problem]:
    likeness = Likeness(vocabulary, vocabulary.questionnaire.by_id.keys() - set(present))
    alien = []
    for index in unknown:
        question = likeness.question(cells[index])
        if question is None:
            alien.append(f"{column_name(index)} “{shown(cells[index])}”")
            continue
        yield place.at(place.row or 1, index).problem(
            f"This column was not read, but its header looks like {vocabulary.named(question)}.",
            "Correct the header, or pin it to the question under [intake.columns] in roadmap.toml.",
            found=cells[index],
            field=question,
            severity="warning",
        )
    if alien:
        yield place.problem(
            f"These columns belong to no question and were not read: {_listed(alien[:_LISTED], len(alien))}.",
            "If one of them is meant for a question, say so under [intake.columns] in roadmap.toml.",
            severity="warning",
        )


def _listed(names: Sequence[str], count: int) -> str:
    """Return the first names of ``count`` in a sentence."""
    more = f" and {count - len(names)} more" if count > len(names) else ""
    return ", ".join(names) + more


def _body(rows: Sequence[Cells], header: int, headers: frozenset[str]) -> int:
    """Return the first row of data, behind a second header row such as ids under texts."""
    enough = max(FEWEST_COLUMNS, recognised(rows[header], headers) / 2)
    row = header + 1
    while row < len(rows) and recognised(rows[row], headers) >= enough:
        row += 1
    return row
