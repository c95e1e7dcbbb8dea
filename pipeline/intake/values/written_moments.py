"""Moments in words and figures, as forms, booking tools and people write them.

A text is taken apart into its time of day, the date before (or behind) it, and the zone behind it.
"""

import re
from datetime import date, datetime, time, tzinfo

from pipeline.intake.values.calendar_words import MONTHS, WEEKDAYS
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.zones import zone_behind
from pipeline.models.intake import AmbiguousDates
from pipeline.spreadsheets.folding import fold

HINT = "Write year-month-day and the time, such as 2027-03-31 15:00."

UNREADABLE = Fault("This is not a date that can be read for sure.", HINT)
TIME_ALONE = Fault("This is a time without a date.", HINT)
_NO_DATE = Fault("There is no such date.", HINT)
_NO_TIME = Fault(
    "There is no such time of day.", "Write the hour from 0 to 23 and the minutes, such as 2027-03-31 15:00."
)
_NO_YEAR = Fault("The year of this date is missing.", HINT)
_NO_ZONE = Fault(
    "What stands behind the time is not clear: it may be a time zone that has more than one meaning.",
    "Write the distance from UTC behind the time, such as 2027-03-31 15:00 UTC+4, or the time alone.",
)
FROM_TO = Fault(
    "This could be a time from and to, or a time with its distance from UTC.",
    "Write the beginning alone, such as 2027-03-31 15:00, or with UTC such as 2027-03-31 15:00 UTC-5.",
)
_WRONG_WEEKDAY = Fault(
    "The day of the week does not belong to this date.", f"Find out which is meant. {HINT}"
)
_CHOOSE = f"{HINT} Or choose an order: ambiguous_dates under [intake] in roadmap.toml."
EITHER_WAY = Fault("Day and month of this date could be either way round.", _CHOOSE)
ANY_WAY = Fault("The numbers of this date could be day, month and year in more than one order.", _CHOOSE)

_TIME = re.compile(
    r"""(?<![\d:.,])(\d{1,2})(?:[:h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?  # 15:00:30.250, 15h30
    (?:\s*(?:([ap])\.?\s?m\b\.?|(vorm|nachm|ص|م)(?!\w)\.?))?                             # the half of the day
    (?:\s*(?:uhr|hrs|h)\b)?(?![\d:])""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_TIME = re.compile(r"(?:[\s,@-]|(?<=\d)T|\b(?:at|um|à|alle|às|om|kl\.?|a las)(?=\s|$))+$")
_NUMBERS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})\.?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s/-]*(?:de\s|of\s)?([^\W\d_]+)\.?(?:[\s,/-]+(?:de\s|del\s)?(\d{4}|\d{2}))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?(?:[\s,-]+(\d{4}))?", re.IGNORECASE)
_WEEKDAY = re.compile(r"([^\W\d_]+)(?:-feira)?(?:\.,|[.,]|\s)\s*(?=\S)")
_PIVOT = 69  # POSIX: two figures of a year from 69 on are of the twentieth century
_NOON = 12
_AFTERNOON = frozenset({"p", "nachm", "م"})


def read_written(text: str, ambiguous: AmbiguousDates) -> datetime | date | Fault:
    """Return the moment that a plain text tells, or a date without a time of day."""
    found = _time_in(text)
    if found is None:
        return _date_in(text, ambiguous)
    before, behind = _BEFORE_TIME.sub("", text[: found.start()]), text[found.end() :].strip(" ,")
    if not before:
        day, bracket, zone = behind.lstrip("- ").partition(" (")
        return _joined(day, found, bracket.strip() + zone, ambiguous) if day else TIME_ALONE
    return _joined(before, found, behind, ambiguous)


def _time_in(text: str) -> re.Match[str] | None:
    """Return the first time of day: figures with minutes or with a half of the day."""
    return next((m for m in _TIME.finditer(text) if m[2] or m[4] or m[5]), None)


def _joined(
    day: str, clock: re.Match[str], behind: str, ambiguous: AmbiguousDates
) -> datetime | date | Fault:
    date_ = _date_in(day, ambiguous)
    if isinstance(date_, Fault):
        return date_
    time_ = _time_of(clock)
    if time_ is None:
        return _NO_TIME
    zone = _zone_of(behind, to_the_second=clock[3] is not None)
    return zone if isinstance(zone, Fault) else datetime.combine(date_, time_, zone)


def _time_of(found: re.Match[str]) -> time | None:
    hours, minutes, seconds = (int(found[part] or 0) for part in (1, 2, 3))
    half = (found[4] or found[5] or "").casefold()
    if half:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half in _AFTERNOON else 0)
    try:
        return time(hours, minutes, seconds)
    except ValueError:
        return None


def _zone_of(text: str, *, to_the_second: bool) -> tzinfo | Fault | None:
    """Return the zone behind a time. Behind minutes, a bare minus may lead to the end of a meeting."""
    if not text:
        return None
    if text.startswith("-") and not to_the_second:
        return FROM_TO
    return zone_behind(text) or _NO_ZONE


def _date_in(text: str, ambiguous: AmbiguousDates) -> date | Fault:
    weekday = _WEEKDAY.match(text)
    expected = WEEKDAYS.get(fold(weekday[1])) if weekday else None
    if weekday and expected is not None:
        text = text[weekday.end() :]
    day = _day_in(text, ambiguous)
    if expected is not None and isinstance(day, date) and day.weekday() != expected:
        return _WRONG_WEEKDAY
    return day


def _day_in(text: str, ambiguous: AmbiguousDates) -> date | Fault:
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _by_numbers(numbers, ambiguous)
    named = _DAY_FIRST.fullmatch(text)
    if named:
        return _by_name(named[3], named[2], named[1])
    named = _MONTH_FIRST.fullmatch(text)
    return _by_name(named[3], named[1], named[2]) if named else UNREADABLE


def _by_name(year: str | None, name: str, day: str) -> date | Fault:
    month = MONTHS.get(fold(name))
    if month is None:
        return UNREADABLE
    return _day(year, month, day) if year else _NO_YEAR


def _by_numbers(match: re.Match[str], ambiguous: AmbiguousDates) -> date | Fault:
    """Read 31.12.2027, where the day comes first; 2027/12/31; or 9/12/2027 by the practice's choice."""
    first, sign, second, last = match.groups()
    if len(first) > 2:  # noqa: PLR2004 - more figures than a day has
        complete = len(first) == len("2027") and len(last) <= 2  # noqa: PLR2004
        return _day(first, second, last) if complete else UNREADABLE
    if len(last) not in {2, 4}:
        return UNREADABLE
    if sign == ".":
        return _day(last, second, first)
    readings = {"day-first": _day(last, second, first), "month-first": _day(last, first, second)}
    if len(first) == len(last):  # 26/11/05
        readings["year-first"] = _day(first, second, last)
    possible = {order: day for order, day in readings.items() if isinstance(day, date)}
    if ambiguous in possible:
        return possible[ambiguous]
    if len(set(possible.values())) > 1:
        return ANY_WAY if "year-first" in possible else EITHER_WAY
    return next(iter(possible.values()), _NO_DATE)


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) > 2:  # noqa: PLR2004
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _day(year: str, month: str | int, day: str) -> date | Fault:
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return _NO_DATE
