"""Headers with a hint beside the question, and what coaches call their clients."""

from pathlib import Path

import pytest

from pipeline.models.intake import IntakeSettings
from tests.intake.reading import LEFT_OUT, Row, messages, read, read_whole, write_csv, write_workbook

PAY = "My pay covers my normal monthly costs."
WHO = ["Full name", "E-mail"]
MAYA = ["Maya Haddad", "maya@example.com"]


@pytest.mark.parametrize(
    "header",
    [
        f"{PAY} (1 = strongly disagree, 5 = strongly agree)",
        f"{PAY} [1: strongly disagree … 5: strongly agree]",
        f"{PAY} (1 to 5)",
        f"3. {PAY} (choose one)",
        f"(1-5) {PAY}",
        f"{PAY} Please be frank.",
        f"L01 {PAY} (1-5)",
    ],
)
def test_a_hint_beside_a_question_is_no_part_of_it(tmp_path: Path, header: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [[*WHO, header], [*MAYA, 4]]))
    assert [client.answers.get("L01") for client in intake.clients] == [4]
    assert messages(intake) == []


@pytest.mark.parametrize(
    "hint",
    [
        "1 = strongly agree, 5 = strongly disagree",
        "1 = never, 5 = always",
        "0–5",
        "1-4",
        "1-10",
        "strongly agree = 1, strongly disagree = 5",
        "1 = disagree of course, 5 = strongly agree",
    ],
)
def test_a_hint_of_another_scale_leaves_the_column_unread(tmp_path: Path, hint: str) -> None:
    table: list[Row] = [[*WHO, f"{PAY} ({hint})", "L02"], [*MAYA, 4, 4]]
    intake = read(write_csv(tmp_path / "a.csv", table))
    assert [client.answers.get("L01") for client in intake.clients] == [None]
    assert len(messages(intake)) == 1


@pytest.mark.parametrize("header", ["Name (of your manager)", "E-mail (of your manager)"])
def test_a_name_or_address_with_a_hint_may_be_anybodys(tmp_path: Path, header: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [[*WHO, header, "L01"], [*MAYA, "x", 4]]))
    assert [(client.name, client.email) for client in intake.clients] == [tuple(MAYA)]


def test_an_open_question_may_have_a_hint(tmp_path: Path) -> None:
    table: list[Row] = [[*WHO, "What is your current role title? (e.g. nurse)", "L01"], [*MAYA, "Baker", 4]]
    assert [client.role_title for client in read(write_csv(tmp_path / "a.csv", table)).clients] == ["Baker"]


def test_a_file_without_any_scored_question_is_refused_in_one_sentence(tmp_path: Path) -> None:
    intake = read_whole(write_csv(tmp_path / "a.csv", [["Full name", "E-mail"], MAYA]))
    (problem,) = intake.problems
    assert (problem.severity, intake.rows) == ("error", ())
    assert "any of the scored questions" in problem.message


def test_scored_questions_without_a_column_are_told_first(tmp_path: Path) -> None:
    intake = read_whole(write_csv(tmp_path / "a.csv", [[*WHO, "L01", "L01", "Shoes"], [*MAYA, 4, 4, 1]]))
    assert intake.problems[0].message.startswith(LEFT_OUT)


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        (["First name", "Name"], ["Maya", "Haddad"], "Maya Haddad"),
        (["Name", "Vorname"], ["Haddad", "Maya"], "Maya Haddad"),
        (["Name", "Surname"], ["Maya", "Haddad"], "Maya Haddad"),
        (["Name", "Surname"], ["Maya HADDAD", "Haddad"], "Maya HADDAD"),
        (["First name", "Name"], ["Maya", "Maya Haddad"], "Maya Haddad"),
        (["Surname", "Name"], ["Maya Haddad", "Maya"], "Maya Haddad"),
        (["Name", "Surname"], ["Maya", None], "Maya"),
        (["Full name", "First name"], ["Margaret Lee", "Maggie"], "Margaret Lee"),
        (["Name", "First name", "Last name"], ["Maya H", "Maya", "Haddad"], "Maya H"),
        (["Client"], ["Maya Haddad"], "Maya Haddad"),
        (["Client", "Name"], ["Acme Ltd", "Maya Haddad"], "Maya Haddad"),
        (["Client full name"], ["Maya Haddad"], "Maya Haddad"),
    ],
)
def test_a_name_is_read_whole(tmp_path: Path, header: list[str], cells: list[str | None], name: str) -> None:
    table: list[Row] = [[*header, "Email", "L01"], [*cells, "maya@example.com", 4]]
    (client,) = read(write_csv(tmp_path / "a.csv", table)).clients
    assert (client.id, client.name) == ("d-maya@example.com", name)


def test_a_pinned_name_is_no_part(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [["Name", "Surname", "Email", "L01"], ["Maya", "H", "m@example.com", 4]]
    )
    (client,) = read(path, settings=IntakeSettings(columns={"Name": "A1"})).clients
    assert client.name == "Maya"


def _numbered(path: Path, header: str, numbers: list[object]) -> Path:
    rows = [[number, f"Client {index}", f"c{index}@example.com", 4] for index, number in enumerate(numbers)]
    return write_csv(path, [[header, *WHO, "L01"], *rows])


def test_running_numbers_are_no_client_numbers(tmp_path: Path) -> None:
    intake = read(_numbered(tmp_path / "a.csv", "ID", [1, 2, 3]))
    assert [client.id for client in intake.clients] == [f"d-c{index}@example.com" for index in range(3)]
    (problem,) = intake.problems
    assert (problem.cell, problem.needs_doing) == ("A1", False)
    assert "Column A looks like a running number" in problem.message


@pytest.mark.parametrize(
    ("header", "numbers", "pins"),
    [
        ("ID", [1, 2, 4], {}),
        ("ID", ["C-1", "C-2"], {}),
        ("Client number", [1, 2, 3], {}),
        ("ID", [1, 2, 3], {"ID": "A12"}),
    ],
)
def test_numbers_that_are_given_are_client_numbers(
    tmp_path: Path, header: str, numbers: list[object], pins: dict[str, str]
) -> None:
    intake = read(_numbered(tmp_path / "a.csv", header, numbers), settings=IntakeSettings(columns=pins))
    assert [client.id for client in intake.clients] == list(map(str, numbers))
    assert messages(intake) == []


def test_without_addresses_a_running_number_tells_clients_apart(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["ID", "Name", "L01"], [1, "Maya Haddad", 4]])
    assert [client.id for client in read(path).clients] == ["1"]


def test_a_question_asked_anew_is_read_from_both_columns(tmp_path: Path) -> None:
    rows = [[*MAYA, 4, None], ["Sam Lee", "sam@example.com", None, 2]]
    intake = read(write_csv(tmp_path / "a.csv", [[*WHO, PAY, PAY], *rows]))
    assert [client.answers["L01"] for client in intake.clients] == [4, 2]
    (problem,) = intake.problems
    assert (problem.severity, problem.needs_doing, problem.cell) == ("warning", False, "D1")


def test_the_rows_of_a_grid_may_stand_below_its_question(tmp_path: Path) -> None:
    table: list[Row] = [
        [*WHO, "Are you covered, from any source?", None, "How much do you agree?", None, "L03"],
        [None, None, "Health costs", "Paid time off", PAY, "My pay"],
        [*MAYA, "yes", "no", 4, 9, 2],
    ]
    (client,) = read(write_workbook(tmp_path / "a.xlsx", {"S": table})).clients
    assert [client.answers.get(each) for each in ("B02a", "B02b", "L01", "L03")] == ["yes", "no", 4, 2]


def test_a_grid_may_stand_last(tmp_path: Path) -> None:
    table: list[Row] = [
        [*WHO, "Are you covered, from any source?"],
        [None, None, "Health costs", "Paid time off"],
        [*MAYA, "yes", "no"],
    ]
    (client,) = read(write_workbook(tmp_path / "a.xlsx", {"S": table})).clients
    assert [client.answers.get(each) for each in ("B02a", "B02b")] == ["yes", "no"]


def test_a_row_that_fills_other_columns_too_is_an_answer(tmp_path: Path) -> None:
    table: list[Row] = [[*WHO, "Comments", None, "L01"], [*MAYA, "none", "at all", 4]]
    assert [client.name for client in read(write_workbook(tmp_path / "a.xlsx", {"S": table})).clients] == [
        MAYA[0]
    ]
