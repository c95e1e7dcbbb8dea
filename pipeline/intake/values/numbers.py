"""Numbers as people and spreadsheets write them."""

import math
import re
from datetime import date, time, timedelta
from fractions import Fraction

from pipeline.intake.values.characters import plain
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.odd_numbers import TOO_LONG, odd_number
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.places import Cell

EXACT = 10**15
"""From here on a spreadsheet keeps no single digits."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
# 1,000 is a thousand here and one elsewhere; 0,125 can be one thing only.
_EITHER_WAY = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_ARABIC_POINT = "\N{ARABIC DECIMAL SEPARATOR}"
_LONGEST = 60


def number_in(cell: Cell) -> Fraction | None:
    """Return the number in a cell, or None. "2,5" is two and a half; "1,000" could be two things."""
    if isinstance(cell, int | float):
        return Fraction(f"{cell:.15g}" if isinstance(cell, float) else cell) if math.isfinite(cell) else None
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    text = plain(cell)
    if not _NUMBER.fullmatch(text.replace(_ARABIC_POINT, ".")) or _EITHER_WAY.fullmatch(text):
        return None
    return Fraction(text.replace(",", ".").replace(_ARABIC_POINT, "."))


def whole(number: Fraction | None) -> int | None:
    """Return a number that is whole, or None. Spreadsheets store 4 as 4.0."""
    return int(number) if number is not None and number.denominator == 1 else None


def parse_number(cell: Cell, question: Question) -> Fraction | Fault:
    """Return a number within the question's bounds."""
    number = number_in(cell)
    if number is None:
        return _refuse(cell, _range(question))
    if abs(number) >= EXACT:
        return Fault(TOO_LONG, f"Write a number{_range(question)} with fewer figures.")
    low, high = question.at_least, question.at_most
    if (low is not None and number < low) or (high is not None and number > high):
        return Fault("This number is out of range.", f"Write a number{_range(question)}.")
    return number


def _refuse(cell: Cell, bounds: str) -> Fault:
    if isinstance(cell, date | time | timedelta):
        message = "The spreadsheet keeps a date or a time here, not a number."
        return Fault(message, f"Format the cell as a number and write a number{bounds} again.")
    return odd_number(plain(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else "", bounds)


def _range(question: Question) -> str:
    low, high = question.at_least, question.at_most
    if low is not None and high is not None:
        return f" from {written_number(low)} to {written_number(high)}"
    if low is not None:
        return f" of at least {written_number(low)}"
    return "" if high is None else f" of at most {written_number(high)}"


def written_number(number: Fraction) -> str:
    """Return a number as a person writes it: 2 or 2.5."""
    return str(number.numerator) if number.denominator == 1 else str(float(number))
