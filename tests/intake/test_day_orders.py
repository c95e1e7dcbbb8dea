"""Columns of dates whose cells prove which comes first, day or month, against settings and spreadsheets."""

from datetime import datetime
from pathlib import Path

import pytest

from pipeline.intake import Intake
from pipeline.models.intake import IntakeSettings
from tests.intake.reading import PERSON, messages, only_problem, read, table, write_csv, write_workbook

SWAPPED = "A spreadsheet program has probably swapped day and month here"


def _people(*completed: object) -> list[dict[str, object]]:
    return [
        PERSON | {"A12": f"C-{n}", "A1": f"Maya {'abcdefg'[n]}", "A8": f"m{n}@example.com", "A0": moment}
        for n, moment in enumerate(completed)
    ]


def _read(folder: Path, order: str, *completed: object) -> Intake:
    path = write_csv(folder / "all.csv", table(*_people(*completed)))
    return read(path, settings=IntakeSettings.model_validate({"ambiguous_dates": order}))


def _days(intake: Intake) -> list[str]:
    return [f"{client.completed_at:%m-%d}" for client in intake.clients if client.completed_at]


@pytest.mark.parametrize(
    ("order", "proof", "said"),
    [
        (
            "day-first",
            "3/25/2026 9:00",
            "A3 holds 3/25/2026 9:00, month first, but the settings say day first",
        ),
        ("day-first", "12/27/26", "A3 holds 12/27/26, month first, but the settings say day first"),
        ("month-first", "25-3-2026", "A3 holds 25-3-2026, day first, but the settings say month first"),
    ],
)
def test_a_column_that_proves_another_order_is_not_read_by_the_settings(
    tmp_path: Path, order: str, proof: str, said: str
) -> None:
    rows = [
        {"A0": person["A0"]} | person for person in _people("3/4/2026 10:00", proof, "5/5/2026", "11/2/2026")
    ]
    path = write_csv(tmp_path / "all.csv", table(*rows))
    intake = read(path, settings=IntakeSettings.model_validate({"ambiguous_dates": order}))
    assert [problem.cell for problem in intake.problems] == ["A2", "A5"]
    assert all(said in message for message in messages(intake))
    assert len(intake.clients) == 2


def test_a_column_that_proves_both_orders_is_not_read_by_the_settings(tmp_path: Path) -> None:
    for order in ("day-first", "month-first"):
        intake = _read(tmp_path, order, "25/3/2026", "3/4/2026", "3/25/2026")
        assert _days(intake) == ["03-25", "03-25"]
        assert only_problem(intake).found == "3/4/2026"


@pytest.mark.parametrize(
    "other", ["25/3/2026", "2026-03-25", "25.3.2026", "26/11/05", "3/45/2026", "", "soon"]
)
def test_other_cells_leave_the_settings_their_choice(tmp_path: Path, other: str) -> None:
    assert "04-03" in _days(_read(tmp_path, "day-first", "3/4/2026", other))


def test_another_column_proves_nothing(tmp_path: Path) -> None:
    people = [PERSON | {"A0": "3/4/2026", "A10": "3/25/2026 10:00"}]
    path = write_csv(tmp_path / "all.csv", table(*people))
    assert _days(read(path, settings=IntakeSettings(ambiguous_dates="day-first"))) == ["04-03"]


def test_a_call_list_that_proves_another_order_moves_no_call(tmp_path: Path) -> None:
    clients = write_csv(tmp_path / "clients.csv", table(PERSON))
    rows = [["nobody@example.com", "12/15/2026 17:00"], ["maya@example.com", "12/6/2026 9:30"]]
    calls = write_csv(tmp_path / "calls.csv", [["Invitee Email", "Start Date & Time"], *rows])
    intake = read(clients, calls, settings=IntakeSettings(ambiguous_dates="day-first"))
    assert [client.call_at for client in intake.clients] == [None]
    assert any("B2 holds 12/15/2026 17:00, month first" in message for message in messages(intake))


def test_dates_that_a_spreadsheet_swapped_are_held(tmp_path: Path) -> None:
    real = datetime(2026, 4, 3, 10), datetime(2026, 3, 3, 10)  # noqa: DTZ001 - a cell has no zone
    people = _people(*real, "3/25/2026 10:00")
    intake = read(write_workbook(tmp_path / "all.xlsx", {"Clients": table(*people)}))
    problem = only_problem(intake)
    assert problem.message.startswith(SWAPPED)
    assert "holds 3/25/2026 10:00" in problem.message
    assert _days(intake) == ["03-03", "03-25"]


@pytest.mark.parametrize("beside", ["2026-03-25 10:00", "3/4/2026", datetime(2026, 3, 25)])  # noqa: DTZ001
def test_real_dates_stand_where_nothing_speaks_against_them(tmp_path: Path, beside: object) -> None:
    people = _people(datetime(2026, 4, 3, 10), beside)  # noqa: DTZ001
    intake = read(write_workbook(tmp_path / "all.xlsx", {"Clients": table(*people)}))
    assert "04-03" in _days(intake)


def test_a_real_date_that_could_not_be_swapped_speaks_for_the_others(tmp_path: Path) -> None:
    people = _people(datetime(2026, 4, 3), datetime(2026, 4, 30), "3/25/2026")  # noqa: DTZ001
    intake = read(write_workbook(tmp_path / "all.xlsx", {"Clients": table(*people)}))
    assert len(intake.clients) == 3
