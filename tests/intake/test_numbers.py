"""Numbers: read exactly, and each thing that is no plain number told in its own sentence."""

from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.intake.values import Fault
from pipeline.intake.values.numbers import parse_number
from pipeline.spreadsheets.places import Cell
from tests.intake.cells import fault, message, value
from tests.intake.reading import only_problem, read_person
from tests.people import kit


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        (4, "4"),
        (2.5, "5/2"),
        (0.1 + 0.2, "3/10"),
        ("2,5", "5/2"),
        ("0.1", "1/10"),
        ("0,125", "1/8"),
        ("2.1250", "17/8"),
        ("+4", "4"),
        (" 4\N{NO-BREAK SPACE}", "4"),
        ("٣", "3"),
        ("٢٫٥", "5/2"),
        ("١٫٢٥٠", "5/4"),
        ("۱۲", "12"),
        ("１２．５", "25/2"),
        ("\u200e4\u200f", "4"),
    ],
)
def test_numbers_are_exact(cell: Cell, hours: str) -> None:
    assert value("A6", cell) == Fraction(hours)


def test_a_number_is_kept_with_the_client(tmp_path: Path) -> None:
    client = read_person(tmp_path, A6="2,5").clients[0]
    assert client.hours_a_week == client.answers["A6"] == Fraction(5, 2)


EITHER_WAY = "The comma or dot in this number may stand before decimals or between thousands."
GROUPED = "There are signs or blanks between the thousands of this number."
MORE = "There is more than a plain number in this cell."
TOO_LONG = "This number has more than 15 figures, of which a spreadsheet keeps only the first 15."


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1,000", EITHER_WAY),
        ("1.000", EITHER_WAY),
        ("1,000,000", GROUPED),
        ("1 000", GROUPED),
        ("1\N{NARROW NO-BREAK SPACE}000", GROUPED),
        ("1'000.5", GROUPED),
        ("5 %", "This is a percentage."),
        ("٥٪", "This is a percentage."),
        ("2-3", "These are two numbers, or a range."),
        ("2 – 3 hours", "These are two numbers, or a range."),
        ("2 to 3", "These are two numbers, or a range."),
        ("3 hours", MORE),
        ("3h", MORE),
        ("~3", MORE),
        ("10+", MORE),
        ("4²", MORE),
        ("½", "This is a fraction."),
        ("1/2", "This is a fraction."),
        ("1e2", "This number is shortened by a power of ten."),
        ("9" * 20, TOO_LONG),
        ("four", "This is not a number."),
        ("nan", "This is not a number."),
        ("inf", "This is not a number."),
        ("9" * 70, "This is not a number."),
        ("TRUE", "This is a tick box, not a number."),
        (date(2026, 1, 1), "The spreadsheet keeps a date or a time here, not a number."),
        (time(4, 0), "The spreadsheet keeps a date or a time here, not a number."),
        (timedelta(hours=4), "The spreadsheet keeps a date or a time here, not a number."),
        (-1, "This number is out of range."),
        (80.5, "This number is out of range."),
        (1e14, "This number is out of range."),
        (1e300, TOO_LONG),
        (10**15, TOO_LONG),
    ],
)
def test_what_is_no_plain_number_is_told(cell: Cell, told: str) -> None:
    assert message("A6", cell) == told


def test_the_range_that_is_asked_for_is_told() -> None:
    assert fault("A6", 168).fix == "Write a number from 0 to 80."
    assert fault("A6", "4 h").fix == "Write the number alone from 0 to 80, without words, units or signs."


@pytest.mark.parametrize(
    ("cell", "told"), [(True, "tick box"), ("1,000", "thousands"), (200, "out of range")]
)
def test_a_number_of_a_real_sheet_is_told_where_it_stands(tmp_path: Path, cell: object, told: str) -> None:
    problem = only_problem(read_person(tmp_path, A6=cell))
    assert (problem.cell, problem.field) == ("E2", "A6")
    assert told in problem.message


@pytest.mark.parametrize(
    ("low", "high", "fix"),
    [
        (Fraction(1), None, "Write a number of at least 1."),
        (None, Fraction(5, 2), "Write a number of at most 2.5."),
        (Fraction(1), Fraction(5, 2), "Write a number from 1 to 2.5."),
    ],
)
def test_a_range_may_be_open(low: Fraction | None, high: Fraction | None, fix: str) -> None:
    question = kit().questionnaire.by_id["A6"].model_copy(update={"at_least": low, "at_most": high})
    out_of_range = -3 if low is not None else 99
    assert parse_number(out_of_range, question) == Fault("This number is out of range.", fix)
    assert parse_number(2, question) == 2


def test_a_range_may_be_open_at_both_ends() -> None:
    question = kit().questionnaire.by_id["A6"].model_copy(update={"at_least": None, "at_most": None})
    assert parse_number(-(10**14), question) == -(10**14)
    assert parse_number("four", question) == Fault("This is not a number.", "Write a number in figures.")
