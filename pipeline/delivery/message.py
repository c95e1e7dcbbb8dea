"""Puts together the message with a client's roadmap. Pure: the same letter always gives the same bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from pipeline.delivery.address import Mailbox, plain_address
from pipeline.delivery.inspection import CALENDAR, DRAFT, PDF, WHOLE, Expected
from pipeline.delivery.lines import is_line
from pipeline.delivery.mime import (
    Part,
    attachment,
    binary_part,
    multipart,
    text_part,
    write_mailbox,
    write_text,
)

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,253}>")
_BODIES = "=_bodies"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message is made from.

    ``text`` and ``html`` say the same. ``pdf`` may be None for a trial of the mail settings. ``calendar`` is
    an invitation (:mod:`pipeline.delivery.calendar`). ``date`` carries a zone.
    """

    sender: Mailbox
    reply_to: Mailbox
    recipient: str
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    pdf: bytes | None = None
    pdf_name: str = ""
    calendar: bytes | None = None
    is_draft: bool = False

    @property
    def expected(self) -> Expected:
        """What :func:`pipeline.delivery.inspection.inspect` has to find in the message."""
        return Expected(
            sender=self.sender,
            reply_to=self.reply_to,
            recipient=self.recipient,
            subject=self.subject,
            message_id=self.message_id,
            date=self.date,
            pdf_name=self.pdf_name if self.pdf is not None else "",
            pdf_digest=sha256(self.pdf).hexdigest() if self.pdf is not None else "",
            is_draft=self.is_draft,
        )


def to_coach(letter: Letter, coach: Mailbox, subject: str, message_id: str) -> Letter:
    """Return a client's letter as the coach gets it to look at: the same texts and PDF, and no invitation."""
    return replace(
        letter,
        recipient=coach.address,
        subject=subject,
        message_id=message_id,
        calendar=None,
        is_draft=False,
    )


def compose(letter: Letter) -> bytes:
    """Return the message as it goes over the wire; the same letter always gives the same bytes.

    Every line ends in CRLF and has at most 998 octets. All octets are ASCII, unless a mailbox has other
    letters (RFC 6532).

    Raises:
        ValueError: a value could not stand in a header; whoever made the letter has to see to that.
    """
    _refuse_unfit(letter)
    headers = [
        ("From", write_mailbox(letter.sender)),
        ("To", letter.recipient),
        ("Reply-To", write_mailbox(letter.reply_to)),
        ("Subject", write_text(letter.subject)),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", letter.message_id),
        *([DRAFT] if letter.is_draft else []),
        ("MIME-Version", "1.0"),
    ]
    whole = multipart("mixed", WHOLE, list(_parts(letter)))
    return Part((*headers, *whole.headers), whole.body).serialize()


def _refuse_unfit(letter: Letter) -> None:
    addresses = (letter.recipient, letter.sender.address, letter.reply_to.address)
    lines = (letter.subject, letter.sender.name, letter.reply_to.name, letter.pdf_name)
    if any(plain_address(address) != address for address in addresses):
        raise ValueError("a letter needs plain addresses, as plain_address() returns them")
    if not all(map(is_line, lines)) or not _MESSAGE_ID.fullmatch(letter.message_id):
        raise ValueError("a letter has a header that is no line of text")
    if letter.date.tzinfo is None:
        raise ValueError("a letter needs a date with a zone")


def _parts(letter: Letter) -> Iterator[Part]:
    bodies = [text_part("plain", letter.text), text_part("html", letter.html)]
    if letter.calendar is not None:
        kind = f"{CALENDAR}; charset=UTF-8; method=REQUEST"
        bodies.append(binary_part(kind, letter.calendar))
    yield multipart("alternative", _BODIES, bodies)
    if letter.pdf is not None:
        yield binary_part(PDF, letter.pdf, attachment(letter.pdf_name))
