"""When a mail may go: before the call, at a fit hour of the client's day. Pure: the time is handed in.

Moments are compared and counted in UTC: two of one zone would be compared by what their clocks show, which is
wrong over a change of the clock (PEP 495).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

from pipeline.delivery.zones import find_change
from pipeline.models.settings import MailSettings, Weekday

Direction = Literal[-1, 1]

_DAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT = time()
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_FARTHEST = timedelta(days=15)
"""How far a minute that is not quiet is looked for. What is allowed in no two weeks never is: a change of the
clock may skip what is allowed in one."""

_ROOM = timedelta(hours=1)
"""How long before it becomes quiet a mail goes that would fall into that. Whoever sends what is due may look
every ten minutes only, and many mails take their time: what may go in the last minute only is missed."""

TOO_LATE = timedelta(hours=3)
"""A roadmap that comes later than this before the call could not be read in peace."""

BEGUN = "The call has begun or is over."
SOON = "The call begins in less than 3 hours."
NO_TIME = "Quiet hours and days leave no time until 3 hours before the call."
NEVER = "Every hour is quiet by the settings: shorten quiet_hours or quiet_days in roadmap.toml, [mail]."


@dataclass(frozen=True, slots=True)
class Window:
    """What the practice wants: hours of elapsed time before the call, and when nobody is to be disturbed.

    ``quiet_hours`` run from the first to the second time of day, whole minutes both, over midnight if that is
    earlier; none if they are the same. ``quiet_days`` are weekdays, Monday is 0. All by the client's clock.
    """

    hours_before_call: int
    quiet_hours: tuple[time, time]
    quiet_days: frozenset[int]

    @classmethod
    def of(cls, mail: MailSettings) -> "Window":
        """Return what the settings say."""
        start, end = map(time.fromisoformat, mail.quiet_hours)
        return cls(mail.hours_before_call, (start, end), frozenset(map(_DAYS.index, mail.quiet_days)))

    @property
    def lead(self) -> timedelta:
        """How long before the call a mail goes: what is wanted, but never so late that it is blocked."""
        return max(timedelta(hours=self.hours_before_call), TOO_LATE)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nobody is to be disturbed then; ``moment`` carries the client's zone."""
        start, end = self.quiet_hours
        now = moment.time()
        is_night = start <= now < end if start <= end else not end <= now < start
        return is_night or moment.weekday() in self.quiet_days

    def edge(self, clock: datetime, direction: Direction) -> datetime:
        """Return when the clock next shows a time at which it may become quiet, or be quiet no more.

        ``clock`` is what the clock shows, without a zone. Backward, that may be what it shows already.
        """
        days = (clock.date(), clock.date() + _DAY)
        edges = [datetime.combine(day, at) for day in days for at in (_MIDNIGHT, *self.quiet_hours)]
        if direction > 0:
            return min(edge for edge in edges if edge > clock)
        return max(edge for edge in edges if edge <= clock)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a mail may go, or why it may not. ``at`` is by the client's clock."""

    at: datetime | None
    blocked: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it may not go by itself any more, and still would if that were asked for."""
        return self.blocked in {SOON, NO_TIME}

    @property
    def is_over(self) -> bool:
        """Whether the call has begun, so that nothing lets the mail go any more."""
        return self.blocked == BEGUN


def plan(call_at: datetime | None, now: datetime, window: Window, *, at_once: bool = False) -> Slot:
    """Return when the mail before a call may go, seen from ``now``: a moment that has come is due.

    ``call_at`` carries the client's zone; ``now`` carries that of a client without a call, who gets it at the
    next minute that is not quiet. ``at_once`` overrides all but the beginning of the call.
    """
    zone, start = (call_at or now).tzinfo or UTC, now.astimezone(UTC)
    call = call_at.astimezone(UTC) if call_at else None
    if call and start >= call:
        return Slot(None, BEGUN)
    if call and call - start < TOO_LATE and not at_once:
        return Slot(None, SOON)
    at = start if at_once else _fit(call, start, zone, window)
    if at is None:
        return Slot(None, NEVER)
    if call and call - at < TOO_LATE and not at_once:
        return Slot(None, NO_TIME)
    return Slot(at.astimezone(zone))


def has_come(at: datetime, now: datetime) -> bool:
    """Whether a moment is now or past, whatever the clocks of its zone and of ``now`` show."""
    return at.astimezone(UTC) <= now.astimezone(UTC)


def _fit(call: datetime | None, start: datetime, zone: tzinfo, window: Window) -> datetime | None:
    """Return the moment before a call, or the next from ``start`` on if that has passed; None if none is."""
    wanted = call - window.lead if call else None
    at = _nearest(wanted, -1, zone, window) if wanted else None
    if at and at != wanted:
        at = _leave_room(at, zone, window)
    return at if at and at >= start else _nearest(start, 1, zone, window)


def _leave_room(last: datetime, zone: tzinfo, window: Window) -> datetime:
    """Return when there is room yet before the ``last`` minute that is not quiet is over, all in UTC.

    Where what is not quiet is shorter than that, it is the beginning of it.
    """
    first, moment = last + _MINUTE - _ROOM, last
    while moment > first:
        moment = _step(moment, -1, zone, window)
        if window.is_quiet(moment.astimezone(zone)):
            return max(first, moment + _MINUTE)
    return first


def _nearest(start: datetime, direction: Direction, zone: tzinfo, window: Window) -> datetime | None:
    """Return the first moment from ``start`` on that is not quiet, in UTC; None if there is none.

    Backward, that is the last minute before it becomes quiet.
    """
    moment = start
    while abs(moment - start) <= _FARTHEST:
        if not window.is_quiet(moment.astimezone(zone)):
            return moment
        moment = _step(moment, direction, zone, window)
    return None


def _step(moment: datetime, direction: Direction, zone: tzinfo, window: Window) -> datetime:
    """Return the next moment at which it may not be quiet: an edge of the day, or a change of the clock."""
    local = moment.astimezone(zone)
    clock = local.replace(tzinfo=None, fold=0)
    reached = moment + (window.edge(clock, direction) - clock)
    first, last = sorted((moment, reached))
    if first.astimezone(zone).utcoffset() != last.astimezone(zone).utcoffset():
        reached = find_change(first, last, zone)
    return reached if direction > 0 else reached - _MINUTE
