"""Call lists: the latest booking or its cancellation overrules what the client answered about the call."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import Intake
from pipeline.models.intake import IntakeSettings
from pipeline.models.questionnaire import Questionnaire
from tests.effort import effort
from tests.intake.reading import (
    DUBAI,
    PERSON,
    Row,
    messages,
    only_problem,
    read,
    table,
    write_csv,
    write_workbook,
)
from tests.people import kit

MAYA = PERSON | {"A0": "2026-11-01T10:00", "A10": "2026-12-01 10:00"}
BEN: dict[str, object] = {"A1": "Ben", "A8": "ben@example.com", "L01": 3, "A0": "2026-11-01T10:00"}
HEADER = ["E-mail", "Call date and time", "Time zone", "Booked at", "Cancelled"]
MAIL = "maya@example.com"


def _clients(folder: Path, *people: dict[str, object]) -> Path:
    return write_csv(folder / "clients.csv", table(*(people or (MAYA, BEN))))


def _read(folder: Path, *rows: Row, header: Row = HEADER) -> Intake:
    """Read clients with a call list, whose order of rows, and order of files, must be of no account."""
    clients = _clients(folder)
    results = []
    for number, order in enumerate(permutations(rows)):
        calls = write_csv(folder / f"{number}.csv", [header, *order])
        results += [read(calls, clients), read(clients, calls)]
    for other in results:
        assert _calls(other) == _calls(results[0])
    return results[0]


def _calls(intake: Intake) -> dict[str, str]:
    return {client.name: str(client.call_at) for client in intake.clients}


def _maya(intake: Intake) -> str:
    """Return the day and the hour of the call, which the answer has to say too."""
    (client,) = (client for client in intake.clients if client.name == "Maya Haddad")
    assert (client.id in intake.cancelled) is (client.call_at is None)
    if client.call_at is None:
        assert "A10" not in client.answers
        return "none"
    assert client.answers["A10"] == client.call_at.isoformat()
    return f"{client.call_at:%d %H}"


def test_a_call_list_overrules_the_answer_and_asks_for_no_clients(tmp_path: Path) -> None:
    intake = _read(tmp_path, ["MAYA@example.com", "2026-12-05 09:00", "", "", ""])
    assert intake.problems == ()
    assert _calls(intake) == {"Maya Haddad": "2026-12-05 09:00:00+04:00", "Ben": "None"}
    assert _maya(intake) == "05 09"
    assert {row.file for row in intake.rows} == {"clients.csv"}
    assert {(file.layout, file.rows) for file in intake.files} == {("csv", 2), ("call-list", 1)}


def test_a_call_list_may_be_a_workbook_with_titles_and_ids(tmp_path: Path) -> None:
    rows: list[Row] = [["My calls"], [], ["Client number", "Start time"], ["c-1", datetime(2026, 12, 5, 9)]]  # noqa: DTZ001
    calls = write_workbook(tmp_path / "calls.xlsx", {"Calls": rows})
    assert _maya(read(_clients(tmp_path), calls)) == "05 09"


EXPORTS: dict[str, list[Row]] = {
    "calendly": [
        [
            *(
                "User Name",
                "User Email",
                "Invitee Name",
                "Invitee First Name",
                "Invitee Last Name",
                "Invitee Email",
            ),
            *(
                "Event Type Name",
                "Start Date & Time",
                "End Date & Time",
                "Event Created Date & Time",
                "Canceled",
            ),
            *("Canceled By", "Cancellation reason", "Invitee Time Zone", "Guest Email(s)"),
        ],
        [
            *("Coach", "coach@example.com", "Maya", "Maya", "Haddad", MAIL),
            *("Talk", "2026-12-05 09:00", "2026-12-05 09:30", "2026-11-20 08:00", "false"),
            *("", "", "Africa/Accra", "guest@example.com"),
        ],
    ],
    "acuity": [
        [
            "Start Time",
            "End Time",
            "First Name",
            "Last Name",
            "Phone",
            "Email",
            "Type",
            "Calendar",
            "Date Scheduled",
        ],
        ["2026-12-05 09:00", "2026-12-05 09:30", "Maya", "Haddad", "1", MAIL, "Talk", "Coach", "2026-11-20"],
    ],
    "cal.com": [
        ["ID", "Title", "Status", "Start", "End", "Attendee Name", "Attendee Email", "Created At"],
        [
            "C-1",
            "Talk",
            "ACCEPTED",
            "2026-12-05T05:00:00Z",
            "2026-12-05T05:30:00Z",
            "Maya",
            MAIL,
            "2026-11-20T05:00Z",
        ],
    ],
    "spanish": [["Correo electrónico", "Fecha y hora", "Cancelado"], [MAIL, "2026-12-05 09:00", "no"]],
    "arabic": [["البريد الإلكتروني", "موعد المكالمة"], [MAIL, "2026-12-05 09:00"]],
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_booking_tools_are_call_lists(tmp_path: Path, name: str) -> None:
    calls = write_csv(tmp_path / "calls.csv", EXPORTS[name])
    intake = read(_clients(tmp_path), calls)
    assert intake.problems == ()
    assert intake.files[1].layout == "call-list"
    (maya,) = (client for client in intake.clients if client.id == "C-1")
    assert maya.call_at == datetime(2026, 12, 5, 9, tzinfo=DUBAI)
    if name == "calendly":
        assert str(maya.call_at.tzinfo) == "Africa/Accra", "by the clock of whom it is printed for"


@pytest.mark.parametrize(
    ("own", "invitee", "row", "told"),
    [
        (None, "", "", "09:00+04:00"),
        (None, "", "Europe/Paris", "09:00+01:00"),
        (None, "Africa/Accra", "", "05:00+00:00"),
        (None, "Africa/Accra", "Europe/Paris", "08:00+00:00"),
        ("Asia/Tokyo", "", "", "14:00+09:00"),
        ("Asia/Tokyo", "", "Europe/Paris", "17:00+09:00"),
        ("Asia/Tokyo", "Africa/Accra", "Europe/Paris", "17:00+09:00"),
    ],
)
def test_a_call_is_read_by_the_rows_clock_and_told_by_the_clients(
    tmp_path: Path, own: str | None, invitee: str, row: str, told: str
) -> None:
    """Their own answer says where a client is; else where they booked; else the row, or the practice."""
    header = ["E-mail", "Call", "Time zone", "Invitee time zone"]
    calls = write_csv(tmp_path / "calls.csv", [header, [MAIL, "2026-12-05 09:00", row, invitee]])
    intake = read(_clients(tmp_path, MAYA | {"A11": own}), calls)
    (maya,) = intake.clients
    assert maya.call_at
    assert maya.call_at.isoformat() == maya.answers["A10"] == f"2026-12-05T{told.replace('+', ':00+')}"


CANCELLED = ["2026-12-05 09:00", "", "", "yes"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["2026-12-05 09:00", "", "", ""], ["2026-12-07 09:00", "", "", "no"]], "07 09"),
        ([["2026-12-05 09:00", "", "2026-11-20", ""], ["2026-12-04 09:00", "", "2026-11-21", ""]], "04 09"),
        ([["2026-12-05 09:00", "", "2026-11-20", ""], ["2026-12-04 09:00", "", "", ""]], "05 09"),
        ([["2026-12-05 09:00", "", "2026-11-20", ""], ["2026-12-04 09:00", "", "2026-11-20", ""]], "05 09"),
        ([["2026-12-05 09:00", "", "", ""], CANCELLED], "none"),
        ([["2026-12-05 05:00", "UTC", "", ""], CANCELLED], "none"),
        ([["2026-12-04 09:00", "", "", ""], CANCELLED], "04 09"),
        ([CANCELLED], "none"),
        ([["2026-12-05 09:00", "", "2026-11-21", ""], ["2026-12-05 09:00", "", "2026-11-20", "x"]], "05 09"),
        ([["2026-12-05 09:00", "", "2026-11-20", ""], ["2026-12-05 09:00", "", "2026-11-20", "x"]], "none"),
        ([["2026-12-05 09:00", "", "2026-11-21", ""], CANCELLED], "none"),
        ([["2026-12-05 09:00", "", "2026-11-20", "2026-11-29"]], "none"),
        (
            [
                ["2026-12-05 09:00", "", "2026-11-20", "Rescheduled"],
                ["2026-12-08 10:00", "", "2026-11-22", ""],
            ],
            "08 10",
        ),
    ],
)
def test_the_latest_entry_or_a_cancellation_wins(tmp_path: Path, rows: list[list[str]], told: str) -> None:
    intake = _read(tmp_path, *([MAIL, *row] for row in rows))
    assert not any(problem.needs_doing for problem in intake.problems)
    assert _maya(intake) == told


def test_entries_of_several_lists_are_judged_as_one(tmp_path: Path) -> None:
    old = write_csv(tmp_path / "old.csv", [HEADER, [MAIL, "2026-12-05 09:00", "", "", ""]])
    new = write_csv(tmp_path / "new.csv", [HEADER, [MAIL, *CANCELLED]])
    for order in permutations([old, new, _clients(tmp_path)]):
        assert _maya(read(*order)) == "none"


@pytest.mark.parametrize(
    ("row", "cell", "message"),
    [
        ([MAIL, "", "", "", ""], "B2", "The time of the call is missing."),
        ([MAIL, "2026-12-05", "", "", ""], "B2", "The time of day is missing."),
        ([MAIL, "soon", "", "", ""], "B2", "This is not a date that can be read for sure."),
        ([MAIL, "2026-12-05 09:00", "Nowhere", "", ""], "C2", "This is not a time zone."),
        ([MAIL, "2027-03-28 02:30", "Europe/Paris", "", ""], "B2", "The clocks of this time zone jump over"),
        (
            [MAIL, "2026-12-05 09:00", "", "", "perhaps"],
            "E2",
            "It is not clear whether this call takes place.",
        ),
    ],
)
def test_a_faulty_row_is_told_and_holds_nobody(tmp_path: Path, row: Row, cell: str, message: str) -> None:
    intake = _read(tmp_path, row)
    problem = only_problem(intake)
    assert (problem.cell, problem.client, problem.severity) == (cell, "C-1", "error")
    assert problem.message.startswith(message)
    assert problem.fix
    assert _maya(intake) == "01 10", "what the client answered stays"
    assert all(row.ok for row in intake.rows)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ([MAIL, "2026-12-05 09:00", "", "", "", "more"], "The row has 6 cells and the header 5"),
        ([MAIL, "2026-12-05 09:00"], "The row has 2 cells and the header 5"),
    ],
)
def test_a_row_whose_cells_may_have_slipped_is_told(tmp_path: Path, row: Row, message: str) -> None:
    problem = only_problem(_read(tmp_path, row))
    assert (problem.row, problem.client, problem.is_error) == (2, "C-1", True)
    assert problem.message.startswith(message)


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    problem = only_problem(_read(tmp_path, ["maya at example", "2026-12-05 09:00", "", "", ""]))
    assert (problem.cell, problem.found, problem.client, problem.is_error) == (
        "A2",
        "maya at example",
        None,
        True,
    )


def test_when_it_was_booked_may_stay_unknown(tmp_path: Path) -> None:
    intake = _read(tmp_path, [MAIL, "2026-12-05 09:00", "", "lately", ""])
    assert (only_problem(intake).cell, only_problem(intake).severity) == ("D2", "warning")
    assert _maya(intake) == "05 09"


def test_where_the_client_was_may_stay_unknown(tmp_path: Path) -> None:
    intake = _read(
        tmp_path, [MAIL, "2026-12-05 09:00", "Nowhere"], header=["E-mail", "Call", "Invitee time zone"]
    )
    problem = only_problem(intake)
    assert (problem.cell, problem.found, problem.severity) == ("C2", "Nowhere", "warning")
    assert _maya(intake) == "05 09"


def test_calls_of_nobody_are_told_once_a_file(tmp_path: Path) -> None:
    rows = [[f"n{number}@example.com", "2026-12-05 09:00"] for number in range(7)]
    calls = write_csv(
        tmp_path / "calls.csv",
        [["E-mail", "Call"], *rows, [MAIL, "2026-12-05 09:00"], ["", "2026-12-05 09:00"]],
    )
    intake = read(calls, _clients(tmp_path))
    problem = only_problem(intake)
    assert problem.message.startswith("The calls in rows 2, 3, 4, 5, 6 and 3 more are passed over")
    assert (problem.file, problem.severity) == ("calls.csv", "warning")
    assert "example.com" not in problem.message
    one = write_csv(tmp_path / "one.csv", [["E-mail", "Call"], rows[0]])
    assert messages(read(one, _clients(tmp_path)))[0].startswith("The call in row 2 is passed over")


def test_a_faulty_call_of_somebody_else_is_nobodys_trouble(tmp_path: Path) -> None:
    assert only_problem(_read(tmp_path, ["else@example.com", "soon", "", "", ""])).severity == "warning"


def test_a_held_clients_call_is_somebodys(tmp_path: Path) -> None:
    calls = write_csv(tmp_path / "calls.csv", [HEADER, [MAIL, "soon", "", "", ""]])
    held = _clients(tmp_path, MAYA | {"L01": 9}, BEN)
    told = [problem for problem in read(held, calls).problems if problem.file == "calls.csv"]
    assert [(problem.cell, problem.client) for problem in told] == [("B2", "C-1")]


def test_an_earlier_address_of_the_client_is_theirs(tmp_path: Path) -> None:
    moved = MAYA | {"A0": "2026-11-05", "A8": "new@example.com"}
    calls = write_csv(tmp_path / "calls.csv", [HEADER, [MAIL, "2026-12-05 09:00", "", "", ""]])
    assert _maya(read(_clients(tmp_path, MAYA, moved), calls)) == "05 09"


def test_a_row_with_the_signs_of_two_people_is_neither_ones(tmp_path: Path) -> None:
    intake = _read(
        tmp_path, ["ben@example.com", "C-1", "2026-12-05 09:00"], header=["E-mail", "Client id", "Call"]
    )
    assert _calls(intake)["Ben"] == "None"
    assert _maya(intake) == "01 10"
    assert "belongs to one client, and the client number to another" in only_problem(intake).message


def test_a_faulty_row_beside_a_good_one_takes_no_call_away(tmp_path: Path) -> None:
    older = BEN | {"A12": "z-1", "A0": "2026-10-01T10:00", "L01": 9}
    calls = write_csv(tmp_path / "calls.csv", [HEADER, ["ben@example.com", "2026-12-05 09:00", "", "", ""]])
    intake = read(_clients(tmp_path, older, BEN), calls)
    assert _calls(intake) == {"Ben": "2026-12-05 09:00:00+04:00"}


def test_the_owner_of_a_call_does_not_depend_on_the_order_of_faulty_rows(tmp_path: Path) -> None:
    """Both rows are of one person, and only one of them tells the number."""
    faulty = [BEN | {"L01": 9, "A12": number} for number in (None, "C-2")]
    calls = write_csv(
        tmp_path / "calls.csv",
        [["E-mail", "Client id", "Call"], ["ben@example.com", "C-2", "2026-12-05 09:00"]],
    )
    told = [messages(read(_clients(tmp_path, *rows), calls)) for rows in permutations(faulty)]
    assert told[0] == told[1]
    assert not any("belongs to one client" in message for message in told[0])


def test_columns_that_say_the_same_are_told(tmp_path: Path) -> None:
    intake = _read(tmp_path, [MAIL, "2026-12-05 09:00", "b@example.com"], header=["E-mail", "Call", "E-mail"])
    problem = only_problem(intake)
    assert (problem.cell, problem.is_error) == ("C1", True)
    assert _maya(intake) == "01 10"


@pytest.mark.parametrize(
    "header",
    [
        ["E-mail", "Call", "L01"],
        ["E-mail", "Start time", "Timestamp"],
        ["Submission Date", "E-mail", "Start time"],
    ],
)
def test_a_form_is_no_call_list(tmp_path: Path, header: list[str]) -> None:
    path = write_csv(tmp_path / "form.csv", [header, [MAIL, "2026-12-05 09:00", "4"]])
    assert read(path).files[0].layout != "call-list"


def test_a_pinned_column_is_the_call(tmp_path: Path) -> None:
    calls = write_csv(tmp_path / "calls.csv", [["E-mail", "Wann"], [MAIL, "2026-12-05 09:00"]])
    pins = IntakeSettings(columns={"Wann": "A10"})
    assert _maya(read(_clients(tmp_path), calls, settings=pins)) == "05 09"


def test_a_header_alone_is_an_empty_call_list(tmp_path: Path) -> None:
    intake = read(_clients(tmp_path), write_csv(tmp_path / "calls.csv", [HEADER]))
    assert intake.problems == ()
    assert (intake.files[1].layout, intake.files[1].rows) == ("call-list", 0)


def test_a_kit_without_the_question_still_has_calls(tmp_path: Path) -> None:
    asked = kit().questionnaire
    without = tuple(question for question in asked.questions if question.role not in {"call_at", "call_zone"})
    fields = {name: getattr(asked, name) for name in type(asked).model_fields}
    other = replace(kit(), questionnaire=Questionnaire(**fields | {"questions": without}))
    calls = write_csv(tmp_path / "calls.csv", [HEADER, [MAIL, "2026-12-05 09:00", "UTC", "", ""]])
    (client,) = read(_clients(tmp_path, PERSON), calls, kit=other).clients
    assert str(client.call_at) == "2026-12-05 09:00:00+00:00"
    assert client.answers.keys() == {"A12", "A1", "A8", "L01"}


entries = st.tuples(
    st.sampled_from([MAIL, "MAYA@EXAMPLE.COM", "ben@example.com", "nobody@example.com", "broken", ""]),
    st.sampled_from(["2026-12-05 09:00", "2026-12-05T05:00Z", "2026-12-06 09:00", "2026-12-06", ""]),
    st.sampled_from(["", "Asia/Dubai", "Europe/Paris", "Nowhere"]),
    st.sampled_from(["", "2026-11-20 10:00", "2026-11-21 10:00", "lately"]),
    st.sampled_from(["", "yes", "no", "perhaps"]),
)


def test_one_moment_by_two_clocks_is_shown_by_one(tmp_path: Path) -> None:
    intake = _read(
        tmp_path, *([MAIL, time, "", "", ""] for time in ("2026-12-05T05:00Z", "2026-12-05 09:00"))
    )
    assert _maya(intake) == "05 09"


@effort(20)
@given(rows=st.lists(entries, max_size=6), data=st.data())
def test_nobodys_call_depends_on_the_order_of_rows_and_files(
    tmp_path: Path, rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    clients = _clients(tmp_path, MAYA, BEN, BEN | {"A0": "2026-11-02T10:00", "L01": 4})
    one = read(clients, write_csv(tmp_path / "calls.csv", [HEADER, *rows]))
    shuffled, cut = data.draw(st.permutations(rows)), data.draw(st.integers(0, len(rows)))
    halves = [
        write_csv(tmp_path / "b.csv", [HEADER, *shuffled[:cut]]),
        write_csv(tmp_path / "a.csv", [HEADER, *shuffled[cut:]]),
    ]
    other = read(*data.draw(st.permutations([clients, *halves])))
    assert _calls(one) == _calls(other)
    assert one.rows == other.rows
    errors = [sum(problem.is_error for problem in intake.problems) for intake in (one, other)]
    assert errors[0] == errors[1]
