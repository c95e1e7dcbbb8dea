"""Sheets whose cells lie further out than any machine has room for."""

import zipfile
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeLimits, IntakeSettings
from tests.intake.reading import PERSON, archive, only_problem, read, table, write_workbook

SHEET = table(PERSON)


def _with_markup(path: Path, part: str, *changes: tuple[bytes, bytes]) -> Path:
    """Change the XML of one part of a workbook."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    for old, new in changes:
        assert old in members[part]
        members[part] = members[part].replace(old, new)
    path.write_bytes(archive(members))
    return path


SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="D2"', b'r="XFD1048576"'),
        (b'<row r="2"', b'<row spans="1:4" r="1048576"'),
    ],
)
def test_a_cell_at_the_far_end_does_not_end_the_program(tmp_path: Path, old: bytes, new: bytes) -> None:
    """A reader would make room for every cell before it: more than any machine has."""
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET, "T": SHEET})
    intake = read(_with_markup(path, SHEET_PART, (old, new)))
    problem = only_problem(intake)
    assert problem.message == "The sheet reaches beyond 200,000 rows or 1,000 columns."
    assert (problem.sheet, problem.is_error) == ("S", True)
    assert [client.source.sheet for client in intake.clients] == ["T"]


@pytest.mark.parametrize("place", [b" r = 'xfd2' ", b'r="D999999999"'])
def test_nor_does_one_that_no_program_writes(tmp_path: Path, place: bytes) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET, "T": SHEET})
    intake = read(_with_markup(path, SHEET_PART, (b'r="D2"', place)))
    assert only_problem(intake).message.startswith("The workbook is written as no spreadsheet program writes")
    assert intake.clients == ()


def test_a_far_cell_in_a_part_of_no_known_sheet_refuses_the_file(tmp_path: Path) -> None:
    path = _with_markup(
        write_workbook(tmp_path / "a.xlsx", {"S": SHEET}), SHEET_PART, (b'r="D2"', b'r="XFD1048576"')
    )
    _with_markup(path, "xl/_rels/workbook.xml.rels", (b"sheet1.xml", b"SHEET1.xml"))
    intake = read(path)
    assert only_problem(intake).message.startswith("The sheet reaches beyond")
    assert intake.files[0].layout is None


def test_cells_without_places_are_counted(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [[*SHEET[0], "L02"], [*SHEET[1], 1]]})
    for cell in (b"A1", b"B1", b"C1", b"D1", b"E1"):
        _with_markup(path, SHEET_PART, (b'<c r="%s"' % cell, b"<c"))
    problem = only_problem(read(path, settings=IntakeSettings(limits=IntakeLimits(columns=4))))
    assert problem.message.endswith("or 4 columns.")


def test_words_about_a_far_cell_are_words(tmp_path: Path) -> None:
    words = 'she wrote r="XFD1048576"'
    path = write_workbook(tmp_path / "a.xlsx", {"S": table(PERSON | {"G1": words})})
    assert read(path).clients[0].answers["G1"] == words


def test_a_wrong_note_of_the_size_does_no_harm(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": SHEET})
    _with_markup(path, SHEET_PART, (b'<dimension ref="A1:D2"', b'<dimension ref="A1:XFD1048576"'))
    assert len(read(path).clients) == 1
