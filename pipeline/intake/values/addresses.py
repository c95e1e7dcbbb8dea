"""E-mail addresses: one plain address as RFC 5321 and, for other letters, RFC 6531 can deliver it."""

import re
import unicodedata
from collections.abc import Callable, Collection
from itertools import zip_longest

from pipeline.intake.values.characters import INVISIBLE
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.scripts import has_odd_latin, mixes_scripts, passes_for_latin
from pipeline.spreadsheets.folding import domain_forms, fold_address
from pipeline.spreadsheets.places import Cell

_MAILBOX = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(
    rf"{_MAILBOX}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+"
    r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
LONGEST = 254
"""No address has more bytes in UTF-8 (RFC 5321, erratum 1690)."""

_LONGEST_MAILBOX = 64
_ALONE = "Write one address alone, such as name@example.com."
_AGAIN = "Delete what the cell holds and type the address again, letter by letter."
_WIDE = re.compile("[\uff01-\uff5e\u3002\uff61]")
_BETWEEN = re.compile(r"[\s,;/|<>]")
_DOTS = re.compile(r"^\.|\.@|@\.|\.\.|\.$")
_NUMERIC = re.compile(r"@(?:\[.*\]|[0-9.]+)$", re.DOTALL)

_LOOKALIKE = Fault(
    "Letters of this address are unusual and look like plain ones, as in a forged address.",
    "Type the address again in plain letters; or, if it is right, list it as one of the confirmed_addresses"
    " under [intake] in roadmap.toml.",
)
_NOT_ONE = Fault("This is not an e-mail address.", _ALONE)
_SEVERAL = Fault("There is more than one e-mail address here.", f"Keep one. {_ALONE}")
_TOO_LONG = Fault("This address is longer than any that mail can reach.", f"Correct it. {_ALONE}")


def _holds_several(text: str) -> bool:
    """Whether something that stands between addresses stands between two @."""
    first, last = text.find("@"), text.rfind("@")
    return _BETWEEN.search(text, first + 1, max(last, 0)) is not None


# Why a text is no plain address. The first that holds is told, so the special stand before the general.
_REASONS: tuple[tuple[Callable[[str], object], Fault], ...] = (
    (
        re.compile(r"[\r\n\v\f\x85\u2028\u2029]").search,
        Fault("There is a line break in this address.", f"Remove it. {_ALONE}"),
    ),
    (INVISIBLE.search, Fault("There are characters in this address that cannot be seen.", _AGAIN)),
    (
        _WIDE.search,
        Fault("There are wide letters or signs in this address.", f"Type it in plain letters. {_ALONE}"),
    ),
    (
        re.compile(r"=\?.*\?=", re.DOTALL).search,
        Fault("This is the coded form in which mail programs pass names on.", _ALONE),
    ),
    (_holds_several, _SEVERAL),
    (
        re.compile("[<>]").search,
        Fault("There is more than the address here.", f"Leave out the name and < and >. {_ALONE}"),
    ),
    (
        re.compile("^(?:mailto|e-?mail) *:", re.IGNORECASE).search,
        Fault("There is a word with a colon before the address.", f"Leave it out. {_ALONE}"),
    ),
    (lambda text: "@" not in text, Fault("There is no @ here, so this is no e-mail address.", _ALONE)),
    (
        lambda text: text.count("@") > 1,
        Fault("There is more than one @ in this address.", f"Correct it. {_ALONE}"),
    ),
    (lambda text: not _can_be_reached(text), _TOO_LONG),
    (
        re.compile('["\\\\]').search,
        Fault("There are quotation marks in this address.", f"Leave them out. {_ALONE}"),
    ),
    (
        re.compile("[()]").search,
        Fault("There are brackets in this address.", f"Leave out what they hold. {_ALONE}"),
    ),
    (re.compile(r"\s").search, Fault("There is a blank inside this address.", f"Remove it. {_ALONE}")),
    (_NUMERIC.search, Fault("There are numbers where the name of a mail provider belongs.", _ALONE)),
    (
        re.compile("[,;:]").search,
        Fault("There is a comma, semicolon or colon in this address.", f"Remove it. {_ALONE}"),
    ),
    (_DOTS.search, Fault("There is a dot in this address where none can be.", f"Remove it. {_ALONE}")),
    (
        re.compile(r"@[^.]*$").search,
        Fault("The address ends before the dot of its domain, such as .com.", f"Write it whole. {_ALONE}"),
    ),
)


def parse_email(cell: Cell, characters: int, confirmed: Collection[str]) -> str | Fault:
    """Return one plain e-mail address as it was typed. Blanks around it are dropped, none inside.

    ``confirmed`` are folded addresses that the coach knows to be right although letters look like others.
    """
    if not isinstance(cell, str):
        return Fault("This is a number or a date, not an e-mail address.", _ALONE)
    text = cell.strip(" \N{NO-BREAK SPACE}")
    fits = len(text) <= characters
    if (
        fits
        and _ADDRESS.fullmatch(text)
        and _can_be_reached(text)
        and "=?" not in text
        and "xn--" not in text.casefold()
    ):
        return text
    if len(text) > LONGEST:  # which no pattern is to search
        return _SEVERAL if _holds_several(text) else _TOO_LONG
    for holds, fault in _REASONS:
        if holds(text):
            return fault
    return _international(unicodedata.normalize("NFC", text), confirmed) if fits else _NOT_ONE


def is_lookalike(address: str) -> bool:
    """Whether letters of a plain address look like others, so that it may pass for somebody else's."""
    forms = None if address.isascii() else domain_forms(address.partition("@")[2])
    return forms is not None and _is_lookalike(unicodedata.normalize("NFC", address), forms[1])


def _can_be_reached(text: str) -> bool:
    mailbox = text.partition("@")[0]
    return len(text.encode()) <= LONGEST and len(mailbox.encode()) <= _LONGEST_MAILBOX


def _international(text: str, confirmed: Collection[str]) -> str | Fault:
    """Return an address with other letters than a–z, if they cannot be taken for others."""
    mailbox, _, domain = text.partition("@")
    forms = domain_forms(domain)
    if not forms or not _ADDRESS.fullmatch(f"{''.join(map(_as_plain, mailbox))}@{forms[0]}"):
        return _NOT_ONE
    if _is_lookalike(text, forms[1]) and fold_address(text) not in confirmed:
        return _LOOKALIKE
    return text


def _as_plain(sign: str) -> str:
    """Return a plain letter for a letter or digit of any script, nothing for a mark upon one."""
    kind = "" if sign.isascii() else unicodedata.category(sign)
    if kind == "Nd" or kind.startswith("L"):
        return "a"
    return "" if kind.startswith("M") else sign


def _is_lookalike(text: str, read: str) -> bool:
    """Whether a part mixes scripts or styles of letters, or passes for Latin.

    ``read`` is the domain as mail reads it: it has to be what was typed. In a domain that ends in another
    script, letters like Latin ones are what they seem.
    """
    mailbox, _, domain = text.partition("@")
    pairs = zip_longest(domain.lower().split("."), read.split("."), fillvalue="")
    is_mapped = any(typed != meant and not typed.startswith("xn--") for typed, meant in pairs)
    if is_mapped or not unicodedata.is_normalized("NFKC", text):
        return True
    parts = (mailbox, *read.split("."))
    if any(mixes_scripts(part) or has_odd_latin(part) for part in parts):
        return True
    return parts[-1].isascii() and any(map(passes_for_latin, parts))
