"""Headers: by id, text or alias; above them titles, beside them columns of no question."""

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.models.intake import IntakeSettings
from tests.intake.reading import (
    LEFT_OUT,
    PERSON,
    Row,
    messages,
    only_problem,
    read,
    read_whole,
    table,
    write_csv,
    write_workbook,
)
from tests.intake.swimming import swimming
from tests.people import kit as built_in_kit

HEADER: list[object] = ["A12", "A1", "A8", "L01"]
ROW: list[object] = ["C-1", "Maya Haddad", "maya@example.com", 4]


@pytest.mark.parametrize(
    "header",
    [
        ["A12", "A1", "A8", "L01"],
        ["a12", " a1 ", "A8", "l01"],
        ["Client number", "Full name", "E-mail address", "My pay covers my normal monthly costs."],
        [
            "CLIENT NUMBER:",
            "Full\N{NO-BREAK SPACE}name *",
            "e mail address",
            "my pay covers\nmy normal monthly costs",
        ],
        ["Client ID", "Your name", "Email", "<strong>My pay</strong> covers my normal monthly costs"],
    ],
)
def test_a_column_is_known_by_id_text_or_alias(tmp_path: Path, header: Row) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"S": [header, ROW]}))
    assert intake.problems == ()
    client = intake.clients[0]
    assert (client.id, client.name, client.email, client.answers["L01"]) == (*ROW[:3], 4)


def test_another_id_of_a_question_is_its_id_too(tmp_path: Path) -> None:
    person = PERSON | {"A7": "yes", "A0": "2026-12-01"}
    consent = read(write_csv(tmp_path / "a.csv", table(person))).clients[0].consent
    assert (consent.processing, consent.mailing) == (None, True)


def test_every_language_of_a_kit_is_read(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Swimmer", "E-mail", "هل الماء سهل", "Language", "أَشواط"],
        ["A", "a@example.com", "سهل", "العربية", "كثير"],
        ["B", "b@example.com", "HARD", "arabic", 11],
        ["C", "c@example.com", -2, "ar", "9"],
        ["D", "d@example.com", "لا ينطبق", "English", "lots"],
        ["E", "e@example.com", "-2 – hard", "en", "lots"],
    ]
    intake = read(write_csv(tmp_path / "a.csv", rows), kit=swimming())
    assert intake.problems == ()
    assert [client.answers["w1"] for client in intake.clients] == [2, -2, -2, "does_not_apply", -2]
    assert [client.answers["laps"] for client in intake.clients] == ["many", "many", "some", "many", "many"]
    assert [client.language for client in intake.clients] == ["ar", "ar", "ar", "en", "en"]


def test_a_kit_without_an_answer_for_it_refuses_a_count(tmp_path: Path) -> None:
    rows: list[Row] = [["who", "mail", "w1", "laps", "tongue"], ["A", "a@example.com", 1, 1, "French"]]
    intake = read(write_csv(tmp_path / "a.csv", rows), kit=swimming())
    assert [problem.fix for problem in intake.problems] == [
        "Write “a few” or “lots”, or nothing.",
        "Write “English” or “العربية”, or nothing.",
    ]


@pytest.mark.parametrize(
    ("question", "cell", "fix"),
    [
        ("pools", "0", "Write a number of at least 0.5."),
        ("sharks", "1", "Write a number of at most 0."),
        ("fish", "many", "Write a number in figures."),
    ],
)
def test_a_number_is_told_its_bounds(tmp_path: Path, question: str, cell: str, fix: str) -> None:
    rows: list[Row] = [["who", "mail", "w1", question], ["A", "a@example.com", 1, cell]]
    assert only_problem(read(write_csv(tmp_path / "a.csv", rows), kit=swimming())).fix == fix


def test_an_alias_of_two_questions_is_none_of_them(tmp_path: Path) -> None:
    rows: list[Row] = [["both", "one", "mail", "w1"], ["?", "A", "a@example.com", 1]]
    intake = read(write_csv(tmp_path / "a.csv", rows), kit=swimming())
    assert intake.clients[0].name == "A"
    assert "“both”" in only_problem(intake).message


def test_titles_and_blank_rows_may_stand_above(tmp_path: Path) -> None:
    rows: list[Row] = [["My practice"], [], ["", "Name"], HEADER, [], ROW]
    intake = read(write_workbook(tmp_path / "a.xlsx", {"S": rows}))
    assert intake.clients[0].source.row == 6
    assert intake.files[0].rows == 1


def test_a_second_header_row_is_no_client(tmp_path: Path) -> None:
    second = ["Client number", "Full name", "E-mail address", "My pay covers my normal monthly costs."]
    intake = read(write_csv(tmp_path / "a.csv", [HEADER, second, ROW]))
    assert intake.problems == ()
    assert [row.row for row in intake.rows] == [3]


def test_a_header_far_down_is_not_looked_for(tmp_path: Path) -> None:
    problem = only_problem(read(write_csv(tmp_path / "a.csv", [*([["x"]] * 20), HEADER, ROW])))
    assert problem.message.startswith("No header was found")
    assert problem.file == "a.csv"


def test_two_columns_for_one_question_are_told_once(tmp_path: Path) -> None:
    rows: list[Row] = [[*HEADER, "My pay covers my normal monthly costs."], [*ROW, 5], [*ROW, 3]]
    intake = read(write_csv(tmp_path / "a.csv", rows))
    problem = only_problem(intake)
    assert problem.message == (
        "Columns D and E are both for the question “My pay covers my normal monthly costs.”."
    )
    assert (problem.cell, problem.row, problem.field) == ("E1", 1, "L01")
    assert intake.clients == ()


def test_a_pin_settles_which_column_is_meant(tmp_path: Path) -> None:
    rows: list[Row] = [[*HEADER, "Pay?"], [*ROW, 2]]
    settings = IntakeSettings(columns={"Pay?": "L01"})
    intake = read(write_csv(tmp_path / "a.csv", rows), settings=settings)
    assert intake.clients[0].answers["L01"] == 2
    assert "D “L01”" in only_problem(intake).message


def test_a_pin_on_no_question_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"names L99 for “Pay"):
        read(write_csv(tmp_path / "a.csv", [HEADER]), settings=IntakeSettings(columns={"Pay?": "L99"}))


@pytest.mark.parametrize(
    ("left_out", "field", "named"),
    [("A1", "A1", "“Full name” (question A1)"), ("A8", "A8", "“Client number” (question A12)")],
)
def test_a_required_column_is_missed_once(tmp_path: Path, left_out: str, field: str, named: str) -> None:
    person = {key: value for key, value in PERSON.items() if key not in {left_out, "A12"}} | {"L02": 1}
    intake = read(write_csv(tmp_path / "a.csv", table(person, person, person)))
    problem = only_problem(intake)
    assert (problem.field, problem.row, problem.is_error) == (field, 1, True)
    assert named in problem.message
    assert intake.rows == ()


def test_columns_of_no_question_are_told_once(tmp_path: Path) -> None:
    extra = [f"extra {number}" for number in range(15)]
    intake = read(write_csv(tmp_path / "a.csv", [[*HEADER, "", *extra], [*ROW, "", *range(15)], ROW]))
    assert intake.problems[0].severity == "warning"
    assert "F “extra 0”, G “extra 1”" in messages(intake)[0]
    assert messages(intake)[0].endswith("and 3 more.")
    assert sum("belong to no question" in message for message in messages(intake)) == 1


def test_scored_questions_without_a_column_are_told_once(tmp_path: Path) -> None:
    intake = read_whole(write_csv(tmp_path / "a.csv", [HEADER, ROW, ROW]))
    told = [problem for problem in intake.problems if problem.message.startswith(LEFT_OUT)]
    assert [(problem.severity, problem.row) for problem in told] == [("warning", 1)]
    missed = len(built_in_kit().questionnaire.items) - 1
    assert told[0].message.startswith(f"There is no column for {missed} scored questions: “")
    assert told[0].message.count("” (question L") == 6
    assert told[0].message.endswith(f") and {missed - 6} more.")
    assert all(row.ok for row in intake.rows)


def test_few_scored_questions_without_a_column_are_all_named(tmp_path: Path) -> None:
    items = [item.id for item in built_in_kit().questionnaire.items if item.id not in {"L01", "L15"}]
    path = write_csv(tmp_path / "a.csv", [[*HEADER, *items], [*ROW, *[""] * len(items)]])
    assert only_problem(read_whole(path)).message == (
        "There is no column for a scored question: “My daily tasks fit what matters to me.” (question L15)."
    )


def test_a_header_alone_is_no_clients(tmp_path: Path) -> None:
    problem = only_problem(read(write_csv(tmp_path / "a.csv", [HEADER, [], ["", " "]])))
    assert (problem.message, problem.severity) == ("There are no clients below the header.", "warning")
