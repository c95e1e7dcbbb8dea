"""A file as the texts that are in it: PDFs read, mails decoded, archives unpacked, whatever lies in what."""

import gzip
import html
import io
import re
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
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
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\x00", "database"),
)
_SHUT = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
"""How files begin that are packed in a way that nothing here unpacks."""

_OFFICE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
"""How office programs' old files begin, and what stands in one around a new file with a password."""

_CODES = ("cp1252", "cp1256")
"""What a text may be written in that is not UTF-8: as Windows writes the languages of the built-in kit."""

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
    if form == "other" and (text := _text_of(content)) is not None:
        yield from _of_text(text, content)
        return
    yield View(None, content)
    if form == "other" and (not depth or content.startswith(_OFFICE)):
        yield from _of_wide(content)
    if depth > _DEEPEST or _is_shut(content):
        raise UnreadableError
    if form == "PDF":
        yield from _of_pdf(content, depth)
    elif form == "archive":
        yield from _of_archive(content, depth)
    elif form == "mail":
        yield from _of_mail(content, depth)


def _text_of(content: bytes) -> str | None:
    """Return bytes as the text that they are, UTF-8 or marked as UTF-16; None if they are none."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return None if b"\0" in content else content.decode("utf-8", "replace")


def _of_wide(content: bytes) -> Iterator[View]:
    """Yield bytes as if letters took two of them, as in the files of old office programs."""
    for start in (0, 1):
        for code in ("utf-16-le", "utf-16-be"):
            yield View(None, content[start:].decode(code, "ignore").encode("utf-8", "ignore"))


def _is_shut(content: bytes) -> bool:
    """Whether a file is packed or locked in a way that nothing here opens."""
    return content.startswith(_SHUT) or (content.startswith(_OFFICE) and _LOCKED in content)


def _of_text(text: str, content: bytes) -> Iterator[View]:
    """Yield a text, and if it has markup, what is read without that; it may be in one of the old codes."""
    yield View(text, content)
    if "\ufffd" in text:
        yield from (View(content.decode(code, "replace")) for code in _CODES)
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
        if content.startswith(b"\x1f"):
            yield from views_of(_inflate(content), depth + 1)
            return
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield View(member.filename)
                if member.file_size > _MOST_BYTES:
                    raise UnreadableError
                yield from views_of(archive.read(member), depth + 1)
    except BROKEN as error:
        raise UnreadableError from error


def _inflate(content: bytes) -> bytes:
    with gzip.open(io.BytesIO(content)) as packed:
        inflated = packed.read(_MOST_BYTES + 1)
    if len(inflated) > _MOST_BYTES:
        raise UnreadableError
    return inflated


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
