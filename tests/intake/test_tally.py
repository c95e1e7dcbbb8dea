"""A file with more problems than anybody reads: the first are told, the rest is counted, no row is lost."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.intake.rows import tally
from tests.intake.reading import PERSON, messages, read, table, write_csv


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten problems of rows be told."""
    monkeypatch.setattr(tally, "MOST", 10)


def _person(number: int, **answers: object) -> dict[str, object]:
    return PERSON | {"A12": f"C-{number}", "A8": f"p{number}@example.com", "A0": "2026-11-01"} | answers


def test_the_first_problems_are_told_and_the_others_counted(tmp_path: Path) -> None:
    people = [_person(number, L01=9, L02=8) for number in range(19)]
    others = [_person(100, L01=9), _person(101)]
    intake = read(
        write_csv(tmp_path / "a.csv", table(*people)), write_csv(tmp_path / "b.csv", table(*others))
    )
    of_file = [problem for problem in intake.problems if problem.file == "a.csv"]
    assert [problem.row for problem in of_file] == [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, None]
    closing = of_file[-1]
    assert closing.is_error
    assert closing.message.startswith(
        "28 more problems of this file are counted but not listed, most often about “"
    )
    assert "(question L01)" in closing.message
    assert "(question L02)" in closing.message
    assert [problem.file for problem in intake.problems][-1] == "b.csv", "each file has its own bound"
    assert [file.untold for file in intake.files] == [28, 0]
    assert Counter(row.status for row in intake.rows) == {"held": 20, "client": 1}


def test_a_held_row_is_told_before_any_warning(tmp_path: Path) -> None:
    warned = [_person(number, A0=None, A7b="yes") for number in range(19)]
    intake = read(write_csv(tmp_path / "a.csv", table(*warned, _person(99, L01=9))))
    assert [problem.row for problem in intake.problems] == [*range(2, 11), 21, None]
    assert [problem.is_error for problem in intake.problems] == [*[False] * 9, True, False]
    assert messages(intake)[-1].startswith("10 more problems of this file")
    assert intake.files[0].untold == 10


def test_what_is_wrong_with_the_header_is_told_whatever_the_rows_hold(tmp_path: Path) -> None:
    people = [_person(number, L01=9, mood="fair") for number in range(20)]
    intake = read(write_csv(tmp_path / "a.csv", table(*people)))
    assert [problem.row for problem in intake.problems] == [1, *range(2, 12), None]
    assert "“mood”" in messages(intake)[0]


def test_what_is_told_of_rows_together_is_bounded_too(tmp_path: Path) -> None:
    people = [_person(0, L01=1 + number % 5, L02=1 + number // 5) for number in range(11)]
    intake = read(write_csv(tmp_path / "a.csv", table(*people)))
    assert len(intake.problems) == 11
    assert intake.files[0].untold == 1
    assert messages(intake)[-1] == (
        "1 more problem of this file is counted but not listed, most often about rows as a whole."
    )
    assert not any(row.ok for row in intake.rows)


def test_what_a_repaired_copy_silences_is_not_counted(tmp_path: Path) -> None:
    people = [_person(number, L01=9) for number in range(20)]
    broken = write_csv(tmp_path / "a.csv", table(*people))
    repaired = write_csv(tmp_path / "b.csv", table(*(person | {"L01": 4} for person in people)))
    intake = read(broken, repaired)
    assert intake.problems == ()
    assert Counter(row.status for row in intake.rows) == {"repaired": 20, "client": 20}


def test_warnings_alone_stay_warnings(tmp_path: Path) -> None:
    people = [_person(number, A0=None, A7b="yes") for number in range(20)]
    intake = read(write_csv(tmp_path / "a.csv", table(*people)))
    assert len(intake.clients) == 20
    assert "10 more problems of this file" in messages(intake)[-1]
    assert not any(problem.is_error for problem in intake.problems)
