"""The right person: looked at right before sending, on the bytes as they lie there. Nothing is trusted.

A PDF says whose it is and from which input: client id and input digest. It cannot say to which mail it
belongs. A revision counts approvals, which come after printing, and the same input has to give the same bytes
however often it is approved. The message says it instead: its Message-ID is made of client, purpose and
revision under the practice's key, stands in the ledger beside them, and is compared when it is read back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.delivery.address import Mailbox
from pipeline.delivery.inspection import Expected, inspect
from pipeline.files import digest
from pipeline.models.client import fold_id
from pipeline.models.delivery import Delivery
from pipeline.models.making import Made
from pipeline.workflow.sending.outbox import Outbox

PDF_GONE = "The PDF is no longer there."
PDF_CHANGED = "The PDF was changed since it was approved."
PDF_FOREIGN = "The PDF says that it is another client's, or from other answers."
MESSAGE_GONE = "The frozen message is no longer there."
MESSAGE_CHANGED = "The frozen message was changed since it was approved."


@dataclass(frozen=True, slots=True)
class Checks:
    """Looks at mails in the practice's folder ``root``."""

    root: Path
    outbox: Outbox

    def take_report(self, made: Made) -> bytes | str:
        """Read a report that is about to be approved and return it, or say what is wrong with it."""
        pdf = self._read_pdf(made.path)
        fault = _pdf_fault(pdf, made.pdf_digest, made.client, made.markup_digest)
        return fault if pdf is None else fault or pdf

    def message_fault(self, delivery: Delivery) -> str:
        """Say what is wrong with an approved mail; "" if every part of it is what was approved."""
        return next(self._faults(delivery), "")

    def _faults(self, delivery: Delivery) -> Iterator[str]:
        pdf = self._read_pdf(delivery.pdf)
        if fault := _pdf_fault(pdf, delivery.pdf_digest, delivery.client, delivery.input_digest):
            yield fault
        message = self.outbox.read(delivery.message)
        if message is None:
            yield MESSAGE_GONE
        elif digest(message) != delivery.message_digest:
            yield MESSAGE_CHANGED
        else:
            yield from inspect(message, expected_of(delivery))

    def take(self, delivery: Delivery) -> bytes | str:
        """Read PDF and message once more and return the message to send, or say what has changed.

        Everything else was looked at when the run began; equal digests mean that it still holds.
        """
        pdf, message = self._read_pdf(delivery.pdf), self.outbox.read(delivery.message)
        if pdf is None or digest(pdf) != delivery.pdf_digest:
            return PDF_GONE if pdf is None else PDF_CHANGED
        if message is None or digest(message) != delivery.message_digest:
            return MESSAGE_GONE if message is None else MESSAGE_CHANGED
        return message

    def _read_pdf(self, place: str) -> bytes | None:
        """Return the bytes of a PDF as they are now, or None if there is none to read."""
        try:
            return (self.root / place).read_bytes()
        except OSError:
            return None


def expected_of(delivery: Delivery) -> Expected:
    """Return what the message of an approved mail has to be."""
    return Expected(
        sender=Mailbox(delivery.sender, delivery.sender_name),
        reply_to=Mailbox(delivery.reply_to, delivery.reply_to_name),
        recipient=delivery.recipient,
        subject=delivery.subject,
        message_id=delivery.message_id,
        date=delivery.date,
        pdf_name=delivery.pdf_name,
        pdf_digest=delivery.pdf_digest,
    )


def _pdf_fault(pdf: bytes | None, expected: str, client: str, input_digest: str) -> str:
    from pipeline.rendering.printing.archive import read_identity

    if pdf is None:
        return PDF_GONE
    if digest(pdf) != expected:
        return PDF_CHANGED
    said = read_identity(pdf)
    if said is None or fold_id(said.client_id) != fold_id(client) or said.input_digest != input_digest:
        return PDF_FOREIGN
    return ""
