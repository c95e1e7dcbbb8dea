"""Numbers and sums as one writes them on paper, laid out for a page of 100 columns.

Every sum reads ``what is computed = result``: a pocket calculator can follow it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

WIDTH = 100
"""Columns of a line."""

_RIGHT = 16
"""Columns at the end of a line for what adds up down the page."""

_LONG = 10_000
"""Denominators from here on are told as decimals."""

_GAPS = re.compile(r" (?=[·/−+]|= )|(?<=[·/−+=]) ")
_GAP = "\N{NO-BREAK SPACE}"


def number(value: Fraction | float) -> str:
    """Write a number with four decimals at most."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def ratio(value: Fraction) -> str:
    """Write a share exactly (``1/3``), or with six decimals where that would be too long to read."""
    return str(value) if value.denominator < _LONG else f"{float(value):.6f}"


def mean(values: Sequence[Fraction]) -> str:
    """Write a mean and what it comes to."""
    terms = " + ".join(map(number, values))
    above = f"({terms})" if len(values) > 1 else terms
    return f"{above} / {len(values)} = {number(sum(values) / Fraction(len(values)))}"


def weighted(parts: Iterable[tuple[Fraction, Fraction]]) -> str:
    """Write a sum of shares of values, and what it comes to."""
    listed = list(parts)
    terms = " + ".join(f"{ratio(share)} · {number(value)}" for share, value in listed)
    return f"{terms} = {number(sum(share * value for share, value in listed))}"


def hours(value: Fraction) -> str:
    """Write hours with their noun."""
    return f"{number(value)} {'hour' if value == 1 else 'hours'}"


def fold(text: str, indent: int, *, hang: int = 2, right: str = "") -> Iterator[str]:
    """Break a text into lines that fit, ``right`` at the end of the last one.

    Lines begin after ``indent`` columns, all but the first ``hang`` further in. Sums break before a plus.
    """
    kept = re.sub(r"(?<=\+) ", _GAP, _GAPS.sub(_GAP, text).replace(f"{_GAP}+", " +"))
    width = WIDTH - _RIGHT if right else WIDTH
    first, next_ = " " * indent, " " * (indent + hang)
    lines = wrap(kept, width, initial_indent=first, subsequent_indent=next_, break_on_hyphens=False)
    *above, last = (line.replace(_GAP, " ") for line in lines)
    yield from above
    yield f"{last:<{width}}{right:>{_RIGHT}}" if right else last
