"""The review as a workbook to be written: the coach's own columns, rows and sheets stay where they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.models.review import NOTE_CHARACTERS
from pipeline.review.columns import COLUMNS, HEADERS, SENDS, WIDTHS, WRITTEN, Column
from pipeline.review.sheet import ReviewSheet, Row
from pipeline.spreadsheets.book import Book, Choices, Entry, Sheet, Styled, Texts, height_for
from pipeline.spreadsheets.places import Cell, as_text, column_name
from pipeline.spreadsheets.tables import Cells

TITLE = "Review"
_CELL_CHARACTERS = 2_000
_USUAL_WIDTH = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be written: what stands in the known columns, and the row that stood there before, if any."""

    cells: Mapping[Column, Cell]
    before: Row | None = None


def draft_review(lines: Sequence[Line], before: ReviewSheet | None, paths: Sequence[str]) -> Book:
    """Return the review; ``paths`` are the labels of those that can be chosen."""
    header, columns = _header(before)
    above = list(before.above) if before else []
    grid = [_cells(line, columns, len(header)) for line in lines]
    first = len(above) + 1
    widths = dict.fromkeys(range(len(header)), _USUAL_WIDTH)
    widths |= {index: WIDTHS[column] for column, index in columns.items()}
    sheet = Sheet(
        (before.table.sheet if before else None) or TITLE,
        [*above, [Styled(cell, "header") for cell in header], *(_dressed(row, columns) for row in grid)],
        widths,
        frozen=f"{column_name(min(2, len(header)))}{first + 1}",
        entries={columns[column]: entry for column, entry in _entries(paths).items()},
        entry_rows=range(first, first + len(grid)),
        heights={first + number: _height(row, widths) for number, row in enumerate(grid)},
        is_locked=False,
    )
    others = (Sheet(other.sheet or TITLE, other.rows, {}) for other in (before.others if before else ()))
    return Book((sheet, *others), from_1904=bool(before and before.table.from_1904))


def is_as_before(lines: Sequence[Line], before: ReviewSheet) -> bool:
    """Whether writing the review would change no cell: then the coach's file stays as it is."""
    header, columns = _header(before)
    if len(header) != len(before.header) or len(lines) != len(before.rows):
        return False
    pairs = zip(lines, before.rows, strict=True)
    return all(_texts(_cells(line, columns, len(header))) == _texts(row.cells) for line, row in pairs)


def _header(before: ReviewSheet | None) -> tuple[list[Cell], dict[Column, int]]:
    """Return the header with every known column, and where each stands: as before, new ones behind."""
    header, columns = (list(before.header), dict(before.columns)) if before else ([], {})
    if before:
        header += [None] * (max(map(len, (row.cells for row in before.rows)), default=0) - len(header))
    for column in COLUMNS:
        if column not in columns:
            columns[column] = len(header)
            header.append(HEADERS[column])
    return header, columns


def _cells(line: Line, columns: Mapping[Column, int], width: int) -> list[Cell]:
    cells = list(line.before.cells) if line.before else []
    cells += [None] * (width - len(cells))
    for column, cell in line.cells.items():
        cells[columns[column]] = cell
    return cells


def _dressed(cells: Cells, columns: Mapping[Column, int]) -> list[Cell | Styled]:
    """Return a row with the looks of its columns; what the coach's own columns hold stays plain."""
    row: list[Cell | Styled] = list(cells)
    for column, index in columns.items():
        row[index] = Styled(cells[index], "prose" if column in WRITTEN else "note")
    return row


def _entries(paths: Sequence[str]) -> dict[Column, Entry]:
    """Return what may be typed into the columns of the coach."""
    rules = (
        Entry(Choices(SENDS), "Send", "yes sends the report, hold keeps it back.", "Choose yes or hold."),
        Entry(
            Texts(NOTE_CHARACTERS),
            "Note for page 2",
            f"Printed as you write it, in at most {NOTE_CHARACTERS} characters.",
            f"A note has at most {NOTE_CHARACTERS} characters.",
        ),
        Entry(
            Texts(_CELL_CHARACTERS),
            "Actions to drop",
            "Ids or titles from their plan, with commas between them; others that fit take their places.",
        ),
        Entry(
            Choices(tuple(paths)),
            "Path",
            "Where the client stands, if it was not found or is not right. Empty: as found.",
            is_strict=False,
        ),
    )
    return dict(zip(WRITTEN, rules, strict=True))


def _height(cells: Cells, widths: Mapping[int, float]) -> float:
    return height_for(*((as_text(cell), widths[index]) for index, cell in enumerate(cells)))


def _texts(cells: Cells) -> list[str]:
    """Return the cells as texts, without the blanks at the end."""
    texts = [as_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts
