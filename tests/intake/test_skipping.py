"""Rows of people who asked to be forgotten are passed over, and nothing that is told names them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.intake import Intake, read_inputs
from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.readers import read_file
from tests.intake.reading import DUBAI, LEFT_OUT, PERSON, derived, table, write_csv
from tests.people import kit

BEN: dict[str, object] = {"A1": "Ben Carter", "A8": "ben@example.com", "L01": 3}
FORGOTTEN = "asked to be forgotten"


def _read(*paths: Path, blocked: Callable[[str], str | None]) -> Intake:
    return read_inputs(
        paths,
        kit=kit(),
        settings=IntakeSettings(),
        root=paths[0].parent,
        timezone=DUBAI,
        derive_id=derived,
        read=read_file,
        blocked=blocked,
    )


def _told(intake: Intake) -> list[tuple[int | None, str, str]]:
    return [
        (problem.row, problem.severity, problem.message)
        for problem in intake.problems
        if not problem.message.startswith(LEFT_OUT)
    ]


@pytest.mark.parametrize("identity", ["c-1", "d-maya@example.com"])
@pytest.mark.parametrize("fault", [{}, {"L01": 9}, {"A1": None}])
def test_a_blocked_row_makes_no_client_and_is_not_held(
    tmp_path: Path, identity: str, fault: dict[str, object]
) -> None:
    path = write_csv(tmp_path / "a.csv", table(BEN, PERSON | {"A8": "MAYA@Example.com"} | fault))
    intake = _read(path, blocked={identity: FORGOTTEN}.get)
    assert [client.name for client in intake.clients] == ["Ben Carter"]
    assert _told(intake) == [(3, "warning", f"Row 3 was skipped: {FORGOTTEN}.")]
    skipped = intake.rows[1]
    assert (skipped.status, skipped.ok) == ("skipped", True)
    assert (skipped.id, skipped.name, skipped.email) == (None, None, None)


def test_rows_are_told_once_a_file_and_reason(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", table(PERSON, BEN, PERSON | {"L01": 2}))
    reasons = {"c-1": FORGOTTEN, "d-ben@example.com": "withdrew consent"}
    assert _told(_read(path, blocked=reasons.get)) == [
        (None, "warning", f"Rows 2 and 4 were skipped: {FORGOTTEN}."),
        (3, "warning", "Row 3 was skipped: withdrew consent."),
    ]


def test_a_blocked_row_holds_nobody_else(tmp_path: Path) -> None:
    """A row of one address and another id would hold both, if it counted."""
    path = write_csv(tmp_path / "a.csv", table(PERSON, PERSON | {"A12": "C-2"}))
    intake = _read(path, blocked={"c-2": FORGOTTEN}.get)
    assert [client.id for client in intake.clients] == ["C-1"]


def test_calls_of_blocked_people_are_skipped(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "a.csv", table(BEN))
    calls = write_csv(
        tmp_path / "b.csv",
        [["E-mail", "Call"], ["Maya@example.com", "soon"], ["ben@example.com", "2026-12-01 10:00"]],
    )
    intake = _read(people, calls, blocked={"d-maya@example.com": FORGOTTEN}.get)
    assert _told(intake) == [(2, "warning", f"Row 2 was skipped: {FORGOTTEN}.")]
    assert intake.clients[0].call_at is not None


def test_the_rows_that_nobody_may_copy_are_known(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "a.csv", table(BEN, PERSON | {"L01": 9}))
    calls = write_csv(tmp_path / "b.csv", [["E-mail", "Call time"], ["maya@example.com", "soon"]])
    skipped = _read(people, calls, blocked={"d-maya@example.com": FORGOTTEN}.get).skipped
    assert {(row.file, row.row) for row in skipped} == {("a.csv", 3), ("b.csv", 2)}
