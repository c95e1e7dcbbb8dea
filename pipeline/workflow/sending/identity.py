"""Whose address it is: mails that went to it under another number than the client has now.

A client is known by a number, and numbers change: one is typed where there was none, or another is given. The
person does not, nor does the address. So a mail to an address that was mailed before, as another client's, is
held until the coach says ``resolve CLIENT --resend``, of those very mails. It goes without a word where the
other is no longer there, and the client has answered since: another assessment, another mail.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from shlex import quote

from pipeline.models.client import Client, fold_id
from pipeline.models.delivery import OPEN, Delivery
from pipeline.models.making import Event
from pipeline.workflow.candidates import Desk

MAILED = (
    "The mail to {other} went to their address, or may go there: if they are to get one too, "
    "type `roadmap resolve {client} --resend`."
)
LET_GO = "mail may go"
"""What the ledger notes when the coach says so; the reasons are the Message-IDs of the earlier mails."""

_COUNTS = OPEN | {"accepted", "handed-over"}


@dataclass(frozen=True)
class Addresses:
    """Who was mailed where."""

    desk: Desk

    def others(self, client: Client | None, to: str | None) -> tuple[Delivery, ...]:
        """Return the mails to a client's plain address that keep theirs back, the oldest first."""
        if client is None or to is None:
            return ()
        found = [each for each in self.desk.ledger.deliveries.to(to) if self._counts(each, client)]
        known = set(self._let_go(client)) if found else set()
        return tuple(each for each in found if each.message_id not in known)

    def _counts(self, other: Delivery, client: Client) -> bool:
        if other.folded == fold_id(client.id) or other.state not in _COUNTS:
            return False
        return other.folded in self.desk.present or not has_answered_since(other, client)

    def _let_go(self, client: Client) -> Iterator[str]:
        for event in self.desk.ledger.events(client.id):
            if event.what == LET_GO:
                yield from event.reasons


def tell_others(client: str, others: Sequence[Delivery]) -> Iterator[str]:
    """Say what keeps the mail to a client back, by their id, and how it goes all the same; the last tells."""
    for other in others[-1:]:
        yield MAILED.format(other=other.client, client=quote(client))


def let_go(others: Sequence[Delivery], at: datetime) -> Event:
    """Return what is noted of a client whose mail goes, whoever was mailed at their address."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    return Event(moment, None, LET_GO, tuple(each.message_id for each in others))


def has_answered_since(delivery: Delivery, client: Client, now: datetime | None = None) -> bool:
    """Whether a client has answered again since a mail was settled; a time after ``now`` is an error."""
    if client.completed_at is None or (now is not None and client.completed_at > now):
        return False
    known = [each for each in (delivery.completed_at, delivery.settled_at) if each]
    return client.completed_at > max(known, default=delivery.date)
