"""A file as the texts that are in it: PDFs read, mails decoded, archives unpacked, whatever lies in what."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import Literal

from pipeline.spreadsheets.archives import BROKEN

Form = Literal["PDF", "mail", "archive", "database", "other"]

_TAG = re.compile(r"<[^<>]*>")
_MAIL = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_FORMS: tuple[tuple[bytes, Form], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "archive"),
    (b"SQLite format 3\x00", "database"),
)
_DEEPEST = 5
_MOST_BYTES = 200_000_000
"""The most that a member of an archive may unpack to. What is larger was made to be."""


class UnreadableError(Exception):
    """A file cannot be taken apart, so that only its bytes can be searched."""


@dataclass(frozen=True, slots=True)
class View:
    """What a file, or a part of one, is when it is looked at: a text, or bytes that are none.

    What a text was decoded from is there as well.
    """

    text: str | None
    content: bytes = b""


def form_of(content: bytes) -> Form:
    """Return what kind of file some bytes are, by how they begin."""
    for beginning, form in _FORMS:
        if content.startswith(beginning):
            return form
    return "mail" if _MAIL.match(content) else "other"


def views_of(content: bytes, depth: int = 0) -> Iterator[View]:
    """Yield a text as it is read, or the bytes of anything else as they are and all that is packed in them.

    Raises :class:`UnreadableError` if something in it cannot be; what could be was yielded before.
    """
    form = form_of(content)
    if form == "other" and b"\0" not in content:
        yield from _of_text(content)
        return
    yield View(None, content)
    if depth > _DEEPEST:
        raise UnreadableError
    if form == "PDF":
        yield from _of_pdf(content, depth)
    elif form == "archive":
        yield from _of_archive(content, depth)
    elif form == "mail":
        yield from _of_mail(content, depth)


def _of_text(content: bytes) -> Iterator[View]:
    """Yield a text, and if it has markup, what is read without that."""
    text = content.decode("utf-8", "replace")
    yield View(text, content)
    if "<" in text or "&" in text:
        yield View(html.unescape(_TAG.sub(" ", text)))
        yield View(html.unescape(_TAG.sub("", text)))


def _of_pdf(content: bytes, depth: int) -> Iterator[View]:
    from pipeline.preview.pictures import read_text
    from pipeline.rendering.printing.archive import read_strings

    try:
        for found in read_strings(content):
            if isinstance(found, str):
                yield View(found)
            else:
                yield from views_of(found, depth + 1)
        yield View("\n".join(read_text(content)))
    except ValueError as error:
        raise UnreadableError from error


def _of_archive(content: bytes, depth: int) -> Iterator[View]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield View(member.filename)
                if member.file_size > _MOST_BYTES:
                    raise UnreadableError
                yield from views_of(archive.read(member), depth + 1)
    except BROKEN as error:
        raise UnreadableError from error


def _of_mail(content: bytes, depth: int) -> Iterator[View]:
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    try:
        for part in message.walk():
            for name, value in part.items():
                yield View(f"{name}: {value}")
            if not part.is_multipart():
                body = part.get_payload(decode=True)
                yield from views_of(body if isinstance(body, bytes) else b"", depth + 1)
    except (MessageError, ValueError, LookupError) as error:
        raise UnreadableError from error
