"""Words: composed, without what cannot be seen; dates and numbers among them shown plainly."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import process_time

import pytest

from pipeline.intake.values.characters import has_pile_of_marks
from pipeline.intake.values.texts import is_broken_encoding
from pipeline.spreadsheets.places import Cell, Formula
from tests.intake.cells import fault, message, value
from tests.intake.reading import only_problem, read_person


def test_text_is_composed_and_loses_what_cannot_be_seen(tmp_path: Path) -> None:
    client = read_person(
        tmp_path,
        A1=" Jose\u0301\u202e  \N{NO-BREAK SPACE}Mu\u200boz\r\n",
        G1="one\r\ntwo\n\n\n\nthree\u2066\t!",
    ).clients[0]
    assert client.name == "José Muoz"
    assert client.answers["G1"] == "one\ntwo\n\nthree !"


@pytest.mark.parametrize(
    ("question", "cell", "text"),
    [
        ("G2", 2030, "2030"),
        ("G2", 2.5, "2.5"),
        ("G2", 0.1 + 0.2, "0.3"),
        ("G2", "  Lead ", "Lead"),
        ("A12", 4.0, "4"),
        ("A12", 971501234567.0, "971501234567"),
        ("A12", "007", "007"),
        ("A12", "4.0", "4.0"),
        ("A1", "李小龍 🙂", "李小龍 🙂"),
        ("A1", "علی\u200cرضا", "علی\u200cرضا"),
        ("A1", "An\u00adna\ufeff", "Anna"),
        ("A1", "Anna\nMaria", "Anna Maria"),
        ("G2", date(2027, 3, 31), "2027-03-31"),
        ("G2", datetime(2027, 3, 31), "2027-03-31"),  # noqa: DTZ001 - a cell has no zone
        ("G2", datetime(2027, 3, 31, 9, 5), "2027-03-31 09:05"),  # noqa: DTZ001
        ("G2", time(9, 5), "09:05"),
        ("G2", timedelta(hours=30, minutes=5), "30:05"),
        ("G2", timedelta(minutes=-5), "-0:05"),
        ("G2", "x" * 2000, "x" * 2000),
    ],
)
def test_words_numbers_and_dates_are_kept_as_a_person_would_write_them(
    question: str, cell: Cell, text: str
) -> None:
    assert value(question, cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        "\u200b\u202e",
        "\u00ad",
        "\u034f",
        "\u3164",
        "\uffa0",
        "\u115f\u1160",
        "\u2800",
        "\u200d",
        "\ufe0f\u2009",
    ],
)
def test_text_of_invisible_characters_alone_is_a_blank(cell: str) -> None:
    assert value("A1", cell) is None


def test_a_name_that_cannot_be_seen_is_missing(tmp_path: Path) -> None:
    assert [p.message for p in read_person(tmp_path, A1="\u3164\u00ad").problems] == ["The name is missing."]


@pytest.mark.parametrize(
    ("question", "cell", "told"),
    [
        ("G2", "TRUE", "This is a tick box, which says nothing here."),
        ("G2", "FALSE", "This is a tick box, which says nothing here."),
        ("A1", date(2026, 1, 1), "This is a date or a time, not words."),
        ("A12", time(4, 0), "This is a date or a time, not words."),
        ("G2", "x" * 2001, "This text has 2,001 characters; 2,000 can be used."),
        (
            "A12",
            1.2345678901234567e16,
            "The spreadsheet has kept only the first 15 figures of this long number.",
        ),
        (
            "A12",
            10**15,
            "The spreadsheet has kept only the first 15 figures of this long number.",
        ),
        ("A12", "9.71501E+11", "The spreadsheet has shortened a long number here."),
        ("G2", "#REF!", "The spreadsheet shows an error here."),
        ("G2", "#N/A", "The spreadsheet shows an error here."),
        ("G2", "#BEZUG!", "The spreadsheet shows an error here."),
        ("G2", "#¿NOMBRE?", "The spreadsheet shows an error here."),
        ("G2", "########", "The column was too narrow when the file was saved, so only ### was kept."),
        ("G2", Formula("A1&B1"), "This cell holds a formula whose result is not stored in the file."),
    ],
)
def test_what_is_no_text_is_told(question: str, cell: Cell, told: str) -> None:
    assert message(question, cell) == told


@pytest.mark.parametrize("text", ["#1", "# heading", "#", "C# and F#", "#winning!"])
def test_a_sign_that_errors_begin_with_is_no_error(text: str) -> None:
    assert value("G2", text) == text


def test_a_tick_box_of_a_real_sheet_is_told(tmp_path: Path) -> None:
    assert [p.found for p in read_person(tmp_path, G2=True).problems] == ["TRUE"]
    assert fault("G2", "TRUE").fix == "Write the answer in words."


@pytest.mark.parametrize(
    "text", ["JosÃ©", "MÃ¼ller, Ã–zge", "Ø£Ø\xadÙ…Ø¯", "donâ€™t", "Jos\ufffd", "ðŸ™‚", "Å\xbdiga"]
)
def test_broken_encoding_is_seen(text: str) -> None:
    assert is_broken_encoding(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jose",
        "José",
        "CAFÉ…",
        "Müller – “ok”",
        "李小龍",
        "Zoë’s",
        "«Ñandú»",
        "MAMÁ”",
        "Äöü",
        "naïve—no",
        "10 €–20 €",
        "Ærø",
    ],
)
def test_letters_with_accents_are_not_broken(text: str) -> None:
    assert not is_broken_encoding(text)


@pytest.mark.parametrize("name", ["JosÃ©", "Jos\ufffd"])
def test_a_name_that_looks_broken_is_held(tmp_path: Path, name: str) -> None:
    intake = read_person(tmp_path, A1=name)
    (problem,) = intake.problems
    assert problem.message == "This text looks as if its letters were read or saved in the wrong encoding."
    assert (problem.is_error, problem.cell, intake.clients) == (True, "B2", ())


def test_other_texts_that_look_broken_are_read_and_told(tmp_path: Path) -> None:
    intake = read_person(tmp_path, G1="cafÃ©")
    assert (only_problem(intake).is_error, intake.clients[0].answers["G1"]) == (False, "cafÃ©")


@pytest.mark.parametrize("name", ["????? ?????????", "????", "?ukasz", "Zo? ?"])
def test_a_name_that_lost_letters_is_held(tmp_path: Path, name: str) -> None:
    intake = read_person(tmp_path, A1=name)
    assert "letters that were lost" in only_problem(intake).message
    assert not intake.clients


@pytest.mark.parametrize("name", ["-", ".", "12345", 12345, "🙂", "— ·"])
def test_a_name_without_a_letter_is_none(tmp_path: Path, name: object) -> None:
    assert only_problem(read_person(tmp_path, A1=name)).message == "There is no letter in this name."


@pytest.mark.parametrize("name", ["X", "李", "علي", "Jo-Ann 3rd", "J.", "हरि"])
def test_a_name_has_letters_of_any_script(tmp_path: Path, name: str) -> None:
    assert read_person(tmp_path, A1=name).clients[0].name == name


def test_words_of_lost_letters_are_warned_of(tmp_path: Path) -> None:
    intake = read_person(tmp_path, G1="?????? ???, ????.", G2="Really? Director??")
    assert only_problem(intake).field == "G1"
    assert intake.clients


@pytest.mark.parametrize("question", ["A1", "A8", "G1", "A4", "A0", "A6", "L01", "A11"])
@pytest.mark.parametrize("marks", ["\u0301\u0327", "\u0f73\u0f71", "\u0301"])
def test_a_pile_of_accents_is_refused_before_it_is_composed(question: str, marks: str) -> None:
    started = process_time()
    assert message(question, "Maya" + "a" + marks * 16_000).startswith("More accents stand upon one letter")
    assert process_time() - started < 0.1


@pytest.mark.parametrize(("before", "count", "is_piled"), [(0, 30, False), (25, 31, True), (61, 30, False)])
def test_as_many_accents_as_a_language_needs_are_kept(before: int, count: int, is_piled: bool) -> None:  # noqa: FBT001
    assert has_pile_of_marks("x" * before + "\u0327" * count + "x" * 60) is is_piled
