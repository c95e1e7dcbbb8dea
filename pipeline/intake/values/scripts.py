"""Letters that look like others: what makes one address pass for another (after Unicode UTS 39)."""

import unicodedata

# Scripts that one word of these languages is written in together: Japanese, Korean, Chinese with Bopomofo.
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
# Small letters of other scripts that are drawn like Latin ones; source: Unicode confusables.txt 16.
_LIKE_LATIN = frozenset("асԁеԍһіјӏорԗԛѕԝхуъьпгѵѡαγικνορτυωηϲϳաոսօցհյզգէղ")

# Letters of phonetic and other Latin alphabets that are drawn like a–z.
_ODD_LATIN = frozenset("ıɑɡɩɪʋʟĸᴄᴏᴠᴡᴢꜱ")


def mixes_scripts(word: str) -> bool:
    """Whether the letters of a word come from scripts that no language writes in one word."""
    used = {_script(letter) for letter in word if letter.isalpha()}
    return len(used) > 1 and not any(used <= together for together in _TOGETHER)


def passes_for_latin(word: str) -> bool:
    """Whether all letters of a word are of another script and drawn like Latin ones, or one is odd Latin."""
    letters = {letter for letter in word if letter.isalpha()}
    return bool(letters) and (letters <= _LIKE_LATIN or not letters.isdisjoint(_ODD_LATIN))


def _script(letter: str) -> str:
    """Return the script of a letter, which its name in Unicode begins with."""
    return unicodedata.name(letter, "").split(" ")[0]
