import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.spreadsheets.book import (
    Book,
    Choices,
    Dates,
    Entry,
    Numbers,
    Sheet,
    Styled,
    Texts,
    simple_book,
)
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Cell, Formula, Place
from pipeline.spreadsheets.readers.workbook import read_workbook
from pipeline.spreadsheets.stored import CHARACTERS, CUT
from pipeline.spreadsheets.tables import LISTS_SHEET
from pipeline.spreadsheets.titles import fit_titles
from pipeline.spreadsheets.writing import write_book, write_csv

NOON = datetime(2026, 9, 30, 12)  # noqa: DTZ001 - spreadsheets know no zones
LIMITS = Limits(
    file_mb=50, unpacked_mb=500, members=2000, rows=200_000, columns=1_000, cell_characters=32_767
)
HOSTILE = [
    "=1+1",
    "+1",
    "-x",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "_x000D_",
    "_x005F_x000D_",
    "a\x07b",
    "a\x0bb\r\nc",
    " a ",
]


def book(*rows: Sequence[Cell | Styled], from_1904: bool = False) -> Book:
    return Book((Sheet("S", rows, {}),), from_1904=from_1904)


def read_back(made: Book) -> list[list[Cell]]:
    contents = read_workbook(write_book(made), Place("a.xlsx"), LIMITS, frozenset())
    return [trimmed(cells) for cells in contents.tables[0].rows]


def trimmed(cells: Sequence[Cell]) -> list[Cell]:
    """Return a row without the blanks at its end, and the others as None."""
    row = [None if cell == "" else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return row


def opened(made: Book) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_book(made)))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_and_is_read_as_it_was(text: str) -> None:
    assert read_back(book([text])) == [[text]]
    cell = opened(book([text])).worksheets[0]["A1"]
    assert cell.data_type == "s", "no program takes it for a formula"
    assert bool(cell.quotePrefix) == (text[0] in "=+-@\t\r")


def test_a_formula_without_a_result_is_its_text() -> None:
    assert read_back(book([Formula("B1&C1")])) == [["=B1&C1"]]


@pytest.mark.parametrize("from_1904", [False, True])
def test_numbers_dates_and_times_stay_what_they_are(*, from_1904: bool) -> None:
    row: list[Cell] = [
        4.0,
        0.1 + 0.2,
        True,
        NOON.replace(hour=18, minute=5, second=12),
        date(2026, 2, 28),
        time(18, 5, 59),
        timedelta(hours=30, seconds=1),
    ]
    assert read_back(book(row, from_1904=from_1904)) == [row]


def test_dates_and_times_show_their_seconds() -> None:
    sheet = opened(
        book([NOON.replace(hour=18, minute=5, second=12), time(1, 2, 3), timedelta(hours=30)])
    ).worksheets[0]
    assert all(cell.number_format.endswith("ss") for cell in sheet[1])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (NOON.replace(tzinfo=UTC), "2026-09-30T12:00:00+00:00"),
        (date(1850, 1, 2), "1850-01-02"),
        (NOON.replace(year=1850), "1850-09-30T12:00:00"),
        (time(1, 2, 3, tzinfo=UTC), "01:02:03+00:00"),
        (timedelta(days=-1), "-1 day, 0:00:00"),
        ("half \ud800 a character, \x00 and \ufffe", "half � a character, � and �"),
    ],
)
def test_what_no_workbook_can_hold_is_text(cell: Cell, text: str) -> None:
    assert read_back(book([cell])) == [[text]]


def test_a_day_before_1904_is_text_where_days_count_from_there() -> None:
    assert read_back(book([date(1903, 12, 31)], from_1904=True)) == [["1903-12-31"]]


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    ((whole, cut),) = read_back(book(["=" * CHARACTERS, "x" * (CHARACTERS + 1)]))
    assert whole == "=" * CHARACTERS
    assert isinstance(cut, str)
    assert (len(cut), cut.endswith(CUT)) == (CHARACTERS, True)


def test_blank_cells_are_blank() -> None:
    assert read_back(book([None, "", "a"], [], ["b"])) == [[None, None, "a"], [], ["b"]]


def test_the_same_book_is_the_same_bytes() -> None:
    made = book([Styled("x", "error", "why"), NOON])
    data = write_book(made)
    assert data == write_book(made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_errors_and_warnings_differ_without_colour() -> None:
    error, warning = opened(book([Styled("a", "error"), Styled("b", "warning")])).worksheets[0][1]
    assert error.border.left.style != warning.border.left.style
    assert (error.font.b, warning.font.b) == (True, False)
    assert error.fill.fgColor.rgb != warning.fill.fgColor.rgb


def test_comments_stay_at_their_cells_and_grow_with_their_text() -> None:
    made = book([Styled("a", comment="short"), 1, Styled(None, "error", "word " * 60)])
    cells = opened(made).worksheets[0][1]
    assert [cell.comment and cell.comment.text for cell in cells] == ["short", None, "word " * 60]
    with zipfile.ZipFile(io.BytesIO(write_book(made))) as archive:
        (drawing,) = (archive.read(name) for name in archive.namelist() if name.endswith(".vml"))
    short, long = map(int, re.findall(rb"height:(\d+)px", drawing))
    assert long >= 2 * short


def test_links_lead_to_a_cell_of_a_sheet_even_where_its_title_had_to_change() -> None:
    target = Sheet("It's a [title]", [["x"]], {})
    sheet = Sheet("Links", [["", Styled("go", "link", link=("It's a [title]", "C5"))]], {})
    workbook = opened(Book((sheet, target)))
    link = workbook["Links"]["B1"].hyperlink
    assert (link.ref, link.location) == ("B1", "'It''s a  title'!C5")
    assert workbook.sheetnames == ["Links", "It's a  title"]


def test_sheets_are_laid_out() -> None:
    sheet = Sheet(
        "S",
        [["a"], ["b"], ["c"]],
        {0: 33.0},
        frozen="B2",
        right_to_left=True,
        merged=(((1, 0), (2, 1)),),
        hidden=frozenset({2}),
        heights={0: 40.0},
    )
    made = opened(Book((sheet,))).worksheets[0]
    assert made.column_dimensions["A"].width == 33
    assert made.freeze_panes == "B2"
    assert made.sheet_view.rightToLeft
    assert [str(block) for block in made.merged_cells.ranges] == ["A2:B3"]
    assert [made.row_dimensions[row].hidden for row in (1, 2, 3)] == [False, False, True]
    assert made.row_dimensions[1].height == 40
    assert not made.protection.sheet


LONG = tuple(f"answer {number}, with a comma" for number in range(40))


def filled_in() -> openpyxl.Workbook:
    entries = {
        0: Entry(Choices(LONG), "Pick", "one of these", "not one of these"),
        1: Entry(Numbers(Fraction(1), Fraction(11, 2)), "N" * 50, "h" * 300, "r" * 300),
        2: Entry(Numbers(), "Any number"),
        3: Entry(Dates(), "When"),
        4: Entry(Texts(5), "Short"),
        5: Entry(Choices(LONG), "The same again"),
    }
    rows: list[list[Cell | Styled]] = [[Styled("header", "header")], [Styled("example", "note"), 4]]
    return opened(Book((Sheet("Fill in", rows, {}, entries=entries, entry_rows=range(1, 4)),)))


def test_entries_are_checked_while_they_are_typed() -> None:
    workbook = filled_in()
    sheet = workbook.worksheets[0]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    assert list(checks) == [f"{letter}2:{letter}4" for letter in "ABCDEF"]
    pick, number, any_number, when, short, again = checks.values()
    assert pick.formula1 == again.formula1 == f"'{LISTS_SHEET}'!$A$1:$A$40"
    assert (pick.prompt, pick.error, pick.showInputMessage) == ("one of these", "not one of these", True)
    assert (number.type, number.operator, number.formula1, number.formula2) == (
        "decimal",
        "between",
        "1",
        "5.5",
    )
    assert (len(number.promptTitle), len(number.prompt), len(number.error)) == (32, 255, 225)
    assert (float(any_number.formula1), float(any_number.formula2)) == (-1e300, 1e300)
    assert (when.type, short.type, short.formula1) == ("date", "textLength", "5")
    assert not short.showInputMessage
    lists = workbook[LISTS_SHEET]
    assert lists.sheet_state == "veryHidden"
    assert tuple(cell.value for cell in lists["A"]) == LONG
    assert lists.max_column == 1, "an equal list is kept once"


def test_only_entries_are_open_and_text_stays_text_in_them() -> None:
    sheet = filled_in().worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["A1"].protection.locked
    assert not any(cell.protection.locked for row in sheet["A2:F4"] for cell in row)
    assert [sheet[f"{letter}3"].number_format for letter in "ABCDE"] == [
        "@",
        "General",
        "General",
        "yyyy-mm-dd hh:mm",
        "@",
    ]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["C5"].value) == ("example", 4, None)


def test_titles_are_made_fit_and_distinct() -> None:
    titles = ["a/b:c", "A B C", "", "history", "x" * 40, "x" * 40, "'quoted'", "\x07"]
    fitted = fit_titles(titles)
    assert fitted[:4] == ["a b c", "A B C (2)", "Sheet", "history (2)"]
    assert [len(title) for title in fitted[4:6]] == [31, 31]
    assert fitted[6] == "quoted"
    assert len({title.casefold() for title in fitted}) == len(titles)


def test_a_simple_book_has_a_header_that_stays() -> None:
    sheet = opened(simple_book("T", ["name"], [["=x"], [1.5]])).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet["A"]] == ["name", "=x", 1.5]


def test_csv_is_defused() -> None:
    data = write_csv(["a"], [["=1"], ["x"], [None], [-1]])
    assert data == '\ufeffa\r\n\'=1\r\nx\r\n""\r\n-1\r\n'.encode()


LOST = dict.fromkeys([0, 0xFFFE, 0xFFFF], "�")
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    st.floats(allow_nan=False, allow_infinity=False).map(float),
    st.booleans(),
    st.datetimes(NOON.replace(year=1905), NOON.replace(year=2200)).map(
        lambda moment: moment.replace(second=1, microsecond=0)  # a midnight is read as a date
    ),
    st.dates(date(1905, 1, 1), date(2200, 1, 1)),
)


@settings(max_examples=25, deadline=None)
@example(rows=[["", "", ""], ["", "", ""], ["", "", date(2000, 1, 1)]], from_1904=False)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8), from_1904=st.booleans()
)
def test_whatever_is_written_is_read_as_it_was(rows: list[list[Cell]], *, from_1904: bool) -> None:
    known: list[list[Cell]] = [["first"], *rows, ["last"]]
    assert read_back(book(*known, from_1904=from_1904)) == [
        trimmed([cell.translate(LOST) if isinstance(cell, str) else cell for cell in cells])
        for cells in known
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_opens_it_and_sees_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_book(book(["name", Styled("=1+1", "error", "no formula")], ["_x000D_", 4.5])))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "csv", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (tmp_path / "a.csv").read_text() == "name,=1+1\n_x000D_,4.5\n"
