"""Titles of sheets as spreadsheet programs allow them."""

import re
from collections.abc import Iterable

from pipeline.spreadsheets.stored import escaped

CHARACTERS = 31
"""The longest title of a sheet."""

_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffd]")
_RESERVED = "history"  # by Excel, for the record of changes of a shared workbook


def fit_titles(titles: Iterable[str]) -> list[str]:
    """Return the titles without what no title may hold, at most 31 characters long, and no two alike."""
    fitted: list[str] = []
    taken = {_RESERVED}
    for title in titles:
        fitted.append(_free(_REFUSED.sub(" ", escaped(title)).strip(" '") or "Sheet", taken))
        taken.add(fitted[-1].casefold())
    return fitted


def quoted(title: str) -> str:
    """Return a title as formulas and links name its sheet."""
    return "'" + title.replace("'", "''") + "'"


def _free(title: str, taken: set[str]) -> str:
    """Return the title, with a number behind it if another sheet has it."""
    short, number = title[:CHARACTERS].rstrip(" '"), 1
    while short.casefold() in taken:
        number += 1
        ending = f" ({number})"
        short = title[: CHARACTERS - len(ending)] + ending
    return short
