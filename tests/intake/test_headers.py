"""What may stand around the words of a header, and which header a pin means."""

import time
from pathlib import Path

import pytest

from pipeline.models.intake import IntakeSettings
from tests.intake.reading import Row, messages, only_problem, read, write_csv, write_workbook
from tests.intake.swimming import swimming

HEADER: list[object] = ["A12", "A1", "A8", "L01"]
ROW: list[object] = ["C-1", "Maya Haddad", "maya@example.com", 4]


@pytest.mark.parametrize(
    "header",
    [
        "12. My pay covers my normal monthly costs.",
        "12) My pay covers my normal monthly costs",
        "2.1 – My pay covers my normal monthly costs",
        "Q3) My pay covers my normal monthly costs.",
        "Question 3: My pay covers my normal monthly costs.",
        "<p>4. <b>My pay</b> covers my normal&nbsp;monthly costs.</p>",
        "L01 My pay covers my normal monthly costs.",
        "L01: My pay covers my normal monthly costs.",
        "[L01] – My pay covers my normal monthly costs.",
        "My pay covers my normal monthly costs. *",
        "My pay covers my normal monthly costs. (required)",
        "My pay covers my normal monthly costs. [Obligatoire] *",
        "How much do you agree? [My pay covers my normal monthly costs.]",
        "5. How much do you agree? [1. My pay covers my normal monthly costs.] *",
        "How much do you agree?.My pay covers my normal monthly costs.",
        "١٢. My pay covers my normal monthly costs.",
    ],
)
def test_what_stands_around_a_question_does_not_hide_it(tmp_path: Path, header: str) -> None:
    rows: list[Row] = [["1. Full name", "2. E-mail address", header], [*ROW[1:]]]
    intake = read(write_csv(tmp_path / "a.csv", rows, delimiter=";"))
    assert intake.problems == ()
    assert intake.clients[0].answers["L01"] == 4


@pytest.mark.parametrize(
    "header",
    [
        "L02 My pay covers my normal monthly costs.",
        "L01 My daily tasks fit what matters to me.",
        "L01: something else",
        "Emergency contact [Full name]",
        "Emergency contact [E-mail address]",
        "?.",
        "[]",
        "3 hours a week",
        "12",
        "1-4",
    ],
)
def test_a_header_that_says_two_things_is_not_read(tmp_path: Path, header: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [["A12", "A1", "L22", header], ["C-1", "Maya", 3, 4]]))
    assert messages(intake)[0].startswith(("These columns belong to no question", "This column was not read"))
    assert intake.clients[0].answers.keys() == {"A12", "A1", "L22"}


def test_a_header_that_names_two_questions_is_told_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [[*HEADER, "L22 My daily tasks fit what matters to me."], [*ROW, 3]])
    problem = only_problem(read(path))
    assert problem.message == (
        "This column was not read: its header has the id of "
        "“When my field changes, I wait to be told what to learn.” (question L22) "
        "and the words of “My daily tasks fit what matters to me.” (question L15)."
    )
    assert (problem.cell, problem.field) == ("E1", "L15")


def test_the_row_of_a_grid_is_known_in_every_language(tmp_path: Path) -> None:
    rows: list[Row] = [["1. Swimmer", "E-mail", "ما رأيك؟ [هل الماء سهل؟]"], ["Ana", "a@example.com", "سهل"]]
    intake = read(write_csv(tmp_path / "a.csv", rows), kit=swimming())
    assert (intake.problems, intake.clients[0].answers["w1"]) == ((), 2)


def test_a_slip_is_found_in_every_language(tmp_path: Path) -> None:
    rows: list[Row] = [["who", "mail", "laps", "هل الماا سهل؟"], ["Ana", "a@example.com", 9, "سهل"]]
    problem = only_problem(read(write_csv(tmp_path / "a.csv", rows), kit=swimming()))
    assert problem.message == "The header “هل الماا سهل؟” was read as “Is <b>water</b> easy?” (question w1)."


def test_endless_headers_cost_no_time(tmp_path: Path) -> None:
    """Each would take a second to compare with every question, were it taken for a header."""
    ends = ("x", "# ", "<", "[", "1.", "a-", "?.", "&amp;", "My pay ")
    endless = [end * 32_000 for end in ends for _ in range(10)]
    rows: list[Row] = [[*HEADER, *endless], [*ROW, *[""] * len(endless)]]
    started = time.process_time()
    intake = read(write_csv(tmp_path / "a.csv", rows))
    assert time.process_time() - started < 2
    assert "and 78 more" in only_problem(intake).message


# --- pins ---


def _read(folder: Path, header: list[object], row: list[object], pins: dict[str, str]) -> list[str]:
    intake = read(write_csv(folder / "a.csv", [header, row]), settings=IntakeSettings(columns=pins))
    return [*messages(intake), *(str(client.answers.get("L01")) for client in intake.clients)]


def test_a_pin_means_the_header_as_it_stands_before_one_spelt_alike(tmp_path: Path) -> None:
    pins = {"Pay?": "L01", "pay!": "L02"}
    assert _read(tmp_path, [*HEADER[:3], "pay!", "Pay? "], [*ROW[:3], 2, 5], pins) == ["5"]


def test_a_pin_spelt_otherwise_is_still_meant(tmp_path: Path) -> None:
    assert _read(tmp_path, [*HEADER[:3], "PAY"], [*ROW[:3], 2], {"Pay?": "L01"}) == ["2"]


def test_a_pin_chooses_between_two_columns(tmp_path: Path) -> None:
    header = [*HEADER, "My pay covers my normal monthly costs"]
    told = _read(tmp_path, header, [*ROW, 2], {"My pay covers my normal monthly costs": "L01"})
    assert told == ["These columns belong to no question and were not read: D “L01”.", "2"]


def test_between_equal_headers_no_pin_can_choose(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [[*HEADER, "Pay", "Pay"], [*ROW, 1, 2]])
    problem = read(path, settings=IntakeSettings(columns={"Pay": "L01"})).problems[0]
    assert (
        problem.message
        == "Columns E and F are both for the question “My pay covers my normal monthly costs.”."
    )
    assert problem.fix == (
        "Put the answers together in one of them, and delete the other: their headers are the same, "
        "and some rows hold an answer in both."
    )
    assert (problem.cell, problem.found) == ("F1", "Pay")


def test_three_columns_for_one_question_are_all_named(tmp_path: Path) -> None:
    header = [*HEADER, "My pay covers my normal monthly costs.", "L01 "]
    problem = only_problem(read(write_workbook(tmp_path / "a.xlsx", {"S": [header, [*ROW, 1, 2]]})))
    assert problem.message.startswith("Columns D, E and F are all for the question “My pay")


def test_a_pin_on_no_header_is_told_once(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADER, ROW, ROW])
    problem = next(iter(read(path, settings=IntakeSettings(columns={"Salary?": "L02"})).problems))
    assert problem.message == (
        "No column has the header “Salary?”, which roadmap.toml gives to "
        "“I can tell roughly what I will earn three months from now.” (question L02)."
    )
    assert (problem.row, problem.severity, problem.field) == (1, "warning", "L02")


def test_two_pins_on_one_question_are_two_columns(tmp_path: Path) -> None:
    told = _read(tmp_path, [*HEADER[:3], "Pay", "Wage"], [*ROW[:3], 1, 2], {"Pay": "L01", "Wage": "L01"})
    assert told[0].startswith("Columns D and E are both for the question")
