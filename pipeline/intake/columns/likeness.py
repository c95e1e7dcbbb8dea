"""Headers that were probably meant for a question, so that advice can be about the likely slip."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from pipeline.intake.vocabulary import Vocabulary
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import Cell

CLOSE = 0.8
"""From 0 to 1: how much of two headers has to be the same for one to look like the other."""

SHORTEST = 5
"""Shorter headers, such as ids, are all alike: L1 is L01, but it is not a slip for L11."""

_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Likeness:
    """The headers of questions that have no column yet. What looks like one is told, and never read."""

    def __init__(self, vocabulary: Vocabulary, questions: Collection[str]) -> None:
        self._headers = {key: q for key, q in vocabulary.headers.items() if q in questions}
        self._bare = {_LEADING_ZEROS.sub("", key): q for key, q in self._headers.items()}
        self._longest = max(map(len, self._headers), default=0) * (
            2 / CLOSE - 1
        )  # others have less in common
        self._long = [key for key in self._headers if len(key) >= SHORTEST]

    def question(self, header: Cell) -> str | None:
        """Return the id of the question that a header looks like, or None."""
        key = fold_header(header)
        question = self._bare.get(_LEADING_ZEROS.sub("", key))
        if (
            question is None
            and len(key) <= self._longest
            and (close := get_close_matches(key, self._long, 1, CLOSE))
        ):
            question = self._headers[close[0]]
        return question
