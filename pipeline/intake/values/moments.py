"""Moments: dates with their time of day, as cells of a spreadsheet hold them."""

import re
from datetime import date, datetime, time, timedelta

from pipeline.intake.values.characters import plain
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.written_moments import FROM_TO, HINT, TIME_ALONE, UNREADABLE, read_written
from pipeline.intake.values.zones import FURTHEST
from pipeline.models.intake import AmbiguousDates
from pipeline.spreadsheets.places import Cell

_YEARS = range(1990, 2100)  # in which somebody can have filled in a form or booked a call

# A workbook that counts from 1900 takes that year for a leap year, so from March 1900 on it is a day ahead.
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_MOST_DAYS = 100_000
_SECONDS_A_DAY = 86_400
_SERIAL = re.compile(r"([0-9]{5})(?:[.,]([0-9]{1,15}))?")
_LONGEST = 100
_JOINTS = frozenset({"", "T", " "})
_DATE_ALONE = len("2027-03-31")
# A minus behind an hour alone, or behind minutes as people write them, may lead to the end of a meeting.
_RANGE = re.compile(r"[T ]\d\d-| \d\d:?\d\d-", re.ASCII)

_TOO_FAR = Fault(
    "No place on earth is as far from UTC as what stands behind this time.",
    "Write the time alone, such as 2027-03-31 15:00, or with UTC such as 2027-03-31 15:00 UTC-5.",
)


def parse_moment(
    cell: Cell, ambiguous: AmbiguousDates, *, from_1904: bool = False
) -> datetime | date | Fault:
    """Return a moment to the second, with its zone where the cell tells one, or a date without a time of day.

    A number counts the days of a workbook, whose first is in 1904 or 1900.
    """
    moment = _moment_of(cell, ambiguous, from_1904=from_1904)
    if isinstance(moment, Fault):
        return moment
    if moment.year not in _YEARS:
        return Fault("The year of this date cannot be right.", HINT)
    return _to_second(moment) if isinstance(moment, datetime) else moment


def _moment_of(cell: Cell, ambiguous: AmbiguousDates, *, from_1904: bool) -> datetime | date | Fault:
    if isinstance(cell, date):  # which a datetime is too
        return cell
    if isinstance(cell, str):
        return _written(cell, ambiguous, from_1904=from_1904)
    if isinstance(cell, int | float):
        return _counted(cell, from_1904=from_1904)
    return TIME_ALONE if isinstance(cell, time | timedelta) else UNREADABLE


def _to_second(moment: datetime) -> datetime:
    """Round to the second: a spreadsheet keeps a moment as a fraction of days."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _counted(number: float, *, from_1904: bool) -> datetime | date | Fault:
    if 0 <= number < 1:
        return TIME_ALONE
    return _moment_of_serial(number, from_1904=from_1904) or Fault(
        "This is a number, not a date.", f"Format the cell as a date, or as text. {HINT}"
    )


def _moment_of_serial(number: float, *, from_1904: bool) -> datetime | date | None:
    """Return the moment of a serial number (ECMA-376 part 1, 18.17.4), or the date of one without a fraction.

    None if its year cannot be right, as with most numbers that are no date at all.
    """
    if not 1 <= number < _MOST_DAYS:
        return None
    seconds = timedelta(seconds=round(number * _SECONDS_A_DAY))
    moment = (_EPOCH_1904 if from_1904 else _EPOCH_1900) + seconds
    if moment.year not in _YEARS:
        return None
    return moment.date() if number == int(number) else moment


def _written(text: str, ambiguous: AmbiguousDates, *, from_1904: bool) -> datetime | date | Fault:
    text = text.strip() if text.isascii() else plain(text)
    moment = _iso(text)
    if moment is not None:
        return moment
    text = plain(text)
    if len(text) > _LONGEST:
        return UNREADABLE
    counted = _SERIAL.fullmatch(text)
    if counted:
        return _counted(float(f"{counted[1]}.{counted[2] or 0}"), from_1904=from_1904)
    return read_written(text, ambiguous)


def _iso(text: str) -> datetime | date | Fault | None:
    """Return the moment of a text in ISO 8601, or None."""
    if text[4:5] != "-" or text[7:8] != "-" or text[_DATE_ALONE : _DATE_ALONE + 1] not in _JOINTS:
        return None
    if _RANGE.match(text, _DATE_ALONE):
        return FROM_TO
    try:
        moment = (date if len(text) == _DATE_ALONE else datetime).fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset() if isinstance(moment, datetime) else None
    return _TOO_FAR if offset and abs(offset) > FURTHEST else moment
