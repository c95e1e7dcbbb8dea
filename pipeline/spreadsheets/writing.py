"""Tables written for spreadsheet programs: what looks like a formula is written as the text it is."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

OutCell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[OutCell]]) -> bytes:
    """Return a table as CSV: UTF-8 with the mark that Excel needs, formulas defused."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([f"'{cell}" if _is_formula(cell) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def write_workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[OutCell]]) -> bytes:
    """Return a table as an Excel workbook with one sheet of that title."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in (headers, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _FORBIDDEN.sub("", value) if isinstance(value, str) else value)
            if _is_formula(value):
                cell.data_type, cell.quotePrefix = "s", True
            cells.append(cell)
        sheet.append(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _is_formula(cell: OutCell) -> bool:
    return isinstance(cell, str) and cell.startswith(_FORMULA)
