"""Letters that look like others: what makes one address pass for another (after Unicode UTS 39)."""

import re
import unicodedata

# Scripts that one word of these languages is written in together: Japanese, Korean, Chinese with Bopomofo.
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
# Small letters of other scripts that are drawn like Latin ones; source: Unicode confusables.txt 16.
_LIKE_LATIN = frozenset("асԁеԍһіјӏорԗԛѕԝхуъьпгѵѡαγικνορτυωηϲϳաոսօցհյզգէղ")

# The small Latin letters that people's names and languages are written with: those of Western and Central
# Europe, Turkey, the Baltic, Romania, Wales, Azerbaijan and Vietnam, without those drawn like i, k, n or s.
_USUAL_LATIN = re.compile("[a-zß-öø-İĲ-ķĹ-ňŊ-žơưșțəẁẃẅạ-ỹ]")


def mixes_scripts(word: str) -> bool:
    """Whether the letters of a word come from scripts that no language writes in one word."""
    used = {_script(letter) for letter in word if letter.isalpha()}
    return len(used) > 1 and not any(used <= together for together in _TOGETHER)


def passes_for_latin(word: str) -> bool:
    """Whether all letters of a word are of another script and drawn like Latin ones."""
    letters = {letter for letter in word if letter.isalpha()}
    return bool(letters) and letters <= _LIKE_LATIN


def has_odd_latin(word: str) -> bool:
    """Whether a letter of a word is a Latin one that hardly anybody writes: phonetic, or with rare marks."""
    odd = (letter for letter in word.lower() if letter.isalpha() and not _USUAL_LATIN.match(letter))
    return any(_script(letter) == "LATIN" for letter in odd)


def _script(letter: str) -> str:
    """Return the script of a letter, which its name in Unicode begins with."""
    return unicodedata.name(letter, "").split(" ")[0]
