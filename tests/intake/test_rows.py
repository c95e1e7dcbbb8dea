"""Rows: good ones go on, bad ones are held, and all that is wrong is told at once."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.intake.reading import (
    PERSON,
    messages,
    only_problem,
    read,
    read_person,
    table,
    write_csv,
    write_workbook,
)

DUBAI = ZoneInfo("Asia/Dubai")


def test_a_full_row_is_a_client(tmp_path: Path) -> None:
    client = read_person(
        tmp_path,
        A0=datetime(2026, 12, 1, 18, 40),  # noqa: DTZ001 - a cell has no zone
        A2="Waiter",
        A6=4,
        A7a="yes",
        A7b="no",
        A9="English",
        A10=datetime(2027, 1, 12, 17, 0),  # noqa: DTZ001 - a cell has no zone
        A11="Europe/Berlin",
        A13="feminine",
        G1="Lead a team.",
    ).clients[0]
    assert (client.id, client.name, client.email) == ("C-1", "Maya Haddad", "maya@example.com")
    assert (client.role_title, client.hours_a_week, client.language) == ("Waiter", Fraction(4), "en")
    assert client.address_form == "feminine"
    assert client.completed_at == datetime(2026, 12, 1, 18, 40, tzinfo=DUBAI)
    assert client.call_at == datetime(2027, 1, 12, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (client.consent.processing, client.consent.mailing) == (True, False)
    assert client.consent.given_at == client.completed_at
    assert client.text("G1") == "Lead a team."
    assert (client.source.file, client.source.sheet, client.source.row) == ("one.xlsx", "Clients", 2)


def test_every_problem_of_every_row_is_told_with_its_place(tmp_path: Path) -> None:
    bad = {"A12": "C-2", "A1": "B", "A8": "nobody", "L01": 9, "A6": "lots"}
    worse = {"A12": "", "A1": "", "A8": "", "L01": "maybe", "A6": -1}
    path = write_workbook(tmp_path / "a.xlsx", {"Clients": table(PERSON | {"A6": 3}, bad, worse)})
    intake = read(path)
    assert [client.id for client in intake.clients] == ["C-1"]
    told = [(problem.cell, problem.field, problem.client, problem.found) for problem in intake.problems]
    assert told == [
        ("C3", "A8", "C-2", "nobody"),
        ("D3", "L01", "C-2", "9"),
        ("E3", "A6", "C-2", "lots"),
        ("B4", "A1", None, None),
        ("C4", "A8", None, None),
        ("D4", "L01", None, "maybe"),
        ("E4", "A6", None, "-1"),
    ]
    assert all(problem.sheet == "Clients" and problem.fix and problem.message for problem in intake.problems)
    assert [(row.id, row.name, row.row, row.ok) for row in intake.rows] == [
        ("C-1", "Maya Haddad", 2, True),
        ("C-2", "B", 3, False),
        (None, None, 4, False),
    ]


def test_an_id_is_kept_as_typed_and_has_no_point_zero(tmp_path: Path) -> None:
    assert read_person(tmp_path, A12=1001).clients[0].id == "1001"
    assert read_person(tmp_path, A12=" Kunde 7a ").clients[0].id == "Kunde 7a"
    assert read_person(tmp_path, A12="x" * 64).clients[0].id == "x" * 64


def test_an_id_has_at_most_64_characters(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, A12="x" * 65))
    assert (problem.field, problem.message) == ("A12", "This text has 65 characters; 64 can be used.")


def test_without_an_id_one_is_made_of_the_folded_address(tmp_path: Path) -> None:
    intake = read_person(tmp_path, A12=None, A8="Maya@Example.com")
    assert intake.clients[0].id == intake.rows[0].id == "d-maya@example.com"
    assert intake.clients[0].email == "Maya@Example.com"


def test_a_client_may_have_an_id_and_no_address(tmp_path: Path) -> None:
    assert read_person(tmp_path, A8=None).clients[0].email is None


@pytest.mark.parametrize("answer", [None, "does not apply"])
def test_a_row_without_answers_is_held(tmp_path: Path, answer: object) -> None:
    problem = only_problem(read_person(tmp_path, L01=answer, I1=5, G1="words"))
    assert (problem.message, problem.cell, problem.row) == ("There are no answers.", None, 2)


def test_consent_to_processing_can_be_refused(tmp_path: Path) -> None:
    intake = read_person(tmp_path, A7a="no")
    assert intake.clients == ()
    assert only_problem(intake).field == "A7a"
    assert "does not agree" in only_problem(intake).message


def test_a_form_that_does_not_ask_for_consent_needs_none(tmp_path: Path) -> None:
    intake = read_person(tmp_path)
    consent = intake.clients[0].consent
    assert (consent.processing, consent.mailing, consent.given_at) == (None, None, None)
    assert intake.problems == ()


def test_consent_to_mail_without_a_date_is_a_warning(tmp_path: Path) -> None:
    intake = read_person(tmp_path, A7b="yes")
    problem = only_problem(intake)
    assert (problem.severity, problem.field) == ("warning", "A7b")
    assert intake.clients[0].consent.mailing is True
    assert intake.rows[0].ok


def test_consent_has_a_date_of_its_own_or_that_of_completion(tmp_path: Path) -> None:
    own = read_person(tmp_path, A7b="yes", A0="2026-12-02", A7c="2026-12-01").clients[0]
    assert own.consent.given_at == datetime(2026, 12, 1, tzinfo=DUBAI)
    other = read_person(tmp_path, A7b="yes", A0="2026-12-02").clients[0]
    assert other.consent.given_at == datetime(2026, 12, 2, tzinfo=DUBAI)


def test_a_csv_row_with_more_cells_than_the_header_is_held(tmp_path: Path) -> None:
    header, row, other = table(PERSON, PERSON | {"A12": "C-2", "A1": "Ben", "A8": "ben@example.com"})
    intake = read(write_csv(tmp_path / "a.csv", [header, [*row, "slipped"], [*other, "", " "]]))
    problem = only_problem(intake)
    assert problem.message == "The row has 5 cells and the header 4, so answers may have slipped."
    assert problem.row == 2
    assert [client.source.row for client in intake.clients] == [3]


def test_a_row_cut_short_is_held(tmp_path: Path) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [["A1", "A8", "L01", "L02"], ["A", "a@example.com", "4"]]))
    problem = only_problem(intake)
    assert problem.message == "The row has 3 cells and the header 4, so answers may have slipped."
    assert (problem.row, "line break" in problem.fix) == (2, True)


def test_blanks_at_the_end_of_a_header_are_no_columns(tmp_path: Path) -> None:
    rows = [["A1", "A8", "L01", "", ""], ["A", "a@example.com", "4"], ["B", "b@example.com", "4", "", ""]]
    assert len(read(write_csv(tmp_path / "a.csv", rows)).clients) == 2


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    header, row = table(PERSON)
    intake = read(write_csv(tmp_path / "a.csv", [header, [], ["", " "], row]))
    assert [each.row for each in intake.rows] == [4]
    assert messages(intake) == []


def test_a_warning_alone_holds_no_row(tmp_path: Path) -> None:
    intake = read_person(tmp_path, A7b="yes")
    assert only_problem(intake).severity == "warning"
    assert [row.ok for row in intake.rows] == [True]
    assert len(intake.clients) == 1


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_row_that_repeats_the_header_is_no_person_and_told_once(tmp_path: Path, name: str) -> None:
    header, row = table(PERSON)
    path = tmp_path / name
    rows = [header, row, header, header]
    write_csv(path, rows) if name == "a.csv" else write_workbook(path, {"Clients": rows})
    intake = read(path)
    assert [each.row for each in intake.rows] == [2]
    problem = only_problem(intake)
    assert problem.message == "This row and 1 more repeat the header and were not read."
    assert (problem.row, problem.needs_doing, problem.severity) == (3, False, "warning")


def test_a_row_that_repeats_the_header_but_for_a_cell_is_held(tmp_path: Path) -> None:
    header, row = table(PERSON)
    intake = read(write_csv(tmp_path / "a.csv", [header, row, [*header[:-1], "4"], [*header, "more"]]))
    assert [each.status for each in intake.rows] == ["client", "held", "held"]
