"""CSV files, whatever separates their cells."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from pipeline.models.intake import IntakeLimits
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import recognised
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.encoding import decode
from pipeline.spreadsheets.tables import HEADER_ROWS, Contents, Table

_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_csv(data: bytes, place: Place, limits: IntakeLimits, headers: frozenset[str]) -> Contents:
    """Return the one table of a CSV file. Rows count as a spreadsheet shows them, without a ``sep=`` line."""
    decoded = None if data.startswith(_WORKBOOKS) else decode(data)
    if decoded is None:
        return Contents(
            problems=(
                place.problem(
                    "This is not a CSV file, whatever its name says.",
                    "Save it as CSV UTF-8; an Excel workbook needs a name that ends in .xlsx.",
                ),
            )
        )
    text, separator = _separated(decoded.text, headers)
    problems = [_told_guess(decoded.guessed, place)] if decoded.guessed else []
    rows: list[list[str]] = []
    try:  # rows before a broken one are kept
        rows.extend(islice(_records(text, separator), limits.rows + 1))
    except csv.Error as error:
        problems.append(_broken(str(error), place.at(len(rows) + 1)))
    too_large = _too_large(rows, place, limits)
    if too_large:
        return Contents(problems=(*problems, too_large))
    return Contents("csv", (Table(None, rows),), tuple(problems))


def _separated(text: str, headers: frozenset[str]) -> tuple[str, str]:
    """Return the text and its separator: the one it names, else the one that shows the most known headers."""
    named = _SEPARATOR_LINE.match(text)
    if named and named[1] not in '"\r\n':
        return text[named.end() :], named[1]
    return text, max(_SEPARATORS, key=lambda separator: _known_headers(text, separator, headers))


def _known_headers(text: str, separator: str, headers: frozenset[str]) -> int:
    most = 0
    try:
        for cells in islice(_records(text, separator), HEADER_ROWS):
            most = max(most, recognised(cells, headers))
    except csv.Error:
        pass
    return most


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # Without strict, an unclosed quotation mark swallows the rows behind it in silence.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _told_guess(encoding: str, place: Place) -> Problem:
    return place.problem(
        f"The file is not in UTF-8; it was read as {encoding}, which is likely but not certain.",
        "Look at names with accents. If they are wrong, save the file as CSV UTF-8.",
        severity="warning",
    )


def _broken(reason: str, place: Place) -> Problem:
    if "field larger" in reason:
        cause = "A cell is far too long, perhaps because a quotation mark is not closed"
    else:
        cause = "A quotation mark is not closed or stands in the wrong place"
    return place.problem(
        f"{cause}; the rows from here on were not read.", "Repair this row, or export the file again."
    )


def _too_large(rows: list[list[str]], place: Place, limits: IntakeLimits) -> Problem | None:
    widest = max(map(len, rows), default=0)
    if len(rows) <= limits.rows and widest <= limits.columns:
        return None
    return place.problem(
        f"The file has more than {limits.rows:,} rows or {limits.columns:,} columns.",
        "Split it, or raise the limits under [intake.limits] in roadmap.toml.",
    )
