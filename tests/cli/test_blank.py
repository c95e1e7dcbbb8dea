"""What `roadmap blank` writes, and where it refuses to."""

import pytest
from openpyxl import load_workbook

from pipeline.practice import Practice
from tests.cli.conftest import Run


def test_the_blank_questionnaire_is_written_into_the_current_folder(practice: Practice, run: Run) -> None:
    ran = run("blank")
    assert (ran.code, ran.out) == (0, "Wrote the blank questionnaire to clients-blank.xlsx, in English.\n")
    assert ran.err.startswith("Next: roadmap check   reads it")
    book = load_workbook(practice.root / "clients-blank.xlsx")
    assert book.sheetnames[:2] == ["Read me first", "Clients"]


def test_blank_and_filled_in_it_is_read_back(practice: Practice, run: Run) -> None:
    run("blank", "mine.xlsx", "--language", "EN")
    ran = run("check", "mine.xlsx")
    assert ran.code == 3
    assert "There are no clients" in ran.err
    assert "hidden" not in ran.err
    book = load_workbook(practice.root / "mine.xlsx")
    headers = [cell.value for cell in book["Clients"][2]]
    for question, words in {"A1": "Ana Kim", "A12": "007", "L01": "4 – agree"}.items():
        book["Clients"].cell(3, headers.index(question) + 1).value = words
    book.save(practice.root / "mine.xlsx")
    ran = run("check", "mine.xlsx")
    assert ran.code == 0, ran.out
    assert ran.out == "1 client ready, 0 held, 0 warnings.\n"


def test_the_language_stands_in_the_name_when_it_was_asked_for(practice: Practice, run: Run) -> None:
    assert run("blank", "--language", "en").code == 0
    assert (practice.root / "clients-blank-en.xlsx").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["there.xlsx"], 3, "there.xlsx is there already.\nNothing was written. Name another file: "),
        (["there.xlsx"], 3, "type roadmap blank another.xlsx\n"),
        (["there.xlsx", "--language", "ar"], 3, "type roadmap blank another.xlsx --language ar\n"),
        (["link.xlsx"], 3, "is there already"),
        (["inputs/new.xlsx"], 2, "where the answers are"),
        (["new.csv"], 2, "does not end in .xlsx"),
        (["nowhere/new.xlsx"], 2, "There is no folder"),
        (["--language", "xx"], 2, 'does not speak "xx".\nIts languages are: en, ar.'),
    ],
)
def test_nothing_is_overwritten_or_put_among_the_answers(
    practice: Practice, run: Run, arguments: list[str], code: int, told: str
) -> None:
    (practice.root / "there.xlsx").write_bytes(b"mine")
    (practice.root / "link.xlsx").symlink_to(practice.root / "gone.xlsx")
    before = sorted(practice.root.rglob("*"))
    ran = run("blank", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert sorted(practice.root.rglob("*")) == before
    assert (practice.root / "there.xlsx").read_bytes() == b"mine"
