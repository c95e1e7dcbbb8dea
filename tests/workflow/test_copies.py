"""A mended copy that lies beside the file of which it was made stands for it."""

from pathlib import Path

import openpyxl
import pytest

from pipeline.intake.additions import EXPLANATIONS, SUMMARY, SUMMARY_HEADER
from pipeline.practice import Practice
from pipeline.workflow.fixing import write_fixits
from pipeline.workflow.privacy.exporting import export
from pipeline.workflow.reading import Reading, check
from tests.practices import ADA, BEN, new_practice, write_inputs

COPY = "clients-fixed.xlsx"


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return new_practice(tmp_path / "practice", ADA, BEN)


def mend(practice: Practice, fixit: str, found: str, mended: str, into: str = COPY) -> None:
    """Mend the cells that hold a text and save the workbook in inputs/, as a spreadsheet program does."""
    write_fixits(practice, check(practice))
    workbook = openpyxl.load_workbook(practice.to_fix / fixit)
    cells = [cell for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value == found]
    assert cells
    for cell in cells:
        cell.value = mended
    workbook.save(practice.inputs / into)
    (practice.to_fix / fixit).unlink()


def told(reading: Reading) -> list[str]:
    return [problem.message for problem in reading.intake.problems]


@pytest.mark.parametrize("wrong", [{"A0": "some day in May"}, {"L07": "eleven"}])
def test_a_copy_beside_the_file_is_read_instead(practice: Practice, wrong: dict[str, str]) -> None:
    write_inputs(practice.root, ADA, BEN | wrong)
    ((question, found),) = wrong.items()
    mend(practice, "clients.xlsx", found, str(BEN.get(question) or "2026-05-05 10:00"))
    reading = check(practice)
    assert [client.id for client in reading.intake.clients] == ["C-1", "C-2"]
    assert told(reading) == [f"inputs/{COPY} is a mended copy of inputs/clients.csv and is read instead."]
    assert not any(problem.needs_doing or problem.is_error for problem in reading.intake.problems)
    assert [file.rows for file in reading.intake.files] == [2, 0]
    assert write_fixits(practice, reading).paths == {}


def test_an_export_for_which_a_copy_stands_is_told_as_that_to_who_exports_or_forgets(
    practice: Practice,
) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    mend(practice, "clients.xlsx", "eleven", str(BEN["L07"]))
    where = {each.file: each.what for each in export(practice, "C-2").beyond if each.file}
    assert "Their row stands there" in where[f"inputs/{COPY}"]
    assert f"because inputs/{COPY} is its mended copy: it may hold their row" in where["inputs/clients.csv"]


def test_a_copy_with_a_mended_header_is_read_instead(practice: Practice) -> None:
    path = practice.inputs / "clients.csv"
    path.write_text(path.read_text().replace("L07", "L06", 1))
    mend(practice, "clients.xlsx", "L06", "L07")
    workbook = openpyxl.load_workbook(practice.inputs / COPY)
    header = {str(cell.value): cell for cell in workbook.worksheets[0][1]}
    first = next(cell for cell in workbook.worksheets[0][1] if cell.value == "L07")
    assert header["L07"] != first
    first.value = "L06"
    workbook.save(practice.inputs / COPY)
    reading = check(practice)
    assert len(reading.intake.clients) == 2
    assert told(reading) == [f"inputs/{COPY} is a mended copy of inputs/clients.csv and is read instead."]


def test_a_copy_of_a_call_list_is_read_instead(practice: Practice) -> None:
    calls = practice.inputs / "calls.csv"
    calls.write_text("Invitee Email,Start Date & Time\nc-1@example.com,soon\n")
    mend(practice, "calls.xlsx", "soon", "2026-12-01 10:00")
    reading = check(practice)
    assert told(reading) == [f"inputs/{COPY} is a mended copy of inputs/calls.csv and is read instead."]
    assert reading.intake.clients[0].call_at


def test_a_file_that_has_changed_since_is_read_with_its_copy(practice: Practice) -> None:
    write_inputs(practice.root, BEN | {"A0": "some day"})
    mend(practice, "clients.xlsx", "some day", "2026-05-05 10:00")
    write_inputs(practice.root, BEN | {"A0": "some day"}, ADA)
    reading = check(practice)
    assert {row.file for row in reading.intake.rows} == {"inputs/clients.csv", f"inputs/{COPY}"}
    assert "C-1" in {client.id for client in reading.intake.clients}
    assert not any("read instead" in message for message in told(reading))


def test_a_copy_of_a_copy_stands_for_both(practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"A0": "some day"}, BEN | {"A0": "one day"})
    mend(practice, "clients.xlsx", "some day", "2026-05-04 10:00")
    mend(practice, "clients-fixed.xlsx", "one day", "2026-05-05 10:00")
    reading = check(practice)
    assert len(reading.intake.clients) == 2
    assert told(reading) == [f"inputs/{COPY} is a mended copy of inputs/clients.csv and is read instead."]


def test_a_copy_that_cannot_be_used_stands_for_nothing(practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    mend(practice, "clients.xlsx", "A8", "A1")
    reading = check(practice)
    assert [client.id for client in reading.intake.clients] == ["C-1"]
    assert {row.file for row in reading.intake.rows} == {"inputs/clients.csv"}


def test_the_words_of_a_copy_are_answers_like_others(practice: Practice) -> None:
    clean = check(practice).intake.clients[-1].answers
    for question in ("A12", "A2", "L22"):
        write_inputs(practice.root, ADA | {question: EXPLANATIONS}, BEN)
        assert check(practice).intake.clients[-1].answers == clean


@pytest.mark.parametrize("below", ["Ada,Lovelace", ",".join(SUMMARY_HEADER)])
def test_a_file_in_which_nothing_but_a_summary_stands_is_told(practice: Practice, below: str) -> None:
    (practice.inputs / "more.csv").write_text(f"{SUMMARY}\n{below}\nAda,ada@example.com\n")
    assert any("No header was found" in message for message in told(check(practice)))


def test_a_title_in_the_words_of_a_summary_hides_nothing(practice: Practice) -> None:
    path = practice.inputs / "clients.csv"
    path.write_text(f"{SUMMARY}\n{','.join(SUMMARY_HEADER)}\n{EXPLANATIONS}\n{path.read_text()}")
    assert [client.id for client in check(practice).intake.clients] == ["C-1", "C-2"]
