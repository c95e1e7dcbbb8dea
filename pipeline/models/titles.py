"""Role titles made comparable: the same role, however it is written, becomes the same words."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_STAYS = ("ss", "us", "is")

_LETTERS = str.maketrans(
    {
        "\u0671": "\u0627",  # alef wasla is an alef; those with hamza or madda decompose
        "\u0649": "\u064a",  # alef maqsura, which many write for yeh
        "\u0629": "\u0647",  # teh marbuta, which many write as heh
        "\u06cc": "\u064a",  # Persian yeh
        "\u06a9": "\u0643",  # Persian keheh
        "\u0640": None,  # the stretch inside an Arabic word
    }
)
"""Letters that are written one for the other, but that NFKD leaves apart (Unicode, block Arabic)."""

_ARABIC = re.compile(
    "(?:\u0627\u0644)?([\u0621-\u064a]{3,}?)(?:\u0647|\u0627\u062a|\u0648\u0646|\u064a\u0646)?"
)
"""An Arabic word: article, stem, and the ending of the feminine or of a sound plural."""


def fold(text: str) -> str:
    """Return the words of a title in one case, without accents and punctuation, parted by single spaces.

    Marks that nobody sees, such as those of direction, count for nothing.
    """
    spelt = text.replace("&", " and ")
    return " ".join(_WORD.findall((spelt if spelt.isascii() else _plain(spelt)).casefold()))


def _plain(text: str) -> str:
    """Return a text with its letters as they are without marks, and one letter for those mixed up."""
    marked = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return "".join(
        character
        for character in marked
        if not unicodedata.combining(character) and unicodedata.category(character) != "Cf"
    )


def fold_role(text: str) -> str:
    """Return a folded title with every word without number, gender and article, as far as its form shows.

    Occupations are listed in the plural ("Registered Nurses"), people write the singular. Both sides of a
    comparison are treated alike, so a word that loses its last letter for nothing does no harm. English
    words for one gender ("waitress") are other words, and so other names.
    """
    return " ".join(map(_stem, fold(text).split()))


def _stem(word: str) -> str:
    arabic = _ARABIC.fullmatch(word)
    return arabic[1] if arabic else _singular(word)


def _singular(word: str) -> str:
    if len(word) > len("ies") and word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > len("as") and word.endswith("s") and not word.endswith(_STAYS):
        return word[:-1]
    return word
