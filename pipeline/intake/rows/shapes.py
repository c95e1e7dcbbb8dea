"""What holds a row because of how the sheet shows it, whatever its answers say."""

from collections.abc import Iterator, Mapping

from pipeline.intake.columns.header import Header
from pipeline.intake.rows.rules import Finding
from pipeline.intake.values import Fault
from pipeline.spreadsheets.tables import Cells, Table, is_empty

_HIDDEN = Finding(
    Fault(
        "The sheet hides this row, so it is not clear whether it counts.",
        "Unhide the row, or take away the filter that hides it; delete it if it does not count.",
    )
)


class Shapes:
    """Tells how the rows below one header are shown: merged, hidden, or of another length than the header."""

    def __init__(self, table: Table, header: Header) -> None:
        self._rows = table.rows
        self._hidden = table.hidden
        self._merged = _merged_rows(table, header)
        self._width = header.width
        # A workbook has no short rows: what is blank at the end of one is not written down.
        self._least = header.width if table.sheet is None else 0

    def findings(self, number: int) -> Iterator[Finding]:
        """Yield what holds the row of this number, counted from 0."""
        if number in self._hidden:
            yield _HIDDEN
        if number in self._merged:
            message = "This cell is merged with others, so it is not clear whose answer it holds."
            fault = Fault(message, "Unmerge the cells and write an answer into each.")
            yield Finding(fault, self._merged[number])
        cells = self._rows[number]
        if not self._least <= len(cells) <= self._width:
            yield from self._ragged(cells)

    def _ragged(self, cells: Cells) -> Iterator[Finding]:
        said = f"The row has {len(cells)} cells and the header {self._width}, so answers may have slipped."
        if len(cells) < self._least:
            fix = "See whether a line break has cut the row in two, or export the file again."
            yield Finding(Fault(said, fix))
        elif not is_empty(cells[self._width :]):
            fix = "Put text that holds the separator in quotation marks, or remove the extra cells."
            yield Finding(Fault(said, fix))


def _merged_rows(table: Table, header: Header) -> Mapping[int, str]:
    """Return a question by row where its cell is merged with others."""
    merged: dict[int, str] = {}
    reached = header.body  # blocks may lie over each other by the thousand: each row is told once
    for (top, left), (bottom, right) in sorted(table.merged):
        touched = (question for question, column in header.columns.items() if left <= column <= right)
        question = next(touched, None)
        if question:
            end = min(bottom + 1, len(table.rows))
            merged |= dict.fromkeys(range(max(top, reached), end), question)
            reached = max(reached, end)
    return merged
