"""Free text and e-mail addresses. Both travel into pages and messages, so nothing invisible passes."""

import re
import unicodedata

from pipeline.intake.values.fault import Fault
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.places import Cell, as_text

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Control characters, marks that reorder what follows, byte order marks and halves of characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# What a ticked or unticked box leaves in a cell.
_TRUTHS = frozenset({"TRUE", "FALSE"})
_ONE_LINE = frozenset({"id", "name", "role_title"})
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n[\s]*\n")

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_LONGEST_ADDRESS = 254
_LONGEST_MAILBOX = 64
_EXAMPLE = "Write one address alone, such as name@example.com."


def parse_text(cell: Cell, question: Question) -> str | Fault | None:
    """Return text in composed form (NFC), without what cannot be seen; None if nothing is left.

    A name, an id or a role title is one line.
    """
    if not isinstance(cell, str | int | float):
        return Fault("This is a date or a time, not words.", "Format the cell as text and write it again.")
    text = clean(as_text(cell))
    if text in _TRUTHS:
        return Fault(f"{text} says nothing here.", "Write the answer in words.")
    if question.role in _ONE_LINE:
        text = " ".join(text.split())
    if len(text) > question.characters:
        message = f"This text has {len(text):,} characters; {question.characters:,} can be used."
        return Fault(message, "Shorten the text.")
    return text or None


def clean(text: str) -> str:
    """Return text in composed form, without control characters; at most one blank line in a row."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def parse_email(cell: Cell, question: Question) -> str | Fault:
    """Return one plain e-mail address as it was typed. Blanks around it are dropped, none inside."""
    text = as_text(cell).strip(" \N{NO-BREAK SPACE}")
    fits = len(text) <= min(_LONGEST_ADDRESS, question.characters)
    if fits and _ADDRESS.fullmatch(text) and text.index("@") <= _LONGEST_MAILBOX:
        return text
    if text.count("@") > 1 or any(sign in text for sign in "<>,;"):
        return Fault("This is more than one plain e-mail address.", _EXAMPLE)
    return Fault("This is not an e-mail address.", _EXAMPLE)
