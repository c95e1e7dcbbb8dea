"""Mails of which nothing more is to be done, or of which only the coach can say more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.models.client import Client
from pipeline.models.delivery import Delivery, MessageState
from pipeline.workflow.sending.identity import has_answered_since
from pipeline.workflow.sending.lines import Line

ON_ITS_WAY = "Another run is just handing it over."
AHEAD = "The time in their row at which they answered is yet to come: another mail is not due before."

_WENT = frozenset({"accepted", "handed-over"})


def begins_anew(delivery: Delivery, client: Client, to: str | None, now: datetime) -> bool:
    """Whether another mail may follow: the first was withdrawn, or the client has answered again since.

    What was refused may go to another address. Neither a report that was made again nor a clock that was set
    back is a reason to send twice.
    """
    if delivery.state == "composed":
        return True
    if delivery.state == "refused":
        return to != delivery.recipient
    return delivery.state in _WENT and has_answered_since(delivery, client, now)


def ahead_of(delivery: Delivery, client: Client, now: datetime) -> str:
    """Say of a mail that went that the client's next answers, by their row, are yet to come."""
    is_due = has_answered_since(delivery, client, now) or not has_answered_since(delivery, client)
    return "" if is_due or delivery.state not in _WENT else AHEAD


def say_state(delivery: Delivery) -> str:
    """Say how a mail stands, in the words of the table."""
    return "it is planned" if delivery.state == "composed" else f"it is {delivery.state}"


def as_settled(line: Line, delivery: Delivery, now: datetime) -> Line:
    """Return the line of a mail of which nothing more is to be done, or only the coach can say more.

    Its time is when that came to be, by the clock of the client's call, or of ``now`` without one.
    """
    call_at = line.client.call_at if line.client else None
    zone, at = (call_at or now).tzinfo, delivery.settled_at or delivery.send_at
    states: Mapping[str, MessageState] = {
        "accepted": "accepted",
        "handed-over": "handed-over",
        "refused": "refused",
        "uncertain": "uncertain",
        "sending": "due",
        "dot": "due",
    }
    return replace(
        line,
        state=states[delivery.state],
        to=delivery.recipient,
        reason=ON_ITS_WAY if delivery.state in {"sending", "dot"} else delivery.reason,
        send_at=at.astimezone(zone) if at else None,
    )
