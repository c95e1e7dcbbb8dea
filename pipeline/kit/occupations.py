"""``occupations.json``: the imported occupations of a kit, one line that says what they are, and one of data.

The first line holds the digest of the second, so that a file that was cut short or changed by hand is told
when the kit is loaded, although the data itself is read only when a role title needs it.
"""

import json
from hashlib import sha256

from pipeline.models.occupations import Occupations, Origin

OCCUPATIONS = "occupations.json"

_LAYOUT = 1


def encode(occupations: Occupations, credit: str) -> bytes:
    """Return the file; ``credit`` is the line that the licence of the data asks for."""
    origin, body = occupations.origin, occupations.body.encode()
    head = {
        "layout": _LAYOUT,
        "version": origin.version,
        "file": origin.file,
        "sha256": origin.digest,
        "credit": credit,
        "data": sha256(body).hexdigest(),
    }
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + body + b"\n"


def decode(content: bytes) -> Occupations | None:
    """Return what a file holds, or None if it is not as :func:`encode` wrote it."""
    first, _, rest = content.partition(b"\n")
    body = rest.rstrip(b"\r\n")
    try:
        head = json.loads(first)
        if head["layout"] != _LAYOUT or head["data"] != sha256(body).hexdigest():
            return None
        return Occupations(Origin(head["file"], head["sha256"], head["version"]), body.decode())
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
