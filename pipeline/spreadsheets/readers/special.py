"""Cells that a reader of values shows as blank, though they are not: errors, formulas without a result."""

import zipfile
from collections.abc import Mapping
from typing import Any

from pipeline.spreadsheets.places import Cell, Formula, position_of
from pipeline.spreadsheets.readers.damage import blamed_on_file

Special = dict[tuple[int, int], Cell]
"""Errors as text, such as #N/A, and formulas, by row and column from 0."""

_CHUNK = 1 << 16
_FAULTS = (SyntaxError, ValueError, LookupError)
"""What the parser raises: for broken markup, for entities, and for an encoding that nobody knows."""


def special_cells(archive: zipfile.ZipFile, part: str) -> Special:
    """Return the errors and the formulas without a stored value of one sheet.

    ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.40 (f) and 18.3.1.96 (v). Raises
    :class:`DamagedError` for markup that is broken or declares entities.
    """
    from defusedxml.ElementTree import XMLParser

    cells = _Cells()
    parser = XMLParser(target=cells)
    with archive.open(part) as packed:
        while chunk := packed.read(_CHUNK):
            with blamed_on_file(_FAULTS):
                parser.feed(chunk)
    with blamed_on_file(_FAULTS):
        parser.close()
    return cells.special


class _Cells:
    """Listens to the tags of a sheet, whatever namespace they stand in."""

    def __init__(self) -> None:
        self.special: Special = {}
        self._shared: dict[str, str] = {}
        self._row = self._column = -1
        self._type = ""
        self._index: str | None = None
        self._texts: dict[str, list[str]] = {}
        self._open: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in {"f", "v"}:
            self._open = self._texts.setdefault(name, [])
            if name == "f" and attributes.get("t") == "shared":
                self._index = attributes.get("si")
        elif name == "c":
            position = position_of(attributes.get("r", ""))
            self._row, self._column = position or (self._row, self._column + 1)
            self._type, self._index, self._texts = attributes.get("t", ""), None, {}
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isascii() and number.isdigit() else self._row + 1
            self._column = -1

    def data(self, text: str) -> None:
        if self._open is not None:
            self._open.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in {"f", "v"}:
            self._open = None
        elif name == "c":
            self._close_cell()

    def close(self) -> Any:  # noqa: ANN401 - what the parser asks of a target
        return self.special

    def _close_cell(self) -> None:
        value = "".join(self._texts.get("v", ()))
        formula = self._formula()
        if self._type == "e":
            self.special[self._row, self._column] = value or "#N/A"
        elif formula is not None and not value and not self._is_empty_text():
            self.special[self._row, self._column] = Formula(formula)

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
