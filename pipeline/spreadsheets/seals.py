"""A workbook's seal: whether anybody has saved it since it was made, and of what it was made.

The seal is the comment of the zip archive, which spreadsheet programs drop when they save. It is the last of
the archive's bytes, behind two that tell its length (APPNOTE.TXT 4.3.16).
"""

import hashlib
import io
import zipfile

_MARK = "roadmap"
_LENGTH_BYTES, _LONGEST = 2, 0xFFFF


def seal(workbook: bytes, source: str) -> bytes:
    """Return a workbook, as it was just written, with a seal that tells the file it was made of."""
    comment = f"{_MARK} {hashlib.sha256(workbook).hexdigest()} {source}".encode("utf-8", "replace")[:_LONGEST]
    return workbook[:-_LENGTH_BYTES] + len(comment).to_bytes(_LENGTH_BYTES, "little") + comment


def source_of(workbook: bytes) -> str | None:
    """Return the file that a sealed workbook was made of; None if it has no seal or was changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            comment = archive.comment
    except zipfile.BadZipFile:
        return None
    mark, _, rest = comment.decode("utf-8", "replace").partition(" ")
    digest, _, source = rest.partition(" ")
    bare = workbook[: len(workbook) - len(comment) - _LENGTH_BYTES] + bytes(_LENGTH_BYTES)
    return source if mark == _MARK and digest == hashlib.sha256(bare).hexdigest() else None
