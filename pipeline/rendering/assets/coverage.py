"""Which letters of a text no font of the kit can print."""

import unicodedata
from collections.abc import Callable
from functools import cached_property

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""General categories of what is obeyed rather than drawn: controls, joiners, spaces."""

_IGNORABLE = tuple(
    range(first, last + 1)
    for first, last in (
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0000, 0xE0FFF),
    )
)
"""What else is drawn as nothing where a font lacks it: Default_Ignorable_Code_Point of Unicode 16."""

_NAMED = 6


class Coverage:
    """The letters of a kit's fonts. ``load`` gives their code points; nothing is loaded for plain ASCII."""

    def __init__(self, load: Callable[[], frozenset[int]]) -> None:
        self._load = load
        self._printed: set[str] = set()

    def lacking(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that would be printed as empty boxes, each once, in their order."""
        if text.isascii():
            return ()
        unknown = set(text) - self._printed
        self._printed.update(filter(self._prints, unknown))
        lacking = unknown - self._printed
        return tuple(letter for letter in dict.fromkeys(text) if letter in lacking) if lacking else ()

    @cached_property
    def _covered(self) -> frozenset[int]:
        return self._load()

    def _prints(self, letter: str) -> bool:
        """Whether a letter can be drawn, as it is or put together from its parts."""
        if letter.isascii() or not _is_drawn(letter):
            return True
        parts = unicodedata.normalize("NFD", letter)
        return ord(letter) in self._covered or all(ord(part) in self._covered for part in parts)


def name_letters(letters: tuple[str, ...]) -> str:
    """Write characters so that they can be found even where they cannot be seen: ``水 (U+6C34)``."""
    named = ", ".join(map(_name, letters[:_NAMED]))
    more = len(letters) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def _name(letter: str) -> str:
    shown = f"\N{DOTTED CIRCLE}{letter}" if unicodedata.combining(letter) else letter
    return f"{shown} (U+{ord(letter):04X})"


def _is_drawn(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN and not any(ord(letter) in part for part in _IGNORABLE)
