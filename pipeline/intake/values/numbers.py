"""Numbers as people and spreadsheets write them."""

import math
import re
from fractions import Fraction

from pipeline.intake.values.fault import Fault
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import western_digits
from pipeline.spreadsheets.places import Cell

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_LONGEST = 40
_MINUS = str.maketrans("−٫", "-.")


def number_in(cell: Cell) -> Fraction | None:
    """Return the number in a cell, or None. "2,5" is two and a half; "1,000" could be two things."""
    if isinstance(cell, int | float):
        return Fraction(repr(cell)) if math.isfinite(cell) else None
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    text = western_digits(cell.strip()).translate(_MINUS)
    if not _NUMBER.fullmatch(text) or _GROUPED.fullmatch(text):
        return None
    return Fraction(text.replace(",", "."))


def whole_number_in(cell: Cell) -> int | None:
    """Return the whole number in a cell, or None. Spreadsheets store 4 as 4.0."""
    number = number_in(cell)
    return int(number) if number is not None and number.denominator == 1 else None


def parse_number(cell: Cell, question: Question) -> Fraction | Fault:
    """Return a number within the question's bounds."""
    number = number_in(cell)
    if number is None:
        return Fault("This is not a plain number.", f"Write a number alone{_range(question)}.")
    low, high = question.at_least, question.at_most
    if (low is not None and number < low) or (high is not None and number > high):
        return Fault("This number is out of range.", f"Write a number{_range(question)}.")
    return number


def _range(question: Question) -> str:
    low, high = question.at_least, question.at_most
    if low is not None and high is not None:
        return f" from {_plain(low)} to {_plain(high)}"
    if low is not None:
        return f" of at least {_plain(low)}"
    return "" if high is None else f" of at most {_plain(high)}"


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(float(number))
