"""What stands in a cell instead of a plain number: each kind with its own sentence."""

import re
from typing import NamedTuple

from pipeline.intake.values.fault import Fault

TOO_LONG = "This number has more than 15 figures, of which a spreadsheet keeps only the first 15."


class _Kind(NamedTuple):
    """A pattern, what is wrong with a text that it fits, and what to do; ``{range}`` is what is asked for."""

    pattern: re.Pattern[str]
    message: str
    fix: str


def _kind(pattern: str, message: str, fix: str) -> _Kind:
    return _Kind(re.compile(pattern, re.IGNORECASE), message, fix)


_NUMBER = r"[+-]?[0-9]+(?:[.,٫][0-9]+)?"

# The first that fits is told, so the special stand before the general.
_KINDS = (
    _kind("TRUE|FALSE", "This is a tick box, not a number.", "Write a number{range} instead."),
    _kind(
        r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}",
        "The comma or dot in this number may stand before decimals or between thousands.",
        "Write a thousand as 1000, and one as 1.",
    ),
    _kind(
        r"[+-]?[0-9]{1,3}(?:[ ,.'’٬][0-9]{3})+(?:[.,٫][0-9]+)?",
        "There are signs or blanks between the thousands of this number.",
        "Write its figures without them.",
    ),
    _kind(r"[+-]?[0-9]{16,}(?:[.,٫][0-9]*)?", TOO_LONG, "Write a number{range} with fewer figures."),
    _kind(rf"{_NUMBER} ?[%٪]", "This is a percentage.", "Write a number{range} without the sign."),
    _kind(
        rf"{_NUMBER} ?(?:-|to|or) ?{_NUMBER}(?: ?[^\W\d]+)?",
        "These are two numbers, or a range.",
        "Write one number{range}.",
    ),
    _kind(
        r"[+-]?(?:[0-9]+ ?/ ?[0-9]+|[0-9]* ?[¼-¾⅐-⅞])",
        "This is a fraction.",
        "Write it with decimals, such as 0.5.",
    ),
    _kind(
        rf"{_NUMBER}e[+-]?[0-9]+", "This number is shortened by a power of ten.", "Write all of its figures."
    ),
    _kind(
        r"(?=.*[0-9]).+",
        "There is more than a plain number in this cell.",
        "Write the number alone{range}, without words, units or signs.",
    ),
)


def odd_number(text: str, bounds: str) -> Fault:
    """Return what is wrong with a plain text that is no number; ``bounds`` tells those asked for."""
    for kind in _KINDS:
        if kind.pattern.fullmatch(text):
            return Fault(kind.message, kind.fix.replace("{range}", bounds))
    return Fault("This is not a number.", f"Write a number in figures{bounds}.")
