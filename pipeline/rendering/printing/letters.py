"""Letters that no font has get a sign before a page is laid out, whichever engine prints it.

A glyph that stands for nothing would keep a PDF from PDF/UA-1 and PDF/A (ISO 14289-1, 7.21.8). What is not
drawn keeps its letters: titles, which are read aloud, remarks, and attributes that no stylesheet prints.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from pipeline.rendering.assets.brand import letters_of
from pipeline.rendering.assets.coverage import Coverage
from pipeline.rendering.assets.files import Asset


@dataclass(frozen=True, slots=True)
class Signed:
    """A text in which signs stand for the letters that are ``lacking``, each named once, in their order."""

    text: str
    lacking: tuple[str, ...]


_PAGE = re.compile(
    r"(?P<kept><!--.*?-->|<title\b.*?</title>)|(?P<style>(?<=<style>).+?(?=</style>))"
    r"|(?P<tag><[^>]*>)|(?P<text>[^<]+|<)",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_DRAWN = re.compile(r"""(?<=\s)data-[\w-]+=(?:"[^"]*"|'[^']*')""")
"""Attributes that stylesheets print."""

_STYLE = re.compile(r"(?P<kept>/\*.*?(?:\*/|\Z))|(?P<rules>[^/]+|/)", re.DOTALL)
_ESCAPE = re.compile(r"\\[0-9A-Fa-f]{1,6}(?:\r\n|[ \t\n\r\f])?")
"""A letter written by its number (CSS Syntax Level 3, 4.3.7)."""

_HIGHEST = 0x10FFFF

_SPECIAL = re.compile(rf"[^\x00-\x7f]+|{_ENTITY.pattern}|{_ESCAPE.pattern}")
"""All that stands for other letters than those of ASCII, wherever it stands in a page."""


class Signer:
    """Signs all that an engine prints with one set of assets; ``assets`` are these, stylesheets signed."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        fonts = [asset.content for asset in assets.values() if asset.is_font]
        self._coverage = Coverage(lambda: letters_of(fonts))
        styles = {
            name: sign_style(asset.content.decode(errors="replace"), self._coverage)
            for name, asset in assets.items()
            if asset.is_stylesheet
        }
        signed = {name: Asset(name, style.text.encode()) for name, style in styles.items() if style.lacking}
        self.assets = {**assets, **signed}
        self._lacking = tuple(letter for style in styles.values() for letter in style.lacking)

    def sign(self, markup: str) -> Signed:
        """Return a page's markup with signs; letters that stylesheets lack are told with every page."""
        if self._coverage.has_all("".join(map(_letter, set(_SPECIAL.findall(markup))))):
            return Signed(markup, self._lacking)
        signed = sign_page(markup, self._coverage)
        return Signed(signed.text, tuple(dict.fromkeys((*self._lacking, *signed.lacking))))


def sign_page(markup: str, coverage: Coverage) -> Signed:
    """Return a page's markup with signs for the letters that no font has."""
    return _sign(markup, coverage, _in_page)


def sign_style(style: str, coverage: Coverage) -> Signed:
    """Return a stylesheet with signs for the letters that its rules print and no font has."""
    return _sign(style, coverage, _in_style)


Put = Callable[[str], str]
"""Puts signs into a text."""


def _sign(text: str, coverage: Coverage, go_through: Callable[[str, Put], str]) -> Signed:
    lacking: dict[str, None] = {}

    def put(plain: str) -> str:
        lacking.update(dict.fromkeys(coverage.lacking(plain)))
        return coverage.replace(plain)

    return Signed(go_through(text, put), tuple(lacking))


def _in_page(markup: str, put: Put) -> str:
    def of_part(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "style":
                return _in_style(found[0], put)
            case "tag":
                return _DRAWN.sub(lambda drawn: _in_text(drawn[0], put), found[0])
            case "text":
                return _in_text(found[0], put)
        return found[0]

    return _PAGE.sub(of_part, markup)


def _in_text(text: str, put: Put) -> str:
    return put(_ENTITY.sub(lambda entity: _put_named(entity[0], _letter(entity[0]), put), text))


def _in_style(style: str, put: Put) -> str:
    def of_part(found: re.Match[str]) -> str:
        is_kept = found.lastgroup == "kept"
        return found[0] if is_kept else _ESCAPE.sub(of_escape, put(found[0]))

    def of_escape(found: re.Match[str]) -> str:
        return _put_named(found[0], _letter(found[0]), put)

    return _STYLE.sub(of_part, style)


def _letter(written: str) -> str:
    """Return what is written by its name or number in a page or a stylesheet; other text as it stands."""
    if not written.startswith("\\"):
        return unescape(written)
    code = int(written[1:], 16)
    return chr(code) if code <= _HIGHEST else ""


def _put_named(written: str, letter: str, put: Put) -> str:
    """Return a letter that is written by its number as it stands, or its sign."""
    printed = put(letter)
    return written if printed == letter else printed
