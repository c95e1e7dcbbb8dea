"""CSV files: whatever program wrote them."""

from pathlib import Path

import pytest

from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from tests.intake.reading import PERSON, only_problem, read, table, write_csv

ROWS = table(PERSON | {"A1": "José Muñoz", "G1": "Lead, then rest; and read"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_separators_and_encodings_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", ROWS, delimiter=delimiter, encoding=encoding))
    assert intake.problems == ()
    assert intake.clients[0].name == "José Muñoz"
    assert intake.clients[0].answers["G1"] == "Lead, then rest; and read"


def test_a_separator_may_be_named_in_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nA12|A1|L01\nC-1|Maya, H.; or so|9\n", encoding="utf-8-sig")
    problem = only_problem(read(path))
    assert (problem.cell, problem.row, problem.client) == ("C2", 2, "C-1")


def test_commas_in_texts_do_not_make_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "A title, with, commas, of, its, own\nA1;A8;L01;G1\nMaya;m@example.com;4;a, b, c, d, e, f\n"
    )
    assert read(path).clients[0].answers["G1"] == "a, b, c, d, e, f"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "José Muñoz"),
        ("cp1256", "ليلى حداد من عمّان"),
        ("cp1250", "Łukasz Żółkiewski"),
        ("cp1251", "Иван Петров"),
    ],
)
def test_another_encoding_is_a_guess_that_is_told(tmp_path: Path, encoding: str, name: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", table(PERSON | {"A1": name}), encoding=encoding))
    problem = only_problem(intake)
    assert problem.severity == "warning"
    assert f"read as {encoding}" in problem.message
    assert intake.clients[0].name == name


@pytest.mark.parametrize(
    ("mark", "people"), [(b"", 60), (b"", 3), (b"\xef\xbb\xbf", 1), (b"\xef\xbb\xbf", 0)]
)
def test_a_stray_byte_leaves_the_rest_as_it_is(tmp_path: Path, mark: bytes, people: int) -> None:
    rows = [f"C-{n},José,c{n}@example.com,4,\n" for n in range(people)]
    path = tmp_path / "a.csv"
    path.write_bytes(
        mark
        + "".join(["A12,A1,A8,L01,G1\n", *rows]).encode()
        + b"C-a,An\xe9,ane@example.com,4,\nC-b,Ben,b\xe9n@example.com,4,\nC\xe9,Cleo,c@example.com,4,\n"
        + "C-d,Zoë,d@example.com,4,".encode()
        + b"caf\xe9\n"
    )
    intake = read(path)
    assert [client.name for client in intake.clients] == ["José"] * people + ["Zoë"]
    whole, *told = intake.problems
    assert (whole.severity, "4 letters of the file cannot be read" in whole.message) == ("warning", True)
    first = people + 2
    assert [(problem.cell, problem.severity) for problem in told] == [
        (f"B{first}", "error"),
        (f"C{first + 1}", "error"),
        (f"A{first + 2}", "error"),
        (f"E{first + 3}", "warning"),
    ]


def test_a_marked_file_that_is_cut_short_keeps_its_encoding(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ROWS, encoding="utf-16")
    path.write_bytes(path.read_bytes() + b"C")
    intake = read(path)
    assert [client.name for client in intake.clients] == ["José Muñoz"]
    assert intake.problems[0].message.startswith("1 letter of the file cannot be read")


def test_an_unclosed_quotation_mark_does_not_swallow_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('A1,A8,L01\nA,a@example.com,4\n\nB,"b@example.com,4\nC,c@example.com,4\n')
    intake = read(path)
    problem = only_problem(intake)
    assert [client.name for client in intake.clients] == ["A"]
    assert (problem.row, problem.is_error) == (4, True)
    assert "the rows from here on were not read" in problem.message


def test_a_quotation_mark_in_the_wrong_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('A1,A8,L01\n"A"x,a@example.com,4\n')
    problem = next(problem for problem in read(path).problems if problem.is_error)
    assert (problem.row, "quotation mark" in problem.message) == (2, True)


def test_a_cell_without_end_holds_its_row_alone(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "G1": "short"} for n in range(3)]
    people[1]["G1"] = "x" * 200_000
    intake = read(write_csv(tmp_path / "a.csv", table(*people)))
    assert [client.id for client in intake.clients] == ["C-0", "C-2"]
    problem = only_problem(intake)
    assert (problem.row, problem.field) == (3, "G1")
    assert len(problem.found or "") == 80


def test_a_mark_left_open_in_a_large_file_loses_no_row_unseen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    start = 'A12,A1,A8,L01\nC-1,Ann,ann@example.com,4\nC-2,"Ben,b@example.com,4\n'
    path.write_text(start + "C-3,C,c@example.com,4\n" * 20_000)
    intake = read(path)
    assert [client.id for client in intake.clients] == ["C-1"]
    assert (only_problem(intake).row, intake.files[0].is_whole) == (3, False)


def test_line_breaks_in_cells_and_of_old_machines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'A1,A8,L01,G1\rA,a@example.com,4,"one\r\ntwo"\rB,b@example.com,9,\r')
    intake = read(path)
    assert intake.clients[0].answers["G1"] == "one\ntwo"
    assert only_problem(intake).cell == "C3"


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"\x00\x00\x01\x00" * 99, b"\x00\xd8a\x00b\x00" * 9])
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert only_problem(read(path)).message == "This is not a CSV file, whatever its name says."


def test_a_stray_control_character_is_dropped(tmp_path: Path) -> None:
    intake = read(write_csv(tmp_path / "a.csv", table(PERSON | {"G1": "a\x07b\x0bc"})))
    assert intake.clients[0].answers["G1"] == "ab\nc"


def test_bytes_of_no_encoding_do_not_pass_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(128, 256)) * 40)
    assert any(problem.is_error for problem in read(path).problems)


def test_blanks_without_end_take_no_room_and_change_nothing(tmp_path: Path) -> None:
    people = [PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "G1": "x"} for n in range(60)]
    rows = [[*cells, *[""] * 900] for cells in table(*people)]
    rows[40:40] = [[""] * 905] * 50
    rows[100] = rows[100][:4]
    path = write_csv(tmp_path / "a.csv", rows)
    contents = read_file(
        path, Place("a.csv"), Limits.of(IntakeLimits()), frozenset({"a1", "a8", "a12", "l01"})
    )
    lengths = [len(cells) for cells in contents.tables[0].rows]
    assert (set(lengths[20:40]), set(lengths[40:90]), lengths[100]) == ({5}, {0}, 4)
    intake = read(path)
    assert len(intake.clients) == 59
    assert (only_problem(intake).row, "4 cells and the header 5" in only_problem(intake).message) == (
        101,
        True,
    )
