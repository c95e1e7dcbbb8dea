"""One table of the database, as text or Excel → rows by the names of their headers."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.onet.sources import AGAIN, DOWNLOAD
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import as_text
from pipeline.spreadsheets.tables import Contents

ReadWorkbook = Callable[[Path], Contents]
"""What reads an Excel workbook."""

Row = tuple[int, Mapping[str, str]]
"""The number of a row as a spreadsheet counts, and its cells by header. A cell without a value is empty."""

Cells = list[list[str]]

_NO_VALUE = "n/a"
_MOST_ABOVE = 10
"""Rows among which the headers are looked for."""
_SHOWN_HEADERS = 6
_SHOWN_CHARACTERS = 40


def read_table(path: Path, headers: Sequence[str], read: ReadWorkbook) -> tuple[Row, ...]:
    """Return the rows below the header, with the cells of these headers; other columns do not matter.

    A workbook somebody has worked with may have a title above its headers, and other sheets before it.

    Raises:
        InputError: it is no table with these headers, or it ends in the middle of a row.
    """
    is_text = path.suffix.lower() == ".txt"
    sheets = [_text_rows(path)] if is_text else _sheets(path, read)
    rows, above = _find_table(sheets, headers)
    first = rows[above] if rows else []
    columns, cells = _columns(path.name, first, headers), rows[above + 1 :]
    if cells and is_text and len(cells[-1]) < len(first):
        raise InputError(f"{path.name} was cut short: its last row, {len(rows)}, is not whole.", AGAIN)
    return tuple(
        (number, {header: _value(row, column) for header, column in columns.items()})
        for number, row in enumerate(cells, above + 2)
        if any(cell.strip() for cell in row)
    )


def _find_table(sheets: Sequence[Cells], headers: Sequence[str]) -> tuple[Cells, int]:
    """Return the sheet that has these headers and how many rows stand above them; else the first sheet, 0."""
    wanted = set(map(fold, headers))
    for rows in sheets:
        for above, row in enumerate(rows[:_MOST_ABOVE]):
            if wanted.issubset(map(fold, row)):
                return rows, above
    return (sheets[0], 0) if sheets else ([], 0)


def _text_rows(path: Path) -> Cells:
    text = _decode(path)
    lines = text.rstrip("\r\n").split("\n") if text.strip() else []
    return [line.removesuffix("\r").split("\t") for line in lines]


def _decode(path: Path) -> str:
    data = path.read_bytes()
    try:
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # what Excel saves as Unicode text
            return data.decode("utf-16")
        if b"\0" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" not in data:  # what Windows programs wrote before Unicode; every byte is some letter of it
            return data.decode("cp1252", "replace")
    raise InputError(f"{path.name} is no text, whatever its name says.", AGAIN)


def _sheets(path: Path, read: ReadWorkbook) -> list[Cells]:
    contents = read(path)
    if fault := next((problem for problem in contents.problems if problem.is_error), None):
        raise InputError(f"{path.name}: {fault.message}", AGAIN)
    return [[[as_text(cell) for cell in row] for row in table.rows] for table in contents.tables]


def _columns(name: str, cells: Sequence[str], headers: Sequence[str]) -> dict[str, int]:
    known = [fold(cell) for cell in cells]
    missing = [header for header in headers if fold(header) not in known]
    if missing:
        wanted = ", ".join(f"“{header}”" for header in missing)
        shown = [cell.strip()[:_SHOWN_CHARACTERS] for cell in cells if cell.strip()][:_SHOWN_HEADERS]
        there = f"it begins with {', '.join(f'“{cell}”' for cell in shown)}" if shown else "it is empty"
        raise InputError(f"The first row of {name} has no column {wanted}; {there}.", DOWNLOAD)
    return {header: known.index(fold(header)) for header in headers}


def _value(row: Sequence[str], column: int) -> str:
    cell = " ".join(row[column].split()) if column < len(row) else ""
    return "" if cell.casefold() == _NO_VALUE else cell
