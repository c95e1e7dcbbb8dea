"""Files that hold neither answers nor calls, though they look like it: nothing of them reaches a client."""

from pathlib import Path

import pytest

from pipeline.intake import Intake
from pipeline.models.intake import IntakeSettings
from tests.intake.reading import PERSON, Row, only_problem, read, read_whole, table, write_csv

MAIL = "maya@example.com"
MAYA = PERSON | {"A0": "2026-11-01T10:00", "A10": "2026-12-01 10:00"}
ORDERS: list[Row] = [["Order", "Email", "Date", "Time"], ["1", MAIL, "2026-10-05", "09:30"]]


def _beside(folder: Path, rows: list[Row], name: str = "other.csv", **settings: object) -> Intake:
    clients = write_csv(folder / "clients.csv", table(MAYA))
    return read(clients, write_csv(folder / name, rows), settings=IntakeSettings.model_validate(settings))


def _call(intake: Intake) -> str:
    (maya,) = intake.clients
    return f"{maya.call_at:%d %H:%M}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (ORDERS, "This may be a list of calls, or something else"),
        ([["Email", "Status", "Date"], [MAIL, "subscribed", "2026-10-05 09:30"]], "This may be a list of"),
        ([["Email", "Start date", "Plan"], [MAIL, "2026-10-05 09:30", "S"]], "This may be a list of calls"),
        (
            [["Name", "Email", "Call"], ["Maya", MAIL, "yes"], ["Zed", "z@x.com", ""]],
            "This is no list of calls",
        ),
        ([["Name", "Email", "Phone"], ["Maya", MAIL, "1"]], "There is no column for any of the scored"),
        ([["Email", "Signed up"], [MAIL, "2026-10-05 09:30"]], "No header was found"),
        ([["Service", "Price", "Duration"], ["Talk", "30", "1 h"]], "No header was found"),
    ],
)
def test_other_peoples_lists_move_no_call_and_are_told(tmp_path: Path, rows: list[Row], told: str) -> None:
    clients = write_csv(tmp_path / "clients.csv", table(MAYA))
    intake = read_whole(clients, write_csv(tmp_path / "other.csv", rows))
    assert _call(intake) == "01 10:00"
    (problem, *others) = (each for each in intake.problems if each.is_error)
    assert problem.message.startswith(told)
    assert "take " in problem.fix
    assert "out of inputs/" in problem.fix
    assert problem.row is None, "no copy of such a file is made"
    assert not others
    assert {row.file for row in intake.rows} == {"clients.csv"}


def test_a_word_of_calls_in_a_name_or_header_makes_it_one(tmp_path: Path) -> None:
    assert _call(_beside(tmp_path, ORDERS, "my-bookings.csv")) == "05 09:30"
    header: Row = ["Order", "Email", "Call date", "Time"]
    assert _call(_beside(tmp_path, [header, *ORDERS[1:]])) == "05 09:30"
    whole: list[Row] = [ORDERS[0], ["1", MAIL, "2026-10-05 09:30", ""]]
    assert _call(_beside(tmp_path, whole, columns={"Date": "A10"})) == "05 09:30"


def test_a_column_that_says_only_whether_there_is_a_call_holds_nobody(tmp_path: Path) -> None:
    people = [MAYA | {"Call": "yes"}, MAYA | {"A12": "C-2", "A8": "b@example.com", "A1": "Ben", "Call": "no"}]
    rows = table(*({key: cell for key, cell in person.items() if key != "A10"} for person in people))
    intake = read(write_csv(tmp_path / "clients.csv", rows))
    assert [client.call_at for client in intake.clients] == [None, None]
    problem = only_problem(intake)
    assert "says whether there is a call, and never when" in problem.message
    assert not problem.needs_doing
    pinned = read(tmp_path / "clients.csv", settings=IntakeSettings(columns={"Call": "A10"}))
    assert not pinned.clients, "who says that it is the call wants to hear that it is none"


BOOKED: list[Row] = [
    ["Invitee Name", "Invitee Email", "Start Date & Time"],
    ["maya haddad", "maya@work.example.com", "2026-12-05 09:30"],
]


def test_a_call_booked_under_another_address_names_both_places_and_what_joins_them(tmp_path: Path) -> None:
    intake = _beside(tmp_path, BOOKED)
    assert _call(intake) == "01 10:00", "a name alone proves nobody"
    problem = only_problem(intake)
    assert (problem.file, problem.row, problem.client, problem.is_error) == ("other.csv", 2, "C-1", False)
    assert problem.found == "maya@work.example.com"
    assert f"Maya Haddad in row 2 of clients.csv answered with {MAIL}" in problem.message
    assert f'"maya@work.example.com" = "{MAIL}" under [intake.addresses]' in problem.fix
    joined = _beside(tmp_path, BOOKED, addresses={"Maya@work.example.com": MAIL})
    assert (_call(joined), joined.problems) == ("05 09:30", ())


@pytest.mark.parametrize(
    "header",
    [["First name", "Last name", "Email", "Start time"], ["Name", "Client name", "Email", "Call time"]],
)
def test_the_name_may_stand_in_parts_or_twice(tmp_path: Path, header: Row) -> None:
    parts = ["Maya", "Haddad"] if "Last name" in header else ["Maya Haddad", "Maya Haddad"]
    intake = _beside(tmp_path, [header, [*parts, "maya@work.example.com", "2026-12-05 09:30"]])
    assert only_problem(intake).client == "C-1"


def test_two_of_one_name_are_not_guessed_at(tmp_path: Path) -> None:
    people = [MAYA, MAYA | {"A12": "C-2", "A8": "other@example.com"}]
    clients = write_csv(tmp_path / "clients.csv", table(*people))
    problem = only_problem(read(clients, write_csv(tmp_path / "calls.csv", BOOKED)))
    assert problem.client is None
    assert problem.message.startswith("The call in row 2 is passed over")
