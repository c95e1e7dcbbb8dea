"""The time of completion is read from the form's own column, also where the kit has no question for it."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.intake import Intake
from pipeline.models.intake import IntakeSettings
from tests.intake.reading import DUBAI, messages, read, write_csv
from tests.intake.swimming import swimming

NOON = datetime(2026, 11, 1, 12, 0, 5, tzinfo=DUBAI)


def read_swimmer(path: Path, header: str, written: str, **columns: str) -> Intake:
    rows = [[header, "who", "mail", "w1"], [written, "Ana", "ana@example.com", "1"]]
    return read(write_csv(path / "swim.csv", rows), kit=swimming(), settings=IntakeSettings(columns=columns))


def test_the_time_stamp_of_a_form_is_read_and_is_no_answer(tmp_path: Path) -> None:
    intake = read_swimmer(tmp_path, "Timestamp", "2026/11/01 12:00:05 PM GMT+4")
    (client,) = intake.clients
    assert client.completed_at == NOON
    assert set(client.answers) == {"who", "mail", "w1"}
    assert messages(intake) == []


def test_a_column_of_that_name_is_read_without_a_form_tool(tmp_path: Path) -> None:
    (client,) = read_swimmer(tmp_path, "Time stamp", "2026-11-01T08:00:05Z").clients
    assert client.completed_at == datetime(2026, 11, 1, 8, 0, 5, tzinfo=UTC)


def test_the_settings_may_say_which_column_holds_the_time(tmp_path: Path) -> None:
    intake = read_swimmer(tmp_path, "Swum on", "2026-11-01 12:00:05", **{"Swum on": "time-stamp"})
    assert [client.completed_at for client in intake.clients] == [NOON]


def test_what_is_no_time_is_told_by_name(tmp_path: Path) -> None:
    intake = read_swimmer(tmp_path, "Timestamp", "soon")
    assert not intake.clients
    assert any(problem.field == "time-stamp" for problem in intake.problems)


def test_of_two_rows_of_one_person_the_later_one_counts(tmp_path: Path) -> None:
    header = ["Timestamp", "who", "mail", "w1"]
    rows = [
        ["2026/11/01 12:00:05 PM GMT+4", "Ana", "a@b.co", "1"],
        ["2025/11/01 12:00:05 PM GMT+4", "Ana", "a@b.co", "2"],
    ]
    intake = read(write_csv(tmp_path / "swim.csv", [header, *rows]), kit=swimming())
    (client,) = intake.clients
    assert client.answers["w1"] == 1
    assert [each.answers["w1"] for each in intake.earlier[client.id]] == [2]
