"""Addresses that a message may go to or come from: one plain address, and nothing that could mean two."""

import re
import unicodedata
from dataclasses import dataclass

from pipeline.spreadsheets.folding import domain_forms

LONGEST = 254
"""No address has more bytes in UTF-8 (RFC 5321, erratum 1690)."""

_LONGEST_MAILBOX = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TOP_LEVEL = re.compile(r".*\.[a-z](?:[a-z0-9-]*[a-z0-9])")
_CODED = "=?"
"""How an encoded word begins (RFC 2047); some readers would decode it wherever it stands."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A plain address, and the name that is shown beside it; "" without one."""

    address: str
    name: str = ""


def plain_address(text: str) -> str | None:
    """Return one plain address as servers take it, or None for whatever is not exactly that.

    No name, quotation marks, comments, lists, controls, blanks or invisible characters; the domain comes out
    in the form for machines (``xn--…``). A mailbox with other letters than ASCII stays as it is: it can be
    reached only where the server offers SMTPUTF8 (RFC 6531).
    """
    if len(text) > LONGEST or not unicodedata.is_normalized("NFKC", text) or _CODED in text:
        return None
    mailbox, _, domain = text.partition("@")
    if not (_MAILBOX.fullmatch(_as_ascii(mailbox)) and _DOMAIN.fullmatch(_as_ascii(domain))):
        return None
    forms = domain_forms(domain)
    if forms is None or not _TOP_LEVEL.fullmatch(forms[0]):
        return None
    address = f"{mailbox}@{forms[0]}"
    fits = len(mailbox.encode()) <= _LONGEST_MAILBOX and len(address.encode()) <= LONGEST
    return address if fits else None


def _as_ascii(text: str) -> str:
    """Return a text with a plain letter for each letter or digit of any script, nothing for a mark on one."""
    return "".join(letter if letter.isascii() else _stand_in(letter) for letter in text)


def _stand_in(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Nd" or kind.startswith("L"):
        return "a"
    return "" if kind.startswith("M") else letter
