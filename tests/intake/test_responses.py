"""Responses that were never sent, and responses that were changed after they were sent."""

from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.intake import Intake
from tests.intake.reading import Row, messages, only_problem, read, write_csv, write_workbook

TYPEFORM = ["#", "Name", "Email", "L01", "Response Type", "Submit Date (UTC)", "Network ID"]
SENT = ["b", "Sam Lee", "sam@example.com", "5", "completed", "2026-01-02 10:05:00", "n"]
BEGUN = ["a", "Sam Lee", "sam@example.com", "4", "partial", "", "n"]


def _typeform(folder: Path, *rows: Row) -> Intake:
    results = [read(write_csv(folder / "r.csv", [TYPEFORM, *order])) for order in permutations(rows)]
    assert len({str(_scores(intake)) for intake in results}) == 1
    return results[0]


def _scores(intake: Intake) -> dict[str, object]:
    return {client.name: client.answers["L01"] for client in intake.clients}


def test_a_finished_response_stands_for_those_that_were_never_sent(tmp_path: Path) -> None:
    intake = _typeform(tmp_path, SENT, BEGUN)
    assert _scores(intake) == {"Sam Lee": 5}
    assert [row.status for row in intake.rows] == ["client", "superseded"]
    problem = only_problem(intake)
    assert (problem.row, problem.needs_doing) == (3, False)
    assert problem.message.startswith("This response was never finished")
    assert "are used" in messages(_typeform(tmp_path, SENT, BEGUN, ["c", *BEGUN[1:3], "3", *BEGUN[4:]]))[0]


def test_a_response_that_was_never_sent_stands_alone(tmp_path: Path) -> None:
    intake = _typeform(tmp_path, BEGUN)
    assert _scores(intake) == {"Sam Lee": 4}
    assert intake.problems == ()


def test_a_faulty_response_that_was_never_sent_holds_nobody(tmp_path: Path) -> None:
    intake = _typeform(tmp_path, SENT, [*BEGUN[:3], "9", *BEGUN[4:]])
    assert _scores(intake) == {"Sam Lee": 5}
    assert not any(problem.is_error for problem in intake.problems)


def test_a_finished_response_with_a_fault_is_not_passed_over_for_a_begun_one(tmp_path: Path) -> None:
    intake = _typeform(tmp_path, BEGUN, [*SENT[:3], "9", *SENT[4:]])
    assert intake.clients == ()


MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "L01"]


@pytest.mark.parametrize("changed", [None, datetime(2026, 1, 5, 9)])  # noqa: DTZ001
def test_a_changed_response_is_as_new_as_its_last_change(tmp_path: Path, changed: datetime | None) -> None:
    started, sent = datetime(2026, 1, 2, 9), datetime(2026, 1, 2, 10)  # noqa: DTZ001
    row = [1, started, sent, "sam@example.com", "Sam Lee"]
    files = [
        write_workbook(tmp_path / f"{number}.xlsx", {"Sheet1": [MICROSOFT, [*row, time, score]]})
        for number, (time, score) in enumerate([(None, 4), (changed, 5)])
    ]
    for order in permutations(files):
        intake = read(*order)
        assert _scores(intake) == ({"Sam Lee": 5} if changed else {})
        if changed:
            assert f"{intake.clients[0].completed_at:%d %H}" == "05 09"
            assert [each.answers["L01"] for each in intake.earlier[intake.clients[0].id]] == [4]


def test_an_unreadable_time_of_a_change_is_told_at_its_cell(tmp_path: Path) -> None:
    times = ["2026-01-02 09:00", "2026-01-02 10:00"]
    path = write_csv(tmp_path / "a.csv", [MICROSOFT, ["1", *times, "sam@example.com", "Sam", "lately", "4"]])
    assert only_problem(read(path)).cell == "F2"
