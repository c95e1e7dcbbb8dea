"""What a workbook stores for a raw cell, so that text stays text and a date stays a date.

Limits and the ``_xHHHH_`` form of characters that XML forbids: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from pipeline.spreadsheets.places import Cell, Formula, as_text

CHARACTERS = 32_767
"""The longest text that a cell may hold."""

CUT = "… [cut]"
"""What stands at the end of a text that was longer."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEX = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"[\x01-\x08\x0b-\x1f]")
_FORBIDDEN = re.compile(r"[\x00\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = {False: date(1900, 1, 1), True: date(1904, 1, 1)}
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x")
_NO_NUMBERS = {"nan", "inf", "-inf"}
_DATE, _TIME, _SPAN = "yyyy-mm-dd", "hh:mm:ss", "[h]:mm:ss"


class Stored(NamedTuple):
    """A value with its kind: text ``s``, number ``n``, boolean ``b`` or point or span of time ``d``.

    ``format`` is how a date or time is shown; ``is_quoted`` marks text that would else pass for a formula.
    """

    value: str | float | bool | date | time | timedelta
    kind: Literal["s", "n", "b", "d"]
    format: str | None = None
    is_quoted: bool = False


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet program may take a text for a formula."""
    return text.startswith(_FORMULA)


def stored(cell: Cell, *, from_1904: bool = False) -> Stored | None:
    """Return what is stored for a cell; None for a blank one.

    Times with a zone, days before the workbook's first one and what is no finite number become text.
    """
    if isinstance(cell, str):
        return _text(cell) if cell else None
    if cell is None:
        return None
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, Formula):
        return _text(as_text(cell))
    return _moment(cell, from_1904=from_1904) or _text(_iso(cell))


def escaped(text: str) -> str:
    """Return a text as the workbook's XML holds it: what XML forbids in the form ``_xHHHH_``.

    What no form can hold (halves of characters, NUL) becomes the replacement character.
    """
    if not _SPECIAL.search(text):
        return text
    text = _HEX.sub("_x005F_", _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _text(text: str) -> Stored:
    if len(text) > CHARACTERS:
        text = text[: CHARACTERS - len(CUT)] + CUT
    return Stored(escaped(text), "s", is_quoted=is_formula_like(text))


def _number(number: float) -> Stored:
    if isinstance(number, bool):
        return Stored(number, "b")
    if str(number) in _NO_NUMBERS:
        return _text(str(number))
    # As text of the shortest form that is read back as the same number.
    return Stored(repr(number), "n")


def _moment(cell: date | time | timedelta, *, from_1904: bool) -> Stored | None:
    """Return what workbooks can hold as a date, time or span; None if they cannot."""
    if isinstance(cell, timedelta):
        return Stored(cell, "d", _SPAN) if cell >= timedelta(0) else None
    if isinstance(cell, time):
        return None if cell.tzinfo else Stored(cell, "d", _TIME)
    first = _FIRST_DAY[from_1904]
    if isinstance(cell, datetime):
        fits = cell.tzinfo is None and cell.date() >= first
        return Stored(cell, "d", f"{_DATE} {_TIME}") if fits else None
    return Stored(cell, "d", _DATE) if cell >= first else None


def _iso(cell: date | time | timedelta) -> str:
    return as_text(cell) if isinstance(cell, timedelta) else cell.isoformat()
