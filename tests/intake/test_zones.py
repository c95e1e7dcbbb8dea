"""Time zones by every name that calendars and booking tools give them, and clocks that jump."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.intake.values import localise
from pipeline.intake.values.zone_names import NAMES
from tests.intake.cells import message, value
from tests.intake.reading import only_problem, read_person


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        ("america/new york", "America/New_York"),
        ("Eastern Time - US & Canada", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Eastern Standard Time", "America/New_York"),
        ("Gulf Standard Time", "Asia/Dubai"),
        ("(GMT+04:00) Abu Dhabi, Muscat", "Asia/Dubai"),
        ("(UTC+04:00) Asia/Dubai", "Asia/Dubai"),
        ("GMT Standard Time", "Europe/London"),
        ("UK, Ireland, Lisbon Time", "Europe/London"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
        ("CET", "CET"),
        ("India Standard Time", "Asia/Kolkata"),
    ],
)
def test_a_zone_is_known_by_its_names(cell: str, zone: str) -> None:
    assert value("A11", cell) == ZoneInfo(zone)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("+04:00", 4),
        ("UTC+4", 4),
        ("UTC +4", 4),
        ("gmt+4:00", 4),
        ("GMT −0330", -3.5),
        ("+٠٤:٠٠", 4),
        ("PST", -8),
    ],
)
def test_a_zone_may_be_its_distance_from_utc(cell: str, hours: float) -> None:
    assert value("A11", cell) == timezone(timedelta(hours=hours))


@pytest.mark.parametrize("cell", ["UTC", "utc", "Z", "GMT", "(UTC) UTC"])
def test_utc_has_many_names(cell: str) -> None:
    zone = value("A11", cell)
    assert datetime(2027, 1, 1, tzinfo=zone) == datetime(2027, 1, 1, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "localtime",
        "Factory",
        "posixrules",
        "right/Europe/Paris",
        "posix/Europe/Paris",
        "Arabian Standard Time",
        "IST",
        "Mars/Olympus",
        "../etc/passwd",
        "America",
        "+25:00",
        "+14:30",
        "+04:75",
        "(UTC+04:00)",
        "x" * 99,
    ],
)
def test_other_zones_are_refused(cell: str) -> None:
    assert message("A11", cell) == "This is not a time zone."


def test_every_other_name_leads_to_a_zone() -> None:
    assert len(NAMES) > 150
    for name in set(NAMES.values()):
        assert ZoneInfo(name).key == name


def test_a_time_that_comes_twice_is_the_first_of_the_two(tmp_path: Path) -> None:
    call = read_person(tmp_path, A10="2026-10-25 02:30", A11="Europe/Berlin").clients[0].call_at
    assert call is not None
    assert call.isoformat() == "2026-10-25T02:30:00+02:00"


def test_a_call_at_a_time_that_the_clocks_jump_over_is_held(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, A10="2027-03-28 02:30", A11="Europe/Berlin"))
    assert (problem.field, problem.found, problem.is_error) == ("A10", "2027-03-28 02:30", True)
    assert "jump over this time of day" in problem.message
    assert read_person(tmp_path, A10="2027-03-28 02:30+02:00", A11="Europe/Berlin").clients
    assert read_person(tmp_path, A10="2027-03-28 02:30", A11="Asia/Dubai").clients


def test_a_form_completed_at_such_a_time_was_completed_as_much_later() -> None:
    moment = localise(datetime(2027, 3, 28, 2, 30), ZoneInfo("Europe/Berlin"))  # noqa: DTZ001
    assert moment.isoformat() == "2027-03-28T03:30:00+02:00"
