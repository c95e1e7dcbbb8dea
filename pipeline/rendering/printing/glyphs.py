"""Which text each glyph of a print stands for, so that Arabic is copied, searched and read as it was written.

Where a letter carries a mark, the engine notes both for the glyph of the mark and nothing for the letter.
What it noted is put right from the fonts themselves (PDF 32000-1, 9.10.3, "ToUnicode CMaps"). And two letters
that are drawn as one are noted as they stand on the page: Poppler, PDFium, MuPDF and pdf.js take them so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Glyphs = Mapping[int, str]
"""The text of each glyph of a font, by its number."""

_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_UNKNOWN = "\N{WORD JOINER}"
"""Stands for a part of a letter that has no text of its own: nothing is heard and nothing is broken."""


def mend(objects: Sequence[Any], load: Callable[[], Iterable[Glyphs]]) -> None:
    """Put right what the fonts among a PDF's ``objects`` say of their glyphs.

    ``load`` gives the glyphs of every font there may be; it is not called where nothing is wrong.
    """
    for font in objects:
        if isinstance(font, dict) and "ToUnicode" in font:
            lines = objects[int(font["ToUnicode"].split()[0])].stream
            noted = {place: entry for place, line in enumerate(lines) if (entry := _entry(line))}
            doubtful = any(_is_doubtful(text) for _, text in noted.values())
            known = _likest(dict(noted.values()), load()) if doubtful else {}
            for place, (glyph, text) in noted.items():
                meant = known.get(glyph) or text or _UNKNOWN if _is_doubtful(text) else text
                if (drawn := _as_drawn(meant)) != text:
                    lines[place] = _line(glyph, drawn)


def _entry(line: object) -> tuple[int, str] | None:
    found = _ENTRY.fullmatch(line) if isinstance(line, bytes) else None
    return (int(found[1], 16), bytes.fromhex(found[2].decode()).decode("utf-16-be")) if found else None


def _line(glyph: int, text: str) -> bytes:
    return f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode()


def _is_doubtful(text: str) -> bool:
    """Whether a glyph was noted without its text, or a mark with its letter."""
    return not text or (len(text) > 1 and any(map(unicodedata.combining, text)))


def _as_drawn(text: str) -> str:
    """Return the letters of one glyph as they stand on the page, from left to right.

    Whatever reads a line of Arabic turns round all that it finds there, the letters of one glyph as well.
    """
    joined = len(text) > 1 and all(unicodedata.bidirectional(letter) == "AL" for letter in text)
    return text[::-1] if joined else text


def _likest(noted: Glyphs, fonts: Iterable[Glyphs]) -> Glyphs:
    """Return the font whose glyphs are what was noted: a print has fonts under other names and cut down."""
    return max(
        fonts, key=lambda font: sum(font.get(glyph) == text for glyph, text in noted.items()), default={}
    )
