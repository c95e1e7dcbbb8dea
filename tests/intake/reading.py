"""Real files for the tests of the intake, and a short way to read them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from pipeline.intake import Intake, find_files, read_inputs
from pipeline.models.intake import IntakeSettings
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.spreadsheets.readers import read_file
from tests.people import kit as built_in_kit

DUBAI = ZoneInfo("Asia/Dubai")

Row = Sequence[object]

PERSON: dict[str, object] = {"A12": "C-1", "A1": "Maya Haddad", "A8": "maya@example.com", "L01": 4}


def derived(email: str) -> str:
    """Return a stand-in for the keyed id of an address."""
    return f"d-{email}"


LEFT_OUT = "There is no column for "
"""How the warning begins about the scored questions that most of these files leave out."""


def read(*paths: Path, kit: Kit | None = None, settings: IntakeSettings | None = None) -> Intake:
    """Read files, and set aside that they leave scored questions out."""
    intake = read_whole(*paths, kit=kit, settings=settings)
    told = (problem for problem in intake.problems if not problem.message.startswith(LEFT_OUT))
    return replace(intake, problems=tuple(told))


def read_whole(*paths: Path, kit: Kit | None = None, settings: IntakeSettings | None = None) -> Intake:
    """Read files as the practice in the folder of the first one."""
    return read_inputs(
        paths,
        kit=kit or built_in_kit(),
        settings=settings or IntakeSettings(),
        root=paths[0].parent,
        timezone=DUBAI,
        derive_id=derived,
        read=read_file,
    )


def read_found(folder: Path) -> Intake:
    """Read whatever is found in a folder."""
    return read_whole(*find_files([folder], root=folder).paths)


def write_csv(path: Path, rows: Iterable[Row], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows as a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Row]], *, hidden: Iterable[str] = ()) -> Path:
    """Write rows as a workbook, a sheet for each entry."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)
    return path


def archive(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def table(*people: Mapping[str, object]) -> list[Row]:
    """Return a header of ids and a row for each person; an absent answer is a blank."""
    header = list(dict.fromkeys(key for person in people for key in person))
    return [header, *([person.get(key) for key in header] for person in people)]


def read_person(folder: Path, **answers: object) -> Intake:
    """Read one person from a workbook, with more answers than the least."""
    return read(write_workbook(folder / "one.xlsx", {"Clients": table(PERSON | answers)}))


def messages(intake: Intake) -> list[str]:
    """Return what the problems say."""
    return [problem.message for problem in intake.problems]


def only_problem(intake: Intake) -> Problem:
    """Return the problem of which there must be exactly one."""
    assert len(intake.problems) == 1, intake.problems
    return intake.problems[0]
