"""What only the XML of a workbook tells."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree

from pipeline.spreadsheets.places import position_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = b't="e"'

Positions = dict[tuple[int, int], str]
"""Texts by row and column, both from 0."""


def error_cells(data: bytes) -> dict[str, Positions]:
    """Return the error values, such as #N/A, of every sheet by its name.

    Most workbooks hold none: their XML is searched, and parsed only where something was found.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        suspects = {name for name in sheets if _ERROR in archive.read(name)}
        if not suspects:
            return {}
        return {
            sheet: dict(_errors(archive.read(name)))
            for sheet, name in sheet_files(archive)
            if name in suspects
        }


def sheet_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of every sheet and that of its file in the archive."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    files = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")) for each in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        yield sheet.get("name", ""), files.get(sheet.get(_RELATION), "").lstrip("/")


def _errors(markup: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for _, element in ElementTree.iterparse(io.BytesIO(markup)):
        if element.tag == f"{_MAIN}c":
            position = position_of(element.get("r", ""))
            if element.get("t") == "e" and position:
                yield position, element.findtext(f"{_MAIN}v") or "#N/A"
            element.clear()
