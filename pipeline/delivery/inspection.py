"""Reads a message back before it is sent: it has to be what was approved, header by header. Pure."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import Parser
from email.utils import format_datetime
from hashlib import sha256

from pipeline.delivery.address import Mailbox
from pipeline.delivery.calendar import read_invitation
from pipeline.delivery.headers import decode, is_sound, read_headers

PDF, CALENDAR = "application/pdf", "text/calendar"
WHOLE = "=_whole"
"""The boundary between the texts and the PDF: no line of quoted-printable or Base64 holds ``=_``."""

DRAFT = ("X-Unsent", "1")
"""Lets Outlook open a file as a draft, with a button to send it."""

_OF_A_PART = {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a message has to be: the values of its headers, and the PDF by name and SHA-256.

    ``sender`` and ``reply_to`` are the coach's, ``recipient`` is one plain address; without a PDF its name
    and digest are "". A message for coaches who send by hand is a draft.
    """

    sender: Mailbox
    reply_to: Mailbox
    recipient: str
    subject: str
    message_id: str
    date: datetime
    pdf_name: str
    pdf_digest: str
    is_draft: bool = False


def inspect(message: bytes, expected: Expected) -> tuple[str, ...]:
    """Read a message back and return what is not exactly as it was meant; nothing if all is.

    The headers are read twice, from the octets and by the standard library. The sentences hold nothing of
    the client's.
    """
    if not is_sound(message):
        return ("The message has lines that mail does not allow.",)
    headers = read_headers(message)
    if headers is None:
        return ("The headers of the message cannot be read.",)
    wrong = (*_check_headers(dict(headers), [name for name, _ in headers], expected),)
    rest, content = _lift_file(message)
    parsed = Parser(EmailMessage, policy=policy.default).parsestr(rest.decode())
    return wrong or (*_check_parsed(parsed, expected), *_check_parts(parsed, content, expected))


def _meant(expected: Expected) -> Mapping[str, str]:
    """Return every header with its value, decoded and unfolded, in the order in which they stand."""
    draft = dict([DRAFT]) if expected.is_draft else {}
    return {
        "From": _shown(expected.sender),
        "To": expected.recipient,
        "Reply-To": _shown(expected.reply_to),
        "Subject": expected.subject,
        "Date": format_datetime(expected.date),
        "Message-ID": expected.message_id,
        **draft,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/mixed; boundary="{WHOLE}"',
    }


def _shown(mailbox: Mailbox) -> str:
    return f"{mailbox.name} <{mailbox.address}>" if mailbox.name else mailbox.address


def _check_headers(found: Mapping[str, str], names: list[str], expected: Expected) -> Iterator[str]:
    """Compare the headers as they stand in the octets."""
    meant = _meant(expected)
    if names != list(meant):
        yield "The message has other headers than a letter has."
        return
    for name, value in meant.items():
        read = decode(found[name])
        if name in {"From", "Reply-To"}:
            read = re.sub(r'^"([^"]*)" <', r"\1 <", read)
        if read != value:
            yield f"The header {name} is not what was approved."
        if name in {"From", "To", "Reply-To"} and found[name].count("@") != 1:
            yield f"The header {name} does not hold exactly one address."


def _check_parsed(parsed: EmailMessage, expected: Expected) -> Iterator[str]:
    """Compare addresses and subject as another program reads them."""
    if any(part.defects or part.preamble or (part.epilogue or "").strip() for part in parsed.walk()):
        yield "The message is not well formed."
    meant = {"From": expected.sender, "To": Mailbox(expected.recipient), "Reply-To": expected.reply_to}
    for name, mailbox in meant.items():
        # Python before 3.13 reads blanks between the encoded words of a name, which stand for none.
        read = [(address.addr_spec, _bare(address.display_name)) for address in parsed[name].addresses]
        if read != [(mailbox.address, _bare(mailbox.name))]:
            yield f"Another program reads the header {name} as something else."
    if parsed["Subject"] != expected.subject:
        yield "Another program reads the header Subject as something else."


def _bare(name: str) -> str:
    return "".join(name.split())


def _lift_file(message: bytes) -> tuple[bytes, bytes]:
    """Return the message without the content of its last part, and that content, if it is Base64.

    The standard library would take longer for it than for all the rest. Base64 can hide no other part.
    """
    before, start, part = message.rpartition(f"\r\n--{WHOLE}\r\n".encode())
    about, blank, coded = part.partition(b"\r\n\r\n")
    coded, end, after = coded.partition(f"\r\n--{WHOLE}--".encode())
    try:
        content = b64decode(coded.replace(b"\r\n", b""), validate=True)
    except Base64Error:
        return message, b""
    return before + start + about + blank + end + after, content


def _check_parts(parsed: EmailMessage, content: bytes, expected: Expected) -> Iterator[str]:
    """Compare what the message is made of, and the ``content`` of its last part with the PDF."""
    parts = list(parsed.iter_parts())
    texts = list(parts[0].iter_parts()) if parts else []
    kinds = [part.get_content_type() for part in texts]
    if kinds[:2] != ["text/plain", "text/html"] or kinds[2:] not in ([], [CALENDAR]):
        yield "The message has other texts than a letter has."
    if any(not set(part.keys()) <= _OF_A_PART for part in (*parts, *texts)):
        yield "A part of the message has headers of its own."
    files = [
        (part.get_content_type(), part["Content-Transfer-Encoding"], part.get_filename())
        for part in parts[1:]
    ]
    meant = [(PDF, "base64", expected.pdf_name)] if expected.pdf_digest else []
    if files != meant or (meant and sha256(content).hexdigest() != expected.pdf_digest):
        yield "The message does not hold exactly the PDF that was approved."
    if not all(_invites(part, expected) for part in texts[2:]):
        yield "The invitation is not from the coach to the recipient alone."


def _invites(part: MIMEPart, expected: Expected) -> bool:
    """Whether an invitation asks the recipient and nobody else, in the coach's name."""
    content = part.get_payload(decode=True)
    found = read_invitation(content if isinstance(content, bytes) else b"")
    coach = [(expected.sender.address,), (expected.reply_to.address,)]
    is_method_the_same = found.method == part.get_param("method")
    return is_method_the_same and found.organizers in coach and found.attendees == (expected.recipient,)
