"""What a fix-it workbook adds to the coach's own sheet, and how it is taken off when the copy is read.

The words are part of a promise to coaches: a repaired copy made long ago is still read.
"""

from dataclasses import replace

from pipeline.intake.calls import KNOWN_HEADERS
from pipeline.intake.columns import find_header
from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table, is_blank, is_empty, width_of

EXPLANATIONS = "What to mend"
"""The header of the column of explanations."""

SUMMARY = "What to mend in this workbook"
"""What stands in the first cell of the summary."""

LACKING = "#N/A"
"""What stands where a row of a CSV file ended too early: an error that no question takes for an answer."""


def without_additions(contents: Contents, headers: frozenset[str]) -> Contents:
    """Return the contents of a file as if no fix-it had been made of it; others come back as they are.

    ``headers`` are the folded headers by which a header row is found.
    """
    kept = (table for table in contents.tables if not _is_summary(table, headers))
    return replace(contents, tables=tuple(_without_explanations(table, headers) for table in kept))


def header_row(table: Table, headers: frozenset[str]) -> int | None:
    """Return the row, from 0, with the headers of questions or, failing that, of a call list."""
    row = find_header(table, headers)
    return find_header(table, headers | KNOWN_HEADERS) if row is None else row


def _is_summary(table: Table, headers: frozenset[str]) -> bool:
    """Whether a sheet has the summary's title and, as the summary, no headers: a coach may use the words."""
    first = table.rows[0] if table.rows else ()
    return len(first) > 0 and _says(first[0], SUMMARY) and header_row(table, headers) is None


def _without_explanations(table: Table, headers: frozenset[str]) -> Table:
    """Blank the column of explanations, and let rows end before it where nothing stands behind.

    Its header is the last one. What stands behind it are cells beyond the header of a ragged CSV file.
    """
    row = header_row(table, headers) if any(map(_is_explained, table.rows[:HEADER_ROWS])) else None
    if row is None or not _is_explained(table.rows[row]):
        return table
    column = width_of(table.rows[row]) - 1
    rows = [_cut(cells, column) for cells in table.rows]
    return replace(table, rows=rows, is_ragged=any(len(cells) > column for cells in rows))


def _is_explained(cells: Cells) -> bool:
    return not is_empty(cells) and _says(cells[width_of(cells) - 1], EXPLANATIONS)


def _cut(cells: Cells, column: int) -> Cells:
    end = len(cells)
    while end > column + 1 and is_blank(cells[end - 1]):
        end -= 1
    return [*cells[:column], None, *cells[column + 1 : end]] if end > column + 1 else cells[:column]


def _says(cell: Cell, words: str) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() == words.casefold()
