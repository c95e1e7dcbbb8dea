"""Answers such as 2-3 that a spreadsheet program took for a day and a month."""

import re
from collections.abc import Container
from datetime import date

from pipeline.intake.values.calendar_words import MONTHS
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Cell

# How Excel shows such a date in a CSV file saved from it: 02-Mar, 3-Feb, Mar-03.
_SHORT_DATE = re.compile(r"(?:(\d{1,2})[- ]([^\W\d_]{3,5})|([^\W\d_]{3,5})[- ](\d{1,2}))\.?")


def parts_of(cell: Cell) -> tuple[int, int] | None:
    """Return the day and month of a date, or of a short date in words; None if the cell is neither."""
    if isinstance(cell, date):
        return cell.day, cell.month
    match = _SHORT_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if not match:
        return None
    month = MONTHS.get(fold(match[2] or match[3]))
    return (int(match[1] or match[4]), month) if month else None


def intended(parts: tuple[int, int] | None, labels: Container[str]) -> str | None:
    """Return the answer that was turned into this date, if one of the folded labels could be."""
    for first, second in (parts, parts[::-1]) if parts else ():
        if f"{first}-{second}" in labels:
            return f"{first}-{second}"
    return None
