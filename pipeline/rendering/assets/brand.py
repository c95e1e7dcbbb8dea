"""What a brand asks for that a page cannot give as it stands: told, and mended in the gentlest way.

Every run looks at the brand, so what reads fonts is loaded only when the practice names or brings one.
"""

import io
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.models.problem import Problem
from pipeline.models.settings import BrandSettings
from pipeline.program import Shelf
from pipeline.rendering.assets.colour import LEAST_CONTRAST, make_safe
from pipeline.rendering.assets.files import Asset, gather_assets

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SETTINGS = "roadmap.toml"

T = TypeVar("T")

_TYPOGRAPHIC_FAMILY, _FAMILY = 16, 1
"""Entries of the name table (OpenType specification, "Name IDs")."""

_LETTERS, _CODE_POINT = Shelf("letters", lambda: "code points of four bytes"), "I"
"""What the program's own fonts can print, and how it is kept."""

_FORMS = range(0xFB50, 0xFE00), range(0xFE70, 0xFF00)
"""Forms and ligatures of other characters (Unicode, blocks Arabic Presentation Forms-A and -B)."""


def check_brand(brand: BrandSettings, folders: Sequence[Path]) -> list[Problem]:
    """Return a warning for each colour that is darkened, and for each font that is not there or broken.

    The last of the folders holds the fonts of every kit, which are known to be right.
    """
    asked = {"heading_font": brand.heading_font, "body_font": brand.body_font}
    is_usual = not any(asked.values()) and next(_fonts(folders[:-1]), None) is None
    return [*_check_colours(brand), *(() if is_usual else _check_fonts(asked, folders))]


def _check_colours(brand: BrandSettings) -> Iterator[Problem]:
    for name, colour in (("primary", brand.primary), ("accent", brand.accent)):
        safe = make_safe(colour)
        if safe.changed:
            yield _warning(
                f"brand.{name}",
                colour,
                "This colour is too light to read on paper: its contrast is "
                f"{_written(safe.contrast)} to 1, and text needs {_written(LEAST_CONTRAST)} to 1. "
                f"{safe.value} of its hue is printed instead.",
                "Choose a darker colour if you like another one better.",
            )


def _written(ratio: float) -> str:
    """Write a ratio with one decimal, cut rather than rounded: 4.49 is less than 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"


def _check_fonts(asked: Mapping[str, str], folders: Sequence[Path]) -> Iterator[Problem]:
    families: set[str] = set()
    for asset in _fonts(folders):
        family = _look_into(asset.content, _family)
        if family:
            families.add(family)
        else:
            yield _unreadable(asset)
    known = {family.casefold() for family in families}
    for name, family in asked.items():
        if family and family.casefold() not in known:
            yield _warning(
                f"brand.{name}",
                family,
                "The kit has no font of this family; its own is printed instead.",
                "Put its TTF or OTF files into templates/<kit>/fonts/, or choose one of "
                f"{', '.join(sorted(families))}.",
            )


def _fonts(folders: Sequence[Path]) -> Iterator[Asset]:
    assets = gather_assets(folders).values()
    return (asset for asset in assets if asset.is_font)


def _family(font: "TTFont") -> str | None:
    names = font["name"]
    family: str | None = names.getDebugName(_TYPOGRAPHIC_FAMILY) or names.getDebugName(_FAMILY)
    return family


def covered_by(folders: Sequence[Path]) -> frozenset[int]:
    """Return the code points that at least one font of the kit's folders can print."""
    return frozenset().union(*map(_letters_in, _fonts(folders)))


def _letters_in(font: Asset) -> frozenset[int]:
    """Return what a font can print, which is known of the program's own from an earlier run."""
    if kept := _LETTERS.recall(font.name, font.digest):
        return frozenset(array(_CODE_POINT, kept))
    letters = letters_of([font.content])
    _LETTERS.remember(font.name, font.digest, array(_CODE_POINT, sorted(letters)).tobytes())
    return letters


def letters_of(fonts: Iterable[bytes]) -> frozenset[int]:
    """Return the code points that at least one of these font files can print."""
    return frozenset().union(*(_look_into(font, _letters) or () for font in fonts))


def _letters(font: "TTFont") -> frozenset[int]:
    return frozenset(font.getBestCmap() or ())


def _look_into(font: bytes, read: "Callable[[TTFont], T]") -> "T | None":
    """Return what is read from a font, or None if its file is no font or broken."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(font), lazy=True) as opened:
            return read(opened) if _is_whole(opened, len(font)) else None
    except Exception:  # noqa: BLE001 - a broken file may fail anywhere in fontTools, with any error
        return None


def _is_whole(font: "TTFont", size: int) -> bool:
    """Whether every table ends before its file does: of a font that was cut off, the first may be there."""
    return all(table.offset + table.length <= size for table in font.reader.tables.values())


def _unreadable(asset: Asset) -> Problem:
    return Problem(
        file=asset.name,
        message="This file is no font that can be read; nothing is printed with it.",
        fix="Put the TTF or OTF file of the font in its place, or take it out.",
        severity="warning",
    )


def _warning(field: str, found: str, message: str, fix: str) -> Problem:
    return Problem(file=SETTINGS, field=field, found=found, message=message, fix=fix, severity="warning")


def glyphs_of(font: bytes) -> dict[int, str]:
    """Return the text that each glyph of a font file stands for, as far as its tables and names tell."""
    return _look_into(font, _texts) or {}


def _texts(font: "TTFont") -> dict[int, str]:
    from fontTools.agl import toUnicode

    # Of several characters with one glyph, the one that is no form of another goes last and stays.
    letters = sorted((font.getBestCmap() or {}).items(), key=lambda pair: _is_form(pair[0]), reverse=True)
    named = {name: unicodedata.normalize("NFKC", chr(code)).strip() for code, name in letters}
    said = ((number, named.get(name) or toUnicode(name)) for number, name in enumerate(font.getGlyphOrder()))
    return {number: unicodedata.normalize("NFKC", text).strip() for number, text in said if text}


def _is_form(code: int) -> bool:
    """Whether a character is a form or a ligature of others (Unicode: Arabic Presentation Forms)."""
    return any(code in part for part in _FORMS)
