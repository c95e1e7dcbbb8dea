"""Whatever is wrong with a cell, it is told in sentences that a coach can act on."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest

from pipeline.intake import values
from pipeline.intake.values import LEFT_OUT, Fault
from pipeline.spreadsheets.places import Cell, Formula
from tests.intake.cells import parser
from tests.people import kit

WORDS = (
    "Zyxwvut",
    "Zyxwvut Qponm",
    "Zyxwvut?",
    "—",
    "zyxwvu" + "\u0301" * 99 + "t",
    "Other: Zyxwvut",
    "TRUE",
    "z" * 40_000,
    "z" * 5_000,
    "#N/A",
    "########",
    "N/A",
    "full-time;studying",
    "4; 5",
    "5 - agree",
    "02-Mar",
    "1-2",
)
NUMBERS = (
    "1,000",
    "1 000 000",
    "9" * 20,
    "5 %",
    "2-3",
    "½",
    "1e2",
    "3 Zyxwvut",
    "9.71501E+11",
    -1,
    1e16,
    77,
    46357,
    3.5,
    float("nan"),
    float("inf"),
)
MOMENTS = (
    "31/2/2027 10:00",
    "1/2/2027 10:00",
    "1/1/2027 25:00",
    "1/1/2027 10:00 IST",
    "2027-01-12 10:00-10:30",
    "2027-01-12 10:00+20",
    "26/11/05",
    "Monday, October 14, 2026",
    "14 October",
    "10:00",
    "2027-01-12",
    "1/1/1969",
    date(2026, 3, 2),
    date(2026, 12, 25),
    datetime(1900, 1, 1),  # noqa: DTZ001 - a cell has no zone
    time(10, 0),
    timedelta(hours=30),
)
ADDRESSES = (
    '"a@zyxwvut.com" <evil@zyxwvut.com>',
    "Zyxwvut <a@zyxwvut.com>",
    "a@zyxwvut.com\r\nBcc: b",
    "a@zyx\u200bwvut.com",
    "a@ｚyxwvut.com",
    "=?utf-8?q?zyxwvut?=",
    "mailto:a@zyxwvut.com",
    "a@b@zyxwvut.com",
    f"{'z' * 65}@zyxwvut.com",
    '"a"@zyxwvut.com',
    "a(b)@zyxwvut.com",
    "a b@zyxwvut.com",
    "a@1.2.3.4",
    "a@zyxwvut.com,",
    "a@zyxwvut..com",
    "a@zyxwvut",
    "a@-zyxwvut.com",
    "zyxwvüt@zyxwvut.com",
    "zyхwvut@zyxwvut.com",
    "a@zyхwvut.com",
)
CELLS: tuple[Cell, ...] = (*WORDS, *NUMBERS, *MOMENTS, *ADDRESSES, Formula("ZYXWVUT()"))


@cache
def _faults() -> tuple[tuple[str, Cell, Fault], ...]:
    """Return every fault of these cells under every question, with both."""
    return tuple(
        (question.id, cell, value)
        for question in kit().questionnaire.questions
        for cell in CELLS
        if isinstance(value := parser(question.id)(cell), Fault)
    )


def _sentences() -> Iterator[str]:
    """Yield every whole sentence that stands in the code of the values, but for those of docstrings."""
    for path in sorted(Path(values.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inner = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        inner |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
                text = node.value
                if text[:1].isupper() and text.endswith(".") and " " in text:
                    yield text


def test_every_sentence_of_the_values_is_told_of_one_of_these_cells() -> None:
    told = {part for _, _, fault in _faults() for part in (fault.message, fault.fix)}
    told |= {LEFT_OUT.message, LEFT_OUT.fix}
    sentences = list(_sentences())
    assert len(sentences) > 60
    for sentence in sentences:
        beginning = sentence.partition("{")[0]
        assert any(beginning in text for text in told), sentence


def test_every_fault_says_in_sentences_what_is_wrong_and_what_to_do() -> None:
    assert len({fault.message for _, _, fault in _faults()}) > 60
    for question, cell, fault in _faults():
        for text in (fault.message, fault.fix):
            assert text.endswith("."), (question, cell, fault)
            assert text[0].isupper() or text[0].isdigit(), (question, cell, fault)
            assert "  " not in text, (question, cell, fault)
            assert "{" not in text, (question, cell, fault)


def test_no_fault_repeats_what_the_client_wrote() -> None:
    for question, cell, fault in _faults():
        told = f"{fault.message} {fault.fix}".casefold()
        assert "zyxwvut" not in told, (question, cell)
        assert "zzzz" not in told, (question, cell)
        assert "@" not in told.replace("name@example.com", "").replace("no @ ", "").replace(
            "one @ ", ""
        ).replace("the @ ", ""), (question, cell)


def test_the_same_words_always_ask_for_the_same() -> None:
    asked = defaultdict(set)
    for _, _, fault in _faults():
        asked[fault.message].add(fault.fix.split()[0])
    assert {message: fixes for message, fixes in asked.items() if len(fixes) > 1} == {}


@pytest.mark.parametrize("question", ["A0", "A1", "A4", "A6", "A8", "A9", "A11", "B11", "L01"])
@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (float("nan"), "The spreadsheet keeps a calculation that failed here."),
        (float("inf"), "The spreadsheet keeps a number without end here."),
        (float("-inf"), "The spreadsheet keeps a number without end here."),
        ("#VALUE!", "The spreadsheet shows an error here."),
        (" #N/A ", "The spreadsheet shows an error here."),
        ("####", "The column was too narrow when the file was saved, so only ### was kept."),
        (Formula("B2+1"), "This cell holds a formula whose result is not stored in the file."),
        ("x" * 40_000, "This cell holds more than 32,767 characters, the most that are read."),
    ],
)
def test_what_is_wrong_whatever_the_question_is_told_alike(question: str, cell: Cell, told: str) -> None:
    found = parser(question)(cell)
    assert isinstance(found, Fault)
    assert found.message == told
