"""Single cells: what is read, and what a coach is told when it cannot be."""

from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.intake.values import Fault, parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Missing
from pipeline.models.intake import IntakeLimits, IntakeSettings
from tests.intake.reading import PERSON, only_problem, read, read_person, table, write_csv, write_workbook
from tests.people import kit


@pytest.mark.parametrize("cell", [4, 4.0, "4", " 4 ", "4.0", "٤", "agree", "Agree."])
def test_a_scale_takes_numbers_and_labels(tmp_path: Path, cell: object) -> None:
    assert read_person(tmp_path, L02=cell).clients[0].answers["L02"] == 4


@pytest.mark.parametrize("cell", [0, 6, 4.5, -4, "4/5", "agre", "12", "x" * 99, True, 10**18, "½", "<5>"])
def test_another_answer_is_no_answer_to_a_scale(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert (problem.cell, problem.field, problem.client) == ("E2", "L02", "C-1")
    assert problem.message == "This is none of the answers to choose from."
    assert "1 (strongly disagree), 2 (disagree)" in problem.fix
    assert problem.is_error


@pytest.mark.parametrize(
    "cell",
    ["4 – agree", "4 - Agree", "4-agree", "4: agree", "4 (agree)", "4 — AGREE.", "٤ – agree", " 4:\nagree "],
)
def test_a_scale_takes_its_number_and_label_together(tmp_path: Path, cell: str) -> None:
    assert read_person(tmp_path, L02=cell).clients[0].answers["L02"] == 4


@pytest.mark.parametrize("cell", ["5 – agree", "44: agree", "-4 – agree", "1 (strongly agree)"])
def test_a_number_and_a_label_that_differ_are_told(tmp_path: Path, cell: str) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert problem.message == "The number and the words of this answer say different things."
    assert "4 (agree)" in problem.fix


@pytest.mark.parametrize("cell", ["4 – 5", "4 – often", "4 –", "agree – 4", "4 (4)"])
def test_what_is_no_label_beside_a_number_is_refused(tmp_path: Path, cell: str) -> None:
    problem = only_problem(read_person(tmp_path, L02=cell))
    assert problem.message == "This is none of the answers to choose from."


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


@pytest.mark.parametrize(
    ("cell", "hours"), [(4, "4"), (2.5, "5/2"), ("2,5", "5/2"), ("0.1", "1/10"), ("٣", "3")]
)
def test_numbers_are_exact(tmp_path: Path, cell: object, hours: str) -> None:
    client = read_person(tmp_path, A6=cell).clients[0]
    assert client.hours_a_week == client.answers["A6"] == Fraction(hours)


@pytest.mark.parametrize(
    "cell", ["four", "1,000", "4 h", "1e2", "nan", "inf", "9" * 50, True, date(2026, 1, 1)]
)
def test_other_numbers_are_refused(tmp_path: Path, cell: object) -> None:
    assert only_problem(read_person(tmp_path, A6=cell)).message == "This is not a plain number."


@pytest.mark.parametrize("cell", [-1, 80.5, 168])
def test_numbers_have_bounds(tmp_path: Path, cell: object) -> None:
    problem = only_problem(read_person(tmp_path, A6=cell))
    assert (problem.message, problem.fix) == ("This number is out of range.", "Write a number from 0 to 80.")


@pytest.mark.parametrize("cell", ["maya@example.com", " Maya.H+x@mail.example.co.uk ", "o'neil@example.com"])
def test_one_plain_address_is_kept_as_typed(tmp_path: Path, cell: str) -> None:
    assert read_person(tmp_path, A8=cell).clients[0].email == cell.strip()


@pytest.mark.parametrize(
    "cell",
    [
        '"a@x.com" <evil@y.com>',
        "Maya <maya@example.com>",
        "a@x.com, b@y.com",
        "a@x.com;b@y.com",
        "a@b@example.com",
        "a@x.com b@y.com",
    ],
)
def test_more_than_one_plain_address_is_refused(tmp_path: Path, cell: str) -> None:
    assert (
        only_problem(read_person(tmp_path, A8=cell)).message == "This is more than one plain e-mail address."
    )


@pytest.mark.parametrize(
    "cell",
    [
        "a@x.com\r\nBcc: b",
        "a@x.com\n",
        "a b@example.com",
        "anonymous",
        "a@localhost",
        "a@-x.com",
        ".a@example.com",
        "a..b@example.com",
        "a@exam\u200bple.com",
        f"{'a' * 65}@example.com",
        f"a@{'b.' * 130}com",
        "müller@example.com",
        4,
        True,
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, cell: object) -> None:
    assert only_problem(read_person(tmp_path, A8=cell)).message == "This is not an e-mail address."


def test_text_is_composed_and_loses_what_cannot_be_seen(tmp_path: Path) -> None:
    client = read_person(
        tmp_path,
        A1=" Jose\u0301\u202e  \N{NO-BREAK SPACE}Mu\u200boz\r\n",
        G1="one\r\ntwo\n\n\n\nthree\u2066\t!",
    ).clients[0]
    assert client.name == "José Muoz"
    assert client.answers["G1"] == "one\ntwo\n\nthree !"


@pytest.mark.parametrize(("cell", "text"), [(2030, "2030"), (2.5, "2.5"), ("  Lead ", "Lead")])
def test_numbers_are_words_where_words_are_asked(tmp_path: Path, cell: object, text: str) -> None:
    assert read_person(tmp_path, G2=cell).clients[0].answers["G2"] == text


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (True, "TRUE says nothing here."),
        ("FALSE", "FALSE says nothing here."),
        (date(2026, 1, 1), "This is a date or a time, not words."),
        (time(4, 0), "This is a date or a time, not words."),
        ("x" * 2001, "This text has 2,001 characters; 2,000 can be used."),
        ("#REF!", "The spreadsheet shows an error here."),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, cell: object, message: str) -> None:
    assert only_problem(read_person(tmp_path, G2=cell)).message == message


def test_text_of_invisible_characters_alone_is_a_blank(tmp_path: Path) -> None:
    assert "G2" not in read_person(tmp_path, G2="\u200b\u202e").clients[0].answers


def test_a_cell_longer_than_the_limit_is_told_and_cut_where_shown(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "long.csv", table(PERSON | {"L02": "x" * 200}))
    settings = IntakeSettings(limits=IntakeLimits(cell_characters=100))
    problem = only_problem(read(path, settings=settings))
    assert problem.message == "This cell has 200 characters; 100 can be read."
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


@pytest.mark.parametrize("question", ["A1", "A6", "A8", "A10", "B11", "L01"])
@pytest.mark.parametrize("cell", [float("nan"), float("inf"), float("-inf")])
def test_what_a_damaged_sheet_gives_as_a_number_is_refused(question: str, cell: float) -> None:
    parse = parser_for(kit().questionnaire.by_id[question], Vocabulary.of(kit(), {}), IntakeSettings())
    assert parse(cell) == Fault("This is not a number.", "Type the answer again, or clear the cell.")


def test_consent_by_a_ticked_box_counts_where_the_kit_says_so(tmp_path: Path) -> None:
    client = read_person(tmp_path, A7b=True, A0="2026-12-01").clients[0]
    assert client.consent.mailing is True
