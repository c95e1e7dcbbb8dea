"""When a mail may go: before the call, at a fit hour of the client's day. Pure: the time is handed in."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from pipeline.models.settings import MailSettings, Weekday

_DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTE = timedelta(minutes=1)
_FARTHEST = 15 * 24 * 60
"""Minutes that are looked through for one that is not quiet."""

TOO_LATE = timedelta(hours=3)
"""A roadmap that comes later than this before the call could not be read in peace."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the practice wants: hours of elapsed time before the call, and when nobody is to be disturbed.

    ``quiet_hours`` run from the first to the second time of day, over midnight if that is earlier;
    ``quiet_days`` are weekdays, Monday is 0. Both are by the client's clock.
    """

    hours_before_call: int
    quiet_hours: tuple[time, time]
    quiet_days: frozenset[int]

    @classmethod
    def of(cls, mail: MailSettings) -> "Window":
        """Return what the settings say."""
        start, end = map(time.fromisoformat, mail.quiet_hours)
        return cls(mail.hours_before_call, (start, end), frozenset(map(_DAYS.index, mail.quiet_days)))

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nobody is to be disturbed then; ``moment`` carries the client's zone."""
        start, end = self.quiet_hours
        now = moment.time()
        is_night = start <= now < end if start <= end else not end <= now < start
        return is_night or moment.weekday() in self.quiet_days


@dataclass(frozen=True, slots=True)
class Slot:
    """When a mail may go, or why it may not. ``at`` is in the zone of the call."""

    at: datetime | None
    blocked: str = ""


def plan(call_at: datetime | None, now: datetime, window: Window, *, at_once: bool = False) -> Slot:
    """Return when the mail before a call may go, seen from ``now``: a moment that has come is due.

    Without a call it may go now. ``at_once`` overrides all but the beginning of the call.
    """
    if call_at is None:
        return Slot(now)
    if now >= call_at:
        return Slot(None, "The call has begun or is over.")
    if at_once:
        return Slot(now.astimezone(call_at.tzinfo))
    if call_at - now < TOO_LATE:
        return Slot(None, "The call begins in less than 3 hours.")
    wanted = call_at.astimezone(UTC) - timedelta(hours=window.hours_before_call)
    at = _nearest(wanted, -_MINUTE, call_at, window)
    if at is None or at <= now:
        at = _nearest(now, _MINUTE, call_at, window)
    if at is None or call_at - at < TOO_LATE:
        return Slot(None, "Quiet hours and days leave no time until 3 hours before the call.")
    return Slot(at)


def _nearest(start: datetime, step: timedelta, call_at: datetime, window: Window) -> datetime | None:
    """Return the first moment from ``start`` on, by steps of a minute, that is not quiet for the client."""
    for count in range(_FARTHEST):
        moment = (start.astimezone(UTC) + count * step).astimezone(call_at.tzinfo)
        if not window.is_quiet(moment):
            return moment
    return None
