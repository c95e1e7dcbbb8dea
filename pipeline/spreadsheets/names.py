"""Whether two names are one person's, by the letters alone."""

import unicodedata

from pipeline.spreadsheets.folding import ALIKE, fold_name

_INSIDE = frozenset("'’ʼ`´.")
"""Signs that may stand inside a word of a name; others stand between two."""

_POINTS = range(10, 37)
"""Combining classes of the points of Hebrew, Arabic and Syriac, which are written or left out."""

_ACCENTS = 200
"""The least combining class of accents; lower ones are vowels and letters of other scripts."""


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, accents, punctuation, spaces or the order of words."""
    first, second = _words(one), _words(other)
    if not (first and second):  # nothing but signs
        return fold_name(one) == fold_name(other)
    return sorted(first) == sorted(second) or "".join(first) == "".join(second)


def is_longer_name(one: str, other: str) -> bool:
    """Whether one of two names is the other with a middle or family name more: both begin alike."""
    first, second = sorted((_words(one), _words(other)), key=len)
    return bool(first) and first[0] == second[0] and set(first) <= set(second)


def _words(name: str) -> list[str]:
    # Folding case may take letters apart, and so may put accents behind others.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(map(_fold_sign, plain.translate(ALIKE))).split()


def _fold_sign(sign: str) -> str:
    """Return what counts of a sign in a name: itself, nothing, or a space where it parts words."""
    kind = unicodedata.category(sign)
    if kind in {"Mn", "Mc"}:
        place = unicodedata.combining(sign)
        return "" if place >= _ACCENTS or place in _POINTS else sign
    if sign.isalnum():
        return sign
    return "" if sign in _INSIDE or kind == "Cf" else " "
