"""Workbooks of every kind that a coach may have, and files that only claim to be one."""

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from pipeline.models.intake import IntakeLimits, IntakeSettings
from pipeline.spreadsheets.places import position_of
from tests.intake.reading import (
    PERSON,
    archive,
    messages,
    only_problem,
    read,
    table,
    write_csv,
    write_workbook,
)

SHEET = table(PERSON)


def test_cells_are_named_as_the_sheet_names_them(tmp_path: Path) -> None:
    shifted = [[], ["", "", *SHEET[0]], ["", "", *SHEET[1][:3], 9]]
    problem = only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": shifted})))
    assert (problem.sheet, problem.cell, problem.row) == ("S", "F3", 3)


def test_wide_sheets_have_two_letters(tmp_path: Path) -> None:
    header, row = SHEET
    wide = [[*header, *([""] * 700), "L02"], [*row, *([""] * 700), 9]]
    assert only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": wide}))).cell == "AAC2"


def test_sheets_without_questions_are_passed_over(tmp_path: Path) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"Notes": [["hello"]], "Empty": [], "S": SHEET}))
    assert [client.source.sheet for client in intake.clients] == ["S"]
    assert intake.problems == ()
    assert [(file.name, file.layout, file.rows) for file in intake.files] == [("a.xlsx", "workbook", 1)]


def test_several_sheets_with_questions_are_refused(tmp_path: Path) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"May": SHEET, "June": SHEET}))
    assert "“May”, “June”" in only_problem(intake).message
    assert intake.clients == ()


def test_a_hidden_sheet_is_skipped_and_told(tmp_path: Path) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"S": SHEET, "Old": SHEET}, hidden=["Old"]))
    assert len(intake.clients) == 1
    problem = only_problem(intake)
    assert (problem.sheet, problem.severity) == ("Old", "warning")
    assert problem.message == "This sheet is hidden and was not read."


def test_a_chart_sheet_is_no_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET})
    workbook = load_workbook(path)
    workbook.create_chartsheet("Chart").add_chart(BarChart())
    workbook.save(path)
    assert read(path).problems == ()


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    assert (
        only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": []}))).message
        == "The file holds no rows."
    )


def test_a_sheet_of_something_else_is_told(tmp_path: Path) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"S": [["Milk", "Bread"], [1, 2]]}))
    assert only_problem(intake).message.startswith("No header was found")


def test_an_error_value_is_not_a_blank(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Notes": [["#REF!"]], "S & T": SHEET})
    workbook = load_workbook(path)
    workbook["S & T"]["D2"] = "#DIV/0!"
    workbook.save(path)
    problem = only_problem(read(path))
    assert (problem.cell, problem.found) == ("D2", "#DIV/0!")
    assert problem.message == "The spreadsheet shows an error here."


def test_merged_answers_hold_their_rows(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "L02": 1} for n in range(4)]
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["A title", ""], *table(*people)]})
    workbook = load_workbook(path)
    workbook["S"].merge_cells("A1:E1")
    workbook["S"].merge_cells("E4:E5")
    workbook["S"].merge_cells("H3:H6")
    workbook.save(path)
    intake = read(path)
    assert [client.id for client in intake.clients] == ["C-0", "C-3"]
    assert [(problem.cell, problem.field) for problem in intake.problems] == [("E4", "L02"), ("E5", "L02")]
    assert "merged" in intake.problems[0].message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"  \r\n", "The file is empty."),
        (b"<html><table><tr><td>A1</td></tr></table>", "a web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML file"),
        (b"A1,A8\nx,y\n", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_what_is_no_workbook_is_told_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    intake = read(path)
    problem = only_problem(intake)
    assert said in problem.message
    assert problem.fix
    assert (problem.file, problem.row, problem.is_error) == ("a.xlsx", None, True)
    assert intake.files[0].layout is None


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "not an Excel workbook"),
        ({"xl/workbook.xml": b"<not"}, "damaged"),
        ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
        ({"xl/workbook.xml": bytes(3_000_000)}, "unpacks to 3 MB; 2 MB can be read"),
        ({f"xl/{number}.xml": b"" for number in range(40)}, "holds 40 parts; 30 can be read"),
    ],
)
def test_archives_of_other_things_are_told(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive(members))
    settings = IntakeSettings(limits=IntakeLimits(unpacked_mb=2, members=30))
    assert said in only_problem(read(path, settings=settings)).message


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    data = bytearray(archive({"xl/workbook.xml": b"<workbook/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert "password" in only_problem(read(path)).message


def test_a_workbook_cut_short_is_told(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET})
    path.write_bytes(path.read_bytes()[:-200])
    assert "damaged" in only_problem(read(path)).message


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsm", "a.numbers", "a.pdf", "a"])
def test_other_kinds_of_file_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"anything")
    assert only_problem(read(path)).message == "This kind of file is not read."


def test_an_ending_in_capitals_is_the_same_ending(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET})
    shutil.move(path, tmp_path / "A.XLSX")
    assert len(read(tmp_path / "A.XLSX").clients) == 1


def test_a_file_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 1_500_000)
    problem = only_problem(read(path, settings=IntakeSettings(limits=IntakeLimits(file_mb=1))))
    assert problem.message == "The file has 1.5 MB; 1 MB can be read."


@pytest.mark.parametrize("limits", [IntakeLimits(rows=2), IntakeLimits(columns=3)])
def test_a_sheet_larger_than_the_limits_is_told(tmp_path: Path, limits: IntakeLimits) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com"} for n in range(2)]
    settings = IntakeSettings(limits=limits)
    workbook = read(write_workbook(tmp_path / "a.xlsx", {"S": table(*people)}), settings=settings)
    assert "The sheet reaches beyond" in only_problem(workbook).message
    text = read(write_csv(tmp_path / "a.csv", table(*people)), settings=settings)
    assert "The file has more than" in only_problem(text).message
    assert workbook.files[0].layout is text.files[0].layout is None


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "nothing.csv")
    assert only_problem(read(tmp_path / "a.csv")).message == "The file cannot be opened."


def test_a_folder_under_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert only_problem(read(tmp_path / "a.csv")).message.startswith("This is a folder")


def test_one_bad_file_does_not_hold_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"nothing")
    intake = read(bad, write_csv(tmp_path / "good.csv", SHEET))
    assert len(intake.clients) == 1
    assert [file.layout for file in intake.files] == [None, "csv"]
    assert len(messages(intake)) == 1


class PanicException(BaseException):
    """Stands for a crash that the reader cannot import."""


def _crash_with(error: BaseException, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def crash(*_: object) -> object:
        raise error

    monkeypatch.setattr(part, crash)


@pytest.mark.parametrize("error", [PanicException(), ValueError()])
def test_a_crash_of_the_library_is_a_damaged_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    _crash_with(error, monkeypatch, "zipfile.ZipExtFile.read")
    assert "damaged" in only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": SHEET}))).message


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (KeyboardInterrupt(), "zipfile.ZipExtFile.read"),
        (MemoryError(), "zipfile.ZipExtFile.read"),
        (ValueError(), "pipeline.spreadsheets.readers.workbook.scan"),
    ],
)
def test_an_interruption_and_a_bug_keep_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, part: str
) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET})
    _crash_with(error, monkeypatch, part)
    with pytest.raises(type(error)):
        read(path)


def test_a_workbook_of_charts_alone_is_told(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.create_chartsheet("Chart").add_chart(BarChart())
    workbook.remove(workbook.worksheets[0])
    workbook.save(tmp_path / "a.xlsx")
    assert only_problem(read(tmp_path / "a.xlsx")).message == "The workbook has no visible sheet."


@pytest.mark.parametrize(
    ("name", "position"), [("A1", (0, 0)), ("AAC2", (1, 704)), ("", None), ("7", None), ("A0", None)]
)
def test_a_cells_name_is_its_position(name: str, position: tuple[int, int] | None) -> None:
    assert position_of(name) == position


def test_a_strange_tag_around_errors_does_not_stop_reading(tmp_path: Path) -> None:
    """A sheet whose text merely mentions an error marker is read as it stands."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in [[*SHEET[0], "G1"], [*SHEET[1], 'she wrote t="e"']]:
        sheet.append(list(row))
    workbook.save(tmp_path / "a.xlsx")
    intake = read(tmp_path / "a.xlsx")
    assert intake.clients[0].answers["G1"] == 'she wrote t="e"'
