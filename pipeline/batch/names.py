"""File names of documents: safe on every system, and different for different clients."""

import hashlib
import hmac
import re
import unicodedata

from pipeline.models.client import fold_id
from pipeline.models.making import KINDS, Kind

MOST_BYTES = 80
NAMES_KEY = "file names"
"""What the ledger calls the key of opaque names."""

_ENDING = ".pdf"
_LONGEST_ID = 40
_PLAIN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def file_name(client: str, name: str) -> str:
    """Return ``<slug>-<id>.pdf`` for a client's id and name, at most 80 bytes long.

    The slug holds letters, digits and ``_`` only, so the id begins after the first hyphen: two clients whose
    ids differ (folded, as ids are compared) never share a name, not even where file names ignore case.
    The result never begins with the name of a device, since those stand alone before a dot.
    """
    part = _id_part(client)
    room = MOST_BYTES - len(_ENDING) - 1 - len(part)
    return f"{_slug(name, room)}-{part}{_ENDING}"


def opaque_file_name(kind: Kind, client: str, key: bytes) -> str:
    """Return a name that tells nothing about the client to anyone without the ``key``."""
    return f"{kind}-{hmac.new(key, fold_id(client).encode(), 'sha256').hexdigest()[:16]}{_ENDING}"


def is_name_for(name: str, client: str, key: bytes | None) -> bool:
    """Whether a file's name was made for a client's id, whatever the person was called then.

    Without a ``key``, no opaque name was ever made.
    """
    if name.partition("-")[2] == f"{_id_part(client)}{_ENDING}":
        return True
    return key is not None and name in {opaque_file_name(kind, client, key) for kind in KINDS}


def _slug(name: str, most_bytes: int) -> str:
    """Write a name as lower-case words joined by ``_``, in any script."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())
    words = "".join(letter if letter.isalnum() else " " for letter in folded).split()
    cut = "_".join(words).encode()[:most_bytes].decode(errors="ignore").rstrip("_")
    return cut or "client"


def _id_part(client: str) -> str:
    """Return the id itself if it is plain and short, else what is plain in it, ``_`` and a digest."""
    folded = fold_id(client)
    if _PLAIN_ID.fullmatch(folded) and len(folded) <= _LONGEST_ID:
        return folded
    plain = re.sub(r"[^a-z0-9]+", "-", folded)[:_LONGEST_ID].strip("-")
    mark = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{plain}_{mark}"
