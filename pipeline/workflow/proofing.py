"""Prints a document again after a change, the page that is being looked at first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.files import digest
from pipeline.preview.pictures import read_outline
from pipeline.preview.sections import Markup, split
from pipeline.preview.values import DRAFT, Leaf

if TYPE_CHECKING:
    from pipeline.rendering.printing.document import Document, Metadata
    from pipeline.rendering.printing.engines import Engine

_WORTH_IT = 3
"""Sections that a document must have for one of them to be much faster than all."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be printed, and ``whose`` document it is; ``looks`` names all that it is printed with."""

    whose: object
    markup: str
    metadata: "Metadata"
    looks: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Pages as far as they are printed, and PDFs with the new ones; ``document`` is None before all are."""

    leaves: tuple[Leaf, ...]
    documents: Mapping[str, bytes]
    document: "Document | None"


@dataclass(frozen=True, slots=True)
class _Last:
    """What was printed last: ``around`` tells all that each page depends on beside its own section."""

    whose: object
    around: str
    markup: str
    sections: Mapping[str, str]
    starts: Mapping[str, int]
    leaves: tuple[Leaf, ...]
    document: "Document | None"


@dataclass(frozen=True, slots=True)
class _Book:
    """What pages depend on beside their own section: ``starts`` and ``total`` give them their numbers."""

    around: str
    starts: Mapping[str, int]
    total: int

    def key(self, text: str, number: int, offset: int) -> str:
        """Return a name for page ``offset`` of a section: equal pages have equal names."""
        starts = sorted(self.starts.items())
        return digest(f"{self.around} {starts} {self.total} {number} {offset}\n{text}".encode())[:32]


class Proofs:
    """Prints the documents that are looked at one after another, and remembers the last.

    ``are_drafts`` tells that the fast engine prints them.
    """

    def __init__(self, *, are_drafts: bool = False) -> None:
        self._are_drafts = are_drafts
        self._last: _Last | None = None

    def make(self, copy: Copy, printer: "Engine", looked_at: int | None = None) -> Iterator[Proof]:
        """Yield the pages: first with what changed where somebody looks, then with all that changed.

        Whatever else a page shows of another section than its page number comes with the whole document. If
        nobody looks (None), the whole document is printed at once, as drafts always should be.

        Raises:
            RenderError: a page asks for anything that is not an asset.
        """
        parts = split(copy.markup)
        around = digest(
            f"{copy.looks}\n{parts.head if parts else ''}\n{parts.tail if parts else ''}".encode()
        )
        last = self._last if self._last and self._last.whose == copy.whose else None
        if last and last.document and (last.around, last.markup) == (around, copy.markup):
            yield Proof(last.leaves, _named(last.document), last.document)
            return
        if parts and last and looked_at is not None and (first := _pick(parts, around, last, looked_at)):
            start = last.starts[first]
            content = printer.print(parts.alone(first, start + 1), copy.metadata).content
            self._last = _insert(last, parts, first, around, content)
            yield Proof(self._last.leaves, {digest(content): content}, None)
        placed = parts.placed() if parts and self._are_drafts else copy.markup
        document = printer.print(placed, copy.metadata)
        self._last = _bind(copy, around, parts, document, are_drafts=self._are_drafts)
        yield Proof(self._last.leaves, _named(document), document)


def _named(document: "Document") -> Mapping[str, bytes]:
    return {digest(document.content): document.content}


def _pick(parts: Markup, around: str, last: _Last, looked_at: int) -> str | None:
    """Return the section to print first: the one that is looked at if it changed, else the first that did."""
    if len(parts.sections) < _WORTH_IT or list(parts.sections) != list(last.starts):
        return None
    changed = [
        name for name, text in parts.sections.items() if last.around != around or last.sections[name] != text
    ]
    seen = [name for name, start in last.starts.items() if start <= looked_at][-1:]
    return next((name for name in (*seen, *changed) if name in changed), None)


def _end(section: str, last: _Last) -> int:
    """Return the page after the last one of a section."""
    return min(
        (start for start in last.starts.values() if start > last.starts[section]), default=len(last.leaves)
    )


def _insert(last: _Last, parts: Markup, section: str, around: str, content: bytes) -> _Last:
    """Return what was printed last with the new pages of a section in place of the old ones."""
    start, end = last.starts[section], _end(section, last)
    sizes, name = read_outline(content).sizes, digest(content)
    more = len(sizes) - (end - start)
    starts = {key: place + (more if place > start else 0) for key, place in last.starts.items()}
    book = _Book(around, starts, len(last.leaves) + more)
    text = parts.sections[section]
    new = (Leaf(book.key(text, start + index, index), name, index, *size) for index, size in enumerate(sizes))
    leaves = (*last.leaves[:start], *new, *last.leaves[end:])
    return replace(
        last,
        markup="",
        sections={**last.sections, section: text},
        starts=starts,
        leaves=leaves,
        document=None,
    )


def _bind(copy: Copy, around: str, parts: Markup | None, document: "Document", *, are_drafts: bool) -> _Last:
    outline, name = read_outline(document.content), digest(document.content)
    sections = parts.sections if parts else {}
    named = {key: f"at-{key}" if are_drafts else key for key in sections}
    starts = {key: outline.places[place] for key, place in named.items() if place in outline.places}
    if not _are_apart(list(starts.values())) or len(starts) < len(sections):
        sections, starts = {}, {}
    book = _Book(around, starts, len(outline.sizes))
    leaves = []
    for index, size in enumerate(outline.sizes):
        owner = [key for key, start in starts.items() if start <= index][-1:]
        text, offset = (sections[owner[0]], index - starts[owner[0]]) if owner else (name, index)
        key = book.key(text, index, offset) + (DRAFT if are_drafts else "")
        leaves.append(Leaf(key, name, index, *size))
    return _Last(copy.whose, around, copy.markup, sections, starts, tuple(leaves), document)


def _are_apart(starts: list[int]) -> bool:
    """Whether every section begins on a page of its own, in their order, the first one on the first."""
    return starts[:1] == [0] and all(one < other for one, other in pairwise(starts))
