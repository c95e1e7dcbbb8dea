"""What may stand on one line of a message, and how other characters are written there."""

import re

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_UNFIT = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff{_NONCHARACTERS}]"
)
"""Controls, ends of lines, marks that turn the direction of what follows, and code points of no character."""


def is_line(text: str) -> bool:
    """Whether a text is one line that reads as it looks: without controls, steering marks, blanks around."""
    return text == text.strip() and not _UNFIT.search(text)


def percent(text: str, kept: str) -> str:
    """Write a text with letters, digits and the signs in ``kept``, any other byte as ``%2F`` (RFC 3986)."""
    plain = frozenset(
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + kept.encode("ascii")
    )
    return "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in text.encode())
