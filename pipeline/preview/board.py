"""What the browser is shown: the latest edition, over the last pages that could be printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Condition

from pipeline.preview.pictures import draw
from pipeline.preview.values import DRAFT, Edition, Leaf, Remark, Wish

_KEPT = 64
"""Pictures that are kept: those of several documents, a few MB."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the board: ``number`` rises with every change; ``is_old`` says that the pages are not."""

    number: int
    edition: Edition
    leaves: tuple[Leaf, ...]
    is_old: bool


class Board:
    """Holds what is shown; many threads may look at it."""

    def __init__(self, first: Edition) -> None:
        self._changed = Condition()
        self._shown = Shown(1, first, (), is_old=False)
        self._documents: dict[str, bytes] = {}
        self._leaves: dict[str, Leaf] = {}
        self._draw = lru_cache(_KEPT)(self._draw_leaf)

    def put(self, edition: Edition) -> None:
        """Show an edition. What it does not bring stays, of the same document: pages, findings.

        A finished page stays where it would be the same as the draft.
        """
        with self._changed:
            before = self._shown
            is_same = _same_document(before.edition.wish, edition.wish)
            kept = before.leaves if is_same else ()
            leaves = kept if edition.leaves is None else _prefer(kept, edition.leaves)
            if edition.findings is None and is_same:
                edition = replace(edition, findings=before.edition.findings)
            self._documents |= edition.documents
            self._keep((*before.leaves, *leaves))
            self._set(edition, leaves, is_old=edition.leaves is None and bool(leaves))

    def note(self, remark: Remark) -> None:
        """Show what kept an edition from being made."""
        with self._changed:
            shown = self._shown
            edition = replace(shown.edition, remarks=(remark,), findings=None, is_whole=True)
            self._set(edition, shown.leaves, is_old=bool(shown.leaves))

    def add(self, remark: Remark) -> None:
        """Show what kept the pages that are shown as drafts from being finished."""
        with self._changed:
            shown = self._shown
            edition = replace(shown.edition, remarks=(*shown.edition.remarks, remark), is_whole=True)
            self._set(edition, shown.leaves, is_old=shown.is_old)

    def look(self, after: int, seconds: float) -> Shown:
        """Return what is shown once that is newer than ``after``, or when so many seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.number > after, seconds)
            return self._shown

    def picture(self, key: str) -> bytes | None:
        """Return a page as PNG; None if no page of that key is shown, or was before the last change."""
        return self._draw(key) if key in self._leaves else None

    def _draw_leaf(self, key: str) -> bytes:
        leaf = self._leaves[key]
        return draw(self._documents[leaf.document], leaf.index)

    def _keep(self, leaves: tuple[Leaf, ...]) -> None:
        """Forget documents that no page is from any more."""
        known: Mapping[str, Leaf] = {leaf.key: leaf for leaf in leaves}
        used = {leaf.document for leaf in leaves}
        self._leaves = dict(known)
        self._documents = {name: content for name, content in self._documents.items() if name in used}

    def _set(self, edition: Edition, leaves: tuple[Leaf, ...], *, is_old: bool) -> None:
        edition = replace(edition, documents={}, order=b"")
        self._shown = Shown(self._shown.number + 1, edition, leaves, is_old)
        self._changed.notify_all()


def _prefer(known: tuple[Leaf, ...], leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """Return pages, finished ones that are known in the place of equal drafts."""
    finished = {leaf.key: leaf for leaf in known}
    return tuple(finished.get(leaf.key.removesuffix(DRAFT), leaf) for leaf in leaves)


def _same_document(one: Wish, other: Wish) -> bool:
    return replace(one, page=0) == replace(other, page=0)
