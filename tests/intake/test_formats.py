"""Every way in which forms, spreadsheet programs, booking tools and people write a moment."""

from datetime import date, datetime, timedelta, timezone

import pytest

from pipeline.spreadsheets.places import Cell
from tests.intake.cells import fault, message, value


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        # ISO 8601
        ("2027-03-31T15:00:30", "2027-03-31T15:00:30"),
        ("2027-03-31 15:00", "2027-03-31T15:00:00"),
        ("2027-03-31T15:00:30.25Z", "2027-03-31T15:00:30+00:00"),
        ("2027-03-31T15:00:30.75+04:00", "2027-03-31T15:00:31+04:00"),
        ("2027-03-31T15:00-05:00", "2027-03-31T15:00:00-05:00"),
        ("2027-03-31 15:00:00-05:00", "2027-03-31T15:00:00-05:00"),
        ("2027-3-1 9:05", "2027-03-01T09:05:00"),
        # Google Forms, CSV of the form
        ("2018/06/28 10:29:47 AM MDT", "2018-06-28T10:29:47-06:00"),
        ("2018/06/28 3:04:05 PM GMT+5:30", "2018-06-28T15:04:05+05:30"),
        ("2018/06/28 12:00:00 AM GMT", "2018-06-28T00:00:00+00:00"),
        ("2018/06/28 12:00:00 PM EST", "2018-06-28T12:00:00-05:00"),
        ("2018/06/28 3:04:05 nachm. MESZ", "2018-06-28T15:04:05+02:00"),
        ("2018/06/28 3:04:05 vorm. OEZ", "2018-06-28T03:04:05+02:00"),
        ("2018/06/28 15:04:05 MESZ", "2018-06-28T15:04:05+02:00"),
        ("2018/06/28 3:04:05 PM MSK", "2018-06-28T15:04:05+03:00"),
        # sheets in some locale
        ("9/9/2026 18:05:12", "2026-09-09T18:05:12"),
        ("31/12/2026 18:05", "2026-12-31T18:05:00"),
        ("12/31/2026 18:05", "2026-12-31T18:05:00"),
        ("28.06.2018 10:29", "2018-06-28T10:29:00"),
        ("28.06.2018 10:29:05 Uhr", "2018-06-28T10:29:05"),
        ("28.6.18, 10:29", "2018-06-28T10:29:00"),
        ("28-06-2018 10:29", "2018-06-28T10:29:00"),
        ("28/06/2018 10h29", "2018-06-28T10:29:00"),
        # Microsoft Forms
        ("7/27/26 19:06:23", "2026-07-27T19:06:23"),
        ("7/27/98 19:06:23", "1998-07-27T19:06:23"),
        # half days, and the blanks that programs put before them
        ("28/6/2018 12:05 am", "2018-06-28T00:05:00"),
        ("28/6/2018 3:05\N{NARROW NO-BREAK SPACE}p.m.", "2018-06-28T15:05:00"),
        ("28/6/2018 3:05\N{NO-BREAK SPACE}p. m.", "2018-06-28T15:05:00"),
        ("28/6/2018 3PM", "2018-06-28T15:00:00"),
        # booking tools and people
        ("Mar 5, 2024 10:00", "2024-03-05T10:00:00"),
        ("5 March 2024 10:00", "2024-03-05T10:00:00"),
        ("5th of March 2024 at 10:00", "2024-03-05T10:00:00"),
        ("14-Oct-26 10:00", "2026-10-14T10:00:00"),
        ("October 14, 2026 10:00 am", "2026-10-14T10:00:00"),
        ("Wednesday, October 14, 2026 10:00 AM", "2026-10-14T10:00:00"),
        ("10:00am - Wednesday, 14 October 2026", "2026-10-14T10:00:00"),
        ("10:00am - Wednesday, 14 October 2026 (Eastern Time - US & Canada)", "2026-10-14T10:00:00-04:00"),
        ("Wed, 14 Oct 2026 10:00:00 +0200", "2026-10-14T10:00:00+02:00"),
        ("Wed Oct 14 2026 10:00:00 GMT+0200 (Central European Summer Time)", "2026-10-14T10:00:00+02:00"),
        ("14 Oct 2026 10:00 Asia/Dubai", "2026-10-14T10:00:00+04:00"),
        ("14 Oct 2026 10:00 (UTC+04:00) Abu Dhabi, Muscat", "2026-10-14T10:00:00+04:00"),
        # other languages
        ("14. Oktober 2026 um 10:00 Uhr", "2026-10-14T10:00:00"),
        ("mercredi 14 octobre 2026 à 10:00", "2026-10-14T10:00:00"),
        ("1er août 2026 10:00", "2026-08-01T10:00:00"),
        ("14 de octubre de 2026 10:00 a. m.", "2026-10-14T10:00:00"),
        ("quarta-feira, 14 de outubro de 2026 10:00", "2026-10-14T10:00:00"),
        ("14 أكتوبر 2026 9:00 م", "2026-10-14T21:00:00"),
        # digits and signs of other scripts, marks that cannot be seen
        ("٢٨/٠٦/٢٠١٨ ١٠:٢٩", "2018-06-28T10:29:00"),
        ("２０２７/０３/３１ １５：００", "2027-03-31T15:00:00"),
        ("\u200e28\u200e/06\u200e/2018 10:29", "2018-06-28T10:29:00"),
        # the numbers of a workbook that counts from 1900
        (46357.5, "2026-12-01T12:00:00"),
        (46357.729166667, "2026-12-01T17:30:00"),
        ("46357.5", "2026-12-01T12:00:00"),
        ("46357,5", "2026-12-01T12:00:00"),
    ],
)
def test_a_moment_is_read_as_its_source_writes_it(cell: Cell, moment: str) -> None:
    read = value("A10", cell)
    assert isinstance(read, datetime)
    assert read.isoformat() == moment


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        ("2027/3/31", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
        ("28-06-2018", date(2018, 6, 28)),
        ("Mar 5, 2024", date(2024, 3, 5)),
        ("Sunday, 6 September 2026", date(2026, 9, 6)),
        (46357, date(2026, 12, 1)),
        (46357.0, date(2026, 12, 1)),
        ("46357", date(2026, 12, 1)),
    ],
)
def test_a_day_alone_is_its_first_moment(cell: Cell, day: date) -> None:
    assert value("A0", cell) == datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the row tells the zone
    assert message("A10", cell) == "The time of day is missing."


UNREADABLE = "This is not a date that can be read for sure."
TIME_ALONE = "This is a time without a date."
NO_TIME = "There is no such time of day."
FROM_TO = "This could be a time from and to, or a time with its distance from UTC."
NUMBER = "This is a number, not a date."


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("soon", UNREADABLE),
        ("20270112", UNREADABLE),
        ("1/1/1", UNREADABLE),
        ("12/10/202 10:00", UNREADABLE),
        ("202/10/12 10:00", UNREADABLE),
        ("2027/10/1234", UNREADABLE),
        ("14 Foo 2026 10:00", UNREADABLE),
        ("2027-W01-1", UNREADABLE),
        ("x" * 101, UNREADABLE),
        ("10:00 am", TIME_ALONE),
        (0.5, TIME_ALONE),
        ("31/2/2027 10:00", "There is no such date."),
        ("2027-02-29 10:00", "There is no such date."),
        ("31 April 2027", "There is no such date."),
        ("2027-01-12 24:30", NO_TIME),
        ("2027-01-12 10:75", NO_TIME),
        ("2027-01-12 13:00 PM", NO_TIME),
        ("2027-01-12 0:30 AM", NO_TIME),
        ("2027-01-12 10:00-10:30", FROM_TO),
        ("12 Jan 2027 10:00 - 10:30", FROM_TO),
        ("14 October 10:00", "The year of this date is missing."),
        ("October 14", "The year of this date is missing."),
        ("02-Mar", "The year of this date is missing."),
        ("Tuesday, October 14, 2026 10:00", "The day of the week does not belong to this date."),
        ("28/06/2018 10 h 29", UNREADABLE),
        (59, NUMBER),
        (60, NUMBER),
        (32873, NUMBER),
        (99999.5, NUMBER),
        (1e300, NUMBER),
        (-1, NUMBER),
        ("99999", NUMBER),
        ("1/2/69", "The year of this date cannot be right."),
        ("12/12/2200 10:00", "The year of this date cannot be right."),
        ("9999-12-31T23:59:59.9999999", "The year of this date cannot be right."),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "The year of this date cannot be right."),  # noqa: DTZ001
        (date(1, 1, 1), "The year of this date cannot be right."),
    ],
)
def test_what_is_no_moment_is_told(cell: Cell, told: str) -> None:
    assert message("A0", cell, ambiguous_dates="day-first") == told


@pytest.mark.parametrize("zone", ["IST", "BST", "AST", "ET", "XYZ", "Mars/Olympus", "+25:00", "localtime"])
def test_a_zone_with_more_than_one_meaning_behind_a_time_is_told(zone: str) -> None:
    found = fault("A10", f"2027-01-12 10:00 {zone}")
    assert found.message.startswith("What stands behind the time is not clear")
    assert "2027-03-31 15:00 UTC+4" in found.fix


@pytest.mark.parametrize(
    "cell",
    [
        "9/12/2027 10:00",
        "9-12-2027 10:00",
        "9/12/27 10:00",
        "2027-01-12",
        "12.1.2027 10:00",
        "9/9/2027 10:00",
    ],
)
def test_only_slashes_and_dashes_leave_day_and_month_in_doubt(cell: str) -> None:
    doubtful = cell.startswith(("9/12", "9-12"))
    read = value("A0", cell)
    assert isinstance(read, datetime) != doubtful
    assert isinstance(value("A0", cell, ambiguous_dates="month-first"), datetime)
    if doubtful:
        assert "ambiguous_dates" in fault("A0", cell).fix


@pytest.mark.parametrize(("order", "month"), [("day-first", 12), ("month-first", 9)])
@pytest.mark.parametrize("cell", ["9/12/2027", "9-12-27", "9/12/2027 10:00:00 PM"])
def test_a_practice_may_choose_the_order(cell: str, order: str, month: int) -> None:
    read = value("A0", cell, ambiguous_dates=order)
    assert isinstance(read, datetime)
    assert read.month == month


@pytest.mark.parametrize("cell", [44895.5, "44895.5"])
def test_a_workbook_may_count_from_1904(cell: Cell) -> None:
    assert value("A10", cell, from_1904=True) == datetime(2026, 12, 1, 12)  # noqa: DTZ001
    assert value("A10", cell) == datetime(2022, 11, 30, 12)  # noqa: DTZ001


def test_the_leap_day_that_1900_never_had_makes_no_difference() -> None:
    assert value("A0", 36526) == datetime(2000, 1, 1)  # noqa: DTZ001


def test_a_zone_is_kept_with_its_moment() -> None:
    read = value("A10", "2027-07-12 10:00 CET")
    assert isinstance(read, datetime)
    assert read.tzinfo == timezone(timedelta(hours=1))
