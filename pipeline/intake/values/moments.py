"""Dates with their time of day, and time zones."""

import re
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from pipeline.intake.values.fault import Fault
from pipeline.models.intake import AmbiguousDates
from pipeline.spreadsheets.folding import western_digits
from pipeline.spreadsheets.places import Cell, as_text

_YEARS = range(1900, 2200)
_NUMERIC = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.ASCII | re.IGNORECASE)
_FURTHEST = timedelta(hours=14)
_LONGEST = 40
_DATE_ALONE = len("2027-03-31")
_HINT = "Write year-month-day and the time, such as 2027-03-31 15:00."


def parse_moment(cell: Cell, ambiguous: AmbiguousDates) -> datetime | date | Fault:
    """Return a moment, with its zone where the cell tells one, or a date without a time of day."""
    moment = _moment_of(cell, ambiguous)
    if isinstance(moment, Fault):
        return moment
    if moment.year not in _YEARS:
        return Fault("The year of this date cannot be right.", _HINT)
    return moment


def _moment_of(cell: Cell, ambiguous: AmbiguousDates) -> datetime | date | Fault:
    if isinstance(cell, datetime):
        return _to_second(cell) if cell.year in _YEARS else cell
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _written(western_digits(cell.strip()), ambiguous)
    if isinstance(cell, time | timedelta):
        return Fault("This is a time without a date.", _HINT)
    return Fault("This is a number, not a date.", f"Format the cell as a date, or as text. {_HINT}")


def _to_second(moment: datetime) -> datetime:
    """Round to the second: a spreadsheet keeps a moment as a fraction of days."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _written(text: str, ambiguous: AmbiguousDates) -> datetime | date | Fault:
    if len(text) <= _LONGEST and not text.isdecimal():
        try:
            return (date if len(text) <= _DATE_ALONE else datetime).fromisoformat(text)
        except ValueError:
            pass
        match = _NUMERIC.fullmatch(text)
        if match:
            return _by_numbers(match, ambiguous)
    return Fault("This is not a date that can be read for sure.", _HINT)


def _by_numbers(match: re.Match[str], ambiguous: AmbiguousDates) -> datetime | date | Fault:
    """Read 31.12.2027 15:00, where the day comes first; or 9/12/2027 by the practice's choice."""
    first, second, year, hours, minutes, seconds = (int(match[part] or 0) for part in (1, 3, 4, 5, 6, 7))
    slashed = match[2] == "/"
    either_way = first != second and max(first, second) <= 12  # noqa: PLR2004 - months
    if slashed and either_way and ambiguous == "refuse":
        return Fault(
            "Day and month of this date could be either way round.",
            f"{_HINT} Or choose an order: ambiguous_dates under [intake] in roadmap.toml.",
        )
    month_first = slashed and (second > 12 or (either_way and ambiguous == "month-first"))  # noqa: PLR2004 - months
    month, day = (first, second) if month_first else (second, first)
    try:
        if match[5] is None:
            return date(year, month, day)
        return datetime(year, month, day, hours, minutes, seconds)  # noqa: DTZ001 - the zone comes from the row
    except ValueError:
        return Fault("There is no such date.", _HINT)


def parse_zone(cell: Cell) -> tzinfo | Fault:
    """Return a time zone from its IANA name or its offset from UTC."""
    if not isinstance(cell, str):
        return Fault(
            f"The spreadsheet keeps {as_text(cell)} as a number or a time of day, not as a time zone.",
            "Write a name such as Asia/Dubai, or UTC+4.",
        )
    text = western_digits(cell.strip()).replace("\N{MINUS SIGN}", "-")
    return (
        _offset(text)
        or _named(text)
        or Fault("This is not a time zone.", "Write a name such as Asia/Dubai, or an offset such as +04:00.")
    )


def _offset(text: str) -> tzinfo | None:
    if text.casefold() in {"z", "utc", "gmt"}:
        return UTC
    match = _OFFSET.fullmatch(text)
    if not match or int(match[3] or 0) >= 60:  # noqa: PLR2004 - minutes
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > _FURTHEST:
        return None
    return timezone(-offset if match[1] == "-" else offset)


def _named(text: str) -> tzinfo | None:
    name = _zone_names().get(text.casefold().replace(" ", "_"))
    return zoneinfo.ZoneInfo(name) if name else None


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}
