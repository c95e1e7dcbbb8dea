"""What the coach says of a mail that nobody can tell more of, and what may go then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.errors import UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.models.delivery import Delivery, MessageState
from pipeline.practice import Practice
from pipeline.workflow.sending.approval import drop
from pipeline.workflow.sending.bench import Bench
from pipeline.workflow.sending.identity import let_go
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.rounds import recover, working
from pipeline.workflow.sending.settled import say_state
from pipeline.workflow.sending.surroundings import Ask, Surroundings

Verdict = Literal["delivered", "resend"]

DELIVERED = "The coach says that it arrived."
RESEND = "The coach says that it did not arrive, and wants it sent again."


@dataclass(frozen=True, slots=True)
class Settled:
    """How the mail to a client stands: *accepted*, *approved* to go once more, or *planned*, to be approved.

    ``message_id`` is that of a mail that is not planned anew. One that is planned is a second where the first
    may have arrived. ``label`` is how the client is spoken of.
    """

    client: str
    state: MessageState
    message_id: str | None = None
    is_second: bool = False
    label: str = ""


def settle(
    practice: Practice, inputs: Sequence[Path], who: str, verdict: Verdict, around: Surroundings
) -> Settled:
    """Settle what is open about the mail to a client.

    *Delivered* says of an uncertain mail that it arrived. *Resend* says that it did not, and that

    - an uncertain one goes again, the same byte for byte: a mail program shows two of one Message-ID as one;
    - where it cannot, because report, call or address are others since, another is planned: a message that
      says something else has a revision and a Message-ID of its own (RFC 5322, 3.6.4);
    - one that was refused, or handed over and never sent by hand, is planned anew;
    - one that is held because another client was mailed at the address goes all the same.

    Raises:
        UsageError: there is no such client, or nothing is open about their mail.
    """
    with working(practice, inputs, Ask((who,)), around) as bench:
        latest = bench.latest(who)
        settled = _deliver(bench, latest) if verdict == "delivered" else _resend(bench, latest)
        if settled is None:
            stands = say_state(latest) if latest else "there is none"
            raise UsageError(f'Nothing is uncertain about the mail to "{who}": {stands}.')
        return replace(settled, label=bench.label(settled.client))


def settle_restored(practice: Practice, around: Surroundings) -> None:
    """Let mails go again after the ledger was put back: the coach has looked who was mailed since.

    Raises:
        UsageError: it was not put back.
    """
    outbox = Outbox(practice)
    with run_lock(practice.outputs), Ledger(practice.ledger) as ledger:
        recover(ledger, outbox.frozen(), around.clock())
        if not ledger.conditions.holds("restored"):
            raise UsageError("The ledger was not put back: nothing is to be settled.")
        outbox.tidy(ledger.deliveries)
        ledger.conditions.end("restored")


def _deliver(bench: Bench, delivery: Delivery | None) -> Settled | None:
    if delivery is None or delivery.state != "uncertain":
        return None
    bench.ledger.deliveries.move(delivery, "accepted", bench.around.clock(), reason=DELIVERED)
    return Settled(delivery.client, "accepted", delivery.message_id)


def _resend(bench: Bench, delivery: Delivery | None) -> Settled | None:
    now = bench.around.clock()
    is_open = delivery is not None and delivery.state == "uncertain"
    if delivery and is_open:
        delivery = bench.ledger.deliveries.move(delivery, "approved", now, reason=RESEND)
    lines = bench.lines()
    is_second = any(line.is_second or (is_open and line.fault) for line in lines)
    if delivery and (is_second or delivery.state in {"refused", "handed-over"}):
        drop(bench.ledger, bench.outbox, delivery, now)
        return Settled(delivery.client, "planned", is_second=is_second)
    if delivery and is_open:
        return Settled(delivery.client, "approved", delivery.message_id)
    for line in lines:
        if line.others:
            bench.ledger.note(line.id, let_go(line.others, now))
            is_approved = line.delivery is not None and line.delivery.is_open
            return Settled(line.id, "approved" if is_approved else "planned")
    return None
