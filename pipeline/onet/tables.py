"""One table of the database, as text or Excel → rows by the names of their headers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
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

_NO_VALUE = "n/a"
_SHOWN_HEADERS = 6
_SHOWN_CHARACTERS = 40


def read_table(path: Path, headers: Sequence[str], read: ReadWorkbook) -> tuple[Row, ...]:
    """Return the rows below the header, with the cells of these headers; other columns do not matter.

    Raises:
        InputError: it is no table with these headers, or it ends in the middle of a row.
    """
    rows = iter(_text_rows(path) if path.suffix.lower() == ".txt" else _sheet_rows(path, read))
    first = next(rows, [])
    columns, cells = _columns(path.name, first, headers), list(rows)
    if cells and path.suffix.lower() == ".txt" and len(cells[-1]) < len(first):
        raise InputError(f"{path.name} was cut short: its last row, {len(cells) + 1}, is not whole.", AGAIN)
    return tuple(
        (number, {header: _value(row, column) for header, column in columns.items()})
        for number, row in enumerate(cells, 2)
        if any(cell.strip() for cell in row)
    )


def _text_rows(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    if b"\0" in data:
        raise InputError(f"{path.name} is no text, whatever its name says.", AGAIN)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Windows programs wrote before Unicode; every byte is some letter of it
        text = data.decode("cp1252", "replace")
    lines = text.rstrip("\r\n").split("\n")
    return (line.removesuffix("\r").split("\t") for line in lines)


def _sheet_rows(path: Path, read: ReadWorkbook) -> Iterable[list[str]]:
    contents = read(path)
    if fault := next((problem for problem in contents.problems if problem.is_error), None):
        raise InputError(f"{path.name}: {fault.message}", AGAIN)
    rows = chain.from_iterable(table.rows for table in contents.tables[:1])
    return ([as_text(cell) for cell in row] for row in rows)


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
