"""Reads stylesheets as a proofreader does: what they load must be there, and every block must end."""

import posixpath
import re
from collections.abc import Container, Iterator
from urllib.parse import unquote

from pipeline.rendering.templates.proofs import Slip

_SKIPPED = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TEXT = re.compile(r"""("|')(?:\\.|(?!\1)[^\\\n])*\1""")
_ADDRESS = re.compile(r"""url\(\s*("|')?([^"')]*)|@import\s+("|')([^"']*)""", re.IGNORECASE)
_COMPLAINT = re.compile(r"Ignored `(.*?)\s*` at (\d+):\d+, (.*)\.", re.DOTALL)


def look_through(name: str, content: bytes, there: Container[str]) -> Iterator[Slip]:
    """Yield what would keep a stylesheet from being used; ``there`` are the files that pages may load."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield Slip(name, line, "this is not UTF-8 text; save the file as UTF-8")
        return
    bare = _SKIPPED.sub(_blank, text)
    yield from _addresses(name, bare, there)
    yield from _blocks(name, _TEXT.sub(_blank, bare))


def read_complaint(name: str, complaint: str) -> Slip | None:
    """Return what the engine says of a rule that it leaves out, in plain words, if it is that."""
    found = _COMPLAINT.fullmatch(complaint)
    if not found:
        return None
    rule = " ".join(found[1].split())
    return Slip(name, int(found[2]), f'"{rule}" is left out: {found[3]}')


def _addresses(name: str, text: str, there: Container[str]) -> Iterator[Slip]:
    for found in _ADDRESS.finditer(text):
        address = (found[2] or found[4] or "").strip()
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))
        if not address.startswith("#") and wanted not in there:
            line = text.count("\n", 0, found.start()) + 1
            yield Slip(name, line, f'"{address[:80]}" is neither in the kit nor in the brand')


def _blocks(name: str, text: str) -> Iterator[Slip]:
    """Tell the first bracket that is not closed, or that closes nothing."""
    opened: list[int] = []
    for line, content in enumerate(text.splitlines(), 1):
        for bracket in re.findall(r"[{}]", content):
            if bracket == "{":
                opened.append(line)
            elif opened:
                opened.pop()
            else:
                yield Slip(name, line, "this } closes no block")
                return
    if opened:
        yield Slip(name, opened[-1], "the block that begins here has no }")


def _blank(found: re.Match[str]) -> str:
    """Leave out a piece of text, but keep its lines."""
    return re.sub(r"[^\n]", " ", found[0])
