"""Dates, calls and time zones: what is read, and what a coach is told when it cannot be."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pipeline.models.intake import IntakeSettings
from tests.intake.reading import PERSON, only_problem, read, read_person, table, write_csv

FROM_TO = "This could be a time from and to, or a time with its distance from UTC."
TOO_FAR = "No place on earth is as far from UTC as what stands behind this time."


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (datetime(2027, 1, 12, 17, 0, 0, 400), "2027-01-12T17:00:00+04:00"),  # noqa: DTZ001 - a cell has no zone
        ("2027-01-12 17:00", "2027-01-12T17:00:00+04:00"),
        ("2027-01-12T17:00:30Z", "2027-01-12T17:00:30+00:00"),
        ("2027-01-12T17:00+01:00", "2027-01-12T17:00:00+01:00"),
        ("2027-01-12T17:00-05:00", "2027-01-12T17:00:00-05:00"),
        ("2027-01-12 17+14:00", "2027-01-12T17:00:00+14:00"),
        ("31/1/2027 9:05", "2027-01-31T09:05:00+04:00"),
        ("1/31/2027, 9:05:07", "2027-01-31T09:05:07+04:00"),
        ("5.5.2027 09:05", "2027-05-05T09:05:00+04:00"),
        ("12.01.2027 17:30", "2027-01-12T17:30:00+04:00"),
        ("9.12.2027, 9:05", "2027-12-09T09:05:00+04:00"),
    ],
)
def test_a_call_is_read_in_its_own_zone_or_the_practices(tmp_path: Path, cell: object, moment: str) -> None:
    client = read_person(tmp_path, A10=cell).clients[0]
    assert client.call_at is not None
    assert client.call_at.isoformat() == client.answers["A10"] == moment


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("soon", "This is not a date that can be read for sure."),
        ("20270112", "This is not a date that can be read for sure."),
        ("9/12/2027 10:00", "Day and month of this date could be either way round."),
        ("31/31/2027 10:00", "There is no such date."),
        ("1/31/2027 25:00", "There is no such time of day."),
        ("30/2/2027", "There is no such date."),
        ("1.31.2027 10:00", "There is no such date."),
        ("9.12/2027 10:00", "This is not a date that can be read for sure."),
        (2027, "This is a number, not a date."),
        (time(10, 0), "This is a time without a date."),
        (timedelta(hours=30), "This is a time without a date."),
        ("2027-01-12", "The time of day is missing."),
        (date(2027, 1, 12), "The time of day is missing."),
        ("31/1/2027", "The time of day is missing."),
        ("9999-12-31T23:59:59.999999", "The year of this date cannot be right."),
        ("0001-01-01T00:00", "The year of this date cannot be right."),
        (True, "This is not a date that can be read for sure."),
        ("2027-03-31 15-16", FROM_TO),
        ("2027-03-31 15–16", FROM_TO),
        ("2027-03-31T15-16", FROM_TO),
        ("2027-03-31 0900-1000", FROM_TO),
        ("2027-03-31 15:00-16:00", FROM_TO),
        ("2027-03-31 15+20", TOO_FAR),
        ("2027-03-31 15:00:00-23:00", TOO_FAR),
        ("2027-03-31T15:00+14:01", TOO_FAR),
    ],
)
def test_a_call_that_cannot_be_read_is_told(tmp_path: Path, cell: object, message: str) -> None:
    assert only_problem(read_person(tmp_path, A10=cell)).message == message


@pytest.mark.parametrize(("order", "month"), [("day-first", 12), ("month-first", 9)])
def test_the_practice_may_choose_the_order_of_day_and_month(tmp_path: Path, order: str, month: int) -> None:
    path = write_csv(tmp_path / "one.csv", table(PERSON | {"A0": "9/12/2027"}))
    settings = IntakeSettings.model_validate({"ambiguous_dates": order})
    completed = read(path, settings=settings).clients[0].completed_at
    assert completed is not None
    assert completed.month == month


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("26/11/05", "refuse", None),
        ("26-12-31", "refuse", None),
        ("09/09/26", "refuse", None),
        ("26/11/05", "month-first", None),
        ("26/11/05", "day-first", "2005-11-26"),
        ("12/11/26", "month-first", "2026-12-11"),
        ("9/9/26", "refuse", "2026-09-09"),
        ("7/27/26", "refuse", "2026-07-27"),
        ("12/27/26", "day-first", "2026-12-27"),
        ("26.11.05", "refuse", "2005-11-26"),
    ],
)
def test_two_figures_that_could_be_a_year_or_a_day_wait_for_a_choice(
    tmp_path: Path, cell: str, order: str, found: str | None
) -> None:
    path = write_csv(tmp_path / "one.csv", table(PERSON | {"A0": cell}))
    intake = read(path, settings=IntakeSettings.model_validate({"ambiguous_dates": order}))
    days = [client.completed_at.date().isoformat() for client in intake.clients if client.completed_at]
    assert days == [found] * bool(found)
    if not found:
        assert "in more than one order" in only_problem(intake).message
        assert "ambiguous_dates" in only_problem(intake).fix


@pytest.mark.parametrize("order", ["day-first", "month-first", "refuse"])
def test_a_date_with_dots_is_never_in_doubt(tmp_path: Path, order: str) -> None:
    path = write_csv(tmp_path / "one.csv", table(PERSON | {"A0": "12.01.2027"}))
    settings = IntakeSettings.model_validate({"ambiguous_dates": order})
    completed = read(path, settings=settings).clients[0].completed_at
    assert completed == datetime(2027, 1, 12, tzinfo=ZoneInfo("Asia/Dubai"))


def test_the_day_alone_is_enough_for_a_completion(tmp_path: Path) -> None:
    completed = read_person(tmp_path, A0=date(2026, 12, 1)).clients[0].completed_at
    assert completed == datetime(2026, 12, 1, tzinfo=ZoneInfo("Asia/Dubai"))


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("Europe/Warsaw", ZoneInfo("Europe/Warsaw")),
        ("america/new york", ZoneInfo("America/New_York")),
        ("+04:00", timezone(timedelta(hours=4))),
        ("UTC+4", timezone(timedelta(hours=4))),
        ("GMT −0330", timezone(-timedelta(hours=3, minutes=30))),
        ("utc", UTC),
        ("Z", UTC),
    ],
)
def test_a_call_takes_the_zone_beside_it(tmp_path: Path, cell: str, zone: timezone | ZoneInfo) -> None:
    call = read_person(tmp_path, A10="2027-01-12 17:00", A11=cell).clients[0].call_at
    assert call == datetime(2027, 1, 12, 17, tzinfo=zone)


def test_the_zone_of_the_call_is_not_that_of_the_completion(tmp_path: Path) -> None:
    client = read_person(tmp_path, A0="2026-12-01 08:00", A11="Europe/Warsaw").clients[0]
    assert client.completed_at == datetime(2026, 12, 1, 8, tzinfo=ZoneInfo("Asia/Dubai"))
    assert client.answers["A11"] == "Europe/Warsaw"


@pytest.mark.parametrize(
    "cell", ["Mars/Olympus", "../etc/passwd", "America", "+25:00", "+14:30", "+04:75", "x" * 99]
)
def test_other_zones_are_refused(tmp_path: Path, cell: str) -> None:
    assert only_problem(read_person(tmp_path, A11=cell)).message == "This is not a time zone."


@pytest.mark.parametrize("cell", [4, time(4, 0)])
def test_an_offset_that_the_spreadsheet_changed_is_told(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, A11=cell))
    assert "not a time zone" in problem.message
    assert "UTC+4" in problem.fix
