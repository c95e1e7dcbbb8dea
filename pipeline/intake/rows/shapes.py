"""What a sheet shows beside the words of its cells: rows that are hidden, merged or cut, and notes."""

from collections.abc import Iterator, Mapping

from pipeline.intake.columns.header import Header
from pipeline.intake.rows.rules import Finding
from pipeline.intake.values import Fault
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.tables import Cells, Table, is_blank, is_empty

_HIDDEN = Finding(
    Fault(
        "The sheet hides this row, so it is not clear whether it counts.",
        "Unhide the row, or take away the filter that hides it; delete it if it does not count.",
    )
)
_MERGED = Fault(
    "This cell is merged with others, so it is not clear whose answer it holds.",
    "Unmerge the cells and write an answer into each.",
)


class Shapes:
    """Tells how the rows below one header are shown: merged, hidden, or of another length than the header."""

    def __init__(self, table: Table, header: Header) -> None:
        self._table = table
        self._header = header
        self._merged = _merged_rows(table, header)
        # A workbook has no short rows: what is blank at the end of one is not written down.
        self._least = header.width if table.sheet is None else 0
        self._repeated = frozenset(_repeated_headers(table, header))

    def cells(self, number: int) -> Cells:
        """Return the cells of a row, counted from 0; of a sheet, those below the header.

        There no cell slips, and text beside the table is none of its answers. A row that repeats the header
        has none.
        """
        if number in self._repeated:
            return ()
        cells = self._table.rows[number]
        return cells if self._table.may_slip else cells[: self._header.width]

    def findings(self, number: int) -> Iterator[Finding]:
        """Yield what holds the row of this number, counted from 0."""
        if number in self._table.hidden:
            yield _HIDDEN
        if number in self._merged:
            yield self._merged[number]
        cells = self._table.rows[number]
        if self._table.may_slip and not self._least <= len(cells) <= self._header.width:
            yield from self._ragged(cells)

    def beside(self, place: Place) -> Iterator[Problem]:
        """Tell once, at the first of each, that rows and cells are not read.

        They are rows that repeat the header, and cells to the right of a sheet's table.
        """
        if self._repeated:
            yield self._repetition(place)
        width = self._header.width
        rows = [] if self._table.may_slip else enumerate(self._table.rows)
        filled = (
            (number, cells)
            for number, cells in rows
            if number >= self._header.body and not is_empty(cells[width:])
        )
        found = [
            (number, column)
            for number, cells in filled
            for column in range(width, len(cells))
            if cells[column] is not None and not is_blank(cells[column])
        ]
        if found:
            row, column = found[0]
            here = place.at(row + 1, column)
            what, were = f"{here.cell} stands", "was"
            if len(found) > 1:
                what, were = f"{here.cell} and {len(found) - 1:,} more cells stand", "were"
            yield here.problem(
                f"{what} beside the table, below no header, and {were} not read.",
                "If this is an answer, write its question into the header. If not, nothing needs doing.",
                found=self._table.rows[row][column],
                severity="warning",
            )

    def _repetition(self, place: Place) -> Problem:
        first, more = min(self._repeated) + 1, len(self._repeated) - 1
        told = "This row repeats the header and was not read."
        if more:
            told = f"This row and {more:,} more repeat the header and were not read."
        return place.at(first).problem(told, "Nothing needs doing.", severity="warning", needs_doing=False)

    def _ragged(self, cells: Cells) -> Iterator[Finding]:
        width = self._header.width
        said = f"The row has {len(cells)} cells and the header {width}, so answers may have slipped."
        if len(cells) < width:
            fix = "See whether a line break has cut the row in two, or export the file again."
            yield Finding(Fault(said, fix))
        elif not is_empty(cells[width:]):
            fix = "Put text that holds the separator in quotation marks, or remove the extra cells."
            if self._table.sheet is not None:
                fix = "Put each answer below its own question, and clear the cells beyond the header."
            yield Finding(Fault(said, fix))


def _repeated_headers(table: Table, header: Header) -> Iterator[int]:
    """Yield the rows below the header that hold just what it holds, as where two exports were joined."""
    width = header.width
    own = list(table.rows[header.row][:width])
    for number in range(header.body, len(table.rows)):
        cells = table.rows[number]
        starts_alike = len(cells) >= width and cells[0] == own[0]
        if starts_alike and list(cells[:width]) == own and is_empty(cells[width:]):
            yield number


def _merged_rows(table: Table, header: Header) -> Mapping[int, Finding]:
    """Return what holds a row, by row, where a cell of it is merged with others."""
    asked = sorted((column, question) for question in header.columns for column in header.spread(question))
    merged: dict[int, Finding] = {}
    reached = header.body  # blocks may lie over each other by the thousand: each row is told once
    for (top, left), (bottom, right) in sorted(table.merged):
        touched = next((pair for pair in asked if left <= pair[0] <= right), None)
        if touched:
            column, question = touched
            end = min(bottom + 1, len(table.rows))
            finding = Finding(_MERGED, question, column=column)
            merged |= dict.fromkeys(range(max(top, reached), end), finding)
            reached = max(reached, end)
    return merged
