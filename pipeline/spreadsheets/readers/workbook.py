"""Excel workbooks. The only door to python-calamine."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.models.problem import Problem
from pipeline.spreadsheets.book import LISTS_SHEET
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Cell, Place
from pipeline.spreadsheets.readers.damage import DamagedError, blamed_on_file
from pipeline.spreadsheets.readers.markup import counts_from_1904, sheet_files
from pipeline.spreadsheets.readers.preflight import inspect
from pipeline.spreadsheets.readers.scan import IdleTextsError, OwnTypesError, Part, scan
from pipeline.spreadsheets.readers.special import Special, special_cells
from pipeline.spreadsheets.readers.texts import Texts
from pipeline.spreadsheets.tables import Cells, Contents, Range, Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SAVE_AGAIN = "Open it in your spreadsheet program and save it again."
_DAMAGED = ("The workbook is damaged or of a kind that cannot be read.", _SAVE_AGAIN)
_OWN_TYPES = (
    "The workbook holds commands that no spreadsheet program writes and that can do harm.",
    "Ask whoever made it for another one, or copy the answers into a new workbook and save that.",
)
_IDLE_TEXTS = (
    "The workbook keeps far more texts than its sheets have cells for.",
    "Copy the answers into a new workbook and save that.",
)
_NOTHING_VISIBLE = ("The workbook has no visible sheet.", "Unhide the sheet that holds the answers.")
_NOTHING: Cells = ()
"""All blank rows are the same one."""


def read_workbook(data: bytes, place: Place, limits: Limits, _headers: frozenset[str]) -> Contents:
    """Return every visible sheet of a workbook that holds something.

    Raises :class:`MemoryError`; all else that is wrong is told.
    """
    problem = inspect(data, place, limits)
    if problem:
        return Contents(problems=(problem,))
    try:
        tables, problems = _read(data, place, limits)
    except OwnTypesError:
        return Contents(problems=(place.problem(*_OWN_TYPES),))
    except IdleTextsError:
        return Contents(problems=(place.problem(*_IDLE_TEXTS),))
    except DamagedError:
        return Contents(problems=(place.problem(*_DAMAGED),))
    if not tables and not problems:
        problems = [place.problem(*_NOTHING_VISIBLE)]
    return Contents("workbook" if tables else None, tuple(tables), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the markup tells, by the names of sheets."""

    parts: Mapping[str, Part]
    special: Mapping[str, Special]
    from_1904: bool
    nameless: tuple[Part, ...]
    """Parts that belong to no sheet by name; who knows what a reader makes of them."""


def _facts(data: bytes, limits: Limits) -> _Facts:
    found = scan(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = dict(sheet_files(archive))
        parts = {sheet: found[file] for sheet, file in files.items() if file in found}
        special = {
            sheet: special_cells(archive, part.file) for sheet, part in parts.items() if part.is_special
        }
        nameless = tuple(part for file, part in found.items() if file not in files.values())
        return _Facts(parts, special, counts_from_1904(archive), nameless)


def _read(data: bytes, place: Place, limits: Limits) -> tuple[list[Table], list[Problem]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    facts = _facts(data, limits)
    if any(part.is_overlong for part in facts.nameless):
        return [], [_too_large(place, limits)]
    tables: list[Table] = []
    problems: list[Problem] = []
    texts = Texts(limits.cell_characters, blank=None)
    with blamed_on_file():
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
    with opened as workbook:
        for metadata in workbook.sheets_metadata:
            here = Place(place.file, metadata.name)
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            if metadata.visible != SheetVisibleEnum.Visible:
                problems += [] if metadata.name == LISTS_SHEET else [_skipped(here)]
                continue
            problem = _refused(facts.parts.get(metadata.name), here, limits)
            sheet = None if problem else _sheet(workbook, metadata.name)
            if sheet and not _fits(sheet, facts.special.get(metadata.name, {}), limits):
                problem = _too_large(here, limits)
            if problem or not sheet:
                problems += [problem] if problem else []
            else:
                tables.append(_table(sheet, facts, texts))
    return tables, problems


def _skipped(place: Place) -> Problem:
    return place.problem(
        "This sheet is hidden and was not read.", "Unhide it if it holds answers.", severity="warning"
    )


def _sheet(workbook: "CalamineWorkbook", name: str) -> "CalamineSheet":
    with blamed_on_file():
        return workbook.get_sheet_by_name(name)


def _refused(part: Part | None, place: Place, limits: Limits) -> Problem | None:
    if not part:  # without it, nobody knows what the sheet hides or leaves to formulas
        return place.problem(*_DAMAGED)
    if part.is_overlong:
        return _too_large(place, limits)
    if part.repeated:
        return place.at(part.repeated).problem(
            f"Row {part.repeated} stands in the sheet more than once, so that one of them would be lost.",
            _SAVE_AGAIN,
        )
    return None


def _fits(sheet: "CalamineSheet", special: Special, limits: Limits) -> bool:
    """Whether the sheet ends within the limits, and is not merged more often than it has rows."""
    ends = [sheet.end or (-1, -1), *special]
    return (
        max(row for row, _ in ends) < limits.rows
        and max(column for _, column in ends) < limits.columns
        and len(sheet.merged_cell_ranges or ()) <= limits.rows
    )


def _too_large(place: Place, limits: Limits) -> Problem:
    return place.problem(
        f"The sheet reaches beyond {limits.rows:,} rows or {limits.columns:,} columns.",
        "Delete what lies beyond the answers, or raise the limits under [intake.limits] in roadmap.toml.",
    )


def _table(sheet: "CalamineSheet", facts: _Facts, texts: Texts) -> Table:
    rows = _rows(sheet, texts)
    _put(facts.special.get(sheet.name, {}), rows)
    kept = _without_tails(rows)
    return Table(sheet.name, kept, _merged(sheet, len(kept)), facts.parts[sheet.name].hidden, facts.from_1904)


def _merged(sheet: "CalamineSheet", rows: int) -> tuple[Range, ...]:
    """Return the merged blocks as far as there are rows, each once."""
    blocks = (
        (first, (min(last[0], rows - 1), last[1]))
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] < rows
    )
    return tuple(dict.fromkeys(blocks))


def _rows(sheet: "CalamineSheet", texts: Texts) -> list[list[Cell]]:
    """Return the cells from A1 on, texts and numbers shared, blanks as None; dates are calamine's."""
    before = [None] * (sheet.start or (0, 0))[1]
    return [
        [*before, *(texts[cell] if type(cell) is str or type(cell) is float else cell for cell in cells)]
        for cells in _raw_rows(sheet)
    ]


def _raw_rows(sheet: "CalamineSheet") -> Iterator[Cells]:
    with blamed_on_file():
        yield from sheet.iter_rows()


def _put(special: Special, rows: list[list[Cell]]) -> None:
    """Put special cells where calamine gives a blank or nothing, so that no answer is lost unseen."""
    for (row, column), cell in special.items():
        rows += ([] for _ in range(row + 1 - len(rows)))
        cells = rows[row]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = cell


def _without_tails(rows: list[list[Cell]]) -> list[Cells]:
    """Cut what is blank at the ends of rows and of the sheet: blanks cost nothing from here on."""
    for cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
    while rows and not rows[-1]:
        rows.pop()
    return [cells or _NOTHING for cells in rows]
