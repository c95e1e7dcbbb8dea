"""Headers with slips of the pen: read if nothing else can be meant, and always told."""

import re
from pathlib import Path

import pytest

from pipeline.intake.columns.slips import is_slip, words_of
from tests.intake.reading import Row, messages, only_problem, read, write_csv
from tests.intake.swimming import swimming

HEADER: list[object] = ["A12", "A1", "A8", "L01"]
ROW: list[object] = ["C-1", "Maya Haddad", "maya@example.com", 4]
READ = "The header “"
LIKE = "This column was not read, but its header looks like “"


@pytest.mark.parametrize(
    ("header", "question", "cell"),
    [
        ("My daly tasks fit what matters to me", "L15", "2"),
        ("15. My daily tsaks fit what matters to me *", "L15", "2"),
        ("In the last three months I leraned somthing I can use in my next role.", "L10", "2"),
        ("My technicl or job skills are stronger than a year ago", "L12", "2"),
        ("Time-zonne", "A11", "Asia/Dubai"),
        ("Indsutry", "A3", "Water"),
        ("Wich region or country do you work in?", "A5", "Dubai"),
        ("Prefered lanugage", "A9", "English"),
        ("Preferred language for your raodmap", "A9", "English"),
    ],
)
def test_a_slip_is_read_and_told(tmp_path: Path, header: str, question: str, cell: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [[*HEADER, header], [*ROW, cell]]))
    problem = only_problem(intake)
    assert problem.message.startswith(f"{READ}{header}” was read as “")
    assert problem.message.endswith(f"” (question {question}).")
    assert problem.fix.startswith("If that is right, nothing needs doing.")
    assert (problem.cell, problem.field, problem.severity) == ("E1", question, "warning")
    assert question in intake.clients[0].answers


def test_an_address_is_found_behind_a_misspelt_header(tmp_path: Path) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [["A1", "Emial adress", "L01"], ROW[1:]]))
    assert messages(intake) == ["The header “Emial adress” was read as “E-mail address” (question A8)."]
    assert intake.clients[0].email == "maya@example.com"


@pytest.mark.parametrize(
    "header",
    [
        "My pay does not cover my normal monthly costs.",
        "My pay covers my monthly costs.",
        "My pay covers all my normal monthly costs.",
        "My pay covered my usual monthly costs.",
        "I cannot tell roughly what I will earn three months from now.",
        "I can tell roughly what I will earn four months from now.",
        "I can tell roughly what I will earn in five years.",
        "I worry that I could lose this work within 6 months.",
        "HR e-mail address",
        "E-mail address of your coach",
        "Spouse's full name",
        "Cell",
        "Main",
        "Fill names",
        "How many courses or certificates did you finish in the last 12 months?",
        "How many courses or certificates did you finish in the last 42 months?",
        "When did you disagree?",
        "I can't name a role I could realistically move into next.",
        "There is a little room to grow from where I am now.",
        "L2",
        "Nme",
    ],
)
def test_another_word_is_never_a_slip(tmp_path: Path, header: str) -> None:
    rows = [["A12", "L03", header], ["C-1", "4", "5"]]
    told = messages(read(write_csv(tmp_path / "a.csv", [["A1", *rows[0]], ["Maya", *rows[1]]])))
    assert len(told) == 1
    assert not told[0].startswith(READ)


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ("My daily tasks fit what matters", "My daily tasks fit what matters to me.” (question L15)."),
        ("Curent job titel", "What is your current role title?” (question A2)."),
    ],
)
def test_a_header_with_more_than_slips_is_suggested(tmp_path: Path, header: str, question: str) -> None:
    problem = only_problem(read(write_csv(tmp_path / "a.csv", [[*HEADER, header], [*ROW, "2"]])))
    assert problem.message == f"{LIKE}{question}"
    id_ = question.rpartition("(question ")[2].rstrip(").")
    assert problem.fix == (
        "Correct the header, or say which question is meant by a line such as "
        f'"{header}" = "{id_}" under [intake.columns] in roadmap.toml.'
    )
    assert (problem.cell, problem.found, problem.severity) == ("E1", header, "warning")


@pytest.mark.parametrize(
    "header", ["L99", "L101", "Notes", "My pay cover my normal monthly costs", "4", "Nme", "e-mial adress"]
)
def test_a_slip_never_competes_with_a_column_that_is_sure(tmp_path: Path, header: str) -> None:
    intake = read(write_csv(tmp_path / "a.csv", [[*HEADER, header], [*ROW, "2"]]))
    problem = only_problem(intake)
    assert problem.message.startswith("These columns belong to no question")
    assert f"E “{header}”" in problem.message
    assert re.search(rf'a line such as "{header}" = "[A-Z0-9a-z]+" under', problem.fix)
    assert intake.clients[0].answers["L01"] == 4


def test_two_slips_for_one_question_are_none(tmp_path: Path) -> None:
    slips = ["My daly tasks fit what matters to me", "My daily taks fit what matters to me"]
    intake = read(write_csv(tmp_path / "a.csv", [[*HEADER, *slips], [*ROW, 1, 2]]))
    assert [message.startswith(LIKE) for message in messages(intake)] == [True, True]
    assert "L15" not in intake.clients[0].answers


def test_a_slip_between_two_questions_is_neither(tmp_path: Path) -> None:
    rows: list[Row] = [["who", "mail", "w1", "Favourite lape"], ["Ana", "ana@example.com", 1, 3]]
    problem = only_problem(read(write_csv(tmp_path / "a.csv", rows), kit=swimming()))
    assert problem.message.startswith("This column was not read, but its header looks like “Favourite la")


@pytest.mark.parametrize(
    ("found", "meant", "slip"),
    [
        ("full nmae", "full name", True),
        ("full game", "full name", False),
        ("many hours since 2024 here", "many hours since 2023 here", False),
        ("the last 12months here", "the last 13months here", False),
        ("my daily tsaks fit what matetrs", "my daily tasks fit what matters", False),
        ("certifcats held", "certificate held", True),
        ("monhtyl costs", "monthly costs", False),
    ],
)
def test_a_slip_is_small(found: str, meant: str, slip: bool) -> None:  # noqa: FBT001 - what is expected
    assert is_slip(words_of(found), words_of(meant)) is slip
