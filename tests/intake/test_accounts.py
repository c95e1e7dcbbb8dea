"""The account that a form was sent from is not taken for the client's where that is not clear."""

from datetime import datetime
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeSettings
from tests.intake.reading import Row, messages, only_problem, read, write_csv, write_workbook

TIMES = (datetime(2026, 1, 2, 9, 0), datetime(2026, 1, 2, 10, 0))  # noqa: DTZ001 - a sheet has no zones
MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name"]
COACH = ["nadia@coach.example", "Nadia Karam"]
GOOGLE = ["Timestamp", "Email Address", "Full name"]
STAMP = "2026/01/02 10:00:00 AM GMT+4"


def _microsoft(path: Path, header: Row, *rows: Row) -> Path:
    table = [[number, *TIMES, *row] for number, row in enumerate(rows, 1)]
    return write_workbook(path, {"Sheet1": [[*MICROSOFT, *header], *table]})


def test_the_coachs_account_is_not_the_client_where_another_column_holds_addresses(tmp_path: Path) -> None:
    path = _microsoft(
        tmp_path / "a.xlsx",
        ["Write to", "L01"],
        [*COACH, "sam@example.com", 4],
        [*COACH, "ann@example.com", 4],
    )
    intake = read(path)
    assert intake.clients == ()
    problem = next(problem for problem in intake.problems if problem.is_error)
    assert problem.cell == "F1"
    assert "“Write to” holds addresses and was not read" in problem.message
    assert '"Write to" = "A8" or "Email" = "A8"' in problem.fix


@pytest.mark.parametrize(("pin", "email"), [("Write to", "maya@example.com"), ("Email Address", COACH[0])])
def test_the_settings_say_which_address_is_the_clients(tmp_path: Path, pin: str, email: str) -> None:
    row = [STAMP, COACH[0], "Maya Haddad", "maya@example.com", 4]
    path = write_csv(tmp_path / "a.csv", [[*GOOGLE, "Write to", "L01"], row])
    assert read(path).clients == ()
    (client,) = read(path, settings=IntakeSettings(columns={pin: "A8"})).clients
    assert client.email == email


def test_further_addresses_beside_the_clients_own_are_a_warning(tmp_path: Path) -> None:
    row = [STAMP, COACH[0], "Maya Haddad", "maya@example.com", "boss@example.com", 4]
    path = write_csv(tmp_path / "a.csv", [[*GOOGLE, "E-mail", "Your manager", "L01"], row])
    intake = read(path)
    assert [client.email for client in intake.clients] == ["maya@example.com"]
    assert [problem.severity for problem in intake.problems] == ["warning"]


def test_one_account_in_every_row_does_not_tell_clients_apart(tmp_path: Path) -> None:
    path = _microsoft(tmp_path / "a.xlsx", ["Nickname", "L01"], [*COACH, "Sam", 4], [*COACH, "Ann", 2])
    intake = read(path)
    assert intake.clients == ()
    problem = next(problem for problem in intake.problems if problem.is_error)
    assert problem.cell == "D1"
    assert "the same account in every row" in problem.message
    assert '"Nickname" = "A8"' in problem.fix


def test_one_account_name_for_many_addresses_is_not_their_name(tmp_path: Path) -> None:
    rows = [[*COACH, address, 4] for address in ("sam@example.com", "ann@example.com")]
    problem = only_problem(read(_microsoft(tmp_path / "a.xlsx", ["Your best e-mail", "L01"], *rows)))
    assert problem.is_error
    assert problem.cell == "E1"


def test_one_client_may_fill_in_the_form_again(tmp_path: Path) -> None:
    rows = [[STAMP.replace("02", day), COACH[0], "Nadia Karam", 4] for day in ("02", "03")]
    intake = read(write_csv(tmp_path / "a.csv", [[*GOOGLE, "L01"], *rows]))
    assert [client.name for client in intake.clients] == ["Nadia Karam"]


def test_answers_of_nobody_known_are_of_no_one_account(tmp_path: Path) -> None:
    rows = [
        ["anonymous", None, "Sam Lee", "sam@example.com", 4],
        ["anonymous", None, "Ann Ray", "ann@example.com", 4],
    ]
    header = ["Client full name", "Client e-mail", "L01"]
    intake = read(_microsoft(tmp_path / "a.xlsx", header, *rows))
    assert [client.name for client in intake.clients] == ["Sam Lee", "Ann Ray"]
    assert messages(intake) == []


def test_a_form_in_another_language_is_known_by_its_first_columns(tmp_path: Path) -> None:
    header = ["ID", "Starttid", "Slutförandetid", "E-post", "Namn", "L01"]
    rows: list[Row] = [
        [3, *TIMES, "sam@example.com", "Sam Lee", 4],
        [5, *TIMES, "ann@example.com", "Ann Ray", 4],
    ]
    intake = read(write_workbook(tmp_path / "a.xlsx", {"Svar": [header, *rows]}))
    assert [(client.id, client.name) for client in intake.clients] == [
        ("d-sam@example.com", "Sam Lee"),
        ("d-ann@example.com", "Ann Ray"),
    ]
    assert [file.layout for file in intake.files] == ["microsoft-forms"]


@pytest.mark.parametrize("header", [["Nr", "Von", "Bis", "Post", "Wer"], ["Nr", "Von"]])
def test_another_shape_is_no_form(tmp_path: Path, header: list[str]) -> None:
    row = ["x", *TIMES, "sam@example.com", "Sam"][: len(header)]
    table: list[Row] = [[*header, "A1", "A8", "L01"], [*row, "Sam Lee", "sam@example.com", 4]]
    assert [file.layout for file in read(write_workbook(tmp_path / "a.xlsx", {"S": table})).files] == [
        "workbook"
    ]
