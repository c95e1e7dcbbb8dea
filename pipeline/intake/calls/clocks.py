"""Calls whose day stands in one column and whose time of day in another."""

import re
from datetime import date, datetime, time, timedelta

from pipeline.intake.values import Parser, Value
from pipeline.spreadsheets.places import Cell, as_text
from pipeline.spreadsheets.tables import is_blank

_DOTTED = re.compile(r"^(\d{1,2})\.(?=\d\d)", re.ASCII)  # 5.30pm, which could be no date here

CLOCK = "call_clock"
"""The role of the column with the time of day alone; the day stands in that of ``call_at``."""

_SECONDS_A_DAY = 86_400
_FIRST_YEAR = 1990  # a workbook holds a time of day as one of the first days that it can count


def read_parts(day: Cell, clock: Cell, parse: Parser) -> Value:
    """Return the moment of two cells. Either may hold all of it: a tool may call it a time."""
    if is_blank(day) or is_blank(clock):
        return parse(clock if is_blank(day) else day)
    of_day = _time_of(clock)
    whole = parse(clock) if of_day is None else None
    if isinstance(whole, datetime):
        return whole
    if isinstance(day, datetime) and day.time() == time():
        day = day.date()
    if isinstance(day, date) and not isinstance(day, datetime) and of_day is not None:
        return parse(datetime.combine(day, of_day))
    written = _DOTTED.sub(r"\1:", as_text(clock).strip())
    return parse(f"{as_text(day).strip()} {of_day or written}")


def _time_of(cell: Cell) -> time | None:
    """Return the time of day that a cell of a workbook holds; None for text, and for what is more."""
    if isinstance(cell, datetime):
        return cell.time() if cell.year < _FIRST_YEAR else None
    if isinstance(cell, float) and 0 <= cell < 1:
        cell = timedelta(seconds=round(cell * _SECONDS_A_DAY))
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        return (datetime(_FIRST_YEAR, 1, 1) + cell).time()  # noqa: DTZ001 - any day, for its time
    return cell if isinstance(cell, time) else None
