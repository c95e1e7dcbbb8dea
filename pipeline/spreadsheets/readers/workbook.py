"""Excel workbooks. The only door to python-calamine."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import recognised
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Cell, Place
from pipeline.spreadsheets.readers.damage import DamagedError, OwnTypesError, UnusualError, blamed_on_file
from pipeline.spreadsheets.readers.exact import Exact, Special, read_exactly
from pipeline.spreadsheets.readers.markup import counts_from_1904, sheet_files
from pipeline.spreadsheets.readers.plain import Plain
from pipeline.spreadsheets.readers.preflight import inspect
from pipeline.spreadsheets.readers.scan import IdleTextsError, Part, scan
from pipeline.spreadsheets.readers.texts import Texts
from pipeline.spreadsheets.tables import HEADER_ROWS, LISTS_SHEET, Cells, Contents, Range, Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_SAVE_AGAIN = "Open it in your spreadsheet program and save it again."
_DAMAGED = ("The workbook is damaged or of a kind that cannot be read.", _SAVE_AGAIN)
_OWN_TYPES = (
    "The workbook holds commands that no spreadsheet program writes and that can do harm.",
    "Ask whoever made it for another one, or copy the answers into a new workbook and save that.",
)
_UNUSUAL = (
    "The workbook is written as no spreadsheet program writes one, so that answers may get lost unseen.",
    "Open it in your spreadsheet program, compare it with what your clients wrote, and save it again.",
)
_IDLE_TEXTS = (
    "The workbook keeps far more texts than its sheets have cells for.",
    "Copy the answers into a new workbook and save that.",
)
_NOTHING_VISIBLE = ("The workbook has no visible sheet.", "Unhide the sheet that holds the answers.")
_NOTHING: Cells = ()
"""All blank rows are the same one."""


def read_workbook(data: bytes, place: Place, limits: Limits, headers: frozenset[str]) -> Contents:
    """Return every visible sheet of a workbook that holds something.

    Raises :class:`MemoryError`; all else that is wrong is told.
    """
    problem = inspect(data, place, limits)
    if problem:
        return Contents(problems=(problem,))
    try:
        tables, problems = _read(data, place, limits, headers)
    except OwnTypesError:
        return Contents(problems=(place.problem(*_OWN_TYPES),))
    except UnusualError:
        return Contents(problems=(place.problem(*_UNUSUAL),))
    except IdleTextsError:
        return Contents(problems=(place.problem(*_IDLE_TEXTS),))
    except DamagedError:
        return Contents(problems=(place.problem(*_DAMAGED),))
    if not tables and not problems:
        problems = [place.problem(*_NOTHING_VISIBLE)]
    return Contents("workbook" if tables else None, tuple(tables), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the markup tells: the parts of sheets, by the sheets' names."""

    parts: Mapping[str, Part]
    from_1904: bool

    @classmethod
    def of(cls, archive: zipfile.ZipFile, limits: Limits) -> "_Facts":
        files = sheet_files(archive)
        found = scan(archive, frozenset(files.values()), limits)
        parts = {sheet: found[file] for sheet, file in files.items() if file in found}
        return cls(parts, counts_from_1904(archive))


def _read(
    data: bytes, place: Place, limits: Limits, headers: frozenset[str]
) -> tuple[list[Table], list[Problem]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    tables: list[Table] = []
    problems: list[Problem] = []
    texts = Texts(limits.cell_characters, blank=None)
    with _archive(data) as archive:
        facts = _Facts.of(archive, limits)
        with blamed_on_file():
            opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        with opened as workbook:
            for metadata in workbook.sheets_metadata:
                here = Place(place.file, metadata.name)
                if metadata.typ != SheetTypeEnum.WorkSheet:
                    continue
                if metadata.visible == SheetVisibleEnum.Visible:
                    read = _Sheet(workbook, archive, facts, here, limits).read(texts)
                    problems += [read] if isinstance(read, Problem) else []
                    tables += [read] if isinstance(read, Table) else []
                elif metadata.name != LISTS_SHEET or _holds_questions(workbook, LISTS_SHEET, headers):
                    problems.append(_skipped(here))
    return tables, problems


def _archive(data: bytes) -> zipfile.ZipFile:
    with blamed_on_file():
        return zipfile.ZipFile(io.BytesIO(data))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A visible sheet, and what is needed to read it."""

    workbook: "CalamineWorkbook"
    archive: zipfile.ZipFile
    facts: _Facts
    place: Place
    limits: Limits

    def read(self, texts: Texts) -> Table | Problem:
        """Return the table, or why it is not read."""
        part = self.facts.parts.get(self.place.sheet or "")
        if not part:  # without it, nobody knows what the sheet hides or leaves to formulas
            return self.place.problem(*_DAMAGED)
        if part.plain:
            return self._plain(part.plain, texts) or self._exact(part, texts)
        return self._exact(part, texts)

    def _plain(self, plain: Plain, texts: Texts) -> Table | Problem | None:
        """Return the table of a sheet in the usual form; None if not every value of it has come out."""
        if plain.is_overlong:
            return _too_large(self.place, self.limits)
        sheet = self._sheet()
        if not _fits(sheet, {}, self.limits):
            return _too_large(self.place, self.limits)
        rows, values = _rows(sheet, texts)
        return self._table(sheet, rows, plain.hidden) if values == plain.values else None

    def _exact(self, part: Part, texts: Texts) -> Table | Problem:
        exact = read_exactly(self.archive, part.file, self.limits)
        problem = _refused(exact, self.place, self.limits)
        if problem:
            return problem
        sheet = self._sheet()
        if not _fits(sheet, exact.special, self.limits):
            return _too_large(self.place, self.limits)
        rows, values = _rows(sheet, texts)
        if not exact.fewest <= values <= exact.most:
            raise UnusualError
        _put(exact.special, rows)
        return self._table(sheet, rows, exact.hidden)

    def _sheet(self) -> "CalamineSheet":
        with blamed_on_file():
            return self.workbook.get_sheet_by_name(self.place.sheet or "")

    def _table(self, sheet: "CalamineSheet", rows: list[list[Cell]], hidden: frozenset[int]) -> Table:
        kept = _without_tails(rows)
        return Table(self.place.sheet, kept, _merged(sheet, len(kept)), hidden, self.facts.from_1904)


def _holds_questions(workbook: "CalamineWorkbook", sheet: str, headers: frozenset[str]) -> bool:
    """Whether a sheet under the name of our own lists holds somebody's answers."""
    with blamed_on_file():
        rows = list(islice(workbook.get_sheet_by_name(sheet).iter_rows(), HEADER_ROWS))
    return any(recognised(cells, headers) > 1 for cells in rows)


def _skipped(place: Place) -> Problem:
    return place.problem(
        "This sheet is hidden and was not read.", "Unhide it if it holds answers.", severity="warning"
    )


def _refused(exact: Exact, place: Place, limits: Limits) -> Problem | None:
    if exact.is_overlong:
        return _too_large(place, limits)
    if exact.repeated:
        return place.at(exact.repeated).problem(
            f"Row {exact.repeated} stands in the sheet more than once, so that one of them would be lost.",
            _SAVE_AGAIN,
        )
    if exact.astray:
        return place.problem(
            f"Cell {exact.astray} stands in the sheet more than once, or among the cells of another row:"
            " it is not certain whose answers these are.",
            "Ask whoever made the file for another one; compare every row if you repair it yourself.",
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


def _merged(sheet: "CalamineSheet", rows: int) -> tuple[Range, ...]:
    """Return the merged blocks as far as there are rows, each once."""
    blocks = (
        (first, (min(last[0], rows - 1), last[1]))
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] < rows
    )
    return tuple(dict.fromkeys(blocks))


def _rows(sheet: "CalamineSheet", texts: Texts) -> tuple[list[list[Cell]], int]:
    """Return the cells from A1 on, and how many hold anything.

    Equal cells are shared, blanks are None.
    """
    before = [None] * (sheet.start or (0, 0))[1]
    rows: list[list[Cell]] = []
    values = 0
    kept = texts.__getitem__
    for cells in _raw_rows(sheet):
        values += len(cells) - cells.count("")
        row = list(map(kept, cells)) if bool not in set(map(type, cells)) else _row(cells, texts)
        rows.append(before + row if before else row)
    return rows, values


def _row(cells: Cells, texts: Texts) -> list[Cell]:
    """Return a row with truth values, which equal numbers."""
    return [cell if isinstance(cell, bool) else texts[cell] for cell in cells]


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
