"""The rows of a header: ids may stand below the texts, and the rows of a grid below its question."""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.intake.columns.header_cells import HeaderReader
from pipeline.spreadsheets.folding import recognised
from pipeline.spreadsheets.places import as_text
from pipeline.spreadsheets.tables import Cells, is_blank

FEWEST_COLUMNS = 2
"""A row with fewer known headers is no header."""


def header_of(rows: Sequence[Cells], header: int, reader: HeaderReader) -> tuple[Cells, int]:
    """Return the cells of the header at a row, and the first row of data below it."""
    labels = rows[header + 1] if header + 1 < len(rows) else ()
    if _are_grid_rows(rows[header], labels):
        return _with_grid_rows(rows[header], labels, reader), header + 2
    return rows[header], _body(rows, header, reader.vocabulary.known_headers)


def _body(rows: Sequence[Cells], header: int, headers: frozenset[str]) -> int:
    """Return the first row of data, behind a second header row such as ids under texts."""
    enough = max(FEWEST_COLUMNS, recognised(rows[header], headers) / 2)
    row = header + 1
    while row < len(rows) and recognised(rows[row], headers) >= enough:
        row += 1
    return row


def _are_grid_rows(header: Cells, below: Cells) -> bool:
    """Whether all that stands below a header labels the columns of questions that span several."""
    labelled = {column for column, cell in enumerate(below) if not is_blank(cell)}
    grids = [span for span in _spans(header, len(below)) if len(span) > 1 and not labelled.isdisjoint(span)]
    columns = {column for span in grids for column in span}
    return bool(labelled) and labelled == columns and all(isinstance(below[each], str) for each in labelled)


def _spans(header: Cells, width: int) -> list[range]:
    """Return the columns of each cell that is filled, with the blank ones behind it."""
    starts = [column for column, cell in enumerate(header) if not is_blank(cell)]
    return [range(*ends) for ends in pairwise([*starts, max(len(header), width)])]


def _with_grid_rows(header: Cells, labels: Cells, reader: HeaderReader) -> Cells:
    """Return the header with a question and a row of its grid in each cell, as form tools write them."""
    cells = [*header, *[None] * (len(labels) - len(header))]
    for span in _spans(header, len(labels)):
        question = as_text(header[span[0]])
        for column in span:
            if column < len(labels) and not is_blank(labels[column]):
                row = as_text(labels[column])
                plain = f"{question} {row}"
                cells[column] = plain if reader.question(plain) else f"{question} [{row}]"
    return cells
