"""Sheets whose numbers are those of another scale: no row of them goes on, though most numbers look right."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.intake import Intake
from tests.intake.reading import PERSON, read, table, write_workbook

SEEM = "The answers of this sheet seem to be on another scale than 1 to 5"


def _read(folder: Path, answers: Sequence[Sequence[object]]) -> Intake:
    people = [
        PERSON
        | {"A12": f"C-{n}", "A1": "Maya " + "i" * n, "A8": f"m{n}@example.com"}
        | dict(zip(("L01", "L02", "L04"), row, strict=False))
        for n, row in enumerate(answers)
    ]
    return read(write_workbook(folder / "all.xlsx", {"Clients": table(*people)}))


def _seeming(intake: Intake) -> list[str]:
    return [str(problem.row) for problem in intake.problems if problem.message.startswith(SEEM)]


def test_a_scale_from_0_holds_the_rows_without_a_0_too(tmp_path: Path) -> None:
    intake = _read(tmp_path, [(1, 2, 4), (0, 2, 4), (1, 0.0, 4)])
    assert not intake.clients
    assert _seeming(intake) == ["2"]
    assert "0 stands in several rows, such as in D3 and E4." in intake.problems[0].message


def test_a_scale_to_7_is_another_scale(tmp_path: Path) -> None:
    assert _seeming(_read(tmp_path, [(1, 2, 4), (7, 6, 4), (6, 7, "7")])) == ["2"]


def test_one_row_or_one_statement_tells_no_scale(tmp_path: Path) -> None:
    for answers in (
        [(1, 2, 4), (0, 0, 0)],
        [(1, 2, 4), (0, 2, 4), (0, 2, 4)],
        [(1, 2, 4), (0, 2, 4), (1, 9, 4)],
    ):
        assert len(_read(tmp_path, answers).clients) == 1


def test_two_people_of_many_tell_no_scale(tmp_path: Path) -> None:
    intake = _read(tmp_path, [(0, 1, 4), (1, 0, 4), *([(1, 2, 4)] * 20)])
    assert len(intake.clients) == 20


def test_a_flood_is_bounded_and_still_held(tmp_path: Path) -> None:
    intake = _read(tmp_path, [(1, 2, 4), *([(0, 0, 0)] * 700)])
    assert not intake.clients
    assert intake.files[0].untold
