"""When a mail may go: before the call, at a fit hour of the client's day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.delivery.schedule import NEVER, NO_TIME, SOON, Window, has_come, plan
from pipeline.models.settings import MailSettings

DUBAI = ZoneInfo("Asia/Dubai")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
USUAL = Window.of(MailSettings())
CALL = datetime(2026, 10, 14, 10, 0, tzinfo=DUBAI)  # a Wednesday
LONG_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)


def never_quiet(hours: int) -> Window:
    return Window(hours, (time(0), time(0)), frozenset())


def quiet(start: str, end: str, *days: int, hours: int = 48) -> Window:
    return Window(hours, (time.fromisoformat(start), time.fromisoformat(end)), frozenset(days))


def told(moment: datetime | None) -> str:
    assert moment is not None
    return f"{moment:%a %Y-%m-%d %H:%M %z}"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (CALL, datetime(2026, 10, 12, 10, 0, tzinfo=DUBAI)),
        # 48 hours before would be a Sunday: the last hour before quiet days, and before the quiet night.
        (CALL - timedelta(days=2), datetime(2026, 10, 9, 20, 0, tzinfo=DUBAI)),
        # On 25 October clocks go back: 48 hours of elapsed time are two days and an hour of the clock.
        (
            datetime(2026, 10, 26, 18, 0, tzinfo=BERLIN),
            datetime(2026, 10, 23, 20, 0, tzinfo=BERLIN),
        ),
        (datetime(2026, 10, 27, 10, 0, tzinfo=BERLIN), datetime(2026, 10, 23, 20, 0, tzinfo=BERLIN)),
    ],
)
def test_a_mail_goes_so_many_hours_before_the_call_or_earlier(call: datetime, expected: datetime) -> None:
    assert plan(call, LONG_BEFORE, USUAL).at == expected


@pytest.mark.parametrize(
    ("zone", "call", "hours", "expected"),
    [
        # Clocks go back on 25 October at 01:00 UTC, and forward on 29 March at 01:00 UTC.
        ("Europe/London", "2026-10-26 10:00", 48, "Sat 2026-10-24 11:00 +0100"),
        ("Europe/London", "2026-03-30 10:00", 48, "Sat 2026-03-28 09:00 +0000"),
        # Back on 1 November at 06:00 UTC, forward on 8 March at 07:00 UTC.
        ("America/New_York", "2026-11-01 10:00", 24, "Sat 2026-10-31 11:00 -0400"),
        ("America/New_York", "2026-03-08 10:00", 24, "Sat 2026-03-07 09:00 -0500"),
        # The first 01:30 of two, in the hour before the change.
        ("America/New_York", "2026-11-01 06:30", 6, "Sun 2026-11-01 01:30 -0400"),
        ("America/New_York", "2026-11-01 06:30", 5, "Sun 2026-11-01 01:30 -0500"),
        # By half an hour: forward on 4 October at 02:00, back on 5 April at 02:00.
        ("Australia/Lord_Howe", "2026-10-05 10:00", 48, "Sat 2026-10-03 09:30 +1030"),
        ("Australia/Lord_Howe", "2026-04-06 10:00", 48, "Sat 2026-04-04 10:30 +1100"),
        # An hour back for Ramadan, on 23 February 2025, and forward again on 6 April.
        ("Africa/Casablanca", "2025-02-24 10:00", 48, "Sat 2025-02-22 11:00 +0100"),
        ("Africa/Casablanca", "2025-04-07 10:00", 48, "Sat 2025-04-05 09:00 +0000"),
        # The clock stands still all the year.
        ("Asia/Dubai", "2026-10-26 10:00", 48, "Sat 2026-10-24 10:00 +0400"),
        ("Asia/Dubai", "2026-10-26 10:00", 720, "Sat 2026-09-26 10:00 +0400"),
    ],
)
def test_hours_are_elapsed_time_over_changes_of_the_clock(
    zone: str, call: str, hours: int, expected: str
) -> None:
    call_at = datetime.fromisoformat(call).replace(tzinfo=ZoneInfo(zone))
    assert told(plan(call_at, LONG_BEFORE, never_quiet(hours)).at) == expected


@pytest.mark.parametrize(
    ("zone", "now", "window", "expected"),
    [
        # Half past two is skipped on that day: it is quiet no more when the clock is put on three.
        ("America/New_York", "2026-03-08T01:00-05:00", quiet("23:00", "02:30"), "Sun 2026-03-08 03:00 -0400"),
        # Half past one comes twice, and so does what is quiet before it.
        ("America/New_York", "2026-11-01T00:30-04:00", quiet("23:00", "01:30"), "Sun 2026-11-01 01:30 -0400"),
        ("America/New_York", "2026-11-01T01:10-05:00", quiet("23:00", "01:30"), "Sun 2026-11-01 01:30 -0500"),
        # All of a quiet day, which has 25 hours.
        ("Europe/London", "2026-10-25T00:30+01:00", quiet("00:00", "00:00", 6), "Mon 2026-10-26 00:00 +0000"),
        # In Beirut the clock skips the first hour of this day.
        ("Asia/Beirut", "2026-03-28T12:00+02:00", quiet("00:00", "00:00", 5), "Sun 2026-03-29 01:00 +0300"),
        # Samoa skipped the whole of Friday, 30 December 2011.
        ("Pacific/Apia", "2011-12-29T12:00-10:00", quiet("00:00", "00:00", 3), "Sat 2011-12-31 00:00 +1400"),
        ("Asia/Dubai", "2026-10-14T22:10:42+04:00", USUAL, "Thu 2026-10-15 07:00 +0400"),
        ("Asia/Dubai", "2026-10-14T06:59:59+04:00", USUAL, "Wed 2026-10-14 07:00 +0400"),
    ],
)
def test_quiet_ends_by_the_clock_of_that_day(zone: str, now: str, window: Window, expected: str) -> None:
    at = plan(None, datetime.fromisoformat(now).astimezone(ZoneInfo(zone)), window).at
    assert told(at) == expected
    assert at is not None
    assert at.second == 0


@pytest.mark.parametrize(
    ("call", "window", "expected"),
    [
        # 4 hours before is 01:45 for the second time, and quiet: half an hour before that is not.
        ("2026-11-01T05:45-05:00", quiet("01:30", "02:00", hours=4), "Sun 2026-11-01 01:00 -0500"),
        # 4 hours before is 03:15, on the day without two o'clock.
        ("2026-03-08T07:15-04:00", quiet("02:30", "04:00", hours=4), "Sun 2026-03-08 01:00 -0500"),
        ("2026-03-09T12:00-04:00", quiet("21:00", "07:00", 0, 6, hours=4), "Sat 2026-03-07 20:00 -0500"),
    ],
)
def test_quiet_begins_by_the_clock_of_that_day(call: str, window: Window, expected: str) -> None:
    call_at = datetime.fromisoformat(call).astimezone(NEW_YORK)
    assert told(plan(call_at, LONG_BEFORE, window).at) == expected


@pytest.mark.parametrize(
    ("call", "wanted"),
    [("21:30", "20:00"), ("21:00", "20:00"), ("20:59", "20:59"), ("20:01", "20:01"), ("19:59", "19:59")],
)
def test_what_would_fall_into_quiet_hours_goes_an_hour_before_them(call: str, wanted: str) -> None:
    call_at = datetime.fromisoformat(f"2026-10-14T{call}+04:00").astimezone(DUBAI)
    assert told(plan(call_at, LONG_BEFORE, USUAL).at) == f"Mon 2026-10-12 {wanted} +0400"


def test_whoever_looks_every_ten_minutes_finds_what_quiet_hours_moved() -> None:
    call_at = datetime(2026, 10, 14, 21, 30, tzinfo=DUBAI)
    at = plan(call_at, LONG_BEFORE, USUAL).at
    assert at is not None
    for late in range(0, 60, 10):
        now = at + timedelta(minutes=late)
        assert plan(call_at, now, USUAL).at == now


def test_what_was_missed_goes_at_the_next_fit_minute() -> None:
    late = datetime(2026, 10, 12, 22, 30, tzinfo=DUBAI)
    assert plan(CALL, late, USUAL).at == datetime(2026, 10, 13, 7, 0, tzinfo=DUBAI)
    by_day = datetime(2026, 10, 13, 12, 0, 30, tzinfo=DUBAI)
    assert plan(CALL, by_day, USUAL).at == by_day


def test_too_late_is_told() -> None:
    assert plan(CALL, CALL - timedelta(minutes=179), USUAL).blocked == SOON
    assert plan(CALL, CALL - timedelta(hours=3), USUAL).at == CALL - timedelta(hours=3)
    assert "begun" in plan(CALL, CALL, USUAL).blocked
    early = datetime(2026, 10, 14, 9, 0, tzinfo=DUBAI)
    assert plan(early, early - timedelta(hours=11), USUAL).blocked == NO_TIME


def test_three_hours_are_elapsed_time_too() -> None:
    """The clock goes from two to three: it shows three and a half hours, and two and a half go by."""
    call = datetime(2026, 3, 8, 4, 30, tzinfo=NEW_YORK)
    window = never_quiet(48)
    assert plan(call, datetime(2026, 3, 8, 1, 0, tzinfo=NEW_YORK), window).blocked == SOON
    assert plan(call, datetime(2026, 3, 8, 0, 30, tzinfo=NEW_YORK), window).blocked == ""
    back = datetime(2026, 11, 1, 3, 30, tzinfo=NEW_YORK)  # 4 hours after 00:30, and the clock shows 3
    assert plan(back, datetime(2026, 11, 1, 0, 45, tzinfo=NEW_YORK), window).blocked == ""


def test_a_call_in_the_hour_that_comes_twice_begins_once() -> None:
    first = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)
    second = first.replace(fold=1)
    between = datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK)
    assert "begun" in plan(first, between, USUAL).blocked
    assert plan(second, between, USUAL).blocked == SOON
    assert plan(second, between, USUAL, at_once=True).at == between
    assert has_come(first, between)
    assert not has_come(second, between)


@pytest.mark.parametrize("hours", [0, 1, 2, 3])
def test_what_is_wanted_later_than_three_hours_before_goes_then(hours: int) -> None:
    assert plan(CALL, LONG_BEFORE, never_quiet(hours)).at == CALL - timedelta(hours=3)


@pytest.mark.parametrize("call", [CALL, None])
def test_where_every_day_is_quiet_nothing_goes(call: datetime | None) -> None:
    never = Window(48, (time(0), time(0)), frozenset(range(7)))
    now = CALL - timedelta(days=5)
    assert plan(call, now, never).blocked == NEVER
    assert plan(call, now, never, at_once=True).at == now


def test_one_minute_a_week_is_enough() -> None:
    monday = quiet("00:01", "00:00", 1, 2, 3, 4, 5, 6)
    assert told(plan(CALL, LONG_BEFORE, monday).at) == "Mon 2026-10-12 00:00 +0400"
    assert told(plan(None, CALL, monday).at) == "Mon 2026-10-19 00:00 +0400"


def test_at_once_overrides_all_but_the_beginning_of_the_call() -> None:
    late = CALL - timedelta(minutes=1)
    assert plan(CALL, late, USUAL, at_once=True).at == late
    assert plan(CALL, CALL, USUAL, at_once=True).at is None


def test_without_a_call_a_mail_goes_at_the_next_fit_minute() -> None:
    by_night = datetime(2026, 10, 11, 23, 0, tzinfo=UTC)  # a Sunday
    assert told(plan(None, by_night, USUAL).at) == "Mon 2026-10-12 07:00 +0000"
    assert plan(None, by_night, USUAL, at_once=True).at == by_night
    by_day = datetime(2026, 10, 12, 9, 30, 5, tzinfo=UTC)
    assert plan(None, by_day, USUAL).at == by_day
