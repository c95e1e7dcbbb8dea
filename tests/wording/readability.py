"""How hard an English text is to read: the Flesch-Kincaid grade, with syllables counted by spelling."""

import re
from dataclasses import dataclass

GRADE = 8
"""The hardest grade that a client's text may have: read with ease at the age of thirteen or fourteen."""

SHORTEST = 9
"""A text of fewer words has no grade, as one long word would decide it. Its words are kept short instead."""

LONGEST_WORD = 13
"""The most letters of a word in a text without a grade."""

_ADDRESS = re.compile(r"\S+@\S+|\b\w+\.[a-z]{2,}\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_END = re.compile(r"[.!?;]+(?=[\s”’)]|$)")

_IRREGULAR = {
    "area": 3,
    "areas": 3,
    "business": 2,
    "every": 2,
    "evening": 2,
    "idea": 3,
    "ideas": 3,
    "maybe": 2,
    "realistic": 4,
    "realistically": 6,
    "science": 2,
}
"""Words that the rules of spelling below count wrongly."""

_CONSONANTS = ((re.compile(r"qu"), "q"), (re.compile(r"(?<=[aeiou])y(?=[aeiou])"), "j"))
"""Vowels that sound as consonants: quick, beyond."""

_TWO = re.compile(
    r"[aeiou]ing\b"  # going
    r"|(?<![ctgs])ia"  # variable; not social
    r"|(?<![ctgsx])io"  # period; not question
    r"|(?<![g])u[ao]"  # actual, virtuous; not guard
    r"|(?<![tcr])ien|erien"  # client, experience; not patient, friend
    r"|ie[tr]\b|creat|eo\b"  # quiet, earlier, create, video
)
"""Vowels that stand together and are spoken apart."""

_SILENT = re.compile(
    r"[^aeiouyl]e\b|[aeiou]le\b"  # name, role; not table
    r"|[^aeiouydtl]ed\b|[aeiou]ll?ed\b"  # asked, called; not started, handled
    r"|[^aeiouyscxzghl]es\b|[^cs]hes\b|[aeiou]les\b"  # names, roles; not courses, tables
    r"|(?<=[^aeiou])e(?=(?:ly|ments?|ful|fully|less|ness)\b)"  # useful, statement
    r"|\b(?:some|there|where|home|life|time)(?=[a-z]{2})"  # somebody
)


def syllables(word: str) -> int:
    """Return how many syllables a word has: groups of vowels, without silent ones. A number counts as one."""
    if word.isdigit():
        return 1
    plain = re.sub(r"['’](?:s|t|d|ll|re|ve|m)$", "", word.casefold())
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    for pattern, consonant in _CONSONANTS:
        plain = pattern.sub(consonant, plain)
    groups = len(re.findall(r"[aeiouy]+", plain))
    return max(1, groups + len(_TWO.findall(plain)) - len(_SILENT.findall(plain)))


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text; addresses are none. A hyphen parts words."""
    return _WORD.findall(_ADDRESS.sub(" ", text))


@dataclass(frozen=True)
class Counts:
    """How many sentences, words and syllables a text has."""

    sentences: int
    words: int
    syllables: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables
        )

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: 0.39 · words a sentence + 11.8 · syllables a word - 15.59.

        Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75.
        """
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def count(text: str) -> Counts:
    """Count a text with at least one word.

    A sentence ends with a full stop, a question or an exclamation mark, or with a semicolon: what stands on
    either side of one stands alone.
    """
    words = words_of(text)
    return Counts(max(1, len(_END.findall(text))), len(words), sum(map(syllables, words)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text with at least one word."""
    return count(text).grade


def too_hard(text: str) -> str:
    """Say why a text is too hard for a client, empty where it is not."""
    words = words_of(text)
    if len(words) >= SHORTEST:
        found = grade(text)
        return f"grade {found:.1f}" if found > GRADE else ""
    long = [word for word in words if len(word) > LONGEST_WORD]
    return f"long words: {', '.join(long)}" if long else ""
