"""The parts of a workbook, unpacked in pieces that are never kept."""

import re
import zipfile
from collections.abc import Iterator

from pipeline.spreadsheets.readers.damage import OwnTypesError, UnusualError, blamed_on_file

_CHUNK = 1 << 20
_LONGEST = 1 << 20
"""Bytes of one tag or text: a cell holds 32,767 characters."""

TYPES = (b"<!DOCTYPE", b"<!ENTITY")
"""What declares types or entities."""
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml\s([^<>?]*+)\?>\s*+)?+(?=<[A-Za-z_]|\Z)")
_ENCODING = re.compile(rb"encoding=[\"'](?!(?:utf-?8|us-ascii|ascii)[\"'])", re.IGNORECASE)


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part as it comes. Raises :class:`DamagedError` for one that is not as the archive says."""
    with blamed_on_file(), archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            yield chunk


def windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part of markup in pieces that end where a tag begins, so that no tag is torn.

    Raises :class:`OwnTypesError`, :class:`UnusualError` for a tag or text without end, and for what
    :func:`check_markup` does.
    """
    kept = b""
    is_first = True
    for chunk in chunks(archive, member):
        window = kept + chunk
        cut = window.rfind(b"<")
        if cut > 0:
            check_markup(window[:cut], is_first=is_first)
            is_first = False
            yield window[:cut]
        kept = window[max(cut, 0) :]
        if len(kept) > _LONGEST:
            check_markup(kept, is_first=is_first)
            raise UnusualError
    check_markup(kept, is_first=is_first)
    yield kept


def check_markup(window: bytes, *, is_first: bool) -> None:
    """Raise :class:`UnusualError` for markup that readers may take for different things.

    It is in UTF-8, without comments, CDATA or instructions: no spreadsheet program writes another. Raises
    :class:`OwnTypesError` for types or entities of its own.
    """
    if any(sign in window for sign in TYPES):
        raise OwnTypesError
    start = _START.match(window) if is_first else None
    if is_first and (not start or _ENCODING.search(start[1] or b"")):
        raise UnusualError
    if b"<!" in window or window.find(b"<?", start.end() if start else 0) >= 0:
        raise UnusualError
