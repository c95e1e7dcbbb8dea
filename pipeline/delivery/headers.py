"""Reads the headers of a message from its octets, without the standard library's parser.

What a mail server and a recipient's program will see is checked twice, by two readers that share nothing.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error

_FIELD = re.compile(r"([A-Za-z][A-Za-z-]*): (.*)", re.DOTALL)
_FOLD = re.compile(r"\r\n(?=[ \t])")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_WORD = re.compile(r"=\?utf-8\?B\?([A-Za-z0-9+/]*={0,2})\?=")
LONGEST_LINE = 998
"""Octets of a line without its CRLF (RFC 5322, 2.1.1)."""


def is_sound(message: bytes) -> bool:
    """Whether any server takes a message as it stands.

    Every line ends in CRLF, also the last, none is longer than 998 octets; below the headers all is ASCII.
    """
    lines = message.split(b"\r\n")
    *_, last = lines
    are_ended = message.count(b"\r") == message.count(b"\n") == len(lines) - 1 and not last
    _, _, body = message.partition(b"\r\n\r\n")
    return are_ended and b"\0" not in message and body.isascii() and max(map(len, lines)) <= LONGEST_LINE


def read_headers(message: bytes) -> tuple[tuple[str, str], ...] | None:
    """Return names and values in their order, unfolded but still encoded; None if they cannot be read."""
    block, gap, _ = message.partition(b"\r\n\r\n")
    try:
        lines = re.split(r"\r\n(?![ \t])", block.decode())
    except UnicodeDecodeError:
        return None
    found = [_FIELD.fullmatch(line) for line in lines]
    if not gap or not all(found):
        return None
    return tuple((field[1], _FOLD.sub("", field[2])) for field in found if field)


def decode(value: str) -> str:
    """Return a value with its encoded words decoded, the blanks between them left out (RFC 2047, 6.2).

    What is not coded as messages are written here stays as it is.
    """
    pieces = _WORD.split(_BETWEEN_WORDS.sub(r"\1", value))
    try:
        coded = [b64decode(piece) if index % 2 else piece.encode() for index, piece in enumerate(pieces)]
        return b"".join(coded).decode()
    except (Base64Error, UnicodeDecodeError):
        return value
