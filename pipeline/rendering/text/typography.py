"""Small rules of setting type that a stylesheet cannot express. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

Direction = Literal["ltr", "rtl"]

NO_BREAK_SPACE = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"

BREAK_HERE = "\u200b"
"""A place to break a word that no line can hold: finding one takes a minute for 32,767 letters."""

NOT_JOINED = "\u200c"
"""Lets an Arabic letter take the form that it has at the end of a line: the width that it has there, too."""

LONGEST_ENDING = 24
"""Characters that may be held together at the end of a paragraph; a longer pair would widen the rag."""

_ENDING = re.compile(r"(\S+) (\S+)\Z")
_ENDLESS = re.compile(r"[^\s\u200b]{60,}")
_PIECE = re.compile(r"\S{30}(?=\S)")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LETTER, _SIGNS = r"[\u0620-\u064a\u066e-\u06d3]", r"[\u064b-\u065f\u0670]*"
_JOINED = re.compile(f"(?:{_LETTER}{_SIGNS}){{16,}}")
"""More Arabic letters than a word has, with their signs."""

_EIGHT = re.compile(f"(?:{_LETTER}{_SIGNS}){{8}}(?={_LETTER})")

_ADDRESS = re.compile(r"\S+@\S+")

_DIRECTIONS: Mapping[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""The strong classes of characters (UAX #9)."""

_MARKS: Mapping[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}

_LINE_ENDS = "\t\n\r\u2028\u2029\x85"
_STEERING = "\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of what follows: in a name they could make a page read backwards."""

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
"""Code points that Unicode reserves for never being a character."""

_NO_TEXT = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_STEERING}{_NONCHARACTERS}]")


def strip_controls(text: str) -> str:
    """Return the text without characters that are no text: controls, lone surrogates, steering marks."""
    if text.isprintable():  # which most texts are, and none of those characters is
        return text
    return _NO_TEXT.sub(lambda found: " " if found[0] in _LINE_ENDS else "", text)


def give_breaks(text: str) -> str:
    """Give places to break to words of 16 letters that join: broken elsewhere, they run out of their box."""
    return _JOINED.sub(lambda word: _EIGHT.sub(lambda part: part[0] + NOT_JOINED + BREAK_HERE, word[0]), text)


def join_ending(text: str) -> str:
    """Hold the last two words together, so that no paragraph ends in a line of one short word.

    Hyphens in them are held too, except in Arabic script, whose typeface has no such hyphen. Words that no
    line can hold are given places to break; an e-mail address keeps its hyphens on one line, and may have
    the last line to itself.
    """
    text = _ADDRESS.sub(lambda address: address[0].replace("-", NO_BREAK_HYPHEN), give_breaks(text))
    text = _ENDLESS.sub(lambda word: _PIECE.sub(lambda piece: piece[0] + BREAK_HERE, word[0]), text)
    match = _ENDING.search(text)
    if match is None or match.end() - match.start() > LONGEST_ENDING or _ADDRESS.fullmatch(match[2]):
        return text
    ending = match[1] + NO_BREAK_SPACE + match[2]
    if not _ARABIC.search(text):
        ending = ending.replace("-", NO_BREAK_HYPHEN)
    return text[: match.start()] + ending


def direction_of(text: str, direction: Direction) -> Direction:
    """Return which way a text runs by its first letter; without letters, the page's ``direction``.

    A page says it of words that may run against it: each of their lines then ends on the right side.
    """
    classes = map(unicodedata.bidirectional, text)
    return next((_DIRECTIONS[strong] for strong in classes if strong in _DIRECTIONS), direction)


def turn(text: str, direction: Direction) -> str:
    """Let a text whose first letter runs against the page's ``direction`` run its own way to both ends.

    Marks of direction around it take its full stop and quotation marks along (UAX #9: what stands between two
    strong characters of one direction follows them).
    """
    own = direction_of(text, direction)
    return text if own == direction else f"{_MARKS[own]}{text}{_MARKS[own]}"


def write_number(value: float) -> str:
    """Write a coordinate with at most two decimals: the same digits on every machine, and short."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def clean_family(name: str) -> str:
    """Return the name of a typeface as it may stand in quotation marks in a stylesheet."""
    return re.sub(r"[^\w -]", "", name)


def write_css_text(text: str) -> str:
    """Return a text as it may stand in quotation marks in a stylesheet; letters and spaces stay."""
    return re.sub(r"[^\w ]", lambda mark: f"\\{ord(mark[0]):x} ", text)
