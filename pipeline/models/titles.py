"""Role titles made comparable."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_STAYS = ("ss", "us", "is")


def fold(text: str) -> str:
    """Return the words of a title in one case, without accents and punctuation, parted by single spaces."""
    marked = unicodedata.normalize("NFKD", text.replace("&", " and "))
    plain = "".join(character for character in marked if not unicodedata.combining(character))
    return " ".join(_WORD.findall(plain.casefold()))


def fold_plural(text: str) -> str:
    """Return a folded English title with every word in the singular, as far as its ending shows.

    Occupations are listed in the plural ("Registered Nurses"), people write the singular. Both sides of a
    comparison are treated alike, so a word that loses its last letter for nothing does no harm.
    """
    return " ".join(map(_singular, fold(text).split()))


def _singular(word: str) -> str:
    if len(word) > len("ies") and word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > len("as") and word.endswith("s") and not word.endswith(_STAYS):
        return word[:-1]
    return word
