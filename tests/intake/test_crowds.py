"""Many rows of one person, and of people who may be one."""

import sys
from itertools import permutations
from pathlib import Path
from types import FrameType

import pytest

from pipeline.intake import Intake
from tests.intake.reading import PERSON, messages, read, table, write_csv

EARLY, LATE = "2026-11-01T10:00", "2026-12-01T10:00"


def test_a_number_in_one_row_and_an_address_in_another_may_be_one_person(tmp_path: Path) -> None:
    numbered, addressed = PERSON | {"A8": None}, PERSON | {"A12": None}
    intake = _read(tmp_path, numbered, addressed)
    assert [(each.row, each.severity) for each in intake.problems] == [(2, "warning"), (3, "warning")]
    assert all("same person" in message for message in messages(intake))
    assert _read(tmp_path, numbered, numbered | {"A12": "C-2"}).problems == ()
    assert _read(tmp_path, PERSON, addressed | {"A8": "m.haddad@example.com"}).problems == ()


def test_namesakes_with_numbers_are_told_of_those_without(tmp_path: Path) -> None:
    numbered = PERSON | {"A8": None}
    others = [numbered | {"A12": "C-2"}, PERSON | {"A12": None}]
    messages = {each.row: each.message for each in _read(tmp_path, numbered, *others).problems}
    assert "in row 4 of 0.csv, and" in messages[2]
    assert "in row 4 of 0.csv, and" in messages[3]
    assert "in row 2 of 0.csv and row 3 of 0.csv, and" in messages[4]


def test_rows_that_differ_in_capitals_and_spaces_say_the_same(tmp_path: Path) -> None:
    rows = [
        {"A1": "MAYA HADDAD", "A8": "maya@example.com", "L01": 4},
        {"A1": "Maya Haddad ", "A8": "Maya@example.com", "L01": 4},
        {"A1": "maya  haddad", "A8": "MAYA@example.com", "L01": 4},
    ]
    for order in permutations(rows):
        intake = read(write_csv(tmp_path / "a.csv", table(*order)))
        assert [client.name for client in intake.clients] == ["Maya Haddad"]
        assert not any(problem.is_error for problem in intake.problems)


@pytest.mark.parametrize("same", ["C-1", "c\u200d-1", "C\ufe0f-1", "C\u00ad-1", "\u2060c-1"])
def test_an_id_that_looks_the_same_is_the_same(tmp_path: Path, same: str) -> None:
    intake = _read(tmp_path, PERSON | {"A0": EARLY}, PERSON | {"A0": LATE, "A12": same})
    assert len(intake.clients) == 1


def _read(folder: Path, *people: dict[str, object]) -> Intake:
    return read(write_csv(folder / "0.csv", table(*people)))


def _many(number: int) -> dict[str, list[dict[str, object]]]:
    """Return so many rows that have much to do with each other."""
    nobody: dict[str, object] = {"A8": "maya@example.com", "L01": 4}
    return {
        "other names": [nobody | {"A1": f"P {each}"} for each in range(number)],
        "other answers": [PERSON | {"A3": f"{each}"} for each in range(number)],
        "faulty": [PERSON, *(nobody | {"A1": f"P {each}", "L01": 9} for each in range(number))],
        "namesakes": [nobody | {"A1": "Maya", "A8": f"m{each}@example.com"} for each in range(number)],
        "a number's names": [
            nobody | {"A12": "7", "A1": f"P {each}", "A8": f"m{each}@example.com"} for each in range(number)
        ],
        "one after the other": [
            nobody | {"A12": "7", "A1": f"P {each // 2}", "A8": f"m{(each + 1) // 2}@example.com"}
            for each in range(number)
        ],
        "repaired": [
            PERSON | {"A0": f"2026-11-01T10:00:{each % 60:02}", "L01": 9 if each % 2 else 4}
            for each in range(number)
        ],
    }


@pytest.mark.parametrize("kind", _many(0))
def test_however_many_rows_of_one_person_take_as_long_as_other_rows(tmp_path: Path, kind: str) -> None:
    """Steps are counted, not seconds: four times the rows are about four times the steps."""
    few, more = (_steps(write_csv(tmp_path / "a.csv", table(*_many(count)[kind]))) for count in (500, 2_000))
    assert more < 5 * few


def _steps(path: Path) -> int:
    """Return how many functions are called, by anybody, to read a file."""
    steps = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal steps
        steps += event != "return"

    read(path)
    sys.setprofile(count)
    try:
        read(path)
    finally:
        sys.setprofile(None)
    return steps
