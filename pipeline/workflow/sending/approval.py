"""Approving: what is shown is frozen, byte for byte, and nothing is sent that was not approved."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.delivery.inspection import inspect
from pipeline.delivery.message import Letter, compose
from pipeline.delivery.names import event_uid, message_id
from pipeline.errors import LedgerError
from pipeline.files import digest
from pipeline.ledger import Ledger
from pipeline.ledger.deliveries import TAKEN_BACK
from pipeline.models.client import Client, fold_id
from pipeline.models.delivery import Delivery, DeliveryState, Purpose
from pipeline.models.making import Made
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.letters import Order, Writer, sender_of
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.stops import Stop, stop_for

KEY = "message ids"
"""The name under which the ledger keeps the key of Message-IDs."""

SENT_BY_NOBODY = "The coach says that it did not arrive, and wants another sent."
PURPOSE: Purpose = "report"
_KEY_BYTES = 32


@dataclass(frozen=True)
class Approval:
    """Freezes mails at the time ``now``."""

    ledger: Ledger
    checks: Checks
    outbox: Outbox
    writer: Writer
    now: datetime

    def approve(self, lines: Sequence[Line]) -> Stop | None:
        """Freeze and approve what the lines plan: all, or none if something is not what it has to be."""
        return self._freeze(lines, "approved")

    def hand_over(self, lines: Sequence[Line]) -> Stop | None:
        """Write drafts for the coach to send by hand, of mails that are planned or wait for their time."""
        if stop := self._freeze(lines, "handed-over"):
            return stop
        for line in lines:
            self.outbox.name_draft(self.ledger.deliveries.of(line.folded)[-1])
        return None

    def _freeze(self, lines: Sequence[Line], state: DeliveryState) -> Stop | None:
        frozen: list[Delivery] = []
        replaced = [line.delivery for line in lines if line.delivery and line.delivery.is_open]
        if lines:
            self.ledger.conditions.begin("freezing", self.now)
        try:
            with self.outbox.freezing() as write:
                for line in lines:
                    made = self._prepare(line, is_draft=state == "handed-over")
                    if isinstance(made, Stop):
                        return made
                    delivery, message = made
                    frozen.append(delivery)
                    write(delivery.message, message)
            self.ledger.deliveries.add(frozen, state, self.now, replaced=replaced)
            frozen = replaced
        finally:
            for delivery in frozen:  # after the commit, those that were replaced
                self.outbox.throw_away(delivery.message)
        return None

    def _prepare(self, line: Line, *, is_draft: bool) -> tuple[Delivery, bytes] | Stop:
        """Return a mail and its message, read back and found to be what was meant."""
        client, made, to = line.parts
        pdf = self.checks.take_report(made)
        if isinstance(pdf, str):
            return stop_for(client.id, pdf, is_approved=False)
        revision = line.delivery.revision + 1 if line.delivery else 1
        date = self._date(None if is_draft else line.send_at)
        letter = self.writer.write(self._order(client, to, made, pdf, revision, date=date, is_draft=is_draft))
        message = compose(letter)
        if faults := inspect(message, letter.expected):
            return stop_for(client.id, " ".join(faults), is_approved=False)
        delivery = self._delivery(client, made, letter, message, revision)
        return replace(delivery, send_at=line.send_at), message

    def _order(  # noqa: PLR0913 - what a letter is ordered by
        self,
        client: Client,
        to: str,
        made: Made,
        pdf: bytes,
        revision: int,
        *,
        date: datetime,
        is_draft: bool,
    ) -> Order:
        domain = sender_of(self.writer.settings).address.rpartition("@")[2]
        key, folded = message_key(self.ledger), fold_id(client.id)
        return Order(
            client,
            to,
            made.language,
            pdf,
            message_id(key, folded, PURPOSE, revision, domain),
            date,
            event_uid(key, folded, domain),
            revision,
            is_draft=is_draft,
        )

    def _date(self, send_at: datetime | None) -> datetime:
        """Return the Date of a mail, to the second: when it is to go, not when it was approved for that.

        Programs sort by it, and filters take what comes days after its Date for spam.
        """
        moments = [moment.astimezone(UTC) for moment in (self.now, send_at) if moment]
        return max(moments).replace(microsecond=0)

    def _delivery(
        self, client: Client, made: Made, letter: Letter, message: bytes, revision: int
    ) -> Delivery:
        return Delivery(
            folded=fold_id(client.id),
            client=client.id,
            purpose=PURPOSE,
            revision=revision,
            recipient=letter.recipient,
            sender=letter.sender.address,
            sender_name=letter.sender.name,
            reply_to=letter.reply_to.address,
            reply_to_name=letter.reply_to.name,
            subject=letter.subject,
            language=made.language,
            date=letter.date,
            pdf=made.path,
            pdf_name=letter.pdf_name,
            pdf_digest=made.pdf_digest,
            input_digest=made.markup_digest,
            message=self.outbox.place(letter.message_id),
            message_digest=digest(message),
            message_id=letter.message_id,
            call_at=client.call_at,
            completed_at=client.completed_at,
        )


def withdraw(ledger: Ledger, outbox: Outbox, delivery: Delivery, now: datetime) -> Delivery:
    """Take back the approval of a mail that has not gone, and return it as it is then.

    Raises:
        LedgerError: it is on its way, or has gone.
    """
    withdrawn = ledger.deliveries.move(delivery, "composed", now, reason=TAKEN_BACK)
    outbox.throw_away(delivery.message)
    return withdrawn


def drop(ledger: Ledger, outbox: Outbox, delivery: Delivery, now: datetime) -> Delivery:
    """Take back a mail that was refused, or that the coach did not send by hand, with its message or draft.

    Raises:
        LedgerError: it is no such mail.
    """
    dropped = ledger.deliveries.move(delivery, "composed", now, reason=SENT_BY_NOBODY)
    outbox.throw_away(delivery.message)
    if delivery.state == "handed-over":
        outbox.throw_away(outbox.practice.relative(outbox.draft_of(delivery)))
    return dropped


def message_key(ledger: Ledger) -> bytes:
    """Return the key of Message-IDs; it is made when the first mail is approved.

    Raises:
        LedgerError: mails were sent, and the key that they were named by is gone.
    """
    if known := ledger.find_key(KEY):
        return known
    if ledger.deliveries.messages():
        raise LedgerError(
            "The ledger has lost the key by which mails are known again.",
            "Nothing was sent. Put outputs/ledger.backup.sqlite3 in its place, then run the command again.",
        )
    return ledger.key(KEY, lambda: secrets.token_bytes(_KEY_BYTES))
