"""What a sheet shows or keeps beside its cells: hidden rows, formulas, years, and which sheet is meant."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.models.intake import IntakeLimits, IntakeSettings
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Formula, Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents, Table
from tests.intake.reading import PERSON, archive, only_problem, read, table, write_csv, write_workbook

LIMITS = Limits.of(IntakeLimits())
B07 = ["none", "talked about", "written"]
SHEET_PART = "xl/worksheets/sheet1.xml"
TWO = {"May": table(PERSON), "June": table(PERSON | {"A1": "June Haddad"})}


def _contents(path: Path) -> Contents:
    return read_file(path, Place(path.name), LIMITS, frozenset())


def _table_of(path: Path, cells: bytes) -> Table:
    """Return the table of a workbook whose only sheet has these rows."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    start = parts[SHEET_PART].index(b"<sheetData")
    parts[SHEET_PART] = parts[SHEET_PART][:start] + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    path.write_bytes(archive(parts))
    return _contents(path).tables[0]


def test_a_hidden_row_is_held_and_named(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com"} for n in range(3)]
    path = write_workbook(tmp_path / "a.xlsx", {"S": table(*people)})
    workbook = load_workbook(path)
    workbook["S"].row_dimensions[3].hidden = True
    workbook.save(path)
    intake = read(path)
    assert [client.id for client in intake.clients] == ["C-0", "C-2"]
    problem = only_problem(intake)
    assert (problem.row, problem.client, "hides this row" in problem.message) == (3, "C-1", True)


@pytest.mark.parametrize("file", ["a.xlsx", "inputs/a.xlsx"])
def test_a_pin_chooses_between_sheets(tmp_path: Path, file: str) -> None:
    (tmp_path / "inputs").mkdir()
    path = write_workbook(tmp_path / "inputs" / "a.xlsx", TWO)
    beside = write_csv(tmp_path / "b.csv", table(PERSON | {"A12": "C-9", "A8": "b@example.com"}))
    intake = read(beside, path, settings=IntakeSettings(sheets={file: "June"}))
    assert [client.name for client in intake.clients] == ["Maya Haddad", "June Haddad"]
    assert intake.problems == ()


def test_a_pin_to_no_sheet_is_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", TWO)
    problem = only_problem(read(path, settings=IntakeSettings(sheets={"a.xlsx": "July"})))
    assert "“July”" in problem.message
    assert "“May”, “June”" in problem.message
    assert "[intake.sheets]" in problem.fix


def test_merged_blocks_over_each_other_hold_each_row_once(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com"} for n in range(4)]
    path = write_workbook(tmp_path / "a.xlsx", {"S": table(*people)})
    workbook = load_workbook(path)
    for block in ("D2:D3", "D3:D4", "A900:D990"):
        workbook["S"].merge_cells(block)
    workbook.save(path)
    intake = read(path)
    assert {problem.row for problem in intake.problems if "merged" in problem.message} == {2, 3, 4}
    assert [client.id for client in intake.clients] == ["C-3"]


@pytest.mark.parametrize(
    ("header", "answers", "block"),
    [
        (["First Name", "Last Name"], [["Maya", "Haddad"], ["Bob", None]], "B2:B3"),
        (["A1", *B07], [["Maya", "none", None, None], ["Bob", None, None, None]], "B2:C3"),
        (["A1", *B07], [["Maya", None, "talked about", None], ["Bob", None, None, None]], "C2:C3"),
    ],
)
def test_any_column_of_a_spread_question_may_be_merged(
    tmp_path: Path, header: list[object], answers: list[list[object]], block: str
) -> None:
    rows = [[*header, "A8", "L01"], *([*row, f"p{n}@example.com", 4] for n, row in enumerate(answers))]
    path = write_workbook(tmp_path / "a.xlsx", {"S": rows})
    workbook = load_workbook(path)
    workbook["S"].merge_cells(block)
    workbook.save(path)
    intake = read(path)
    column = block[0]
    assert intake.clients == ()
    assert [(problem.cell, problem.message[:21]) for problem in intake.problems] == [
        (f"{column}2", "This cell is merged w"),
        (f"{column}3", "This cell is merged w"),
    ]


def test_notes_beside_the_table_of_a_sheet_hold_nobody_and_are_told_once(tmp_path: Path) -> None:
    people = table(*(PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com"} for n in range(3)))
    people[1] = [*people[1], None, "call her again"]
    people[3] = [*people[3], "?"]
    intake = read(write_workbook(tmp_path / "a.xlsx", {"S": [*people, [], [None] * 5 + ["paid"]]}))
    assert [client.id for client in intake.clients] == ["C-0", "C-1", "C-2"]
    problem = only_problem(intake)
    assert problem.message == (
        "F2 and 2 more cells stand beside the table, below no header, and were not read."
    )
    assert (problem.cell, problem.found, problem.is_error) == ("F2", "call her again", False)
    assert (intake.files[0].rows, len(intake.rows)) == (3, 3)


def test_one_note_is_told_as_one(tmp_path: Path) -> None:
    header, person = table(PERSON)
    problem = only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": [header, [*person, "call"]]})))
    assert problem.message == "E2 stands beside the table, below no header, and was not read."


def test_more_cells_than_headers_hold_a_row_of_a_csv_file(tmp_path: Path) -> None:
    header, person = table(PERSON)
    intake = read(write_csv(tmp_path / "a.csv", [header, [*person, "", "more"]]))
    assert (only_problem(intake).is_error, intake.clients) == (True, ())
    assert only_problem(intake).fix.startswith("Put text that holds the separator")


def test_formulas_without_a_result_are_not_blank(tmp_path: Path) -> None:
    read_table = _table_of(
        tmp_path / "a.xlsx",
        b'<row r="1"><c r="A1"><v>4</v></c><c r="B1"><f>A1+1</f><v>5</v></c><c r="C1"><f>A1+2</f></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B1*2</f><v></v></c></row>'
        b'<row r="3"><c r="A3"><f t="shared" si="0"/></c><c r="B3" t="str"><f>""</f><v></v></c>'
        b'<c r="C3" t="e"><f>NA()</f><v>#N/A</v></c></row>'
        b'<row r="5"><c r="E5"><f>1/3</f></c></row>',
    )
    assert read_table.rows == [
        [4.0, 5.0, Formula("A1+2")],
        [Formula("B1*2")],
        [Formula("B1*2"), None, "#N/A"],
        (),
        [None, None, None, None, Formula("1/3")],
    ]


def test_special_cells_without_places_are_counted(tmp_path: Path) -> None:
    read_table = _table_of(
        tmp_path / "a.xlsx", b"<row><c><v>1</v></c></row><row><c><v>2</v></c><c><f>A1</f></c></row>"
    )
    assert read_table.rows == [[1.0], [2.0, Formula("A1")]]


def test_a_formula_beyond_the_limits_is_a_cell_beyond_the_limits(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["x"]]})
    workbook = load_workbook(path)
    workbook["S"]["ALN1"] = "=1"
    workbook.save(path)
    assert _contents(path).problems[0].message.startswith("The sheet reaches beyond")


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_the_year_that_days_are_counted_from_is_known(tmp_path: Path, epoch: dt.datetime | None) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append([dt.date(2026, 11, 22)])
    if epoch:
        workbook.epoch = epoch
    workbook.save(tmp_path / "a.xlsx")
    (found,) = _contents(tmp_path / "a.xlsx").tables
    assert found.from_1904 is bool(epoch)
    assert found.rows == [[dt.date(2026, 11, 22)]]


def test_numbers_and_ticks_stay_what_they_are(tmp_path: Path) -> None:
    row: list[object] = [True, 1, 1.0, "1", False, 0, 0.5, True]
    (found,) = _contents(write_workbook(tmp_path / "a.xlsx", {"S": [row]})).tables
    assert [type(cell) for cell in found.rows[0]] == [bool, float, float, str, bool, float, float, bool]
    assert list(found.rows[0]) == row


def test_blank_ends_of_rows_and_sheets_are_cut(tmp_path: Path) -> None:
    rows: list[list[object]] = [["a", None, None], [None] * 3, ["b", None, "c"], [None] * 3, [None]]
    (found,) = _contents(write_workbook(tmp_path / "a.xlsx", {"S": rows})).tables
    assert found.rows == [["a"], (), ["b", None, "c"]]


def _with_a_hidden_row_and_a_formula(path: Path) -> dict[str, bytes]:
    """Write three people, the second hidden and the third with a formula; return the workbook's parts."""
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com"} for n in range(3)]
    workbook = load_workbook(write_workbook(path, {"S": table(*people)}))
    workbook["S"].row_dimensions[3].hidden = True
    workbook["S"]["D4"] = "=1+3"
    workbook.save(path)
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_part_is_found_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    parts = _with_a_hidden_row_and_a_formula(tmp_path / "a.xlsx")
    parts["xl/worksheets/Sheet1.XML"] = parts.pop(SHEET_PART)
    (tmp_path / "a.xlsx").write_bytes(archive(parts))
    intake = read(tmp_path / "a.xlsx")
    assert [client.id for client in intake.clients] == ["C-0"]
    assert [(problem.row, problem.is_error) for problem in intake.problems] == [(3, True), (4, True)]


def test_a_part_that_is_called_as_no_program_does_is_refused(tmp_path: Path) -> None:
    parts = _with_a_hidden_row_and_a_formula(tmp_path / "a.xlsx")
    names = "xl/_rels/workbook.xml.rels"
    parts[names] = parts[names].replace(b"/" + SHEET_PART.encode(), b"/XL/worksheets/Sheet1.xml")
    (tmp_path / "a.xlsx").write_bytes(archive(parts))
    intake = read(tmp_path / "a.xlsx")
    assert intake.clients == ()
    assert only_problem(intake).is_error


def test_a_sheet_behind_two_million_brackets_is_refused(tmp_path: Path) -> None:
    """Its root comes so late that nothing would be learned of hidden rows and formulas."""
    parts = _with_a_hidden_row_and_a_formula(tmp_path / "a.xlsx")
    before = b"<?x %s?>" % (b"<" * 2_000_000)
    parts[SHEET_PART] = parts[SHEET_PART].replace(b"<worksheet", before + b"<worksheet", 1)
    (tmp_path / "a.xlsx").write_bytes(archive(parts))
    intake = read(tmp_path / "a.xlsx")
    assert intake.clients == ()
    assert only_problem(intake).is_error


def test_zero_bytes_in_a_text_are_dropped_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"A12,A1,A8,L01\nC-1,Ma\x00ya,m@example.com,4\n" + b"\n" * 10)
    intake = read(path)
    assert intake.clients[0].name == "Maya"
    problem = only_problem(intake)
    assert problem.severity == "warning"
    assert problem.message == "The file was read without 1 zero byte between its letters."


def test_a_large_file_in_another_encoding_is_guessed_from_its_telling_lines(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "A1": "Ann"} for n in range(1_500)]
    people[-1]["A1"] = "José Muñoz"
    intake = read(write_csv(tmp_path / "a.csv", table(*people), encoding="cp1252"))
    assert intake.clients[-1].name == "José Muñoz"
    assert "read as cp1252" in only_problem(intake).message
