"""Time zones: by their IANA names, their names in calendars and booking tools, or their offset from UTC."""

import re
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from pipeline.intake.values.characters import plain
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.zone_names import ABBREVIATIONS, NAMES
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Cell

FURTHEST = timedelta(hours=14)
"""No clock is further ahead of UTC or behind it."""

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?", re.ASCII | re.IGNORECASE)
LEFT_OUT = Fault(
    "The clocks of this time zone jump over this time of day, so there is no such time on that day.",
    "Ask the client which time is meant and write it.",
)
"""What is wrong with a call of which :func:`is_left_out` holds."""

# "(UTC+04:00) Abu Dhabi, Muscat": the offset is that of winter, so the places behind it count.
_LISTED = re.compile(r"\((?:UTC|GMT)[^()]{0,10}\)\s*(\S.*)", re.ASCII | re.IGNORECASE)
_LONGEST = 80
# They name no place: the machine's own zone, none at all, notations for other programs, leap seconds.
_REFUSED = frozenset({"localtime", "factory", "posixrules", "posix", "right"})


def parse_zone(cell: Cell) -> tzinfo | Fault:
    """Return a time zone from its name or its offset from UTC."""
    if not isinstance(cell, str):
        return Fault(
            "The spreadsheet keeps a number, a date or a time of day here, not a time zone.",
            "Write a name such as Asia/Dubai, or UTC+4.",
        )
    text = plain(cell)
    zone = _named(text) or _listed(text) or _offset(text) if len(text) <= _LONGEST else None
    return zone or Fault(
        "This is not a time zone.", "Write a name such as Asia/Dubai, or an offset such as +04:00."
    )


def zone_behind(text: str) -> tzinfo | None:
    """Return the zone that a plain text behind a time tells, or None.

    CET behind a time is an hour ahead of UTC, on a day in July too; as the zone of a person it is where
    clocks show it in winter.
    """
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return _offset(text) or _named(text) or _listed(text) or _offset(text.partition(" (")[0])


def localise(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment without a zone as one in ``zone``.

    Of a time that comes twice when clocks go back it is the first; one that is left out when they go forward
    is as much later as the clocks jump (PEP 495).
    """
    local = moment.replace(tzinfo=zone)
    if local.utcoffset() == local.replace(fold=1).utcoffset():  # as almost always: no clock is changed then
        return local
    return local.astimezone(UTC).astimezone(zone)


def is_left_out(moment: datetime, localised: datetime) -> bool:
    """Whether clocks jump over a moment without a zone, by what :func:`localise` makes of it in theirs."""
    return localised.replace(tzinfo=None) != moment


def _offset(text: str) -> tzinfo | None:
    if text.casefold() == "z":
        return UTC
    short = ABBREVIATIONS.get(text.upper())
    if short is not None:
        return timezone(short) if short else UTC
    match = _OFFSET.fullmatch(text)
    if not match or int(match[3] or 0) >= 60:  # noqa: PLR2004 - minutes
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > FURTHEST:
        return None
    return timezone(-offset if match[1] == "-" else offset)


def _listed(text: str) -> tzinfo | None:
    found = _LISTED.fullmatch(text)
    return _named(found[1]) if found else None


def _named(text: str) -> tzinfo | None:
    name = _zone_names().get(text.casefold().replace(" ", "_")) or NAMES.get(fold(text))
    if name == "UTC":  # one value, however it is written
        return UTC
    return zoneinfo.ZoneInfo(name) if name else None


@cache
def _zone_names() -> dict[str, str]:
    names = {name.casefold(): name for name in zoneinfo.available_timezones()}
    return {key: name for key, name in names.items() if key.split("/")[0] not in _REFUSED}
