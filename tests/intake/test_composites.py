"""Questions that a form spreads over several columns."""

from pathlib import Path

import pytest

from tests.intake.reading import Row, messages, only_problem, read, write_csv
from tests.intake.swimming import swimming

B07 = ["none", "talked about", "written"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("First Name", "Last Name"),
        ("first name *", "Surname"),
        ("Nombre", "Apellidos"),
        ("Prénom", "Nom"),
        ("Vorname", "Nachname"),
        ("Nome", "Cognome"),
        ("Nome", "Sobrenome"),
        ("Voornaam", "Achternaam"),
        ("الاسم الأول", "اسم العائلة"),
    ],
)
def test_first_and_last_names_are_a_name(tmp_path: Path, first: str, last: str) -> None:
    rows: list[Row] = [[last, "Email", first, "L01"], [" Haddad", "m@example.com", "Maya ", 4]]
    intake = read(write_csv(tmp_path / "a.csv", rows))
    assert (intake.problems, intake.clients[0].name) == ((), "Maya Haddad")


def test_one_part_of_a_name_is_enough_and_none_is_told_at_the_first(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Email", "First Name", "Last Name", "L01"],
        ["a@example.com", "", "Haddad", 4],
        ["b@example.com", "", "", 4],
    ]
    intake = read(write_csv(tmp_path / "a.csv", rows))
    assert [client.name for client in intake.clients] == ["Haddad"]
    problem = only_problem(intake)
    assert (problem.message, problem.cell) == ("The name is missing.", "B3")


def test_what_is_wrong_with_a_name_is_told_at_the_part_that_is_there(tmp_path: Path) -> None:
    rows: list[Row] = [["Email", "First Name", "Last Name", "L01"], ["a@example.com", "", "x" * 200, 4]]
    assert only_problem(read(write_csv(tmp_path / "a.csv", rows))).cell == "C2"


def test_a_full_name_comes_before_its_parts(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Email", "First Name", "Last Name", "Full name", "L01"],
        ["a@example.com", "M", "H", "Maya", 4],
    ]
    intake = read(write_csv(tmp_path / "a.csv", rows))
    assert intake.clients[0].name == "Maya"
    assert "B “First Name”, C “Last Name”" in only_problem(intake).message


@pytest.mark.parametrize("header", [["First Name"], ["First Name", "Last Name", "Surname"]])
def test_half_a_name_or_too_many_are_none(tmp_path: Path, header: list[str]) -> None:
    rows: list[Row] = [["Email", "L01", *header], ["a@example.com", 4, *header]]
    assert (
        messages(read(write_csv(tmp_path / "a.csv", rows)))[0]
        == "No column for “Full name” (question A1) was found."
    )


def _read_options(folder: Path, header: list[str], *rows: list[str]) -> list[object]:
    """Return the answers to B07, or the place and the message of what is wrong."""
    table: list[Row] = [
        ["A1", "A8", "L01", *header],
        *([f"P{number}", f"p{number}@example.com", 4, *row] for number, row in enumerate(rows)),
    ]
    intake = read(write_csv(folder / "a.csv", table))
    told = {problem.row: (problem.cell, problem.message) for problem in intake.problems}
    found = {client.source.row: client.answers.get("B07") for client in intake.clients}
    return [told.get(row) or found[row] for row in range(2, len(rows) + 2)]


def test_a_column_an_answer_is_one_question(tmp_path: Path) -> None:
    found = _read_options(
        tmp_path,
        ["None", "<b>Talked</b> about", "written"],
        ["", "talked about", ""],
        ["", "", "1"],
        ["x", "0", "FALSE"],
        ["", "", ""],
    )
    assert found == ["talked", "written", "none", None]


def test_several_answers_to_one_question_are_told_at_the_first(tmp_path: Path) -> None:
    found = _read_options(tmp_path, B07, ["", "talked about", "written"], ["maybe", "", ""])
    assert found == [
        ("E2", "Several answers are chosen here: “talked about” and “written”."),
        ("D3", "This column holds the answer “none” or nothing."),
    ]


def test_an_answer_in_other_words_is_told_where_it_stands(tmp_path: Path) -> None:
    message = "An answer in other words is given here, which is none of the answers to choose from."
    rows = [["", "", "written", ""], ["", "", "", "my own"], ["", "", "written", "my own"]]
    found = _read_options(tmp_path, [*B07, "Other"], *rows)
    assert found == ["written", ("G3", message), ("F4", message)]


def test_missing_answers_may_have_columns_too(tmp_path: Path) -> None:
    found = _read_options(tmp_path, [*B07, "does not apply"], ["", "", "", "does not apply"])
    assert found == ["does_not_apply"]


def test_questions_side_by_side_are_kept_apart(tmp_path: Path) -> None:
    goals = ["none", "3 months", "1 year", "3 years", "5 years or more"]
    table: list[Row] = [
        ["A1", "A8", "L01", *B07, "Other", *goals, "Other"],
        ["Maya", "m@example.com", 4, "", "", "written", "", "", "3 months", "", "", "", ""],
    ]
    intake = read(write_csv(tmp_path / "a.csv", table))
    assert intake.problems == ()
    assert (intake.clients[0].answers["B07"], intake.clients[0].answers["B08"]) == ("written", "3-months")


def test_answers_of_several_questions_are_not_guessed(tmp_path: Path) -> None:
    table: list[Row] = [
        ["A1", "A8", "L01", "0", "1", "2", "3+"],
        ["Maya", "m@example.com", 4, "", "1", "", ""],
    ]
    problem = only_problem(read(write_csv(tmp_path / "a.csv", table)))
    assert problem.message.startswith("Columns D to G hold an answer each and were not read: it is not clear")
    assert problem.message.count("“") == 3  # B05, B06 and B10 have these answers
    assert (problem.cell, problem.severity) == ("D1", "warning")


def test_answers_of_one_question_twice_are_not_guessed(tmp_path: Path) -> None:
    table: list[Row] = [["A1", "A8", "L01", *B07, "Why?", *B07], ["Maya", "m@example.com", 4, *[""] * 7]]
    told = messages(read(write_csv(tmp_path / "a.csv", table)))
    assert [message[:15] for message in told[:2]] == ["Columns D to F ", "Columns H to J "]


@pytest.mark.parametrize(
    "header", [["yes", "no"], ["none", "written"], ["none", "Why?", "talked about", "written"]]
)
def test_few_answers_or_scattered_ones_tell_no_question(tmp_path: Path, header: list[str]) -> None:
    table: list[Row] = [["A1", "A8", "L01", *header], ["Maya", "m@example.com", 4, *header]]
    intake = read(write_csv(tmp_path / "a.csv", table))
    assert "belong to no question" in only_problem(intake).message
    assert "B07" not in intake.clients[0].answers


def test_a_question_with_a_column_of_its_own_needs_no_others(tmp_path: Path) -> None:
    table: list[Row] = [
        ["A1", "A8", "L01", "B07", *B07],
        ["Maya", "m@example.com", 4, "none", "", "", "written"],
    ]
    intake = read(write_csv(tmp_path / "a.csv", table))
    assert intake.clients[0].answers["B07"] == "none"
    assert "belong to no question" in only_problem(intake).message


def test_columns_of_answers_are_known_in_every_language_of_a_kit(tmp_path: Path) -> None:
    table: list[Row] = [
        ["Swimmer", "E-mail", "laps", "صعب", "وسط", "سهل"],
        ["Ana", "a@example.com", 9, "", "", "سهل"],
    ]
    intake = read(write_csv(tmp_path / "a.csv", table), kit=swimming())
    assert (intake.problems, intake.clients[0].answers["w1"]) == ((), 2)


def test_one_answer_has_one_column(tmp_path: Path) -> None:
    header = ["none", "talked about", "in writing", "written"]
    table: list[Row] = [["A1", "A8", "L01", *header], ["Maya", "m@example.com", 4, "", "", "", "written"]]
    intake = read(write_csv(tmp_path / "a.csv", table))
    assert "G “written”" in only_problem(intake).message
    assert "B07" not in intake.clients[0].answers
