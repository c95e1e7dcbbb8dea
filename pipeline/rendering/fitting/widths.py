"""How much goes on a page that may not run over: a count of lines, in points, on the safe side."""

import math
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.rendering.assets.coverage import SIGN
from pipeline.rendering.text.typography import BREAK_HERE, NOT_JOINED, Direction, join_ending
from pipeline.rendering.views.since import Changed, Outcome, Shift

ROOM = 665
"""The height of a page that may be filled."""

_HIGHER = 1.1
"""How much higher a page is that runs from right to left: 20 points for a line of 15, and the same gaps."""

NAMED = 30
"""The most changed answers that are named without being shown."""

_AXIS, _AREA = 70, 70
_HEADING = 55
"""A heading with the head of its table and the gap before."""


_NARROW, _ARABIC = frozenset(" .,;:’()/·-"), range(0x600, 0x700)
_FULL, _WIDEST = frozenset("WF"), frozenset("WM@%—…ŒÆ")
_WIDEST_ARABIC = frozenset("سشصضے")

_ENDLESS, _UNEVEN = 30, 1.35
"""A piece of so many letters is no word: wide letters in it are not made up for by narrow ones."""


class _Widths(NamedTuple):
    """How wide letters of each kind are beside a small Latin letter."""

    full: float
    wide: float
    wide_arabic: float
    arabic: float
    digit: float
    capital: float
    other: float


_SAFE = _Widths(full=2.2, wide=1.75, wide_arabic=1.75, arabic=0.85, digit=1.2, capital=1.45, other=1.45)
"""For counts of lines, on the safe side."""

_PLAIN = _Widths(full=2.2, wide=1.75, wide_arabic=1.75, arabic=1.0, digit=1.2, capital=1.2, other=1.0)
"""For counts of letters, of which most are ordinary: what is wider tells where a text is little else."""


class Fit(NamedTuple):
    """How many changed facts and answers are shown, and how many of the rest are named."""

    facts: int
    answers: int
    named: int


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column that holds ``width`` letters, on the safe side.

    Capitals and letters of other scripts are wider than small Latin ones, and words leave the ends of lines
    empty.
    """
    return math.ceil(sum(_width(letter, _SAFE) for letter in text) / width)


def wrap(text: str, width: float) -> int:
    """Return how many lines a text takes where words are set one after the other, and the last two together.

    This is closer than :func:`lines_of` for short lines, where much of their ends stays empty.
    """
    lines, used = 1, 0.0
    for word in join_ending(text).replace(BREAK_HERE, " ").split(" "):
        is_endless = len(word) >= _ENDLESS or word.endswith(NOT_JOINED)
        letters = sum(_width(letter, _SAFE) for letter in word) * (_UNEVEN if is_endless else 1)
        if used and used + letters > width:
            lines, used = lines + 1, 0.0
        lines += int(letters // width)
        used += letters % width + 1
    return lines


def breadth(text: str) -> float:
    """Return how wide a text is in ordinary letters: as many as it has, or more where they are wide."""
    return sum(max(1.0, _width(letter, _PLAIN)) for letter in text)


def head_of(text: str, most: float) -> str:
    """Return the beginning of a text that is at most so many ordinary letters wide."""
    ends = accumulate(max(1.0, _width(letter, _PLAIN)) for letter in text)
    return text[: sum(end <= most for end in ends)]


def _width(letter: str, widths: _Widths) -> float:
    """Return how wide a letter is; a sign above or below another, and what is unseen, takes no room."""
    if unicodedata.combining(letter) or letter == NOT_JOINED:
        return 0.0
    if (letters := len(unicodedata.normalize("NFKC", letter))) > 1 and letter not in _WIDEST:
        return float(letters)
    return getattr(widths, _kind(letter)) if letter not in _NARROW and not letter.islower() else 1.0


def _kind(letter: str) -> str:
    """Return which of the widths is a letter's, one that is neither small nor narrow."""
    if letter == SIGN or unicodedata.east_asian_width(letter) in _FULL:
        return "full"
    if letter in _WIDEST:
        return "wide"
    if letter in _WIDEST_ARABIC:
        return "wide_arabic"
    if letter.isdecimal():
        return "digit"
    if ord(letter) in _ARABIC:
        return "arabic"
    return "capital" if letter.isupper() else "other"


def _room_of(direction: Direction) -> float:
    """Return the room of a page in points of Latin lines: higher ones take more of it."""
    return ROOM if direction == "ltr" else ROOM / _HIGHER


def fit_changes(
    shifts: Sequence[Shift],
    outcomes: Sequence[Outcome],
    notes: str,
    changes: tuple[Sequence[Changed], Sequence[Changed]],
    direction: Direction,
) -> Fit:
    """Return how many of the changed ``(facts, answers)`` the page holds beside all the rest.

    Answers give way before facts, and both from their end. What is left out is named in small print.
    """
    room = _room_of(direction) - _head(shifts, notes) - _foot(outcomes)
    rows, facts = [*changes[0], *changes[1]], len(changes[0])
    count = len(rows)
    while count and _tables(rows, count, facts) > room:
        count -= 1
    shown = min(count, facts)
    return Fit(shown, count - shown, min(NAMED, len(rows) - count))


def _tables(rows: Sequence[Changed], count: int, facts: int) -> int:
    """The height of the first ``count`` rows, in one table or two, and of the names of the rest."""
    headings = _HEADING * ((min(count, facts) > 0) + (count > facts))
    rest = [change.question for change in rows[count : count + NAMED]]
    named = 20 + 10 * lines_of(" · ".join(rest), 122) if rest else 0
    return headings + named + sum(map(_row, rows[:count]))


def _head(shifts: Sequence[Shift], notes: str) -> int:
    drawn = sum(_AXIS if shift.is_axis else _AREA for shift in shifts)
    columns = [((one.finding, 72), (one.then, 31), (one.now, 31)) for one in shifts]
    further = sum(15 * (lines_of(text, width) - 1) for texts in columns for text, width in texts)
    return 95 + drawn + further + 15 * lines_of(notes, 95)


def _foot(outcomes: Sequence[Outcome]) -> int:
    rows = (max(15 * lines_of(one.title, 44), 10 * lines_of(one.answer, 40)) + 5 for one in outcomes)
    return _HEADING + 10 + sum(rows) if outcomes else 0


def _row(change: Changed) -> int:
    columns = (change.question, 44), (change.before, 21), (change.after, 21)
    return 5 + 15 * max(lines_of(text, width) for text, width in columns)
