"""From a client and their report to the letter that they get."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pipeline.delivery.address import Mailbox, plain_address
from pipeline.delivery.lines import is_line
from pipeline.delivery.message import Letter
from pipeline.errors import DeliveryError
from pipeline.models.client import Client
from pipeline.models.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What a letter is to be written for.

    ``recipient`` is a plain address, ``language`` that of the report whose bytes are ``pdf``; ``date`` is in
    UTC, to the second. ``event`` is the identity of the call in calendars, ``revision`` counts from 1.
    """

    client: Client
    recipient: str
    language: str
    pdf: bytes
    message_id: str
    date: datetime
    event: str
    revision: int
    is_draft: bool = False


class Writer(Protocol):
    """Writes letters by the practice's ``settings``: subject, texts, attachment, maybe an invitation."""

    @property
    def settings(self) -> Settings:
        """What the practice chose."""

    def write(self, order: Order) -> Letter:
        """Return the letter. Raises :class:`PipelineError` if a template cannot be filled."""

    def copy(self, order: Order) -> Letter:
        """Return the letter as the coach gets it to look at: as the client does, and marked as a copy."""


def sender_of(settings: Settings) -> Mailbox:
    """Return from whom the mails come.

    Raises:
        DeliveryError: the settings name no address.
    """
    return Mailbox(_address(settings.mail.sender or settings.practice.email, "from"), _coach(settings))


def reply_to_of(settings: Settings) -> Mailbox:
    """Return who gets the answers: the coach.

    Raises:
        DeliveryError: the settings name no address.
    """
    chosen = settings.mail.reply_to or settings.practice.email or settings.mail.sender
    return Mailbox(_address(chosen, "reply_to"), _coach(settings))


def _address(text: str, key: str) -> str:
    address = plain_address(text) if text else None
    if address is None:
        what = f'"{text}" is not one plain e-mail address' if text else "there is no address of the sender"
        raise DeliveryError(
            f"In roadmap.toml, [mail] {key}: {what}.",
            "Write the address that clients will see and answer to.",
        )
    return address


def _coach(settings: Settings) -> str:
    name = settings.practice.coach or settings.practice.name
    return " ".join(name.split()) if is_line(name) else ""
