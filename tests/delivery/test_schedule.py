"""When a mail may go: before the call, at a fit hour of the client's day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.delivery.schedule import Window, plan
from pipeline.models.settings import MailSettings

DUBAI = ZoneInfo("Asia/Dubai")
BERLIN = ZoneInfo("Europe/Berlin")
USUAL = Window.of(MailSettings())
CALL = datetime(2026, 10, 14, 10, 0, tzinfo=DUBAI)  # a Wednesday


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (CALL, datetime(2026, 10, 12, 10, 0, tzinfo=DUBAI)),
        # 48 hours before would be a Sunday: the last minute before quiet days, and before the quiet night.
        (CALL - timedelta(days=2), datetime(2026, 10, 9, 20, 59, tzinfo=DUBAI)),
        # On 25 October clocks go back: 48 hours of elapsed time are two days and an hour of the clock.
        (
            datetime(2026, 10, 26, 18, 0, tzinfo=BERLIN),
            datetime(2026, 10, 23, 20, 59, tzinfo=BERLIN),
        ),
        (datetime(2026, 10, 27, 10, 0, tzinfo=BERLIN), datetime(2026, 10, 23, 20, 59, tzinfo=BERLIN)),
    ],
)
def test_a_mail_goes_so_many_hours_before_the_call_or_earlier(call: datetime, expected: datetime) -> None:
    assert plan(call, datetime(2026, 10, 1, tzinfo=UTC), USUAL).at == expected


def test_hours_are_elapsed_time() -> None:
    window = Window(48, (time(0), time(0)), frozenset())
    at = plan(datetime(2026, 10, 26, 18, 0, tzinfo=BERLIN), datetime(2026, 10, 1, tzinfo=UTC), window).at
    assert at == datetime(2026, 10, 24, 19, 0, tzinfo=BERLIN)


def test_what_was_missed_goes_at_the_next_fit_minute() -> None:
    late = datetime(2026, 10, 12, 22, 30, tzinfo=DUBAI)
    assert plan(CALL, late, USUAL).at == datetime(2026, 10, 13, 7, 0, tzinfo=DUBAI)
    by_day = datetime(2026, 10, 13, 12, 0, 30, tzinfo=DUBAI)
    assert plan(CALL, by_day, USUAL).at == by_day


def test_too_late_is_told() -> None:
    assert "less than 3 hours" in plan(CALL, CALL - timedelta(minutes=179), USUAL).blocked
    assert "begun" in plan(CALL, CALL, USUAL).blocked
    early = datetime(2026, 10, 14, 9, 0, tzinfo=DUBAI)
    assert "leave no time" in plan(early, early - timedelta(hours=11), USUAL).blocked


def test_where_every_day_is_quiet_nothing_goes() -> None:
    never = Window(48, (time(0), time(0)), frozenset(range(7)))
    assert "leave no time" in plan(CALL, CALL - timedelta(days=5), never).blocked


def test_at_once_overrides_all_but_the_beginning_of_the_call() -> None:
    late = CALL - timedelta(minutes=1)
    assert plan(CALL, late, USUAL, at_once=True).at == late
    assert plan(CALL, CALL, USUAL, at_once=True).at is None


def test_without_a_call_a_mail_may_go_now() -> None:
    midnight = datetime(2026, 10, 11, tzinfo=UTC)
    assert plan(None, midnight, USUAL).at == midnight
