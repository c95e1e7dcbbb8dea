"""The review as it stands in its file: rows by header, and everything that is not the program's."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.models.problem import Problem
from pipeline.review.columns import BY_HEADER, COLUMNS, HEADERS, SENDS, WRITTEN, Column
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import Cell, Formula, Place, as_text
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table, is_blank, is_empty

_FEWEST = 2
"""So many known headers make a row the header."""

_TELLING: tuple[Column, ...] = ("client", "name", *WRITTEN)
"""The columns that say what is decided, and about whom."""

_AGAIN = "Rename it in the header, or take review.xlsx away and run the command again."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its cells from column A on, and the columns in which they are ``blended``.

    Blended with their neighbours, that is: merged, so that the sheet shows several as one.
    """

    place: Place
    cells: Cells
    columns: Mapping[Column, int]
    blended: AbstractSet[int] = frozenset()

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
        return strange or self.decides

    @property
    def decides(self) -> bool:
        """Whether the coach decided anything here but a plain *yes*."""
        words = any(self.text(column) for column in WRITTEN if column != "send")
        return words or self.text("send").casefold() not in {"", "yes"} or self.merged in WRITTEN

    @property
    def merged(self) -> Column | None:
        """The first column that says what is decided, or about whom, in which the cell is merged."""
        return next((column for column in _TELLING if self.columns.get(column) in self.blended), None)

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

    @property
    def is_fragile(self) -> bool:
        """Whether writing it anew would lose what the coach meant: such formulas, or merged cells."""
        return self.has_formulas or any(row.merged for row in self.rows)


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
    others = tuple(other for other in contents.tables if other is not table)
    faults = (
        *_faults(table, number, here),
        *_doubles(table, number, here),
        *(fault for other in others for fault in _doubles(other, -1, Place(file, other.sheet))),
    )
    if faults:
        return faults
    blended = _blended(table)
    rows = tuple(
        Row(here.at(index), cells, columns, blended.get(index - 1, frozenset()))
        for index, cells in enumerate(table.rows[number + 1 :], start=number + 2)
        if not is_empty(cells)
    )
    return ReviewSheet(table, table.rows[:number], header, columns, rows, others, contents.digest or "")


def _columns_of(cells: Cells) -> dict[Column, int]:
    """Return where the known headers stand; of two that are alike, the first."""
    found: dict[Column, int] = {}
    for index, cell in enumerate(cells):
        if column := BY_HEADER.get(fold_header(cell)):
            found.setdefault(column, index)
    return {column: found[column] for column in COLUMNS if column in found}


def _faults(table: Table, number: int, here: Place) -> Iterator[Problem]:
    """Tell what is wrong with the header: a column twice or not at all, or rows above that decide."""
    header, columns = table.rows[number], _columns_of(table.rows[number])
    if "client" not in columns:
        told = f"There is no column “{HEADERS['client']}”, so it is not known whose rows these are."
        yield here.at(number + 1).problem(told, f"Write {HEADERS['client']} over the column of the numbers.")
    if "send" not in columns:
        told = f"There is no column “{HEADERS['send']}”, so it is not known which reports are on hold."
        yield here.at(number + 1, _lost_send(table, number)).problem(
            told, f"Write {HEADERS['send']} over the column that says yes or hold."
        )
    times = Counter(BY_HEADER.get(fold_header(cell)) for cell in header)
    for column, count in times.items():
        if column and count > 1:
            yield here.at(number + 1).problem(f"There are {count} columns “{HEADERS[column]}”.", _AGAIN)
    for above, cells in enumerate(table.rows[:number]):
        row = Row(here.at(above + 1), cells, columns)
        if row.text("send").casefold() in SENDS:
            yield row.at("send").problem(
                "This row stands above the header, so it is not read.", "Move the header to the top."
            )


def _lost_send(table: Table, number: int) -> int | None:
    """Return the column without a known header in which rows say whether to send; None if there is none."""
    known = set(_columns_of(table.rows[number]).values())
    below = (enumerate(cells) for cells in table.rows[number + 1 :])
    said = (index for cells in below for index, cell in cells if as_text(cell).strip().casefold() in SENDS)
    return next((index for index in said if index not in known), None)


def _doubles(table: Table, header: int, here: Place) -> Iterator[Problem]:
    """Tell of rows, besides the header, that are headers of a review too: what stands below is not read."""
    for number, cells in enumerate(table.rows):
        columns = _columns_of(cells)
        if number != header and len(columns) >= _FEWEST and columns.keys() & {"client", "send"}:
            yield here.at(number + 1, min(columns.values())).problem(
                "This row has the headers of a second review, and it is not known which of them holds.",
                "Keep one review in the file, and delete the other with its header.",
            )


def _blended(table: Table) -> Mapping[int, AbstractSet[int]]:
    """Return the columns in which cells are merged, by row; both count from 0."""
    found: dict[int, set[int]] = defaultdict(set)
    width = max(map(len, table.rows), default=0)
    for (top, left), (bottom, right) in table.merged:
        for number in range(top, min(bottom + 1, len(table.rows))):
            found[number] |= set(range(left, min(right + 1, width)))
    return found
