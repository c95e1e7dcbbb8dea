"""The columns that form tools add: some say who a client is, most say nothing, the coach's own come first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeSettings
from tests.intake.reading import Row, messages, only_problem, read, write_csv, write_workbook

MS: list[object] = ["ID", "Start time", "Completion time", "Email", "Name"]
STAMP = "2026-12-01 10:00:00"


def _microsoft(folder: Path, header: Row, *rows: Row) -> Path:
    own = ([number, STAMP, STAMP, *row] for number, row in enumerate(rows, 1))
    return write_csv(folder / "ms.csv", [[*MS, *header], *own])


def test_a_tools_columns_are_used_where_the_form_asks_no_better(tmp_path: Path) -> None:
    path = _microsoft(tmp_path, ["L01"], ["maya@example.com", "Maya Haddad", 4])
    client = read(path).clients[0]
    assert (client.name, client.email, client.answers["L01"]) == ("Maya Haddad", "maya@example.com", 4)
    assert client.completed_at
    assert client.completed_at.isoformat() == "2026-12-01T10:00:00+04:00"
    assert client.id == "d-maya@example.com"  # the tool's number of the answer is nobody's id


@pytest.mark.parametrize("asked", ["E-mail address", "Email2", "Emial adress", "2. Your e-mail (required)"])
def test_the_coachs_question_comes_before_a_tools_column(tmp_path: Path, asked: str) -> None:
    path = _microsoft(tmp_path, [asked, "L01"], ["hr@example.com", "Account", "maya@example.com", 4])
    assert read(path).clients[0].email == "maya@example.com"


@pytest.mark.parametrize(
    "word", ["anonymous", "Anonymous", "anónimo", "anonyme", "Anonym", "anoniem", "مجهول"]
)
def test_an_anonymous_answer_has_no_address(tmp_path: Path, word: str) -> None:
    path = _microsoft(tmp_path, ["L01"], [word, "Maya Haddad", 4])
    problem = only_problem(read(path))
    assert problem.message == "There is neither an e-mail address nor an id."
    assert problem.cell == "D2"


def test_a_word_for_nobody_is_a_name_in_the_coachs_own_column(tmp_path: Path) -> None:
    path = _microsoft(tmp_path, ["Full name", "L01"], ["maya@example.com", "", "Anonymous", 4])
    assert read(path).clients[0].name == "Anonymous"


def test_columns_of_a_tool_are_not_told(tmp_path: Path) -> None:
    header = ["#", "Full name", "Email", "L01", "Other", "Other"]
    ends = [
        "Response Type",
        "Start Date (UTC)",
        "Stage Date (UTC)",
        "Submit Date (UTC)",
        "Network ID",
        "Tags",
    ]
    row = ["h1", "Maya", "maya@example.com", 4, "", "x", "completed", STAMP, STAMP, STAMP, "n1", "t"]
    intake = read(write_csv(tmp_path / "t.csv", [[*header, *ends, "Ending"], [*row, "Default"]]))
    assert intake.files[0].layout == "typeform"
    assert messages(intake) == [
        "These columns belong to no question and were not read: E “Other”, F “Other”."
    ]
    assert intake.clients[0].completed_at == datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_an_old_typeform_is_one_too(tmp_path: Path) -> None:
    header = ["#", "Full name", "Email", "L01", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    row = ["h1", "Maya", "maya@example.com", 4, STAMP, STAMP, "n1"]
    intake = read(write_csv(tmp_path / "t.csv", [header, row]))
    assert (intake.files[0].layout, intake.problems) == ("typeform", ())


def test_any_header_may_say_that_its_times_are_in_utc(tmp_path: Path) -> None:
    header = ["Full name", "Email", "L01", "Completed at (UTC)", "Discovery call (utc)", "Time zone"]
    row = ["Maya", "maya@example.com", 4, STAMP, "2026-12-03 09:00", "Asia/Tokyo"]
    client = read(write_csv(tmp_path / "a.csv", [header, row])).clients[0]
    assert client.completed_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert client.call_at == datetime(2026, 12, 3, 9, tzinfo=UTC)


def test_a_csv_of_the_form_is_told_from_one_of_the_sheet_by_its_times(tmp_path: Path) -> None:
    header = ["Timestamp", "Username", "Full name", "L01"]
    layouts = []
    for stamp in (
        "2018/06/28 10:29:47 AM MDT",
        "2026/9/13 18:05:12",
        "2026/09/13 6:05:12 PM",
        "13/09/2026 18:05:12",
    ):
        row = [stamp, "maya@example.com", "Maya", 4]
        layouts.append(read(write_csv(tmp_path / "g.csv", [header, row])).files[0].layout)
    assert layouts == ["google-forms", "google-sheet", "google-sheet", "google-sheet"]


def test_of_two_equal_headers_the_first_is_the_tools(tmp_path: Path) -> None:
    header = ["Timestamp", "Email Address", "Full name", "Email Address", "L01"]
    row = [STAMP, "team@example.com", "Maya", "maya@example.com", 4]
    intake = read(write_csv(tmp_path / "g.csv", [header, row]))
    assert (intake.problems, intake.clients[0].email) == ((), "maya@example.com")


@pytest.mark.parametrize(
    "header", [["Timestamps", "A1"], ["A1", "Timestamp"], ["A1", "Submission Date"], ["A1", "IP"]]
)
def test_a_sheet_made_by_hand_is_named_by_its_kind(tmp_path: Path, header: Row) -> None:
    rows: list[Row] = [[*header, "A8", "L01"], ["x", "y", "z", 4]]
    assert read(write_csv(tmp_path / "a.csv", rows)).files[0].layout == "csv"
    assert read(write_workbook(tmp_path / "a.xlsx", {"S": rows})).files[0].layout == "workbook"


def test_a_pin_comes_before_a_tools_column(tmp_path: Path) -> None:
    path = _microsoft(tmp_path, ["E-mail address", "L01"], ["m@example.com", "Maya", "h@example.com", 4])
    intake = read(path, settings=IntakeSettings(columns={"Email": "A8"}))
    assert intake.clients[0].email == "m@example.com"
    assert "F “E-mail address”" in only_problem(intake).message


def test_a_tools_column_may_be_pinned_to_another_question(tmp_path: Path) -> None:
    path = _microsoft(tmp_path, ["Full name", "L01"], ["m@example.com", "Driver", "Maya", 4])
    client = read(path, settings=IntakeSettings(columns={"Name": "A2"})).clients[0]
    assert (client.name, client.role_title) == ("Maya", "Driver")
