"""Single cells: what is read, and what a coach is told when it cannot be."""

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from pipeline.models.answers import Missing
from pipeline.models.intake import IntakeLimits, IntakeSettings
from tests.intake.cells import parser
from tests.intake.reading import PERSON, only_problem, read, read_person, table, write_csv, write_workbook


@pytest.mark.parametrize("cell", [4, 4.0, "4", " 4 ", "4.0", "٤", "agree", "Agree."])
def test_a_scale_takes_numbers_and_labels(tmp_path: Path, cell: object) -> None:
    assert read_person(tmp_path, L02=cell).clients[0].answers["L02"] == 4


@pytest.mark.parametrize("cell", ["4/5", "agre", "x" * 99, "½", "<5>", "five"])
def test_another_answer_is_no_answer_to_a_scale(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert (problem.cell, problem.field, problem.client) == ("E2", "L02", "C-1")
    assert problem.message == "This is none of the answers to choose from."
    assert "1 (strongly disagree), 2 (disagree)" in problem.fix
    assert problem.is_error


@pytest.mark.parametrize(
    "cell",
    [
        "4 – agree",
        "4 - Agree",
        "4-agree",
        "4: agree",
        "4 (agree)",
        "4 — AGREE.",
        "٤ – agree",
        " 4:\nagree ",
        "4. Agree",
        "4) agree",
        "(4) agree",
        "[4] agree",
        "4 = agree",
        "4 agree",
        "Agree (4)",
        "agree – 4",
        "agree: 4",
        "Agree (4);",
        "4;",
        "agree;",
    ],
)
def test_a_scale_takes_its_number_and_label_together(tmp_path: Path, cell: str) -> None:
    assert read_person(tmp_path, L02=cell).clients[0].answers["L02"] == 4


@pytest.mark.parametrize(
    "cell", ["5 – agree", "44: agree", "-4 – agree", "1 (strongly agree)", "Agree (5)", "agree = 3"]
)
def test_a_number_and_a_label_that_differ_are_told(tmp_path: Path, cell: str) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert problem.message == "The number and the words of this answer say different things."
    assert "4 (agree)" in problem.fix


@pytest.mark.parametrize("cell", ["4 – 5", "4 – often", "4 –", "4 (4)", "- 4", "agree 4"])
def test_what_is_no_label_beside_a_number_is_refused(tmp_path: Path, cell: str) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert problem.message == "This is none of the answers to choose from."


@pytest.mark.parametrize("cell", [0, 6, 4.5, -4, "12", 10**18, "4,5"])
def test_a_number_beside_the_scale_is_told(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert problem.message == "This number is not on the scale."
    assert problem.fix.endswith("4 (agree) or 5 (strongly agree), or nothing.")


def test_a_tick_box_is_no_answer_to_a_scale(tmp_path: Path) -> None:
    message = "This is a tick box, which is none of the answers to choose from."
    assert only_problem(read_person(tmp_path, L02=True)).message == message


def test_answers_with_commas_are_told_apart(tmp_path: Path) -> None:
    fix = only_problem(read_person(tmp_path, B01="wages")).fix
    assert fix.startswith("Write “salary”, “hourly, fixed hours”, “base plus variable”, ")
    assert fix.endswith(" or “commission or gig”, or nothing.")


def test_an_answer_of_a_csv_file_that_became_a_date_is_mended_in_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "one.csv", table(PERSON | {"B11": "02-Mar"}))
    assert only_problem(read(path)).fix.startswith("Write 2-3 again; in a spreadsheet program, ")


def test_missing_answers_are_kept_apart_from_blanks(tmp_path: Path) -> None:
    answers = read_person(tmp_path, L02="Does not apply", L03="RATHER NOT SAY", L04="  ").clients[0].answers
    assert answers["L02"] is Missing.DOES_NOT_APPLY
    assert answers["L03"] is Missing.RATHER_NOT_SAY
    assert "L04" not in answers


def test_a_question_may_refuse_does_not_apply(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, A4="does not apply"))
    assert problem.message == "This question needs an answer or a blank."


@pytest.mark.parametrize("cell", [-1, 2.5, "-3", "1e9", float("1e300") * -1])
def test_a_count_is_a_whole_number(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, B11=cell))
    assert problem.field == "B11"
    assert "“0”, “1”, “2–3” or “4+”" in problem.fix


@pytest.mark.parametrize("cell", [date(2026, 3, 2), date(2026, 2, 3), "02-Mar", "3-Feb", "Mar-02"])
def test_an_answer_that_became_a_date_is_named(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, B11=cell))
    assert "turned the answer" in problem.message
    assert "into a date" in problem.message
    assert "2-3" in problem.message
    assert "2-3" in problem.fix


def test_a_date_that_was_no_range_is_told_as_a_date(tmp_path: Path) -> None:
    problem = only_problem(read_person(tmp_path, B11=date(2026, 12, 25)))
    assert problem.message == "This is a date; the spreadsheet may have made it of an answer such as 2-3."
    assert "Xyz-03" not in read_person(tmp_path, B11="Xyz-03").problems[0].message


def test_a_cell_longer_than_the_limit_is_told_and_cut_where_shown(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", table(PERSON | {"L02": "x" * 200}))
    settings = IntakeSettings(limits=IntakeLimits(cell_characters=100))
    problem = only_problem(read(path, settings=settings))
    assert problem.message == "This cell holds more than 100 characters, the most that are read."
    assert problem.found is not None
    assert len(problem.found) == 80


@pytest.mark.parametrize("cell", ["en", "EN", "English", "english"])
def test_a_language_is_a_code_or_a_name(tmp_path: Path, cell: str) -> None:
    assert read_person(tmp_path, A9=cell).clients[0].language == "en"


def test_a_language_that_the_kit_lacks_is_told(tmp_path: Path) -> None:
    assert "English" in only_problem(read_person(tmp_path, A9="Klingon")).fix


def test_a_truth_value_is_not_the_number_one(tmp_path: Path) -> None:
    people = [
        PERSON | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "L02": cell} for n, cell in enumerate((1, True))
    ]
    intake = read(write_workbook(tmp_path / "truth.xlsx", {"S": table(*people)}))
    assert [client.id for client in intake.clients] == ["C-0"]
    assert only_problem(intake).found == "TRUE"


def test_consent_by_a_ticked_box_counts_where_the_kit_says_so(tmp_path: Path) -> None:
    client = read_person(tmp_path, A7b=True, A0="2026-12-01").clients[0]
    assert client.consent.mailing is True


def test_a_flood_of_different_junk_fills_no_memory() -> None:
    parse = parser("L01")
    parse("junk")
    tracemalloc.start()
    try:
        for number in range(20_000):
            parse(f"junk {number}")
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 500_000
