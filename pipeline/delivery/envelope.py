"""The envelope of one mail and its text as they go over the wire (RFC 5321, 6152, 1870, 6531)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.delivery.address import plain_address
from pipeline.delivery.outcomes import Outcome

Offers = Mapping[str, tuple[str, ...]]
"""What a server can do, by keyword in capitals, each with its parameters."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """One sender, one recipient, and the text with CRLF and doubled dots, but without the final dot."""

    sender: str
    recipient: str
    text: bytes
    size: int
    """Octets of the message before dots were doubled, as the server counts them (RFC 1870)."""

    is_plain: bool
    """Whether every octet is ASCII."""

    is_international: bool
    """Whether an address or a header needs SMTPUTF8."""

    def obstacle(self, offers: Offers) -> Outcome | None:
        """Return why a server that offers this can never take the mail, or nothing."""
        most = offers.get("SIZE", ())
        if most and most[0].isdecimal() and 0 < int(most[0]) < self.size:
            told = f"{self.size / _MEGABYTE:.1f} MB are too much: the mail server takes "
            return Outcome("refused", f"{told}{int(most[0]) / _MEGABYTE:.1f} MB at most.")
        if self.is_international and "SMTPUTF8" not in offers:
            return Outcome("refused", "The mail server cannot send to an address with letters beyond a to z.")
        if not self.is_plain and "8BITMIME" not in offers:
            return Outcome("refused", "The mail server takes messages of plain ASCII only.")
        return None

    def announcement(self, offers: Offers) -> str:
        """Return the command that names the sender, with what the server has to know beforehand."""
        parts = [f"MAIL FROM:<{self.sender}>"]
        if "SIZE" in offers:
            parts.append(f"SIZE={self.size}")
        if not self.is_plain:
            parts.append("BODY=8BITMIME")
        if self.is_international:
            parts.append("SMTPUTF8")
        return " ".join(parts)


def seal(message: bytes, sender: str, recipient: str) -> Envelope | None:
    """Return the mail ready to be sent, or nothing where an address is not one plain address.

    Domains are written as machines do (``xn--``), which every server understands.
    """
    coach, client = plain_address(sender), plain_address(recipient)
    if coach is None or client is None:
        return None
    text = _LINE_END.sub(b"\r\n", message).removesuffix(b"\r\n") + b"\r\n"
    headers = text.partition(b"\r\n\r\n")[0]
    return Envelope(
        coach,
        client,
        _LEADING_DOT.sub(b"..", text),
        size=len(text),
        is_plain=text.isascii(),
        is_international=not (coach.isascii() and client.isascii() and headers.isascii()),
    )
