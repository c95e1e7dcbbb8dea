"""CSV files, whatever separates their cells."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import recognised
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.encoding import Decoded, decode
from pipeline.spreadsheets.readers.kinds import inspect_csv
from pipeline.spreadsheets.readers.texts import Texts
from pipeline.spreadsheets.tables import HEADER_ROWS, Cells, Contents, Table

_SEPARATORS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?(?:\r\n?|\n)', re.IGNORECASE)
_HEADER_CHARACTERS = 300_000
"""The header stands within the first so many; the longest questionnaire's takes a tenth of them."""

_NO_CSV = ("This is not a CSV file, whatever its name says.", "Save it as CSV UTF-8.")


def read_csv(data: bytes, place: Place, limits: Limits, headers: frozenset[str]) -> Contents:
    """Return the one table of a CSV file. Rows count as a spreadsheet shows them, without a ``sep=`` line.

    A row cut short can be told: blanks at the ends of rows are kept, as far as any row above holds anything.
    Rows before a broken one are kept.
    """
    other = inspect_csv(data)
    decoded = None if other else decode(data)
    if decoded is None:
        return Contents(problems=(place.problem(*(other or _NO_CSV)),))
    text, separator = _separated(decoded.text, headers, limits)
    problems = list(_told(decoded, place))
    rows: list[Cells] = []
    texts = Texts(limits.cell_characters, blank="")
    widest = 0
    is_whole = True
    try:
        for cells in _records(text, separator):
            if len(cells) > limits.columns or len(rows) == limits.rows:
                return Contents(problems=(*problems, _too_large(place, limits)))
            filled = _filled(cells)
            widest = max(widest, filled)
            if len(rows) >= HEADER_ROWS:
                del cells[widest if filled else 0 :]
            rows.append([texts[cell] for cell in cells])
    except csv.Error:
        problems.append(_broken(place.at(len(rows) + 1)))
        is_whole = False
    return Contents("csv", (Table(None, rows),), tuple(problems), is_whole)


def _filled(cells: list[str]) -> int:
    """Return how many cells there are up to the last with a text."""
    if not any(cells):
        return 0
    count = len(cells)
    while not cells[count - 1]:
        count -= 1
    return count


def _separated(text: str, headers: frozenset[str], limits: Limits) -> tuple[str, str]:
    """Return the text and its separator: the one it names, else the one that shows the most known headers."""
    named = _SEPARATOR_LINE.match(text)
    if named and named[1] not in '"\r\n':
        return text[named.end() :], named[1]
    start = text[:_HEADER_CHARACTERS]
    return text, max(_SEPARATORS, key=lambda separator: _known_headers(start, separator, headers, limits))


def _known_headers(text: str, separator: str, headers: frozenset[str], limits: Limits) -> int:
    most = 0
    try:
        for cells in islice(_records(text, separator), HEADER_ROWS):
            most = max(most, recognised(cells[: limits.columns], headers))
    except csv.Error:
        pass
    return most


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the rows; :class:`csv.Error` where a quotation mark is open or misplaced."""
    before = csv.field_size_limit(max(len(text), 1))  # a long cell is a fault of its row alone
    try:
        # Without strict, an unclosed quotation mark swallows the rows behind it in silence.
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    finally:
        csv.field_size_limit(before)


def _told(decoded: Decoded, place: Place) -> Iterator[Problem]:
    if decoded.guessed:
        yield place.problem(
            f"The file is not in UTF-8; it was read as {decoded.guessed}, which is likely but not certain.",
            "Look at names with accents. If they are wrong, save the file as CSV UTF-8.",
            severity="warning",
        )
    if decoded.lost:
        yield place.problem(
            f"{_counted(decoded.lost, 'letter')} of the file cannot be read; � stands for each.",
            "Look for � and type what is missing, or export the file again as CSV UTF-8.",
            severity="warning",
        )
    if decoded.dropped:
        yield place.problem(
            f"The file was read without {_counted(decoded.dropped, 'zero byte')} between its letters.",
            "Look whether answers are complete. If not, export the file again.",
            severity="warning",
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _broken(place: Place) -> Problem:
    return place.problem(
        "A quotation mark is not closed or stands in the wrong place; the rows from here on were not read.",
        "Repair this row, or export the file again.",
    )


def _too_large(place: Place, limits: Limits) -> Problem:
    return place.problem(
        f"The file has more than {limits.rows:,} rows or {limits.columns:,} columns.",
        "Split it, or raise the limits under [intake.limits] in roadmap.toml.",
    )
