"""What a workbook to be written holds and looks like, before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from textwrap import wrap
from typing import Literal

from pipeline.spreadsheets.places import Cell
from pipeline.spreadsheets.tables import Range

Look = Literal[
    "plain", "title", "heading", "header", "label", "error", "warning", "note", "link", "entry", "prose"
]
"""``label`` is a second, quieter header; ``entry`` a cell to be filled in, ``prose`` one with several
lines; ``note`` and ``link`` wrap."""

LINE_POINTS, _HIGHEST_POINTS = 15.0, 240.0
"""How high a line is in a row."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell with a look, with a comment that is shown beside it, if any.

    ``link`` leads to a cell of the same book, as sheet title and cell name, such as ``("Answers", "B7")``.
    """

    value: Cell
    look: Look = "plain"
    comment: str = ""
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """A drop-down: one of ``answers``, which a program offers and anything else is refused."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number within bounds, either of which may be open."""

    at_least: Fraction | None = None
    at_most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """A date, with or without a time of day."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Text of at most so many characters."""

    characters: int


Rule = Choices | Numbers | Dates | Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be typed into a column: a rule, and the sentences shown beside a cell and on a refusal.

    Without ``is_strict``, what breaks the rule is not refused.
    """

    rule: Rule
    title: str
    hint: str = ""
    refusal: str = ""
    is_strict: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows`` start at its cell A1; columns count from 0.

    ``widths`` are in characters by column, ``heights`` in points by row (from 0) where a row needs other than
    the usual 15: programs make no room for wrapped lines by themselves. ``frozen`` is the first cell that
    scrolls, such as ``B3``. ``entries`` guard the cells of columns in ``entry_rows`` (from 0, the end left
    out), and with them everything else on the sheet is locked, without a password, if it ``is_locked``;
    rows are added where ``rows`` end before. ``right_to_left`` turns the sheet around. ``merged`` blocks are
    shown as one cell, ``hidden`` rows (from 0) not at all. A title that no sheet may have is made fit.
    """

    title: str
    rows: Iterable[Sequence[Cell | Styled]]
    widths: Mapping[int, float]
    frozen: str | None = None
    entries: Mapping[int, Entry] | None = None
    entry_rows: range = range(0)
    right_to_left: bool = False
    merged: tuple[Range, ...] = ()
    hidden: frozenset[int] = frozenset()
    heights: Mapping[int, float] = field(default_factory=dict)
    is_locked: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets in their order. ``from_1904`` counts days from 1904, as the workbook it is a copy of does."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False


def height_for(*texts: tuple[str, float]) -> float:
    """Return how high a row has to be, in points, for wrapped texts in columns of widths in characters."""
    most = max(sum(len(wrap(line, int(width))) or 1 for line in text.split("\n")) for text, width in texts)
    return min(most * LINE_POINTS, _HIGHEST_POINTS)


def simple_book(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Book:
    """Return a book with one sheet: a header and plain rows."""
    header = [Styled(name, "header") for name in headers]
    widths = {column: max(10.0, min(40.0, len(name) + 2)) for column, name in enumerate(headers)}
    return Book((Sheet(title, [header, *rows], widths, frozen="A2"),))
