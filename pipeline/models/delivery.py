"""One mail to one client, as the ledger keeps it, and the states that it goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Purpose = Literal["report"]
"""What a mail is for. Client, purpose and revision together are sent at most once."""

DeliveryState = Literal[
    "composed",
    "approved",
    "sending",
    "dot",
    "accepted",
    "handed-over",
    "deferred",
    "refused",
    "uncertain",
]
"""What is stored. *Composed*: the bytes are frozen. *Sending*: committed before the server is reached. *Dot*:
committed before the end of the message is written. *Handed over*: given to the coach to send by hand."""

MessageState = Literal[
    "planned",
    "due",
    "approved",
    "accepted",
    "handed-over",
    "deferred",
    "refused",
    "uncertain",
    "blocked",
]
"""What is told of a client's mail. *Planned*: not approved. *Due*: approved, its time has come. *Blocked*:
something about this client stands against sending."""

STEPS: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    "composed": frozenset({"approved", "handed-over"}),
    "approved": frozenset({"composed", "sending", "handed-over", "uncertain"}),
    "sending": frozenset({"approved", "dot", "deferred", "refused"}),
    "dot": frozenset({"accepted", "deferred", "refused", "uncertain"}),
    "deferred": frozenset({"composed", "sending", "handed-over", "uncertain"}),
    "uncertain": frozenset({"accepted", "approved"}),
    "refused": frozenset({"composed"}),
    "handed-over": frozenset({"composed"}),
    "accepted": frozenset(),
}
"""Where each state may lead. A withdrawn approval goes back to composed, an interrupted sending to approved;
in a ledger put back from a copy, what was approved is uncertain; an uncertain mail only moves when the coach
says what became of it, and so does one that was refused, or given to the coach to send by hand."""

OPEN: frozenset[DeliveryState] = frozenset({"approved", "sending", "dot", "deferred", "uncertain"})
"""States in which a mail may still go out, or may just have done so: no other revision may begin."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the ledger: all that was approved, and what became of it.

    ``folded`` is the id of the client as ids are compared, ``client`` as it was typed; ``revision`` counts
    from 1. ``recipient``, ``sender`` and ``reply_to`` are plain addresses, the latter two with the
    names beside them; ``subject`` and ``date`` (in UTC, to the second) stand in the message's headers, and
    ``pdf_name`` is the name of its attachment. ``pdf`` and ``message`` are
    paths relative to the practice, with the SHA-256 of the files beside them; ``input_digest`` is the one
    that the PDF carries. Without a call, ``call_at`` and ``send_at`` are None: the mail goes when it is
    approved. ``completed_at`` is when the client answered. ``reason`` is a plain sentence without anything
    of the client's, ``attempts`` counts the answers of the server that were about this mail. Times carry a
    zone.
    """

    folded: str
    client: str
    purpose: Purpose
    revision: int
    recipient: str
    sender: str
    sender_name: str
    reply_to: str
    reply_to_name: str
    subject: str
    language: str
    date: datetime
    pdf: str
    pdf_name: str
    pdf_digest: str
    input_digest: str
    message: str
    message_digest: str
    message_id: str
    call_at: datetime | None = None
    send_at: datetime | None = None
    completed_at: datetime | None = None
    state: DeliveryState = "composed"
    reason: str = ""
    attempts: int = 0
    next_try_at: datetime | None = None
    approved_at: datetime | None = None
    settled_at: datetime | None = None

    @property
    def key(self) -> tuple[str, Purpose, int]:
        """What is sent at most once: client, purpose and revision."""
        return self.folded, self.purpose, self.revision

    @property
    def is_open(self) -> bool:
        """Whether it may still go out, or may just have done so."""
        return self.state in OPEN
