"""What is said of tables that are put together, turned round, or hold more than clients."""

from pathlib import Path

import pytest

from pipeline.intake import Intake, read_inputs
from pipeline.models.intake import IntakeSettings
from pipeline.spreadsheets.readers import read_file
from tests.intake.reading import DUBAI, Row, derived, only_problem, read, write_csv, write_workbook
from tests.people import kit

HEADER = ["Full name", "E-mail", "L01"]
MAYA = ["Maya Haddad", "maya@example.com", 4]
SAM = ["Sam Lee", "sam@example.com", 2]


def _read_of(address: str, path: Path) -> Intake:
    return read_inputs(
        [path],
        kit=kit(),
        settings=IntakeSettings(),
        root=path.parent,
        timezone=DUBAI,
        derive_id=derived,
        read=read_file,
        own_address=address,
    )


@pytest.mark.parametrize("address", ["maya@example.com", "Maya@Example.com"])
def test_the_practices_own_address_is_no_clients(tmp_path: Path, address: str) -> None:
    intake = _read_of(address, write_csv(tmp_path / "a.csv", [HEADER, MAYA, SAM]))
    assert [client.name for client in intake.clients] == ["Sam Lee"]
    (problem,) = [problem for problem in intake.problems if problem.is_error and problem.cell]
    assert problem.cell == "B2"
    assert "the practice's own address" in problem.message


def test_a_row_that_is_no_clients_may_be_deleted(tmp_path: Path) -> None:
    intake = read(write_workbook(tmp_path / "a.xlsx", {"Clients": [HEADER, MAYA, [None, None, 4]]}))
    ways = [problem.fix for problem in intake.problems]
    assert len(ways) == 2
    assert all(way.endswith("or delete the row if it is no client's.") for way in ways)


def test_rows_of_several_sheets_are_put_together(tmp_path: Path) -> None:
    sheets: dict[str, list[Row]] = {f"Month {number}": [HEADER, MAYA] for number in range(40)}
    problem = only_problem(read(write_workbook(tmp_path / "a.xlsx", sheets)))
    assert "“Month 5” and 34 more." in problem.message
    assert problem.fix.startswith("Copy the rows of all of them into one")


def test_a_table_that_is_turned_is_told(tmp_path: Path) -> None:
    turned: list[Row] = list(zip(HEADER, MAYA, SAM, strict=True))
    problem = only_problem(read(write_csv(tmp_path / "a.csv", turned)))
    assert "The questions stand below each other" in problem.message


def test_a_workbook_saved_as_csv_may_hold_another_sheet(tmp_path: Path) -> None:
    problem = only_problem(read(write_csv(tmp_path / "a.csv", [["Welcome"], ["One row a client."]])))
    assert problem.fix.endswith("If a workbook was saved as CSV, save the sheet with the answers.")
