"""A sheet's markup as spreadsheet programs write it, matched whole, so that nothing means two things.

Excel, Google Sheets, LibreOffice, Numbers and the usual libraries write rows and cells in one form, which
takes a pattern a tenth of the time that it takes a parser. What deviates is not wrong, but for
:mod:`pipeline.spreadsheets.readers.exact` to read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.readers.pieces import check_markup

_LONGEST_ROW = 1 << 22
"""Bytes of one row in this form; one that is longer costs as much to try again as it has pieces."""

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>?]*\?>\s*+)?<worksheet[\s>]")
_CELLS = re.compile(rb"<sheetData(/?)>")
_END = b"</sheetData>"
_LONGEST_SIGN = len(_END)
_TEXT = rb'<is><t(?: xml:space="preserve")?+>[^<]*+</t></is>'
# The number of its row stands in the name of every cell: \1.
_CELL = (
    rb'<c r="[A-Z]{1,2}\1"(?: s="\d++")?+'
    rb'(?: ?/>| t="inlineStr">' + _TEXT + rb'</c>| t="(?:[snbd]|str)"><v>[^<]*+</v></c>|><v>[^<]*+</v></c>)'
)
_ROW = re.compile(
    rb'<row r="(\d{1,9}+)"((?: (?!r=)[\w:]++="[^"<>&]*+")*+)\s?(?:/>|>(?:' + _CELL + rb")*+</row>)"
)
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_SHOWN = re.compile(rb' hidden="(?:0|false)"')


@dataclass(frozen=True, slots=True)
class Plain:
    """What a sheet of this form tells: its ``hidden`` rows, from 0, and how many cells have a value."""

    hidden: frozenset[int]
    values: int
    is_overlong: bool


def match_plain(windows: Iterable[bytes], limits: Limits) -> Plain | None:
    """Return what a sheet tells, given in pieces; None for one of another form.

    Raises what :func:`check_markup` does of its beginning.
    """
    sheet = _Sheet()
    kept = b""
    for window in windows:
        kept = sheet.take(kept + window)
        if sheet.is_odd or len(kept) > _LONGEST_ROW:
            return None
    if not sheet.is_closed:
        return None
    return Plain(frozenset(sheet.hidden), sheet.values, sheet.last > limits.rows)


class _Sheet:
    """What was found so far."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.values = 0
        self.last = 0
        self.is_odd = self.is_closed = False
        self._is_open = False

    def take(self, window: bytes) -> bytes:
        """Look at a piece, and return its end if that has to be seen together with the next one."""
        at = 0 if self._is_open else self._open(window)
        if not self.is_closed and not self.is_odd:
            at = self._match_rows(window, at)
            if window.startswith(_END, at):
                self.is_closed = True
            else:
                self.is_odd = window.find(b"</row>", at) >= 0
                return window[at:]
        rest = window[at:].removeprefix(_END)
        self.is_odd = self.is_odd or any(sign in rest for sign in (b"sheetData", b"<!", b"<?"))
        return rest[-_LONGEST_SIGN:]

    def _open(self, window: bytes) -> int:
        cells = _CELLS.search(window)
        head = window[: cells.end()] if cells else b""
        if not cells or not _HEAD.match(head) or head.count(b"sheetData") > 1:
            self.is_odd = True
            return 0
        check_markup(head, is_first=True)
        self._is_open, self.is_closed = True, bool(cells[1])
        return cells.end()

    def _match_rows(self, window: bytes, at: int) -> int:
        began = at
        while found := _ROW.match(window, at):
            number = int(found[1])
            if number <= self.last:
                self.is_odd = True
                break
            self.last = number
            if b"hidden" in found[2] and not _SHOWN.search(found[2]):
                self.is_odd = self.is_odd or not _HIDDEN.search(found[2])
                self.hidden.add(number - 1)
            at = found.end()
        self.values += window.count(b"</c>", began, at)
        return at
