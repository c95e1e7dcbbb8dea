"""A time zone as a calendar entry carries it: the clock of one moment, with its changes around it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_YEAR = 366
"""Days in which a change is looked for, before and after."""

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Change:
    """When the clock changes: the moment, and how far it is from UTC before and after."""

    at: datetime
    before: timedelta
    after: timedelta


def zone_name(when: datetime) -> str:
    """Return the name of the zone of a moment, "" where UTC alone can tell it.

    That is so without a zone of the IANA database, and where the clock shows an hour for the second time.
    """
    name = str(getattr(when.tzinfo, "key", ""))
    return name if "/" in name and not name.startswith("Etc/") and not when.fold else ""


def zone_lines(when: datetime) -> Iterator[str]:
    """Yield the VTIMEZONE of a moment in a named zone; nothing for other zones.

    It holds the change before the moment and the one after it, each with the rule by which it comes back in
    other years: Outlook reads the rules, others the dates, and both find the same clock. A zone whose clock
    stands still for a year has one observance.
    """
    if not (name := zone_name(when)):
        return
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    last, following = _changes_around(when)
    for change in filter(None, (last, following)):
        yield from _observance(change, when, repeats=bool(last and following))
    if not last:
        offset = _offset(following.at - _DAY if following else when, when)
        yield from _observance(_Change(_ALWAYS, offset, offset), when, repeats=False)
    yield "END:VTIMEZONE"


def _changes_around(when: datetime) -> tuple[_Change | None, _Change | None]:
    """Find the changes of the clock next to a moment, at most a year away."""
    start = when.astimezone(UTC)
    after = (start + _DAY * n for n in range(_YEAR))
    following = next((day for day in after if _offset(day, when) != _offset(day + _DAY, when)), None)
    before = (start - _DAY * n for n in range(1, _YEAR + 1))
    last = next((day for day in before if _offset(day, when) != _offset(day + _DAY, when)), None)
    return _narrow(last, when) if last else None, _narrow(following, when) if following else None


def _narrow(day: datetime, when: datetime) -> _Change:
    """Find the change of the clock within the day that begins with ``day``."""
    at = find_change(day, day + _DAY, when.tzinfo)
    return _Change(at, _offset(day, when), _offset(at, when))


def find_change(low: datetime, high: datetime, zone: tzinfo | None) -> datetime:
    """Return the second, in UTC, at which the clock of a zone changes between two moments.

    ``low`` and ``high`` are in UTC; the zone has another distance from UTC at the one than at the other.
    """
    before = low.astimezone(zone).utcoffset()
    low, high = low.replace(microsecond=0), high.replace(microsecond=0)
    while high - low > _SECOND:
        middle = low + (high - low) // _SECOND // 2 * _SECOND
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high


def _offset(moment: datetime, when: datetime) -> timedelta:
    """Return how far the zone of ``when`` is from UTC at a moment."""
    return moment.astimezone(when.tzinfo).utcoffset() or timedelta(0)


def _observance(change: _Change, when: datetime, *, repeats: bool) -> Iterator[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    local = (change.at + change.before).replace(tzinfo=None)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{local:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_distance(change.before)}"
    yield f"TZOFFSETTO:{_distance(change.after)}"
    yield f"TZNAME:{change.at.astimezone(when.tzinfo).tzname()}"
    if repeats:
        yield f"RRULE:FREQ=YEARLY;BYMONTH={local.month};BYDAY={_place_in_month(local)}"
    yield f"END:{kind}"


def _place_in_month(day: datetime) -> str:
    """Say which weekday of its month a day is: ``2SU`` for the second Sunday, ``-1SU`` for the last."""
    is_last = (day + _WEEK * _DAY).month != day.month
    return f"{-1 if is_last else (day.day - 1) // _WEEK + 1}{_WEEKDAYS[day.weekday()]}"


def _distance(offset: timedelta) -> str:
    """Write a distance from UTC such as ``+0400``."""
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}"
