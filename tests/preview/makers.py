"""What makes editions in the tests of the desk: what is wanted tells what becomes of it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import SpentError
from pipeline.preview.helper import Maker
from pipeline.preview.values import Edition, Leaf, Wish

_WISHES: list[Wish] = []
"""What this process was asked for."""


def moods() -> Maker:
    """Make what hangs, dies, goes well, is a draft, or is for a new process."""
    return _make


def _make(wish: Wish) -> Iterator[Edition]:
    _WISHES.append(wish)
    if wish.client == "anew" and len(_WISHES) > 1:
        raise SpentError
    if wish.client == "hangs":
        yield Edition(wish, (), is_whole=False)
        time.sleep(60)
    if wish.client == "dies":
        os._exit(1)
    if wish.client.startswith("drafts "):
        leaf, order = Leaf("new-draft", "pdf", 0, 1, 1), wish.client.removeprefix("drafts ").encode()
        yield Edition(wish, (), leaves=(leaf,), documents={"pdf": b""}, is_whole=False, order=order)
        return
    leaf = Leaf(f"{wish.client} {wish.page}", "pdf", 0, 1, 1)
    yield Edition(wish, (), leaves=(leaf,), documents={"pdf": b""})


def finishing() -> Maker:
    """Finish drafts: the order tells what becomes of it."""
    return _finish


def _finish(order: bytes) -> Iterator[Edition]:
    if order == b"dies":
        os._exit(1)
    time.sleep({b"hangs": 60, b"slow": 0.5}.get(order, 0))
    leaf = Leaf(order.decode(), "finished", 0, 1, 1)
    yield Edition(
        Wish(f"drafts {order.decode()}"), (), findings=(), leaves=(leaf,), documents={"finished": b""}
    )


class Places:
    """Makes an edition whenever it is asked, and names the folders that are there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._asked = 0

    def __call__(self, wish: Wish) -> Iterator[Edition]:
        """Count what is asked; the words of a file are the key of the page."""
        self._asked += 1
        folders = (self._root, *(path for path in self._root.iterdir() if path.is_dir()))
        words = "".join(path.read_text() for folder in folders for path in folder.glob("*.txt"))
        leaf = Leaf(words, "pdf", 0, 1, 1)
        yield Edition(wish, (), leaves=(leaf,), documents={"pdf": b""}, places=folders)
