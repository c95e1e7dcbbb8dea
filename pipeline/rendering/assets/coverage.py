"""Which letters of a text no font of the kit can print."""

import unicodedata
from collections.abc import Callable, Container, Iterator
from functools import cached_property

SIGN = "\N{REPLACEMENT CHARACTER}"
"""What stands on a page for a letter that no font has; the fonts that every kit comes with have it."""

_UNSEEN = frozenset({"Cc", "Cs", "Zs", "Zl", "Zp"})
"""General categories of what is obeyed rather than drawn: controls and spaces."""

_IGNORABLE = frozenset(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    )
    for code in range(first, last + 1)
)
"""What is drawn as nothing where a font lacks it: Default_Ignorable_Code_Point of Unicode 16."""

_FORMAT = "Cf"
"""General category of what the engine obeys though no font has it, such as a joiner or a place to break."""

_JOINER = "\N{ZERO WIDTH JOINER}"
_SKINS, _FLAGS = range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200)
"""Emoji that change the one before them, and those that make a flag in pairs (UTS #51)."""

_NAMED = 6


class Coverage:
    """The letters of a kit's fonts. ``load`` gives their code points; nothing is loaded for plain ASCII."""

    def __init__(self, load: Callable[[], frozenset[int]]) -> None:
        self._load = load
        self._printed: set[str] = set()

    def has_all(self, text: str) -> bool:
        """Whether every character of a text can be printed as it is."""
        return not self._unknown(text)

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that no font can draw, each once, in their order."""
        unknown = self._unknown(text) - _IGNORABLE
        return tuple(letter for letter in dict.fromkeys(text) if letter in unknown) if unknown else ()

    def replace(self, text: str) -> str:
        """Return the text with a sign in the place of each letter that no font has.

        What a reader takes for one letter gets one sign, such as an emoji of several characters (extended
        grapheme clusters, UAX #29). What would be drawn as nothing is left out.
        """
        unknown = self._unknown(text)
        return "".join(_replace(cluster, unknown) for cluster in _clusters(text)) if unknown else text

    def _unknown(self, text: str) -> set[str]:
        """Return the characters that the fonts have not, other than those that the engine obeys."""
        if text.isascii():
            return set()
        unknown = set(text) - self._printed
        self._printed.update(filter(self._prints, unknown))
        return unknown - self._printed

    @cached_property
    def _covered(self) -> frozenset[int]:
        return self._load()

    def _prints(self, letter: str) -> bool:
        """Whether a letter can be drawn, as it is or put together from its parts, or need not be."""
        category = unicodedata.category(letter)
        if letter.isascii() or category in _UNSEEN or (category == _FORMAT and letter in _IGNORABLE):
            return True
        parts = unicodedata.normalize("NFD", letter)
        return ord(letter) in self._covered or all(ord(part) in self._covered for part in parts)


def _replace(cluster: str, unknown: Container[str]) -> str:
    """Return a letter as far as it can be printed, with a sign for the rest; nothing for what is unseen."""
    printed = [letter for letter in cluster if letter not in unknown]
    if all(letter in _IGNORABLE for letter in cluster if letter in unknown):
        return "".join(printed)
    return SIGN if cluster[0] in unknown else "".join(printed) + SIGN


def _clusters(text: str) -> Iterator[str]:
    """Part a text into what readers take for one letter each."""
    start = 0
    for place in range(1, len(text)):
        if not _belongs(text[place], text[place - 1], is_second=place == start + 1):
            yield text[start:place]
            start = place
    yield text[start:]


def _belongs(letter: str, before: str, *, is_second: bool) -> bool:
    """Whether a character is a part of the letter that the one before it belongs to."""
    is_change = unicodedata.category(letter).startswith("M") or letter == _JOINER or ord(letter) in _SKINS
    is_joined = before == _JOINER and not letter.isspace()
    is_flag = is_second and ord(letter) in _FLAGS and ord(before) in _FLAGS
    return is_change or is_joined or is_flag


def name_letters(letters: tuple[str, ...]) -> str:
    """Write characters so that they can be found even where they cannot be seen: ``水 (U+6C34)``."""
    named = ", ".join(map(_name, letters[:_NAMED]))
    more = len(letters) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def _name(letter: str) -> str:
    shown = f"\N{DOTTED CIRCLE}{letter}" if unicodedata.combining(letter) else letter
    return f"{shown} (U+{ord(letter):04X})"
