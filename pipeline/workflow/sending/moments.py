"""Moments in the words in which the coach is told of them."""

from datetime import datetime, tzinfo


def write_moment(moment: datetime, zone: tzinfo | None = None) -> str:
    """Write a moment by the clock of a zone, or its own: ``Mon 05 Oct 10:00``."""
    return f"{moment.astimezone(zone or moment.tzinfo):%a %d %b %H:%M}"


def write_with_zone(moment: datetime) -> str:
    """Write a moment by its own clock, and which that is: ``Mon 05 Oct 10:00, Asia/Dubai``."""
    return f"{write_moment(moment)}, {moment.tzinfo}"
