"""Excel workbooks. The only door to python-calamine."""

import io
from collections.abc import Mapping

from pipeline.models.intake import IntakeLimits
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.markup import error_cells
from pipeline.spreadsheets.readers.preflight import inspect
from pipeline.spreadsheets.readers.reach import overlong_sheets
from pipeline.spreadsheets.tables import Contents, Table

_DAMAGED = (
    "The workbook is damaged or of a kind that cannot be read.",
    "Open it in your spreadsheet program and save it again.",
)
_NOTHING_VISIBLE = ("The workbook has no visible sheet.", "Unhide the sheet that holds the answers.")


def read_workbook(data: bytes, place: Place, limits: IntakeLimits, _headers: frozenset[str]) -> Contents:
    """Return every visible sheet of a workbook that holds something."""
    problem = inspect(data, place, limits)
    if problem:
        return Contents(problems=(problem,))
    try:
        tables, problems = _read(data, place, limits)
    except BaseException as error:
        # A panic inside calamine arrives as a bare BaseException of this name, which cannot be imported.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return Contents(problems=(place.problem(*_DAMAGED),))
    if not tables and not problems:
        problems = [place.problem(*_NOTHING_VISIBLE)]
    return Contents("workbook" if tables else None, tuple(tables), tuple(problems))


def _read(data: bytes, place: Place, limits: IntakeLimits) -> tuple[list[Table], list[Problem]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    tables: list[Table] = []
    problems: list[Problem] = []
    overlong = overlong_sheets(data, limits)
    if None in overlong:
        return [], [_too_large(place, limits)]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for metadata in workbook.sheets_metadata:
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            here = Place(place.file, metadata.name)
            if metadata.visible != SheetVisibleEnum.Visible:
                problems.append(_skipped(here))
                continue
            sheet = None if metadata.name in overlong else workbook.get_sheet_by_name(metadata.name)
            if sheet is None or not _fits(sheet.end, limits):
                problems.append(_too_large(here, limits))
                continue
            rows = sheet.to_python(skip_empty_area=False)
            tables.append(Table(metadata.name, rows, tuple(sheet.merged_cell_ranges or ())))
    errors = error_cells(data)
    return [_with_errors(table, errors.get(table.sheet or "", {})) for table in tables], problems


def _skipped(place: Place) -> Problem:
    return place.problem(
        "This sheet is hidden and was not read.", "Unhide it if it holds answers.", severity="warning"
    )


def _fits(end: tuple[int, int] | None, limits: IntakeLimits) -> bool:
    """Whether a sheet ends within the limits; ``end`` is its last row and column from 0."""
    last_row, last_column = end or (-1, -1)
    return last_row < limits.rows and last_column < limits.columns


def _too_large(place: Place, limits: IntakeLimits) -> Problem:
    return place.problem(
        f"The sheet reaches beyond {limits.rows:,} rows or {limits.columns:,} columns.",
        "Delete what lies beyond the answers, or raise the limits under [intake.limits] in roadmap.toml.",
    )


def _with_errors(table: Table, errors: Mapping[tuple[int, int], str]) -> Table:
    """Put error values such as #N/A where calamine gives a blank, so that no answer is lost unseen."""
    if not errors:
        return table
    rows = [
        [errors.get((row, column), cell) for column, cell in enumerate(cells)]
        for row, cells in enumerate(table.rows)
    ]
    return Table(table.sheet, rows, table.merged)
