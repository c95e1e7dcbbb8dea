"""What a reader gives: raw tables, before anybody asks what their columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Cell

Kind = Literal["workbook", "csv"]

HEADER_ROWS = 20
"""The header stands within the first rows; titles and blank rows may stand above it."""

LISTS_SHEET = "roadmap lists"
"""The title of the sheet, hidden from people, that holds what drop-downs of a workbook of ours offer."""

Cells = Sequence[Cell]

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and last cell of a block, each as row and column from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet from its cell A1 on: ``rows[6][1]`` is B7. ``sheet`` is None for a CSV file.

    Rows of a CSV file may be of any length. ``merged`` are blocks of cells that the sheet shows as one.
    ``hidden`` are the rows, counted from 0, that the sheet does not show. ``from_1904`` tells that the
    workbook counts days from 1904 instead of 1900. ``is_ragged`` tells that the rows are those of a CSV file
    in which some have more cells than the header.
    """

    sheet: str | None
    rows: Sequence[Cells]
    merged: tuple[Range, ...] = ()
    hidden: frozenset[int] = frozenset()
    from_1904: bool = False
    is_ragged: bool = False

    @property
    def may_slip(self) -> bool:
        """Whether a row with more cells than the header may hold answers below other questions' headers."""
        return self.sheet is None or self.is_ragged


@dataclass(frozen=True, slots=True)
class Contents:
    """All that could be read of one file.

    ``kind`` is None when nothing could be read; ``is_whole`` is false when some rows could not.
    ``digest`` is the SHA-256 of the file's bytes, in hexadecimal digits, where they were read. ``copy_of``
    are the digests of files for which this one stands, being a copy that shows what to mend in them.
    """

    kind: Kind | None = None
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True
    digest: str | None = None
    copy_of: tuple[str, ...] = ()


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or white space alone."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_empty(cells: Cells) -> bool:
    """Whether a row holds nothing at all."""
    if cells and not is_blank(cells[0]):
        return False
    return all(map(is_blank, set(cells)))


def width_of(cells: Cells) -> int:
    """Return how many cells there are up to the last that holds anything."""
    return max((column + 1 for column, cell in enumerate(cells) if not is_blank(cell)), default=0)
