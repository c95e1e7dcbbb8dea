"""Moments that a spreadsheet keeps as a number of days (ECMA-376 part 1, 18.17.4)."""

from datetime import date, datetime, timedelta

YEARS = range(1990, 2100)
"""The years in which somebody can have filled in a form or booked a call."""

# A workbook that counts from 1900 takes that year for a leap year, so from March 1900 on it is a day ahead.
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_MOST_DAYS = 100_000
_SECONDS_A_DAY = 86_400


def moment_of_serial(number: float, *, from_1904: bool) -> datetime | date | None:
    """Return the moment of a serial number, to the second; a date if it has no fraction.

    None if its year cannot be right, as with most numbers that are no date at all.
    """
    if not 1 <= number < _MOST_DAYS:
        return None
    seconds = timedelta(seconds=round(number * _SECONDS_A_DAY))
    moment = (_EPOCH_1904 if from_1904 else _EPOCH_1900) + seconds
    if moment.year not in YEARS:
        return None
    return moment.date() if number == int(number) else moment
