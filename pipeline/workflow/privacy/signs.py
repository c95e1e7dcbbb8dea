"""What somebody is known by in any text: their numbers, names, addresses and words. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.spreadsheets.folding import fold_name
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.views import View

Sort = Literal["number", "name", "e-mail address", "own words"]

_FEWEST_OF_ID = 3
_FEWEST_IN_BYTES = 6
"""Shorter ones stand in compressed bytes by chance; these are looked for in whatever can be unpacked."""

_FEWEST_OF_WORDS = 8
_RUN = 8
"""Long words are looked for by so many at a time, because pages and sheets may cut them."""

_TELLS_NOTHING = "where that stands, it need not be about this person, so it was not looked for"

_ALIKE = str.maketrans("‘’‚‛“”„‟‐‑‒–—", "''''" + '""""' + "-----")
_UNSEEN = re.compile("[\xad\u0002\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]")


def plain(text: str) -> str:
    """Return a text as it is compared: no case, one kind of quote and dash, no marks, single spaces."""
    return fold_name(_UNSEEN.sub("", text) if text.isascii() else _UNSEEN.sub("", text.translate(_ALIKE)))


@dataclass(frozen=True)
class Sign:
    """One of them; ``text`` is :func:`plain`. ``pattern`` finds it, or what of others' it is a part of."""

    sort: Sort
    text: str
    pattern: re.Pattern[str]

    def is_in(self, text: str, *, whole: bool) -> bool:
        """Whether a plain text has it, and not as a part of what is another's; as ``whole`` words, or so."""
        if self.text not in text:
            return False
        found = (match for match in self.pattern.finditer(text) if match[0] == self.text)
        return any(not whole or _stands_alone(text, match.start(), match.end()) for match in found)


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs of a person, and sentences about what could not be made one of them."""

    signs: tuple[Sign, ...]
    untold: tuple[str, ...] = ()

    def in_text(self, text: str) -> frozenset[Sort]:
        """Return which sorts of signs a text holds, as whole words."""
        compared = plain(text)
        return frozenset(sign.sort for sign in self.signs if sign.is_in(compared, whole=True))

    def in_bytes(self, content: bytes) -> frozenset[Sort]:
        """Return which sorts of signs some bytes hold, wherever words begin and end in them."""
        compared = plain(content.decode("utf-8", "replace"))
        long = (sign for sign in self.signs if len(sign.text) >= _FEWEST_IN_BYTES)
        return frozenset(sign.sort for sign in long if sign.is_in(compared, whole=False))

    def in_view(self, view: View) -> frozenset[Sort]:
        """Return which sorts of signs a file holds, seen in one of its ways: as a text, or else as bytes."""
        return self.in_bytes(view.content) if view.text is None else self.in_text(view.text)

    def count(self, sort: Sort) -> int:
        """Return how many signs of a sort there are."""
        return sum(sign.sort == sort for sign in self.signs)


def signs_of(person: Person, others: Iterable[str], ordinary: str) -> Signs:
    """Return the signs of a person.

    ``others`` are the ids, names, addresses and words of everybody else: what is a part of one of them is
    theirs, and what is equal is no sign. Nor is what stands in ``ordinary``, the texts of everybody's pages.
    """
    texts = {plain(text) for text in others}
    usual = plain(ordinary)
    signs, untold = [], []
    for sort, text in dict.fromkeys(_candidates(person)):
        if doubt := _doubt(sort, text, texts, usual):
            untold.append(doubt)
        else:
            signs.append(Sign(sort, text, _pattern(text, texts)))
    return Signs(tuple(signs), tuple(dict.fromkeys(untold)))


def _candidates(person: Person) -> Iterator[tuple[Sort, str]]:
    for identity in sorted(person.ids):
        yield "number", plain(identity)
    for name in sorted(person.names):
        yield "name", plain(name)
    for address in sorted(person.addresses):
        yield "e-mail address", plain(address)
    for words in sorted(person.words):
        for piece in _pieces(plain(words)):
            yield "own words", piece


def _pieces(words: str) -> Iterator[str]:
    """Cut long words into runs; what is too short to be anybody's in particular is left out."""
    split = words.split()
    runs = (" ".join(split[start : start + _RUN]) for start in range(0, len(split), _RUN))
    return (run for run in runs if len(run) >= _FEWEST_OF_WORDS)


def _doubt(sort: Sort, text: str, others: Iterable[str], usual: str) -> str:
    """Say why something is no sign of this person, or nothing."""
    if sort == "number" and (len(text) < _FEWEST_OF_ID or not any(map(str.isalpha, text))):
        return "their number is too short to be told from others in texts: it was looked for in entries alone"
    if text in others:
        same = "wrote some of the same words" if sort == "own words" else f"has the same {sort}"
        return f"another client {same}: {_TELLS_NOTHING}"
    if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", usual):
        same = "some of the words that they wrote" if sort == "own words" else f"the same {sort}"
        return f"everybody's pages have {same}: {_TELLS_NOTHING}"
    return ""


def _pattern(text: str, others: Iterable[str]) -> re.Pattern[str]:
    longer = sorted((other for other in others if text in other), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, (*longer, text))))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before) or _joins(after))


def _joins(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter or " ").startswith("M")
