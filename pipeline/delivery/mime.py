"""Writes a message for the wire (RFC 5322, 2045–2047, 2231): every octet is decided here.

The standard library's writer folds and encodes differently from one version of Python to the next, and some
versions made headers out of names (CVE-2024-6923). Here a value is plain ASCII or encoded word by word, and
every body is quoted-printable or Base64: no text can begin a line of a header, or end a part.
"""

import re
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.delivery.address import Mailbox
from pipeline.delivery.lines import percent

EOL = "\r\n"
_FOLD = "\r\n "
_WIDEST = 76
"""Octets of a line with an encoded word (RFC 2047, 2); for others, a line of 78 is the custom."""

_BYTES_A_WORD = 39
"""A multiple of three, so that an encoded word has 64 octets, and the first fits behind its header's name."""

_PLAIN = re.compile(r"(?!.*=\?)[!-~]{1,40}(?: [!-~]{1,40})*")
_QUOTABLE = re.compile(r"(?!.*=\?)[ !#-\[\]-~]{1,60}")
_UNCODED = "-._~"


@dataclass(frozen=True, slots=True)
class Part:
    """A body with the headers that say what it is, in their order."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    def serialize(self) -> bytes:
        """Return headers, a blank line and the body."""
        lines = (f"{name}: {value}{EOL}" for name, value in self.headers)
        return "".join((*lines, EOL)).encode() + self.body


def write_text(text: str) -> str:
    """Return one line of text as a header holds it: as it stands, or as encoded words (RFC 2047)."""
    return _fold(text.split()) if not text or _PLAIN.fullmatch(text) else _encode(text)


def write_mailbox(mailbox: Mailbox) -> str:
    """Return an address with its name as a header holds it. Its mailbox part may be UTF-8 (RFC 6532)."""
    if not mailbox.name:
        return mailbox.address
    is_plain = _QUOTABLE.fullmatch(mailbox.name)
    shown = f'"{mailbox.name}"' if is_plain else _encode(mailbox.name)
    return f"{shown}{_FOLD}<{mailbox.address}>"


def text_part(kind: str, text: str) -> Part:
    """Return a text as quoted-printable: readable as it stands where it is ASCII."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    coded = b2a_qp(lines.encode(), istext=True).replace(b"\n", EOL.encode())
    headers = (
        ("Content-Type", f"text/{kind}; charset=utf-8"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return Part(headers, coded)


def binary_part(content_type: str, content: bytes, *more: tuple[str, str]) -> Part:
    """Return a file as Base64, with ``more`` headers."""
    coded = encodebytes(content).replace(b"\n", EOL.encode())
    return Part((("Content-Type", content_type), ("Content-Transfer-Encoding", "base64"), *more), coded)


def attachment(name: str) -> tuple[str, str]:
    """Return the header that makes a part a file to keep; other letters than ASCII as RFC 2231 has them."""
    is_plain = _QUOTABLE.fullmatch(name)
    written = f'filename="{name}"' if is_plain else f"filename*=utf-8''{percent(name, _UNCODED)}"
    return "Content-Disposition", f"attachment;{_FOLD}{written}"


def multipart(kind: str, boundary: str, parts: Sequence[Part]) -> Part:
    """Return parts as one. No coded line can hold a ``boundary`` that begins with ``=_``."""
    opening, closing = f"--{boundary}{EOL}".encode(), f"--{boundary}--{EOL}".encode()
    between = EOL.encode()
    body = b"".join(opening + part.serialize() + between for part in parts) + closing
    return Part((("Content-Type", f'multipart/{kind}; boundary="{boundary}"'),), body)


def _fold(words: Sequence[str]) -> str:
    """Join words by blanks, with a fold before each that would make a line too wide."""
    lines: list[str] = []
    room = 0
    for word in words:
        if lines and len(word) < room:
            lines[-1] += f" {word}"
            room -= len(word) + 1
        else:
            room = _WIDEST - len("Subject: ") - len(word)
            lines.append(word)
    return _FOLD.join(lines)


def _encode(text: str) -> str:
    return _FOLD.join(f"=?utf-8?B?{b64encode(piece).decode()}?=" for piece in _pieces(text))


def _pieces(text: str) -> list[bytes]:
    """Part a text into pieces of UTF-8 between letters, each short enough for an encoded word."""
    pieces = [b""]
    for letter in text:
        coded = letter.encode()
        if len(pieces[-1]) + len(coded) > _BYTES_A_WORD:
            pieces.append(b"")
        pieces[-1] += coded
    return pieces
