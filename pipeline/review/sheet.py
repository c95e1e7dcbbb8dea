"""The review as it stands in its file: rows by header, and everything that is not the program's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.models.problem import Problem
from pipeline.review.columns import BY_HEADER, COLUMNS, HEADERS, WRITTEN, Column
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import Cell, Formula, Place, as_text
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table, is_blank, is_empty

_FEWEST = 2
"""So many known headers make a row the header."""

_AGAIN = "Rename it in the header, or take review.xlsx away and run the command again."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells from column A on."""

    place: Place
    cells: Cells
    columns: Mapping[Column, int]

    def cell(self, column: Column) -> Cell:
        """Return what stands in a column; None if there is no such column."""
        index = self.columns.get(column)
        return self.cells[index] if index is not None and index < len(self.cells) else None

    def text(self, column: Column) -> str:
        """Return what stands in a column as text, without blanks around it."""
        return as_text(self.cell(column)).strip()

    def at(self, column: Column) -> Place:
        """Return where a cell stands; the row itself if there is no such column."""
        return self.place.at(self.place.row or 0, self.columns.get(column))

    @property
    def is_written(self) -> bool:
        """Whether the coach wrote something here: a decision, or a word in a column of their own."""
        own = set(self.columns.values())
        strange = any(index not in own and not is_blank(cell) for index, cell in enumerate(self.cells))
        decided = any(self.text(column) for column in WRITTEN if column != "send")
        return strange or decided or self.text("send").casefold() == "hold"

    @property
    def formula(self) -> Column | None:
        """The first column that the coach writes and that holds a formula without a result."""
        return next((column for column in WRITTEN if isinstance(self.cell(column), Formula)), None)


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A review that was read. ``above`` are rows over the ``header``, ``others`` the other sheets."""

    table: Table
    above: Sequence[Cells]
    header: Cells
    columns: Mapping[Column, int]
    rows: tuple[Row, ...]
    others: tuple[Table, ...]
    digest: str

    @property
    def has_formulas(self) -> bool:
        """Whether a cell that the coach writes holds a formula without a result."""
        return any(row.formula for row in self.rows)


def find_review(contents: Contents, file: str) -> ReviewSheet | tuple[Problem, ...]:
    """Return the review that a workbook holds, or why there is none that can be relied on."""
    if contents.problems or not contents.is_whole:
        return contents.problems
    for table in contents.tables:
        for number, cells in enumerate(table.rows[:HEADER_ROWS]):
            if len(_columns_of(cells)) >= _FEWEST:
                return _open(table, number, contents, file)
    return (
        Place(file).problem(
            "No row of this workbook has the headers of the review.",
            f"Write them again, such as {HEADERS['client']} and {HEADERS['send']}, or take the file away.",
        ),
    )


def _open(table: Table, number: int, contents: Contents, file: str) -> ReviewSheet | tuple[Problem, ...]:
    header, columns = table.rows[number], _columns_of(table.rows[number])
    here = Place(file, table.sheet)
    if problems := _faults(header, columns, here.at(number + 1)):
        return problems
    rows = tuple(
        Row(here.at(index), cells, columns)
        for index, cells in enumerate(table.rows[number + 1 :], start=number + 2)
        if not is_empty(cells)
    )
    others = tuple(other for other in contents.tables if other is not table)
    return ReviewSheet(table, table.rows[:number], header, columns, rows, others, contents.digest or "")


def _columns_of(cells: Cells) -> dict[Column, int]:
    """Return where the known headers stand; of two that are alike, the first."""
    found: dict[Column, int] = {}
    for index, cell in enumerate(cells):
        if column := BY_HEADER.get(fold_header(cell)):
            found.setdefault(column, index)
    return {column: found[column] for column in COLUMNS if column in found}


def _faults(header: Cells, columns: Mapping[Column, int], place: Place) -> tuple[Problem, ...]:
    """Tell what is wrong with the header: a column that is there twice, or none that names the clients."""
    if "client" not in columns:
        told = f"There is no column “{HEADERS['client']}”, so it is not known whose rows these are."
        return (place.problem(told, f"Write {HEADERS['client']} over the column of the numbers."),)
    times = Counter(BY_HEADER.get(fold_header(cell)) for cell in header)
    return tuple(
        place.problem(f"There are {count} columns “{HEADERS[column]}”.", _AGAIN)
        for column, count in times.items()
        if column and count > 1
    )
