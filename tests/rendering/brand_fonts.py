"""A font of a brand, and drafts in it by a process that does nothing else: each reads its fonts once."""

import io
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont

from pipeline.rendering.assets.files import STYLESHEET, Asset
from pipeline.rendering.printing.document import Metadata
from pipeline.rendering.printing.draft import DraftPrinter
from tests.rendering.prints import KIT

FAMILY = "Brandy"
_PLAIN = Metadata("Title", "Author", "en", "C-1", "a", "b", "0.1.0")
_PAGE = "<html lang=en><head><title>x</title></head><body><p>Hamburgefonts</p></body></html>"
_NAMES = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY, 16: FAMILY, 17: "Regular"}
"""What the entries of the name table tell (OpenType specification, "Name IDs")."""


def make_font() -> bytes:
    """Return a font of that family."""
    with TTFont(KIT / "fonts" / "IBMPlexSans-Light.ttf") as font:
        for entry in font["name"].names:
            if entry.nameID in _NAMES:
                entry.string = _NAMES[entry.nameID]
        font["OS/2"].usWeightClass = 400
        stream = io.BytesIO()
        font.save(stream)
        return stream.getvalue()


def fonts_in(content: bytes) -> set[str]:
    """Return the names of the fonts in a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = (each.get("/BaseFont") for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
        return {str(name).partition("+")[2] for name in found if name}


def print_with_changed_styles(_: object) -> set[str]:
    """Print a draft, then one with a stylesheet that asks for the brand's font; return the fonts of that."""
    regular = Path(KIT, "fonts", "IBMPlexSans-Regular.ttf").read_bytes()
    fonts = {name: Asset(name, content) for name, content in {"a.ttf": regular, "b.ttf": make_font()}.items()}
    printer = DraftPrinter(fonts | _styled("IBM Plex Sans"))
    assert fonts_in(printer.print(_PAGE, _PLAIN).content) == {"IBMPlexSans"}
    return fonts_in(printer.renew(fonts | _styled(FAMILY)).print(_PAGE, _PLAIN).content)


def _styled(family: str) -> dict[str, Asset]:
    return {STYLESHEET: Asset(STYLESHEET, f"p {{ font-family: {family} }}".encode())}
