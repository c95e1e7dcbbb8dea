"""Texts made comparable: what a person would call the same header, label or name becomes the same key."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline.spreadsheets import decoration
from pipeline.spreadsheets.places import Cell, as_text
from pipeline.spreadsheets.tables import Cells

DASHES = "-‐‑‒–—―−﹘﹣－"
"""Every sign that is typed for a dash, to stand first in a class of a pattern."""

_DASH = re.compile(rf"(\d)\s*[{DASHES}]\s*(?=\d)")
_PLUS = re.compile(r"(\d)\s*\+")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# Letters and digits; and what makes a number another one: 1-4, 1.5, 3+.
_KEPT = re.compile(r"[^\W_]+|(?<=\d)[-.](?=\d)|(?<=\d)\+")
_LONGEST_DOMAIN = 253
_LONGEST_APART = 2 * decoration.LONGEST  # accents and ligatures taken apart
_LONGEST_ROW = 100_000
# One cell is looked up in several lists, one after the other; many addresses share a few domains.
_RECENT = 64
ALIKE = str.maketrans(
    {
        "\N{ARABIC TATWEEL}": None,
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    }
)
"""Arabic letters that are often typed one for the other, and the stretch inside a word."""


@lru_cache(_RECENT)
def fold(text: str) -> str:
    """Return the key of a header or label: no case, accents, tags, white space or punctuation.

    Every kind of dash between two digits is the same dash, and digits of every script are the same digits.
    A text that is too long for a header or label, also when its ligatures are taken apart, has no key.
    """
    if len(text) > decoration.LONGEST:
        return ""
    plain = decoration.TAG.sub(" ", text).casefold()
    if not plain.isascii():
        plain = western_digits(unicodedata.normalize("NFKD", plain).translate(ALIKE))
        if len(plain) > _LONGEST_APART:
            return ""
    return "".join(_KEPT.findall(_PLUS.sub(r"\1+", _DASH.sub(r"\1-", plain))))


def fold_name(text: str) -> str:
    """Return the key by which names are compared: no case, no double spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_address(address: str) -> str:
    """Return the key by which e-mail addresses are compared: no case, and one spelling of each part.

    A domain with other letters than a–z is the same as its form for machines (RFC 5891, UTS 46):
    ``maya@münchen.de`` is ``maya@xn--mnchen-3ya.de``. What is no address is folded as a name is.
    """
    if address.isascii():
        return " ".join(address.casefold().split())
    mailbox, at, domain = address.strip().rpartition("@")
    forms = domain_forms(unicodedata.normalize("NFKC", domain)) if at else None
    if not forms:
        return fold_name(address)
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", mailbox).casefold())
    return " ".join(f"{folded}@{forms[0]}".split())


@lru_cache(_RECENT)
def domain_forms(domain: str) -> tuple[str, str] | None:
    """Return a domain as machines write it (a–z, digits and hyphens) and as people read it.

    None if it can be no domain.
    """
    import idna

    if len(domain) > _LONGEST_DOMAIN:
        return None
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        return encoded, idna.decode(encoded)
    except (idna.IDNAError, UnicodeError):
        return None


def western_digits(text: str) -> str:
    """Return the text with the digits of every script as 0–9."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def fold_header(cell: Cell) -> str:
    """Return the key of a header cell; one that holds a number or date counts as its text."""
    return fold(as_text(cell))


def recognised(cells: Cells, headers: frozenset[str]) -> int:
    """Return how many known headers a row holds; one with far more words than any header holds none."""
    lengths = (len(cell) for cell in cells if isinstance(cell, str))
    if sum(length for length in lengths if length <= decoration.LONGEST) > _LONGEST_ROW:
        return 0
    found = (next((key for key in _header_keys(cell) if key in headers), None) for cell in cells)
    return len({key for key in found if key})


def _header_keys(cell: Cell) -> Iterator[str]:
    """Yield the keys of a header: as it stands, then without what tools and people put around it."""
    yield fold_header(cell)
    if isinstance(cell, str):
        plain = decoration.bare(cell)
        marked = decoration.marked(plain)
        for part in (plain, decoration.unnumbered(plain), marked and marked[1], decoration.row_label(plain)):
            if part and part != cell:
                yield fold(part)
