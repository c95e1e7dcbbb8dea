"""The schedule, in every time zone there is, against a search that looks at each minute."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.delivery.schedule import NEVER, TOO_LATE, Slot, Window, plan
from tests.effort import effort

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ZONES = sorted(name for name in available_timezones() if "/" in name)
CLOCK = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 15, 30, 59)))
WINDOWS = st.builds(
    Window,
    st.sampled_from((0, 1, 3, 4, 24, 48, 72, 720)) | st.integers(0, 720),
    st.tuples(CLOCK, CLOCK),
    st.frozensets(st.integers(0, 6), max_size=3),
)


def changes(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield the days of a year, in UTC, on which the clock of a zone changes."""
    days = [datetime(year, 1, 1, tzinfo=UTC) + number * DAY for number in range(366)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    for day, before, after in zip(days, offsets, offsets[1:], strict=False):
        if before != after:
            yield day


@st.composite
def moments(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """Draw a zone and a moment, in UTC, near a change of its clock if it has one."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    year = draw(st.integers(2000, 2037))
    days = list(changes(zone, year)) or [datetime(year, 6, 1, tzinfo=UTC)]
    minutes = draw(st.integers(-3 * 24 * 60, 3 * 24 * 60))
    return zone, draw(st.sampled_from(days)) + minutes * MINUTE


def search(start: datetime, step: timedelta, zone: ZoneInfo, window: Window) -> datetime | None:
    """Look at each minute for one that is not quiet."""
    for number in range(15 * 24 * 60):
        moment = start + number * step
        if not window.is_quiet(moment.astimezone(zone)):
            return moment
    return None


def expect(call: datetime, now: datetime, zone: ZoneInfo, window: Window) -> datetime | None:
    """Return the moment at which a mail has to go, if it can; all in UTC."""
    wanted = call - max(window.hours_before_call * HOUR, TOO_LATE)
    last = search(wanted, -MINUTE, zone, window)
    before = leave_room(last, zone, window) if last and last != wanted else last
    found = before if before and before >= now else search(now, MINUTE, zone, window)
    return found if found and found >= now and call - found >= TOO_LATE else None


def leave_room(last: datetime, zone: ZoneInfo, window: Window) -> datetime:
    """Go back minute by minute until an hour is left, or no further."""
    at = last
    while last - at < HOUR - MINUTE and not window.is_quiet((at - MINUTE).astimezone(zone)):
        at -= MINUTE
    return at


def in_utc(slot: Slot) -> datetime | None:
    return slot.at.astimezone(UTC) if slot.at else None


@effort(60)
@given(moments(), WINDOWS, st.integers(-60, 60 * 24 * 4))
def test_no_search_finds_a_better_minute(
    drawn: tuple[ZoneInfo, datetime], window: Window, minutes: int
) -> None:
    zone, call = drawn
    now = call - minutes * MINUTE
    slot = plan(call.astimezone(zone), now, window)
    assert in_utc(slot) == (expect(call, now, zone, window) if now < call else None)
    assert bool(slot.at) != bool(slot.blocked)


@effort(60)
@given(moments(), WINDOWS)
def test_long_before_it_waits_for_the_last_moment(drawn: tuple[ZoneInfo, datetime], window: Window) -> None:
    zone, call = drawn
    slot = plan(call.astimezone(zone), call - 60 * DAY, window)
    assert in_utc(slot) == expect(call, call - 60 * DAY, zone, window)


@effort(60)
@given(moments(), WINDOWS)
def test_without_a_call_it_goes_at_the_first_fit_minute(
    drawn: tuple[ZoneInfo, datetime], window: Window
) -> None:
    zone, now = drawn
    assert in_utc(plan(None, now.astimezone(zone), window)) == search(now, MINUTE, zone, window)


@pytest.mark.parametrize("quiet_hours", [(time(21), time(7)), (time(0), time(0))])
def test_where_all_is_quiet_every_zone_is_told(quiet_hours: tuple[time, time]) -> None:
    never = Window(48, quiet_hours, frozenset(range(7)))
    for name in ZONES:
        now = datetime(2026, 3, 27, tzinfo=ZoneInfo(name))
        assert plan(now + 5 * DAY, now, never) == Slot(None, NEVER)


@effort(30)
@given(moments(), WINDOWS)
def test_what_is_planned_stays_planned_until_it_comes(
    drawn: tuple[ZoneInfo, datetime], window: Window
) -> None:
    """A run at any minute before tells the same time, so that nothing slips away while it waits."""
    zone, call = drawn
    first = plan(call.astimezone(zone), call - 40 * DAY, window).at
    if first is not None:
        for share in (1, 3, 10):
            now = first.astimezone(UTC) - share * HOUR
            assert plan(call.astimezone(zone), now, window).at == first
        assert plan(call.astimezone(zone), first, window).at == first
