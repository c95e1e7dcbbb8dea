"""Calls that are not as they were when a mail was approved or sent: moved, booked, cancelled."""

from datetime import UTC, datetime

from pipeline.delivery.schedule import has_come
from pipeline.models.delivery import Delivery
from pipeline.workflow.sending.moments import write_moment

CANCELLED = "Their call was cancelled. When they book another, add it to the call list."
MOVED = "The call was moved since this mail was approved: it was {before}, and is {now}."
BOOKED = "A call was booked since this mail was approved, for {now}."
TAKEN_OUT = "Their row names no call any more, and this mail, which was approved, does."
NAMES_ANOTHER = "Their call is now {now}; the mail named {before}."
NAMES_NONE = "Their call is now {now}; the mail named none."
NAMES_CANCELLED = "Their call was cancelled; the mail named {before}."


def is_same_call(one: datetime | None, other: datetime | None) -> bool:
    """Whether two calls begin at the same second, wherever their clocks hang."""
    if one is None or other is None:
        return one is other
    return one.astimezone(UTC).replace(microsecond=0) == other.astimezone(UTC).replace(microsecond=0)


def reapproval(delivery: Delivery, call_at: datetime | None) -> str:
    """Say why an approved mail has to be approved again; "" if its call is as it was.

    Subject, text and report name the call, and what was frozen never changes.
    """
    if is_same_call(delivery.call_at, call_at):
        return ""
    if call_at is None:
        return TAKEN_OUT
    if delivery.call_at is None:
        return BOOKED.format(now=write_moment(call_at))
    return MOVED.format(before=write_moment(delivery.call_at, call_at.tzinfo), now=write_moment(call_at))


def news(delivery: Delivery, call_at: datetime | None, now: datetime, *, is_cancelled: bool) -> str:
    """Say that a mail that went names another call than the one that is to come; "" if it does not."""
    before = delivery.call_at
    if call_at is None:
        is_off = is_cancelled and before is not None and not has_come(before, now)
        return NAMES_CANCELLED.format(before=write_moment(before, now.tzinfo)) if before and is_off else ""
    if is_same_call(before, call_at) or has_come(call_at, now):
        return ""
    if before is None:
        return NAMES_NONE.format(now=write_moment(call_at))
    return NAMES_ANOTHER.format(now=write_moment(call_at), before=write_moment(before, call_at.tzinfo))
