"""Slips of the pen: headers misspelt so little that no other words can be meant.

A header with another word, one more or one less, or another number is never a slip.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.spreadsheets import decoration
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Cell, as_text

SHORTEST = 4
"""Shorter words have to be equal: not and now, can and man."""

SHORTEST_ALONE = 5
"""A header of one word, and every word where most of a header is misspelt, has as many letters."""

LONG = 9
"""Words of as many letters may have two slips."""

LONGER = 1.5
"""A header that is as many times as long as the longest name of a question is none, misspelt."""

SHARE = 5
"""One word in as many may be misspelt, and one at least."""

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_PAIR = 2

Words = tuple[str, ...]


class Spellings:
    """The words of everything that a question may be called."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        self._longest = 0
        self._spellings: dict[int, list[tuple[Words, str]]] = {}
        for text, question in spellings:
            words = words_of(text)
            self._spellings.setdefault(len(words), []).append((words, question))
            self._longest = max(self._longest, len(text))

    def question(self, header: Cell) -> str | None:
        """Return the only question of which a header can be a misspelt name, or None."""
        text = decoration.bare(as_text(header))
        if len(text) > LONGER * self._longest:
            return None
        readings = {words_of(part) for part in (text, decoration.unnumbered(text)) if part}
        found = {
            question
            for words in readings
            for spelt, question in self._spellings.get(len(words), ())
            if is_slip(words, spelt)
        }
        return found.pop() if len(found) == 1 else None


def words_of(text: str) -> Words:
    """Return the words of a text, folded; "don't" is one word, "e-mail" are two."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(filter(None, map(fold, re.split(r"[\W_]+", letters))))


def is_slip(found: Words, meant: Words) -> bool:
    """Whether words are as many others, misspelt. Equal words are no slip."""
    wrong = [pair for pair in zip(found, meant, strict=True) if pair[0] != pair[1]]
    if not wrong or not all(_is_misspelt(*pair) for pair in wrong):
        return False
    if len(meant) == 1:
        return _is_plain(*wrong[0])
    if len(wrong) == len(meant) == _PAIR:
        return all(len(word) >= SHORTEST_ALONE for word in meant)
    return len(wrong) <= max(1, len(meant) // SHARE)


def _is_misspelt(found: str, meant: str) -> bool:
    """Whether one word is the other with a slip, or two where it is long, behind the same first letter."""
    if min(len(found), len(meant)) < SHORTEST or found[0] != meant[0]:
        return False
    if not (found.isalpha() and meant.isalpha()):  # 24 is not 25
        return False
    allowed = 2 if len(meant) >= LONG else 1
    return abs(len(found) - len(meant)) <= allowed and _slips(found, meant) <= allowed


def _is_plain(found: str, meant: str) -> bool:
    """Whether a word that stands alone has two letters exchanged or one doubled: cell is not call."""
    if len(meant) < SHORTEST_ALONE:
        return False
    return sorted(found) == sorted(meant) or _undoubled(found) == _undoubled(meant)


def _undoubled(word: str) -> str:
    return word[0] + "".join(after for before, after in pairwise(word) if before != after)


def _slips(found: Sequence[str], meant: Sequence[str]) -> int:
    """Return the fewest letters added, left out, exchanged with a neighbour or replaced (Damerau 1964)."""
    before: list[int] = []
    above = list(range(len(meant) + 1))
    for row, letter in enumerate(found, 1):
        current = [row]
        for column, other in enumerate(meant, 1):
            cost = min(
                above[column] + 1,
                current[column - 1] + 1,
                above[column - 1] + (letter != other),
            )
            if row > 1 and column > 1 and letter == meant[column - 2] and found[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]
