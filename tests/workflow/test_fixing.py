"""What ``check`` leaves in ``outputs/to-fix/``."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.files import run_lock
from pipeline.intake.additions import EXPLANATIONS
from pipeline.ledger import Ledger, derive_id, mark_of
from pipeline.ledger.identity import KEY
from pipeline.practice import Practice
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.seals import seal, source_of
from pipeline.spreadsheets.tables import Contents
from pipeline.workflow.fixing import Fixes, name_fixits, write_fixits
from pipeline.workflow.reading import check
from tests.practices import ADA, BEN, CLEO, new_practice, tree, write_inputs

WRONG = BEN | {"L07": "eleven"}


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return new_practice(tmp_path / "practice", ADA, WRONG)


def fix(practice: Practice, *inputs: Path, read: Callable[..., Contents] = read_file) -> Fixes:
    return write_fixits(practice, check(practice, inputs), read)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def save(path: Path, **cells: str) -> None:
    """Mend cells and save the workbook, as a spreadsheet program does."""
    workbook = openpyxl.load_workbook(path)
    for name, value in cells.items():
        workbook.worksheets[0][name] = value
    workbook.save(path)


def cell_of(path: Path, found: str) -> str:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return next(str(cell.coordinate) for row in sheet.iter_rows() for cell in row if cell.value == found)


def test_a_fixit_is_written_for_its_owner_alone_and_inputs_are_not_touched(practice: Practice) -> None:
    before = tree(practice.inputs)
    fixes = fix(practice)
    assert fixes == Fixes({"inputs/clients.csv": "outputs/to-fix/clients.xlsx"})
    path = practice.to_fix / "clients.xlsx"
    assert (mode(path), mode(practice.to_fix)) == (0o600, 0o700)
    assert source_of(path.read_bytes()) == "inputs/clients.csv"
    assert tree(practice.inputs) == before


def test_clean_files_are_not_read_again_and_nothing_is_made(practice: Practice) -> None:
    write_inputs(practice.root, ADA)
    write_inputs(practice.root, WRONG, name="wrong.csv")
    seen: list[str] = []

    def read(path: Path, place: Place, *rest: object) -> Contents:
        seen.append(place.file)
        return read_file(path, place, *rest)  # type: ignore[arg-type]

    assert list(fix(practice, read=read).paths) == ["inputs/wrong.csv"]
    assert seen == ["inputs/wrong.csv"]
    (practice.inputs / "wrong.csv").unlink()
    fix(practice)
    assert not practice.to_fix.exists()


def test_without_anything_to_mend_not_even_the_folder_is_made(tmp_path: Path) -> None:
    practice = new_practice(tmp_path, ADA, CLEO)
    assert fix(practice) == Fixes({})
    assert not practice.outputs.exists()


def test_a_repaired_copy_gives_clients_in_place_of_the_file(practice: Practice) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    save(path, **{cell_of(path, "eleven"): "4"})
    path.rename(practice.inputs / "clients.xlsx")
    (practice.inputs / "clients.csv").unlink()
    reading = check(practice)
    assert [client.id for client in reading.intake.clients] == ["C-1", "C-2"]
    assert not any(problem.needs_doing for problem in reading.intake.problems)
    assert write_fixits(practice, reading) == Fixes({})
    assert not practice.to_fix.exists(), "an empty folder is taken away"


def test_an_untouched_fixit_is_made_again_with_what_is_wrong_now(practice: Practice) -> None:
    fix(practice)
    first = (practice.to_fix / "clients.xlsx").read_bytes()
    fix(practice)
    assert (practice.to_fix / "clients.xlsx").read_bytes() == first, "the same problems, the same bytes"
    write_inputs(practice.root, ADA, WRONG | {"L02": "nine"})
    assert not fix(practice).notes
    assert (practice.to_fix / "clients.xlsx").read_bytes() != first


def test_one_that_a_coach_has_begun_to_mend_is_left_alone_and_told(practice: Practice) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    save(path, A2="mine")
    begun = path.read_bytes()
    fixes = fix(practice)
    assert path.read_bytes() == begun
    assert fixes.paths == {"inputs/clients.csv": "outputs/to-fix/clients.xlsx"}
    (note,) = fixes.notes
    assert "outputs/to-fix/clients.xlsx was changed since it was made" in note
    assert "put it into inputs/ or delete it" in note
    write_inputs(practice.root, ADA)
    assert fix(practice) == Fixes({})
    assert path.read_bytes() == begun, "nor is it removed when the file is clean"


def test_one_that_was_copied_into_the_inputs_may_be_made_again(practice: Practice) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    save(path, A2="C-9")
    (practice.inputs / "clients.xlsx").write_bytes(path.read_bytes())
    (practice.inputs / "clients.csv").unlink()
    fixes = fix(practice)
    assert (fixes.paths, fixes.notes) == ({"inputs/clients.xlsx": "outputs/to-fix/clients.xlsx"}, ())
    assert source_of(path.read_bytes()) == "inputs/clients.xlsx"


def test_one_that_is_checked_where_it_lies_is_left_alone(practice: Practice) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    save(path, A2="C-9")
    begun = path.read_bytes()
    assert fix(practice, path) == Fixes({"outputs/to-fix/clients.xlsx": "outputs/to-fix/clients.xlsx"})
    assert path.read_bytes() == begun


def test_a_list_of_calls_is_copied_with_its_own_separator(practice: Practice) -> None:
    calls = practice.inputs / "calls.csv"
    calls.write_text("Invitee Email;Start Date & Time\nc-1@example.com;soon, I hope\n")
    assert "inputs/calls.csv" in fix(practice).paths
    sheet = openpyxl.load_workbook(practice.to_fix / "calls.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Invitee Email", "Start Date & Time", EXPLANATIONS]
    assert sheet["B2"].comment


NOT_OURS = {
    "folder": "is a folder, so no copy",
    "link": "is a link, so no copy",
    "pipe": "is no ordinary file, so no copy",
    "other": "was changed since it was made",
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_not_ours_is_left_alone(practice: Practice, kind: str) -> None:
    target = practice.to_fix / "clients.xlsx"
    target.parent.mkdir(parents=True)
    if kind == "folder":
        target.mkdir()
    elif kind == "link":
        target.symlink_to(practice.inputs / "clients.csv")
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        target.write_bytes(b"")
    before = tree(practice.root)
    (note,) = fix(practice).notes
    assert NOT_OURS[kind] in note
    after = {name: made for name, made in tree(practice.root).items() if ".lock" not in name}
    assert after == before


def test_stale_ones_are_removed_but_not_those_of_files_read_another_time(
    practice: Practice, tmp_path: Path
) -> None:
    elsewhere = write_inputs(tmp_path / "elsewhere", WRONG, name="other.csv")
    assert fix(practice, elsewhere).paths == {elsewhere.as_posix(): "outputs/to-fix/other.xlsx"}
    fix(practice)
    assert {path.name for path in practice.to_fix.iterdir()} == {"clients.xlsx", "other.xlsx"}
    write_inputs(practice.root, ADA)
    elsewhere.unlink()
    fix(practice)
    assert not practice.to_fix.exists()


def test_a_file_that_changes_meanwhile_is_told(practice: Practice) -> None:
    reading = check(practice)
    write_inputs(practice.root, WRONG)
    fixes = write_fixits(practice, reading, read_file)
    assert fixes.paths == {}
    assert fixes.notes == ("inputs/clients.csv was changed while it was read: check again.",)


def test_while_another_run_is_at_work_nothing_is_written(practice: Practice) -> None:
    with run_lock(practice.outputs):
        fixes = fix(practice)
    assert fixes.paths == {}
    assert "Another run is at work" in fixes.notes[0]
    assert not practice.to_fix.exists()


def test_outputs_that_cannot_be_written_are_told(practice: Practice) -> None:
    practice.outputs.write_text("a file in its place")
    fixes = fix(practice)
    assert fixes.paths == {}
    assert "a file stands where a folder should be" in fixes.notes[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="this user may write anywhere")
def test_outputs_without_the_right_to_write_are_told(practice: Practice) -> None:
    practice.outputs.mkdir(mode=0o500)
    assert "may not be written to" in fix(practice).notes[0]


def test_a_damaged_file_has_no_fixit(practice: Practice) -> None:
    (practice.inputs / "broken.xlsx").write_bytes(b"no workbook")
    assert list(fix(practice).paths) == ["inputs/clients.csv"]


def test_fixits_have_names_of_their_own() -> None:
    files = [
        "inputs/a.csv",
        "inputs/a.xlsx",
        "inputs/b/a.csv",
        "/far/A.xlsx",
        "x/c.CSV",
        f"inputs/{'é' * 120}.csv",
    ]
    named = {file: path.as_posix() for file, path in name_fixits(files).items()}
    assert named == {
        "/far/A.xlsx": "A.xlsx",
        "inputs/a.xlsx": "a (2).xlsx",
        "inputs/a.csv": "a (3).xlsx",
        "inputs/b/a.csv": "b/a.xlsx",
        "x/c.CSV": "c.xlsx",
        f"inputs/{'é' * 120}.csv": f"{'é' * 100}.xlsx",
    }
    assert name_fixits(reversed(files)) == name_fixits(files)


def test_a_folder_below_the_inputs_is_mirrored_and_taken_away_again(practice: Practice) -> None:
    path = write_inputs(practice.root, WRONG | {"A12": "C-7", "A8": "x@example.com"}, name="may.csv")
    (practice.inputs / "old").mkdir()
    path.rename(practice.inputs / "old" / "may.csv")
    assert fix(practice).paths["inputs/old/may.csv"] == "outputs/to-fix/old/may.xlsx"
    (practice.inputs / "old" / "may.csv").unlink()
    fix(practice)
    assert [each.name for each in practice.to_fix.iterdir()] == ["clients.xlsx"]


def test_nothing_of_whoever_asked_to_be_forgotten_is_copied(practice: Practice) -> None:
    with Ledger(practice.ledger) as ledger:
        key = ledger.key(KEY, lambda: b"k" * 32)
        for identity in ("c-1", derive_id(key, "c-9@example.com")):
            ledger.block(mark_of(key, identity), "asked to be forgotten", "2026-10-01T09:00:00+00:00")
    calls = practice.inputs / "calls.csv"
    calls.write_text(
        "Invitee Email,Start Date & Time\nc-9@example.com,2026-12-01 10:00\nc-2@example.com,soon\n"
    )
    fix(practice)
    clients = openpyxl.load_workbook(practice.to_fix / "clients.xlsx").worksheets[0]
    assert {cell.value for cell in clients[2]} == {None}
    assert BEN["A1"] in {cell.value for cell in clients[3]}
    assert "c-9@example.com" not in _words(practice.to_fix / "calls.xlsx")


def _words(path: Path) -> str:
    sheets = openpyxl.load_workbook(path).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_copies_that_an_interrupted_run_left_are_swept_away(practice: Practice) -> None:
    left = practice.to_fix / "old" / ".abc.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"answers of a client")
    fix(practice)
    assert not left.parent.exists()


def test_a_seal_is_broken_by_any_change(practice: Practice) -> None:
    fix(practice)
    sealed = (practice.to_fix / "clients.xlsx").read_bytes()
    assert source_of(sealed) == "inputs/clients.csv"
    for position in (100, len(sealed) // 2, *range(len(sealed) - 1_500, len(sealed))):
        for bits in (1, 0xFF):
            changed = bytearray(sealed)
            changed[position] ^= bits
            assert source_of(bytes(changed)) is None
    assert source_of(b"") is None
    assert source_of((practice.inputs / "clients.csv").read_bytes()) is None


def test_a_copy_that_was_damaged_is_left_as_it_is(practice: Practice) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    damaged = bytearray(path.read_bytes())
    damaged[damaged.rindex(b"PK\x01\x02") + 6] = 200  # no program knows this version of the format
    path.write_bytes(damaged)
    assert "was changed since it was made" in fix(practice).notes[0]


def test_a_seal_may_name_any_file(practice: Practice) -> None:
    fix(practice)
    bare = (practice.to_fix / "clients.xlsx").read_bytes()
    bare = bare[: bare.rindex(b"roadmap ") - 2] + bytes(2)
    for name in ("inputs/مايا and two  spaces.csv", "x" * 300, "inputs/roadmap 2\n.csv"):
        assert source_of(seal(bare, name)) == name
    assert source_of(seal(bare, "\udcff")) == "?"


def test_every_row_of_a_larger_sheet_is_there(practice: Practice) -> None:
    rows = [ADA | {"A12": f"C-{n}", "A8": f"c{n}@example.com", "A1": f"Person {n}"} for n in range(500)]
    rows = [row | ({"L07": "x"} if n % 10 == 0 else {}) for n, row in enumerate(rows)]
    write_inputs(practice.root, *rows)
    fix(practice)
    sheet = openpyxl.load_workbook(practice.to_fix / "clients.xlsx").worksheets[0]
    marked = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    assert len(marked) == 50
    assert sheet.max_row == 501
    assert EXPLANATIONS in {cell.value for cell in sheet[1]}


def test_headers_are_seen_whole_and_the_list_tells_whose_row_it_is(practice: Practice) -> None:
    path = practice.inputs / "clients.csv"
    question = "I worry that I could lose this work within six months."
    path.write_text(path.read_text().replace("L03", question, 1))
    fix(practice)
    copy, summary = openpyxl.load_workbook(practice.to_fix / "clients.xlsx").worksheets
    (header,) = (cell for cell in copy[1] if cell.value == question)
    width = copy.column_dimensions[header.column_letter].width
    assert header.alignment.wrap_text
    assert copy.row_dimensions[1].height >= len(question) / width * 15
    assert [cell.value for row in summary.iter_rows() for cell in row if "go to" in str(cell.value)] == [
        f"go to {cell_of(practice.to_fix / 'clients.xlsx', 'eleven')} {BEN['A1']} (C-2)"
    ]
