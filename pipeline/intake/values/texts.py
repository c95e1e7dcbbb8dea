"""Free text. It travels into pages and messages, so nothing invisible passes."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from pipeline.intake.values.characters import INVISIBLE, TRUTHS, is_visible
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.numbers import EXACT
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.places import Cell, as_text

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_ONE_LINE = frozenset({"id", "name", "role_title"})
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n[\s]*\n")
# How a spreadsheet shows a long number that it was not told to keep as text: 9.71501E+11.
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}")
_LONGEST_SHORTENED = 30

# Two and more characters of Windows-1252 above ASCII, as letters in UTF-8 become when read in the wrong way.
_FOREIGN = re.compile("[\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")
# Of what such a run stands for when rightly read: the letters of Latin-1 and Latin Extended-A, then scripts
# from Greek on. In between are rare letters, of which É… and the like would be taken.
_RARE = re.compile("[\u0180-\u036f]")
# What stands for other letters in a file that was saved in an encoding without them.
_LOST = re.compile(r"[\s?.,]*\?{2}[\s?.,]*")

_QUESTIONED = Fault(
    "There is a question mark in this name, as stands for letters that were lost when the file was saved.",
    "Type the name again, or export the file again as UTF-8 or as a workbook.",
)
_NO_LETTERS = Fault("There is no letter in this name.", "Write the client's name.")


def parse_text(cell: Cell, question: Question) -> str | Fault | None:
    """Return text in composed form (NFC), without what cannot be seen; None if nothing is left.

    A name, an id or a role title is one line, and no date.
    """
    in_one_line = question.role in _ONE_LINE
    if not isinstance(cell, str):
        if in_one_line and isinstance(cell, date | time | timedelta):
            return Fault(
                "This is a date or a time, not words.", "Format the cell as text and write it again."
            )
        if isinstance(cell, int | float) and abs(cell) >= EXACT:
            return Fault(
                "The spreadsheet has kept only the first 15 figures of this long number.",
                "Format the cell as text and type the whole number again.",
            )
        cell = _plainly(cell)
    text = clean(cell)
    if in_one_line:
        text = " ".join(text.split())
    fault = _faulty(text, question) or (_faulty_name(text) if question.role == "name" else None)
    return fault or (text if text.isascii() or is_visible(text) else "") or None


def _faulty(text: str, question: Question) -> Fault | None:
    if text in TRUTHS:
        return Fault("This is a tick box, which says nothing here.", "Write the answer in words.")
    if len(text) > question.characters:
        message = f"This text has {len(text):,} characters; {question.characters:,} can be used."
        return Fault(message, "Shorten the text.")
    if "E+" in text and len(text) <= _LONGEST_SHORTENED and _SHORTENED.fullmatch(text):
        return Fault(
            "The spreadsheet has shortened a long number here.",
            "Format the cell as text and type the whole number again.",
        )
    return None


def _faulty_name(text: str) -> Fault | None:
    """Return what is wrong with a name; none is written without a letter of any script."""
    if "?" in text:
        return _QUESTIONED
    return _NO_LETTERS if is_visible(text) and not any(map(str.isalpha, text)) else None


def _plainly(cell: Cell) -> str:
    """Return what is no text, such as a date that a spreadsheet made of words, as a person would write it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"
    return as_text(cell)


def clean(text: str) -> str:
    """Return text in composed form, without control characters; at most one blank line in a row."""
    if text.isprintable() and "  " not in text:
        if text.isascii():  # as most texts are, which are in composed form already
            return text.strip()
        if not INVISIBLE.search(text):
            return unicodedata.normalize("NFC", text).strip()
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", _BREAKS.sub("\n", text)))
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def is_broken_encoding(text: str) -> bool:
    """Whether a text looks as if it was read or saved in the wrong encoding: "JosÃ©" for José, "????"."""
    if text.isascii():
        return "??" in text and _LOST.fullmatch(text) is not None
    return "\N{REPLACEMENT CHARACTER}" in text or any(map(_is_misread, _FOREIGN.findall(text)))


def _is_misread(run: str) -> bool:
    """Whether some characters are letters of UTF-8 that were taken for Windows-1252 or Latin-1."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return not _RARE.search(run.encode(encoding).decode("utf-8"))
        except UnicodeError:
            continue
    return False
