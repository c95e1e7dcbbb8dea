"""A workbook's seal: whether anybody has saved it since it was made, and of what it was made.

The seal is the comment of the zip archive, which spreadsheet programs drop when they save. It is the last of
the archive's bytes, behind two that tell its length (APPNOTE.TXT 4.3.16). It is found in the bytes alone,
whatever a damaged archive says of itself.
"""

import hashlib
import re

_SEAL = re.compile(rb"(..)(roadmap ([0-9a-f]{64}) (.*))\Z", re.DOTALL)
_LENGTH_BYTES = 2
_NAME_BYTES, _TAIL_BYTES = 4_096, 8_192  # no path is longer, and no seal


def seal(workbook: bytes, source: str) -> bytes:
    """Return a workbook, as it was just written, with a seal that tells the file it was made of."""
    bare, name = workbook[:-_LENGTH_BYTES], source.encode("utf-8", "replace")[:_NAME_BYTES]
    comment = b"roadmap " + _digest(bare, name) + b" " + name
    return bare + _length(comment) + comment


def source_of(workbook: bytes) -> str | None:
    """Return the file that a sealed workbook was made of; None if it has no seal or was changed."""
    found = _SEAL.search(workbook, max(0, len(workbook) - _TAIL_BYTES))
    if found is None:
        return None
    length, comment, digest, name = found.groups()
    intact = length == _length(comment) and digest == _digest(workbook[: found.start()], name)
    return name.decode("utf-8", "replace") if intact else None


def _digest(bare: bytes, name: bytes) -> bytes:
    return hashlib.sha256(bare + name).hexdigest().encode()


def _length(comment: bytes) -> bytes:
    return len(comment).to_bytes(_LENGTH_BYTES, "little")
