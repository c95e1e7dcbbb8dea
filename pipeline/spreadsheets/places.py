"""Where something stands in the inputs, so that a coach finds it at once."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pipeline.models.client import Source
from pipeline.models.problem import Problem, Severity

FOUND_CHARACTERS = 80
_EXACT = 1e15  # beyond, a spreadsheet keeps no single digits
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result the workbook does not hold. ``text`` is the formula without its ``=``."""

    text: str


Cell = str | int | float | bool | datetime | date | time | timedelta | Formula | None
"""A raw cell as a reader gives it. A blank cell is None or an empty text."""


class Place(NamedTuple):
    """A file, or a sheet, row (from 1) or cell of it. ``column`` counts from 0."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    def at(self, row: int, column: int | None = None) -> "Place":
        """Return a row or cell of the same sheet."""
        return Place(self.file, self.sheet, row, column)

    @property
    def cell(self) -> str | None:
        """The cell's name, such as ``B7``."""
        if self.row is None or self.column is None:
            return None
        return f"{column_name(self.column)}{self.row}"

    @property
    def spoken(self) -> str:
        """The place in a sentence: "row 7 of clients.xlsx"."""
        name = self.file.rsplit("/", 1)[-1]
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        return f"row {self.row} of {name}{sheet}"

    @property
    def order(self) -> tuple[str, str, int]:
        """What rows are sorted by, so that nothing depends on the order in which files are read."""
        return self.file, self.sheet or "", self.row or 0

    @property
    def source(self) -> Source:
        """The row as the rest of the pipeline knows it."""
        return Source(self.file, self.sheet, self.row or 0)

    @classmethod
    def of(cls, source: Source) -> "Place":
        """The place of a row as the rest of the pipeline knows it."""
        return cls(source.file, source.sheet, source.row)

    def problem(  # noqa: PLR0913 - a problem has as many parts
        self,
        message: str,
        fix: str,
        *,
        found: Cell = None,
        field: str | None = None,
        client: str | None = None,
        severity: Severity = "error",
        needs_doing: bool = True,
    ) -> Problem:
        """Return a problem that stands here."""
        return Problem(
            file=self.file,
            message=message,
            fix=fix,
            sheet=self.sheet,
            cell=self.cell,
            row=self.row,
            client=client,
            field=field,
            found=shown(found),
            severity=severity,
            needs_doing=needs_doing,
        )


def column_name(index: int) -> str:
    """Return the letters of a column counted from 0: A to Z, then AA and on."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def position_of(cell: str) -> tuple[int, int] | None:
    """Return row and column, both from 0, of a cell's name such as ``B7``; None if it is not one."""
    match = _CELL.fullmatch(cell)
    if not match:
        return None
    return int(match[2]) - 1, columns_to(match[1]) - 1


def columns_to(letters: str) -> int:
    """Return how many columns there are up to the one with these letters: 1 for A, none for no letters."""
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - ord("A") + 1
    return count


def shown(cell: Cell) -> str | None:
    """Return a cell as a coach sees it, in at most 80 characters; None for a blank one."""
    if cell is None or cell == "":
        return None
    return cut(as_text(cell), FOUND_CHARACTERS)


def cut(text: str, characters: int) -> str:
    """Return a text that fits, with a mark where it was cut."""
    return text if len(text) <= characters else text[: characters - 1] + "…"


def as_text(cell: Cell) -> str:
    """Return a cell as text: 4.0 is "4", other numbers have the 15 figures of a sheet, a date is ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, Formula):
        return f"={cell.text}"
    return "" if cell is None else str(cell)
