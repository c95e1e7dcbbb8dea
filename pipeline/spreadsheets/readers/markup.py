"""What the workbook's own part tells: its sheets, and from which year it counts days."""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from pipeline.spreadsheets.readers.damage import blamed_on_file

_RELATION = re.compile(r"\{[^}]*relationships\}id")
_FROM_1904 = re.compile(rb"\sdate1904\s*=\s*[\"'](?:1|true)[\"']")
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook counts days from 1904. ECMA-376 part 1, 18.2.28.

    Raises :class:`DamagedError`, as :func:`sheet_files` does.
    """
    with blamed_on_file():
        markup = archive.read(_WORKBOOK)
    return bool(_FROM_1904.search(markup))


def sheet_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of every sheet and that of its part, in one case."""
    from defusedxml import ElementTree

    with blamed_on_file():
        relations = ElementTree.fromstring(archive.read(_RELATIONS))
        sheets = ElementTree.fromstring(archive.read(_WORKBOOK))
    files = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")) for each in relations}
    for sheet in sheets.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in sheet.attrib.items() if _RELATION.fullmatch(key)), "")
            yield sheet.get("name", ""), files.get(relation, "").lstrip("/").casefold()
