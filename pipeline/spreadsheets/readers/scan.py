"""A search through the bytes of a workbook's parts, each unpacked once and never kept.

It finds what a reader of cells does not tell, or would take for an order to make room: how far a sheet
reaches, and rows that are hidden. To unpack every part is also to learn that each is as large as the archive
says, and whole.
"""

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.readers.damage import OwnTypesError
from pipeline.spreadsheets.readers.pieces import TYPES, chunks, windows
from pipeline.spreadsheets.readers.plain import Plain, match_plain

_FEW_TEXTS = 100_000
_LEAST_CELL = len('<c t="s"><v>0</v></c>')
_TEXTS = (b"<si", b":si>")
_SHARED_TEXTS = "xl/sharedstrings.xml"


class IdleTextsError(ValueError):
    """The list of shared texts is far longer than the sheets have cells that could show them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: its ``file``, the part's name in the archive, and what it tells if its markup is plain."""

    file: str
    plain: Plain | None


def scan(archive: zipfile.ZipFile, sheets: Collection[str], limits: Limits) -> dict[str, Part]:
    """Return what the sheets tell, by the name of their part in one case, by which they are asked for.

    Raises :class:`OwnTypesError`, :class:`UnusualError`, :class:`IdleTextsError`, and :class:`DamagedError`
    for an archive that is not as it says.
    """
    found = {}
    texts = room = 0
    for member in archive.infolist():
        name = member.filename.casefold()
        if name in sheets:
            room += member.file_size
            found[name] = Part(member.filename, _plain(archive, member, limits))
        elif name == _SHARED_TEXTS:
            texts += sum(window.count(sign) for window in windows(archive, member) for sign in _TEXTS)
        else:
            texts += _unpack(chunks(archive, member))
    if texts > max(_FEW_TEXTS, room // _LEAST_CELL):
        raise IdleTextsError
    return found


def _plain(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> Plain | None:
    pieces = chunks(archive, member)
    plain = match_plain(pieces, limits)
    for _ in pieces:  # unpacked all the same, to learn its size
        pass
    return plain


def _unpack(pieces: Iterator[bytes]) -> int:
    """Unpack a part that is no sheet, and return how many shared texts it holds: it may have any name."""
    texts = 0
    is_first = True
    for piece in pieces:
        if is_first and any(sign in piece for sign in TYPES):
            raise OwnTypesError
        is_first = False
        texts += sum(piece.count(sign) for sign in _TEXTS)
    return texts
