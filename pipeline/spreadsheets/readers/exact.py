"""A sheet read by a parser of XML, tag for tag: slower than anything else, and for any form of markup.

It tells what a reader of values does not: hidden rows, and cells that it shows as blank though they are not,
errors and formulas without a result. And it finds cells that would get lost, or into another's row.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Cell, Formula, column_name, position_of
from pipeline.spreadsheets.readers.damage import UnusualError, blamed_on_file
from pipeline.spreadsheets.readers.pieces import windows

Special = dict[tuple[int, int], Cell]
"""Errors as text, such as #N/A, and formulas, by row and column from 0."""

_FAULTS = (SyntaxError, ValueError, LookupError)
"""What the parser raises: for broken markup, for entities, and for an encoding that nobody knows."""

_PARENTS = {"row": "sheetData", "c": "row", "v": "c", "f": "c", "is": "c"}
_QUOTED = rb"(?:\"[^\"<>&]*+\"|'[^'<>&]*+')"
# A row or cell whose tag readers of less patience may understand otherwise, or not at all.
_ODD_TAG = re.compile(
    rb"<(?:[\w.-]++:)?+(?:row|c)(?=[\s/>])(?!(?:\s++[\w.:-]++=" + _QUOTED + rb")*+\s*+/?+>)"
)


@dataclass(frozen=True, slots=True)
class Exact:
    """What a sheet tells; ``hidden`` rows count from 0.

    ``repeated`` is the number of a row, from 1, that stands twice; ``astray`` names a cell that stands twice
    or in another row than its own. The cells with a value number from ``fewest`` to ``most``: for some, the
    shared texts tell whether they are blank.
    """

    hidden: frozenset[int]
    special: Special
    repeated: int | None
    astray: str | None
    fewest: int
    most: int
    is_overlong: bool


def read_exactly(archive: zipfile.ZipFile, part: str, limits: Limits) -> Exact:
    """Return what one sheet tells.

    ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.3.1.73 (row) and 18.3.1.96 (v). Raises
    :class:`DamagedError` for markup that is broken or declares entities, and :class:`UnusualError` for what
    may be understood in more than one way.
    """
    from defusedxml.ElementTree import XMLParser

    cells = _Cells(limits)
    parser = XMLParser(target=cells)
    for window in _checked(windows(archive, archive.getinfo(part))):
        with blamed_on_file(_FAULTS):
            parser.feed(window)
    with blamed_on_file(_FAULTS):
        parser.close()
    return cells.told()


def _checked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for window in pieces:
        if _ODD_TAG.search(window):
            raise UnusualError
        yield window


class _Cells:
    """Listens to the tags of a sheet."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._special: Special = {}
        self._hidden: set[int] = set()
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._repeated: int | None = None
        self._astray: str | None = None
        self._fewest = self._most = 0
        self._is_overlong = False
        self._names: list[str] = []
        self._space = ""
        self._sheets = 0
        self._shared: dict[str, str] = {}
        self._row = self._column = -1
        self._type = ""
        self._index: str | None = None
        self._texts: dict[str, list[str]] = {}
        self._open: list[str] | None = None

    def told(self) -> Exact:
        """Return what was heard. Raises :class:`UnusualError` unless the sheet has one block of cells."""
        if self._sheets != 1:
            raise UnusualError
        return Exact(
            frozenset(self._hidden),
            self._special,
            self._repeated,
            self._astray,
            self._fewest,
            self._most,
            self._is_overlong,
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        if not self._names:
            self._space = space
        inside = "sheetData" in self._names[:2]
        if name == "sheetData":
            self._sheets += 1
        elif inside and name in _PARENTS and (_PARENTS[name] != self._names[-1] or space != self._space):
            raise UnusualError
        self._names.append(name)
        if not inside:
            return
        if name == "row":
            self._open_row(attributes)
        elif name == "c":
            self._open_cell(attributes)
        elif name in {"f", "v", "is"}:
            self._open_text(name, attributes)

    def data(self, text: str) -> None:
        if self._open is not None:
            self._open.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        self._names.pop()
        if name in {"f", "v", "is"}:
            self._open = None
        elif name == "c" and self._names[-1:] == ["row"]:
            self._close_cell()

    def close(self) -> Any:  # noqa: ANN401 - what the parser asks of a target
        return None

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        if number is not None and not (number.isascii() and number.isdigit()):
            raise UnusualError
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1
        self._columns.clear()
        if self._row in self._rows:
            self._repeated = self._repeated or self._row + 1
        self._rows.add(self._row)
        if (hidden := attributes.get("hidden", "0")) not in {"0", "false"}:
            if hidden not in {"1", "true"}:
                raise UnusualError
            self._hidden.add(self._row)
        self._is_overlong = self._is_overlong or self._row >= self._limits.rows

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("r")
        position = (self._row, self._column + 1) if name is None else position_of(name)
        if not position:
            raise UnusualError
        row, self._column = position
        self._is_overlong = (
            self._is_overlong or row >= self._limits.rows or self._column >= self._limits.columns
        )
        if row != self._row or self._column in self._columns:
            self._astray = self._astray or name or f"{column_name(self._column)}{row + 1}"
        self._columns.add(self._column)
        self._type, self._index, self._texts = attributes.get("t", ""), None, {}

    def _open_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in self._texts:
            raise UnusualError
        self._open = self._texts[name] = []
        if name == "f" and attributes.get("t") == "shared":
            self._index = attributes.get("si")

    def _close_cell(self) -> None:
        value = "".join(self._texts.get("v", ()))
        formula = self._formula()
        if self._type == "e":
            self._special[self._row, self._column] = value or "#N/A"
        elif formula is not None and not value and not self._is_empty_text():
            self._special[self._row, self._column] = Formula(formula)
        else:
            text = value or "".join(self._texts.get("is", ()))
            self._fewest += self._type != "s" and bool(text.strip())
            self._most += bool(text)

    def _formula(self) -> str | None:
        """Return the cell's formula; one that is shared has its text in the first cell alone."""
        if "f" not in self._texts:
            return None
        text = "".join(self._texts["f"])
        if self._index is None:
            return text
        if text:
            self._shared[self._index] = text
        return text or self._shared.get(self._index, "")

    def _is_empty_text(self) -> bool:
        """Whether the stored result is a text that is empty, as that of =IF(A1="","",A1)."""
        return self._type == "str" and "v" in self._texts
