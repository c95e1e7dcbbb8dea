"""What a fix-it workbook adds to the coach's own sheet, and how it is taken off when the copy is read.

The words are part of a promise to coaches: a repaired copy made long ago is still read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress
from operator import not_

from pipeline.intake.calls import KNOWN_HEADERS
from pipeline.intake.columns import find_header
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table, is_blank, is_empty, width_of

EXPLANATIONS = "What to mend"
"""The header of the column of explanations."""

SUMMARY = "What to mend in this workbook"
"""What stands in the first cell of the summary."""

SUMMARY_HEADER = ("How many", "Kind", "What is wrong", "What to do", "Where")

DIGEST = "SHA-256"
"""What stands in the summary before the digest of a file of which the workbook is a copy."""

_DIGEST = re.compile(r"[0-9a-f]{64}")

LACKING = "#N/A"
"""What stands where a row of a CSV file ended too early: an error that no question takes for an answer."""


def without_additions(contents: Contents, headers: frozenset[str]) -> Contents:
    """Return the contents of a file as if no fix-it had been made of it; others come back as they are.

    What was copied is told by ``copy_of``. ``headers`` are the folded headers by which a header row is found.
    A file that holds nothing but a summary keeps it, so that it is told that there are no answers.
    """
    is_summary = [_is_summary(table, headers) for table in contents.tables]
    if all(is_summary):
        return contents
    kept = compress(contents.tables, map(not_, is_summary))
    digests = (digest for table in compress(contents.tables, is_summary) for digest in _digests(table))
    tables = tuple(_without_explanations(table, headers) for table in kept)
    return replace(contents, tables=tables, copy_of=tuple(digests))


def header_row(table: Table, headers: frozenset[str]) -> int | None:
    """Return the row, from 0, with the headers of questions or, failing that, of a call list."""
    row = find_header(table, headers)
    return find_header(table, headers | KNOWN_HEADERS) if row is None else row


def _is_summary(table: Table, headers: frozenset[str]) -> bool:
    """Whether a sheet has the summary's title and columns, and no headers: a coach may use the words."""
    first = table.rows[0] if table.rows else ()
    return (
        len(first) > 0
        and _says(first[0], SUMMARY)
        and any(tuple(cells[: len(SUMMARY_HEADER)]) == SUMMARY_HEADER for cells in table.rows[:HEADER_ROWS])
        and header_row(table, headers) is None
    )


def _digests(summary: Table) -> Iterator[str]:
    """Yield the digests that a summary tells."""
    for name, value, *_ in (cells for cells in summary.rows[:HEADER_ROWS] if len(cells) > 1):
        if _says(name, DIGEST) and isinstance(value, str) and _DIGEST.fullmatch(value.strip()):
            yield value.strip()


def _without_explanations(table: Table, headers: frozenset[str]) -> Table:
    """Blank the column of explanations, and let rows end before it where nothing stands behind.

    Its header is the last one, and no question's. What stands behind it are cells beyond the header of a
    ragged CSV file.
    """
    is_asked = fold_header(EXPLANATIONS) in headers
    is_there = not is_asked and any(map(_is_explained, table.rows[:HEADER_ROWS]))
    row = header_row(table, headers) if is_there else None
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
