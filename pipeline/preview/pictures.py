"""Pages of a PDF as pictures: the only door to pypdfium2. Nothing is written to disk."""

import ctypes
import io
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
from pypdfium2 import raw

SCALE = 1.6
"""Pixels a point: 115 an inch, so that a page is about as wide as half a screen."""

_FAST = 1
"""How hard PNG files are packed: the browser is on the same machine, and somebody waits."""

_alone = Lock()
"""PDFium can do one thing at a time."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The size of every page in points, and on which page, from 0, each named place is."""

    sizes: tuple[tuple[float, float], ...]
    places: Mapping[str, int]


def read_outline(content: bytes) -> Outline:
    """Return the pages and named places of a PDF."""
    with _opened(content) as document:
        sizes = tuple(document.get_page_size(index) for index in range(len(document)))
        return Outline(sizes, dict(_read_places(document)))


def draw(content: bytes, index: int) -> bytes:
    """Return one page of a PDF as a PNG picture."""
    with (
        _opened(content) as document,
        closing(document[index]) as page,
        closing(page.render(scale=SCALE)) as bitmap,
    ):
        image = bitmap.to_pil().copy()  # some kinds of pictures would share their dots with PDFium
    stream = io.BytesIO()  # packing takes most of the time, and several pictures may be packed at once
    image.save(stream, "PNG", compress_level=_FAST)
    return stream.getvalue()


def read_text(content: bytes) -> Iterator[str]:
    """Yield what can be read on each page of a PDF. Raises :class:`ValueError` if it is none."""
    try:
        with _opened(content) as document:
            for page in document:
                text = page.get_textpage()
                yield text.get_text_range()
                text.close()
                page.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError("no PDF that can be read") from error


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    with _alone:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def _read_places(document: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - pypdfium2 ships no types
    for number in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        raw.FPDF_GetNamedDest(document, number, None, size)
        name = ctypes.create_string_buffer(size.value)
        place = raw.FPDF_GetNamedDest(document, number, name, size)
        if place:
            yield name.raw.decode("utf-16-le").rstrip("\0"), raw.FPDFDest_GetDestPageIndex(document, place)
