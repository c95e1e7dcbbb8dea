"""Where everything ended up on the pages: the boxes of WeasyPrint as plain values.

WeasyPrint offers its boxes under a private name and keeps them so that pages can be drawn, so this is the
one place that knows their shape. Lengths are CSS pixels (96 an inch) from the upper left corner of the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.rendering.printing.weasy import BlockContainerBox, MarginBox, ReplacedBox, TextBox

_PLACED = ("absolute", "fixed")


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page; ``bottom`` is larger than ``top``."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text or a picture, and the ``room`` that it was meant to stay in.

    ``section`` is the id of the element around it that has one, empty if none has.
    """

    place: Rectangle
    room: Rectangle
    section: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its ``number`` from 1, the ``live`` area inside its margins, and what stands there.

    ``links`` are the whole addresses that it leads to outside of the document, each once.
    """

    number: int
    live: Rectangle
    pieces: tuple[Piece, ...]
    links: tuple[str, ...] = ()


def read_sheets(pages: Iterable[Any]) -> Iterator[Sheet]:
    """Return the pages of a laid out document; what stands in the margins belongs to no page."""
    for number, page in enumerate(pages, 1):
        box = page._page_box  # noqa: SLF001 - there is no public way to the boxes
        live, paper = _content(box), Rectangle(0, 0, page.width, page.height)
        yield Sheet(number, live, tuple(_Reader(live, paper).pieces(box, live, "")), _links(page))


def _links(page: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(dict.fromkeys(target for kind, target, *_ in page.links if kind != "internal"))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the boxes of one page: its ``live`` area lies on its ``paper``."""

    live: Rectangle
    paper: Rectangle

    def pieces(self, box: Any, room: Rectangle, section: str) -> Iterator[Piece]:  # noqa: ANN401
        for child in box.children:
            if isinstance(child, MarginBox):
                continue
            inside = _name(child) or section
            if isinstance(child, TextBox):
                if child.text.strip():
                    yield Piece(_drawn(child), room, inside)
            elif isinstance(child, ReplacedBox):
                yield Piece(_drawn(child), room, inside)
            elif hasattr(child, "children"):
                yield from self.pieces(child, self._room(child, room), inside)

    def _room(self, box: Any, room: Rectangle) -> Rectangle:  # noqa: ANN401
        """Return the room of what stands in a box: its width, and its height if it has one of its own.

        Inline boxes and lines have no room of their own. What is placed by hand may stand anywhere on the
        paper, all else inside the margins.
        """
        if box.style["position"] in _PLACED:
            return self.paper
        if room == self.paper or not isinstance(box, BlockContainerBox):
            return room
        own, live = _content(box), self.live
        has_height = box.style["height"] != "auto"
        return Rectangle(
            max(own.left, live.left),
            own.top if has_height else room.top,
            min(own.right, live.right),
            own.bottom if has_height else room.bottom,
        )


def _content(box: Any) -> Rectangle:  # noqa: ANN401
    left, top = box.content_box_x(), box.content_box_y()
    return Rectangle(left, top, left + box.width, top + box.height)


def _drawn(box: Any) -> Rectangle:  # noqa: ANN401
    left, top = box.position_x, box.position_y
    return Rectangle(left, top, left + box.margin_width(), top + box.margin_height())


def _name(box: Any) -> str:  # noqa: ANN401
    return "" if box.element is None else str(box.element.get("id") or "")
