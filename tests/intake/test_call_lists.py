"""Call lists as coaches keep them: day and time in two columns, changed calls, and rows that fit nobody."""

from datetime import date, datetime, time, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.intake import Intake
from pipeline.models.intake import IntakeSettings
from tests.intake.reading import PERSON, Row, messages, only_problem, read, table, write_csv, write_workbook

MAIL = "maya@example.com"
MAYA = PERSON | {"A0": "2026-11-01T10:00", "A10": "2026-12-01 10:00"}
BEN: dict[str, object] = {"A1": "Ben", "A8": "ben@example.com", "L01": 3, "A0": "2026-11-01T10:00"}


def _read(folder: Path, *rows: Row, people: tuple[dict[str, object], ...] = (MAYA, BEN)) -> Intake:
    clients = write_csv(folder / "clients.csv", table(*people))
    results = [
        read(clients, write_csv(folder / "calls.csv", [rows[0], *order])) for order in permutations(rows[1:])
    ]
    assert len({str(_calls(intake)) for intake in results}) == 1
    return results[0]


def _calls(intake: Intake) -> dict[str, str]:
    return {client.name: f"{client.call_at:%d %H:%M}" if client.call_at else "" for client in intake.clients}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Name", "Email", "Date", "Time"], ["Maya", MAIL, "2026-12-05", "09:30"]),
        (["Name", "Email", "Date", "Time"], ["Maya", MAIL, "25/12/2026", "9.30am"]),
        (["Email", "Call date", "Call time"], [MAIL, "2026-12-05", "9:30 am"]),
        (["Email", "Start date", "Start time"], [MAIL, "2026-12-05", "09:30"]),
        (["Email", "Date", "Start time"], [MAIL, "2026-12-05", "2026-12-05 09:30"]),
        (["Email", "Date", "Time"], [MAIL, "2026-12-05 09:30", ""]),
        (["Email", "Date", "Time"], [MAIL, "", "2026-12-05 09:30"]),
        (["Name", "Email", "Phone", "Date", "Notes"], ["Maya", MAIL, "1", "2026-12-05 09:30", "first"]),
        (["Correo electrónico", "Fecha", "Hora"], [MAIL, "2026-12-05", "09:30"]),
        (["Email", "Call date and time", "Date", "Time"], [MAIL, "2026-12-05 09:30", "2026-11-01", "2 h"]),
        (
            ["ID", "Date", "Time", "Client", "Client email", "Service", "Status", "Booked on"],
            ["1", "2026-12-05", "09:30", "Maya", MAIL, "Talk", "confirmed", "2026-11-11"],
        ),
    ],
)
def test_day_and_time_may_stand_in_two_columns(tmp_path: Path, header: Row, row: Row) -> None:
    intake = _read(tmp_path, header, row)
    assert intake.problems == ()
    assert intake.files[1].layout == "call-list"
    assert _calls(intake)["Maya Haddad"] in {"05 09:30", "25 09:30"}


@pytest.mark.parametrize(
    "clock",
    [time(9, 30), 9.5 / 24, timedelta(hours=9, minutes=30), datetime(1900, 1, 1, 9, 30), "09:30"],  # noqa: DTZ001
)
@pytest.mark.parametrize("day", [date(2026, 12, 5), datetime(2026, 12, 5), "2026-12-05"])  # noqa: DTZ001
def test_a_workbook_may_hold_day_and_time_as_such(tmp_path: Path, day: object, clock: object) -> None:
    clients = write_csv(tmp_path / "clients.csv", table(MAYA))
    rows: list[Row] = [["Email", "Date", "Time"], [MAIL, day, clock]]
    intake = read(clients, write_workbook(tmp_path / "calls.xlsx", {"Calls": rows}))
    assert _calls(intake) == {"Maya Haddad": "05 09:30"}


def test_a_missing_time_of_day_is_told_at_its_own_cell(tmp_path: Path) -> None:
    problem = only_problem(_read(tmp_path, ["Email", "Date", "Time"], [MAIL, "2026-12-05", ""]))
    assert (problem.cell, problem.client, problem.is_error) == ("C2", "C-1", True)


def test_days_without_any_time_are_no_calls_yet(tmp_path: Path) -> None:
    intake = _read(tmp_path, ["Name", "Email", "Date"], ["Maya", MAIL, "2026-12-05"], ["Ben", "b@x.com", ""])
    problem = only_problem(intake)
    assert problem.message.startswith("This looks like a list of calls")
    assert (problem.cell, problem.is_error) == ("C1", True)
    assert '"A10"' in problem.fix
    assert _calls(intake) == {"Maya Haddad": "01 10:00", "Ben": ""}
    assert {row.file for row in intake.rows} == {"clients.csv"}


def test_a_pinned_call_is_not_looked_for_elsewhere(tmp_path: Path) -> None:
    clients = write_csv(tmp_path / "clients.csv", table(MAYA))
    calls = write_csv(
        tmp_path / "calls.csv",
        [["Email", "Date", "Time", "Wann"], [MAIL, "2026-11-01", "10:00", "2026-12-05 09:30"]],
    )
    intake = read(clients, calls, settings=IntakeSettings(columns={"Wann": "A10"}))
    assert _calls(intake) == {"Maya Haddad": "05 09:30"}


HEADER = ["E-mail", "Call time", "Booked at", "Cancelled"]


@pytest.mark.parametrize(
    ("rows", "call", "told"),
    [
        ([["", "", "yes"]], "", 0),
        ([["", "", "yes"], ["2026-12-05 09:00", "", ""]], "", 1),
        ([["", "2026-11-02", "yes"], ["2026-12-05 09:00", "2026-11-01", ""]], "", 1),
        ([["", "2026-11-02", "yes"], ["2026-12-05 09:00", "2026-11-03", ""]], "05 09:00", 0),
        ([["", "", "yes"], ["2026-12-05 09:00", "", ""], ["2026-12-05 09:00", "", "yes"]], "", 0),
    ],
)
def test_a_cancellation_without_a_time_cancels_what_was_booked(
    tmp_path: Path, rows: list[list[str]], call: str, told: int
) -> None:
    intake = _read(tmp_path, HEADER, *([MAIL, *row] for row in rows))
    assert _calls(intake)["Maya Haddad"] == call
    assert [problem.severity for problem in intake.problems] == ["warning"] * told
    assert all("cancels every call of Maya Haddad" in message for message in messages(intake))


def test_a_row_that_cannot_be_read_says_that_the_call_stays(tmp_path: Path) -> None:
    intake = _read(tmp_path, HEADER, [MAIL, "2026-12-05 09:00", "", ""], [MAIL, "soon", "", "perhaps"])
    assert _calls(intake)["Maya Haddad"] == "05 09:00"
    stays = [
        message for message in messages(intake) if "changes nothing about the call of Maya Haddad" in message
    ]
    assert len(stays) == 1
    assert len(intake.problems) == 2


def test_an_earlier_call_is_told(tmp_path: Path) -> None:
    rows = [[MAIL, f"2026-12-{day} 09:00", "", ""] for day in ("15", "09")]
    problem = only_problem(_read(tmp_path, HEADER, *rows))
    assert (problem.message, problem.row) == (
        "A later entry for Maya Haddad is used: row 2 of calls.csv.",
        3,
    )
    assert not problem.needs_doing
    both = [*rows, *(["ben@example.com", *row[1:]] for row in rows)]
    assert messages(_read(tmp_path, HEADER, *both))[0].startswith("The calls in rows 3 and 5 are not used")


@pytest.mark.parametrize(
    ("number", "mail", "told"),
    [
        ("C-1", "evil@example.com", "The client number of this call is that of Maya Haddad"),
        ("C-99", MAIL, "The e-mail address of this call is that of Maya Haddad"),
        ("C-1", "ben@example.com", "belongs to one client, and the client number to another"),
    ],
)
def test_a_call_whose_number_and_address_do_not_fit_moves_nothing(
    tmp_path: Path, number: str, mail: str, told: str
) -> None:
    intake = _read(tmp_path, ["Client id", "E-mail", "Call"], [number, mail, "2026-12-05 09:00"])
    assert _calls(intake) == {"Maya Haddad": "01 10:00", "Ben": ""}
    assert told in only_problem(intake).message
    assert only_problem(intake).is_error


@pytest.mark.parametrize(
    ("number", "mail"), [("C-1", ""), ("", MAIL), ("c-1", "MAYA@example.com"), ("7", "ben@example.com")]
)
def test_a_call_is_theirs_whose_signs_it_does_not_contradict(tmp_path: Path, number: str, mail: str) -> None:
    intake = _read(tmp_path, ["Client id", "E-mail", "Call"], [number, mail, "2026-12-05 09:00"])
    assert intake.problems == ()
    assert "05 09:00" in _calls(intake).values()
