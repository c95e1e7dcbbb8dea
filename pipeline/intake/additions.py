"""What a fix-it workbook adds to the coach's own sheet, and how it is taken off when the copy is read.

The words are part of a promise to coaches: a repaired copy made long ago is still read.
"""

from dataclasses import replace

from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table, is_blank

EXPLANATIONS = "What to mend"
"""The header of the column of explanations."""

SUMMARY = "What to mend in this workbook"
"""What stands in the first cell of the summary."""

LACKING = "#N/A"
"""What stands where a row of a CSV file ended too early: an error that no question takes for an answer."""


def without_additions(contents: Contents) -> Contents:
    """Return the contents of a file as if no fix-it had been made of it; others come back as they are."""
    tables = tuple(_without_explanations(table) for table in contents.tables if not _is_summary(table))
    return replace(contents, tables=tables)


def _is_summary(table: Table) -> bool:
    first = table.rows[0] if table.rows else ()
    return len(first) > 0 and _says(first[0], SUMMARY)


def _without_explanations(table: Table) -> Table:
    """Blank the column of explanations, and let rows end before it where nothing stands behind.

    What stands behind it are cells beyond the header of a ragged CSV file, and what the coach added.
    """
    found = (_explained(cells) for cells in table.rows[:HEADER_ROWS])
    column = next((column for column in found if column is not None), None)
    return table if column is None else replace(table, rows=[_cut(cells, column) for cells in table.rows])


def _explained(cells: Cells) -> int | None:
    return next((column for column, cell in enumerate(cells) if _says(cell, EXPLANATIONS)), None)


def _cut(cells: Cells, column: int) -> Cells:
    end = len(cells)
    while end > column + 1 and is_blank(cells[end - 1]):
        end -= 1
    return [*cells[:column], None, *cells[column + 1 : end]] if end > column + 1 else cells[:column]


def _says(cell: Cell, words: str) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() == words.casefold()
