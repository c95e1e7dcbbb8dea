"""Books become the bytes of Excel workbooks: the only door to openpyxl. And plain tables become CSV."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pipeline.spreadsheets.book import Book, Entry, Look, Sheet, Styled
from pipeline.spreadsheets.looks import STYLES
from pipeline.spreadsheets.places import Cell, column_name, cut
from pipeline.spreadsheets.stored import Stored, escaped, is_formula_like, stored
from pipeline.spreadsheets.tables import LISTS_SHEET
from pipeline.spreadsheets.titles import fit_titles, quoted
from pipeline.spreadsheets.validations import HINT, REFUSAL, TITLE, Lists, format_of, validation

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

OutCell = str | int | float | None

_MADE_AT = datetime(1980, 1, 1)  # noqa: DTZ001 - the first time a zip can tell, and it knows no zones
_AUTHOR = "roadmap"
_COMMENT_WIDTH, _LINE_HEIGHT = 320, 19  # in pixels
_LINE_CHARACTERS = 44
_FEWEST_LINES, _MOST_LINES = 2, 24


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[OutCell]]) -> bytes:
    """Return a table as CSV: UTF-8 with the mark that Excel needs, formulas defused."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headers)
    for row in rows:
        writer.writerow(
            [f"'{cell}" if isinstance(cell, str) and is_formula_like(cell) else cell for cell in row]
        )
    return text.getvalue().encode("utf-8-sig", "replace")


def write_book(book: Book) -> bytes:
    """Return a book as an Excel workbook: the same bytes for the same book.

    Whatever a cell holds is written as what it is: no text becomes a formula, and what XML forbids is
    escaped. A text of more than 32,767 characters is cut, and says so.
    """
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook(write_only=True)
    properties = workbook.properties
    properties.creator, properties.created, properties.modified = _AUTHOR, _MADE_AT, _MADE_AT
    if book.from_1904:
        workbook.epoch = CALENDAR_MAC_1904
    titles = fit_titles((*(sheet.title for sheet in book.sheets), LISTS_SHEET))
    names = dict(zip((sheet.title for sheet in book.sheets), titles, strict=False))
    lists = Lists(titles[-1])
    for title, sheet in zip(titles, book.sheets, strict=False):
        _SheetWriter(workbook.create_sheet(title), names, from_1904=book.from_1904).write(sheet, lists)
    if lists.columns:
        _write_lists(workbook, lists)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        ExcelWriter(workbook, archive).save()
    return _packed(stream)


class _SheetWriter:
    """Writes one sheet of a workbook; ``names`` are the sheets' titles there by those in the book."""

    def __init__(self, target: Any, names: Mapping[str, str], *, from_1904: bool) -> None:  # noqa: ANN401 - a sheet that is only written is unknown to the types
        from openpyxl.cell import WriteOnlyCell

        self._target, self._names, self._from_1904 = target, names, from_1904
        self._style_of = cache(self._make_style)
        self._new_cell: Callable[[], Any] = partial(WriteOnlyCell, target)
        self._plain: Any = self._new_cell()
        target._values_to_row = _placed  # noqa: SLF001 - it tries every cell as a value, and fails slowly

    def write(self, sheet: Sheet, lists: Lists) -> None:
        self._lay_out(sheet)
        formats = {column: format_of(entry.rule) for column, entry in (sheet.entries or {}).items()}
        for number, row in enumerate(_filled(sheet)):
            open_columns = formats if number in sheet.entry_rows else {}
            self._target.append(self._cells(row, open_columns))
        for column, entry in (sheet.entries or {}).items():
            self._guard(column, entry, sheet.entry_rows, lists)

    def _cells(self, row: Sequence[Cell | Styled], formats: Mapping[int, str | None]) -> Iterator[Any]:
        """Yield a row's cells, each to be written before the next; those in ``formats`` are open."""
        if not formats:
            yield from (None if content is None else self._cell(content) for content in row)
            return
        width = max(len(row), *(column + 1 for column in formats))
        for column, content in enumerate((*row, *[None] * (width - len(row)))):
            yield self._entry(content, formats[column]) if column in formats else self._cell(content)

    def _lay_out(self, sheet: Sheet) -> None:
        """Set what stands before the rows in the file, and what is merged."""
        target = self._target
        for column, width in sheet.widths.items():
            target.column_dimensions[column_name(column)].width = width
        for row in sheet.hidden:
            target.row_dimensions[row + 1].hidden = True
        for row, height in sheet.heights.items():
            target.row_dimensions[row + 1].height = height
        target.freeze_panes = sheet.frozen
        target.sheet_view.rightToLeft = sheet.right_to_left
        for (top, left), (bottom, right) in sheet.merged:
            target.merged_cells.add(f"{column_name(left)}{top + 1}:{column_name(right)}{bottom + 1}")
        if sheet.entries and sheet.is_locked:
            target.protection.enable()
            target.protection.formatColumns = target.protection.formatRows = False  # these stay allowed

    def _cell(self, content: Cell | Styled) -> Any:  # noqa: ANN401 - as above
        """Return a cell; one without any look is the same one every time, as most cells are."""
        if not isinstance(content, Styled):
            kept = stored(content, from_1904=self._from_1904)
            if kept is None:
                return None
            if kept.format or kept.is_quoted:
                return self._made(kept, "plain")
            self._plain._value, self._plain.data_type = kept.value, kept.kind  # noqa: SLF001 - the setter guesses
            return self._plain
        cell = self._made(stored(content.value, from_1904=self._from_1904), content.look)
        if content.comment:
            cell.comment = _comment(content.comment)
        if content.link:
            self._link(cell, *content.link)
        return cell

    def _entry(self, content: Cell | Styled, shown_as: str | None) -> object:
        """Return a cell that is open to be filled in."""
        styled = content if isinstance(content, Styled) else Styled(content, "entry")
        cell = self._cell(styled)
        cell._style = self._style_of(styled.look, shown_as, is_quoted=False, is_open=True)  # noqa: SLF001
        return cell

    def _made(self, kept: Stored | None, look: Look) -> Any:  # noqa: ANN401 - as above
        """Return a cell whose value is set past openpyxl's guesses of what a text might mean."""
        cell = self._new_cell()
        if kept:
            cell._value, cell.data_type = kept.value, kept.kind  # noqa: SLF001 - the setter guesses
        shown_as, is_quoted = (kept.format, kept.is_quoted) if kept else (None, False)
        if look != "plain" or shown_as or is_quoted:
            cell._style = self._style_of(look, shown_as, is_quoted=is_quoted, is_open=False)  # noqa: SLF001
        return cell

    def _make_style(self, look: Look, shown_as: str | None, *, is_quoted: bool, is_open: bool) -> object:
        """Return a look as openpyxl numbers it in this workbook, to be shared by many cells."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        style = STYLES[look]
        cell = self._new_cell()
        cell.font = Font(name="Calibri", sz=style.size, b=style.bold, i=style.italic, color=style.ink)
        if style.paper:
            cell.fill = PatternFill("solid", fgColor=style.paper)
        if style.line:
            side = Side(style.line, color=style.ink or "BFBFBF")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        if style.wraps:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if shown_as:
            cell.number_format = shown_as
        if is_open:
            cell.protection = Protection(locked=False)
        cell.quotePrefix = is_quoted
        return cell._style  # noqa: SLF001

    def _link(self, cell: Any, title: str, name: str) -> None:  # noqa: ANN401 - as above
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell.hyperlink = Hyperlink(ref=name, location=f"{quoted(self._names[title])}!{name}")

    def _guard(self, column: int, entry: Entry, rows: range, lists: Lists) -> None:
        """Let the program check what is typed into a column."""
        from openpyxl.worksheet.datavalidation import DataValidation

        check, letters = validation(entry.rule, lists), column_name(column)
        guard = DataValidation(
            type=check.kind,
            operator=check.comparison,
            formula1=check.first,
            formula2=check.second,
            allow_blank=True,
            showErrorMessage=entry.is_strict,
            showInputMessage=bool(entry.hint),
            promptTitle=cut(entry.title, TITLE),
            prompt=cut(entry.hint, HINT) or None,
            errorTitle=cut(entry.title, TITLE),
            error=cut(entry.refusal, REFUSAL) or None,
        )
        guard.add(f"{letters}{rows.start + 1}:{letters}{rows.stop}")
        self._target.data_validations.append(guard)


def _placed(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """Yield the cells of a row (from 1) that are not blank, each knowing where it stands."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.row, cell.column = row, column
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def _filled(sheet: Sheet) -> Iterator[Sequence[Cell | Styled]]:
    """Yield the rows, and empty ones up to the last that may be filled in."""
    number = 0
    for number, row in enumerate(sheet.rows, start=1):  # noqa: B007 - the count is what is wanted
        yield row
    yield from [()] * (sheet.entry_rows.stop - number)


def _comment(text: str) -> "Comment":
    """Return a comment in a box that shows all of a text of usual length."""
    from openpyxl.comments import Comment

    lines = sum(1 + len(line) // _LINE_CHARACTERS for line in text.splitlines())
    shown = min(max(lines, _FEWEST_LINES), _MOST_LINES)
    return Comment(escaped(text), _AUTHOR, height=(shown + 1) * _LINE_HEIGHT, width=_COMMENT_WIDTH)


def _write_lists(workbook: "Workbook", lists: Lists) -> None:
    """Write what drop-downs offer to a sheet that people cannot unhide by mistake."""
    target: Any = workbook.create_sheet(lists.title)
    target.sheet_state = "veryHidden"
    writer = _SheetWriter(target, {}, from_1904=False)
    length = max(map(len, lists.columns))
    rows = ([column[row] if row < len(column) else None for column in lists.columns] for row in range(length))
    writer.write(Sheet(lists.title, rows, {}), lists)


def _packed(stream: io.BytesIO) -> bytes:
    """Return the archive compressed, every member under the same fixed time."""
    target = io.BytesIO()
    with zipfile.ZipFile(stream) as loose, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in loose.namelist():
            member = zipfile.ZipInfo(name, _MADE_AT.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, loose.read(name))
    return target.getvalue()
