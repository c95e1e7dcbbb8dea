"""What is looked at after printing: whether the pages are fit to be handed to somebody."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import RenderError
from pipeline.rendering.printing.home import HOME
from pipeline.rendering.printing.layout import Piece, Sheet
from pipeline.rendering.text.links import SCHEMES

Kind = Literal["overflow", "missing-image", "broken-link", "page-count", "blank-page", "engine"]

TOLERANCE = 2.0
"""CSS pixels that text may reach out of its box without anybody seeing it: less than the space around it."""

SPARSE = 0.2
"""Part of a page's height: one that is filled less looks like a mistake."""

POINTS_A_PIXEL = 0.75

_PAGES = re.compile(r"(\d{1,4})-(\d{1,4})")
_NO_IMAGE = re.compile(r"Failed to load image at '([^']*)'.*", re.DOTALL)
_NO_ANCHOR = re.compile(r"No anchor #(\S+) for internal URI reference.*", re.DOTALL)

_NAMED = 20
"""Characters of a scheme that are named."""

_REDUCE = "Shorten the text, or give it more room in the template or stylesheet, and print it again."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a printed document. With an error it must not be handed to anybody.

    No finding holds what a client wrote: pages and parts of the kit are named instead.
    """

    kind: Kind
    message: str
    fix: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class PageRange:
    """How many pages a document may have, both ends included."""

    fewest: int
    most: int


def read_range(text: str) -> PageRange:
    """Read what a template says of its pages, such as ``8-10``. Raises :class:`RenderError`."""
    found = _PAGES.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise RenderError(
            'The template\'s <meta name="pages"> must hold the fewest and the most pages, such as 8-10.',
            "Correct it, or take it out: then any number of pages is right.",
        )
    return PageRange(int(found[1]), int(found[2]))


def examine(sheets: Sequence[Sheet], pages: PageRange | None, notes: Iterable[str]) -> tuple[Finding, ...]:
    """Return what is wrong with a document; ``notes`` are what the engine said while it was printed."""
    return (
        *_count(len(sheets), pages),
        *(finding for sheet in sheets for finding in _look_at(sheet, is_alone=len(sheets) == 1)),
        *(finding for sheet in sheets for finding in _follow(sheet)),
        *map(_read_note, notes),
    )


def _count(found: int, pages: PageRange | None) -> Iterator[Finding]:
    if pages and not pages.fewest <= found <= pages.most:
        yield Finding(
            "page-count",
            f"The document has {found} pages; its template allows {pages.fewest} to {pages.most}.",
            _REDUCE if found > pages.most else "See whether a section is missing from the template.",
        )


def _look_at(sheet: Sheet, *, is_alone: bool) -> Iterator[Finding]:
    if not sheet.pieces:
        yield Finding(
            "blank-page",
            f"Page {sheet.number} is blank.",
            "See whether a page break is forced twice, or a section is empty.",
        )
        return
    lowest = max(piece.place.bottom for piece in sheet.pieces)
    filled = (lowest - sheet.live.top) / (sheet.live.bottom - sheet.live.top)
    if filled < SPARSE and not is_alone:
        yield Finding(
            "blank-page",
            f"Page {sheet.number} is nearly blank: {filled:.0%} of its height is filled.",
            "Look at the page; something may have slipped over from the page before.",
            is_error=False,
        )
    yield from _overflows(sheet)


def _follow(sheet: Sheet) -> Iterator[Finding]:
    """Tell of links that no reader should open. Their schemes alone are named: the rest may be personal."""
    fix = "Let links in the templates begin with https:, http:, mailto:, tel: or #."
    if any(link.startswith(HOME) for link in sheet.links):
        said = f"A link on page {sheet.number} leads to a file beside the document, where there is none."
        yield Finding("broken-link", said, fix)
    strange = [link.partition(":")[0] for link in sheet.links if not link.lower().startswith(SCHEMES)]
    for scheme in dict.fromkeys(strange):
        yield Finding("broken-link", f'A link on page {sheet.number} begins with "{scheme[:_NAMED]}:".', fix)


def _overflows(sheet: Sheet) -> Iterator[Finding]:
    """Tell the worst place of each section where something runs out of its box."""
    worst: dict[str, float] = {}
    for piece in sheet.pieces:
        reach = _reach(piece)
        if reach > max(TOLERANCE, worst.get(piece.section, 0)):
            worst[piece.section] = reach
    for section, reach in worst.items():
        where = f'page {sheet.number}, in "{section}"' if section else f"page {sheet.number}"
        yield Finding(
            "overflow",
            f"Something runs out of its box by {reach * POINTS_A_PIXEL:.0f} pt: {where}.",
            _REDUCE,
        )


def _reach(piece: Piece) -> float:
    """Return how far a piece reaches out of its room, in CSS pixels."""
    room, place = piece.room, piece.place
    return max(
        room.left - place.left, place.right - room.right, room.top - place.top, place.bottom - room.bottom
    )


def _read_note(note: str) -> Finding:
    if image := _NO_IMAGE.fullmatch(note):
        return Finding(
            "missing-image",
            f"The picture {image[1].rpartition('/')[2]} cannot be shown.",
            "See whether the file is a whole SVG, PNG or JPEG picture.",
        )
    if anchor := _NO_ANCHOR.fullmatch(note):
        return Finding(
            "broken-link",
            f"A link leads to #{anchor[1]}, which is nowhere in the document.",
            "Correct the link in the template, or give its target that id.",
        )
    return Finding("engine", note, "Look at the PDF before you send it.", is_error=False)
