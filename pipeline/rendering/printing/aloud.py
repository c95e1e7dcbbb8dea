"""What is read aloud where lines run from right to left.

Glyphs stand in a PDF in the order in which they are drawn, from left to right: a line of Arabic, read as it
stands there, is backwards. So each piece of such a line is given its words as they were written
(PDF 32000-1, 14.9.4, "Replacement text").
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.rendering.printing.weasy import AbsolutePlaceholder, String, TextBox

_PIECES = ("/Span", "/Link")
_RIGHT_TO_LEFT = ("R", "AL")
_DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def runs_leftwards(text: str) -> bool:
    """Whether any letter of a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def tell_words(pages: Iterable[Any], pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint ships no type hints
    """Note the words of every line from right to left with its piece of the document's structure.

    The engine makes these pieces page by page, from the boxes of text and in their order. Where their
    numbers do not agree for a page, that page stays as it is.
    """
    made = defaultdict(list)
    for piece in pdf.objects:
        if isinstance(piece, dict) and piece.get("S") in _PIECES and _holds_text(piece):
            made[piece["Pg"]].append(piece)
    for page, reference in zip(pages, pdf.page_references, strict=True):
        texts = list(_texts(page._page_box))  # noqa: SLF001 - there is no public way to the boxes
        if len(texts) == len(made[reference]):
            for piece, text in zip(made[reference], texts, strict=True):
                if runs_leftwards(text):
                    piece["ActualText"] = String(_words(text))


def _holds_text(piece: Mapping[str, Sequence[object]]) -> bool:
    """Whether a piece holds text itself, by the number of its place on the page, not other pieces alone."""
    return any(isinstance(kid, int) for kid in piece["K"])


def _texts(box: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the text of every piece. What stands in a link itself is one, before all that the link holds."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    children = getattr(box, "children", ())
    is_link = box.element is not None and box.element_tag.split(":")[0] == "a"
    if is_link and (own := [child.text for child in children if isinstance(child, TextBox)]):
        yield "".join(own)
    for child in children:
        if not isinstance(child, TextBox):
            yield from _texts(child)
        elif not is_link:
            yield child.text


def _words(text: str) -> str:
    """Leave out what says where a text runs to: its words stand in the order of speech."""
    return "".join(letter for letter in text if unicodedata.bidirectional(letter) not in _DIRECTIONS)
