"""What the workbook's own parts tell: its sheets, and from which year it counts days."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable

from pipeline.spreadsheets.readers.damage import DamagedError, UnusualError, blamed_on_file
from pipeline.spreadsheets.readers.pieces import check_markup

_RELATION = re.compile(r"\{[^}]*relationships\}id")
_FROM_1904 = re.compile(rb"\sdate1904\s*=\s*[\"'](?:1|true)[\"']")
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
# From the archive's root, or from xl/; a path of another form leads readers to different parts.
_TARGET = re.compile(r"(?:/xl/)?((?!xl/)[\w-][\w.-]*(?:/[\w-][\w.-]*)*)", re.ASCII)


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook counts days from 1904. ECMA-376 part 1, 18.2.28.

    Raises :class:`DamagedError`, as :func:`sheet_files` does.
    """
    return bool(_FROM_1904.search(_markup(archive, _WORKBOOK)))


def sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of every sheet and that of its part, in one case.

    Raises :class:`UnusualError` where it may be taken for another, and what :func:`check_markup` does.
    """
    from defusedxml import ElementTree

    with blamed_on_file():
        relations = ElementTree.fromstring(_markup(archive, _RELATIONS))
        sheets = ElementTree.fromstring(_markup(archive, _WORKBOOK))
    targets = [(each.get("Id"), each.get("Target", "")) for each in relations]
    files = {key: _file(target) for key, target in targets}
    found = []
    for sheet in sheets.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in sheet.attrib.items() if _RELATION.fullmatch(key)), "")
            found.append((sheet.get("name", ""), files.get(relation)))
    _check_unique(key for key, _ in targets)
    _check_unique(name for name, _ in found)
    if any(file is None for _, file in found):
        raise UnusualError
    return {name: file or "" for name, file in found}


def _markup(archive: zipfile.ZipFile, part: str) -> bytes:
    names = [name for name in archive.namelist() if name.casefold() == part.casefold()]
    if not names:
        raise DamagedError
    with blamed_on_file():
        markup = archive.read(names[0])
    check_markup(markup, is_first=True)
    return markup


def _file(target: str) -> str | None:
    found = _TARGET.fullmatch(target)
    return f"xl/{found[1]}".casefold() if found else None


def _check_unique(names: Iterable[str | None]) -> None:
    if any(count > 1 for count in Counter(names).values()):
        raise UnusualError
