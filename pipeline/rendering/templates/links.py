"""Links in a template whose address is written out: each that leads nowhere is told with its line."""

import re
from bisect import bisect
from collections.abc import Iterator

from pipeline.rendering.templates.trees import Node, walk
from pipeline.rendering.text.links import SCHEMES

_FILLED = "\0"
"""Stands for what is filled in only when a page is made."""

_LINK = re.compile(
    r"""<(?:a|area)(?=[\s\0])[^<>]*?\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_STARTS = (*SCHEMES, "//", "#")


def find_lost(tree: Node) -> Iterator[tuple[int, str]]:
    """Yield the line of each link that leads nowhere, and what to say of it."""
    pieces = [node for node in walk(tree) if type(node).__name__ == "TemplateData"]
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece.data) + len(_FILLED))
    text = _FILLED.join(piece.data for piece in pieces)
    for found in _LINK.finditer(text):
        address = found[1] or found[2] or found[3] or ""
        if not _leads_somewhere(address):
            start = found.start(found.lastindex or 0)
            number = bisect(places, start) - 1
            line = pieces[number].lineno + pieces[number].data[: start - places[number]].count("\n")
            shown = address.replace(_FILLED, "…")
            yield line, f'the link "{shown}" leads nowhere; let it begin with https:, mailto:, tel: or #'


def _leads_somewhere(address: str) -> bool:
    """Whether an address is whole, or may be once it is filled in."""
    written, filled, _ = address.strip().lower().partition(_FILLED)
    may_be = bool(filled) and any(start.startswith(written) for start in _STARTS)
    return may_be or written.startswith(_STARTS)
