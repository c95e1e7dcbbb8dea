"""Copies that show what to mend lie strictly in their own folder."""

from pathlib import Path

import openpyxl
import pytest

from pipeline.practice import Practice
from pipeline.spreadsheets.readers import read_file
from pipeline.workflow.fixing import Fixes, write_fixits
from pipeline.workflow.reading import check
from tests.practices import ADA, BEN, new_practice, tree, write_inputs

WRONG = BEN | {"L07": "eleven"}


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return new_practice(tmp_path / "practice", ADA, WRONG)


def fix(practice: Practice, *inputs: Path) -> Fixes:
    return write_fixits(practice, check(practice, inputs), read_file)


@pytest.mark.parametrize("given", ["inputs/../../o.csv", "../o.csv", "inputs/x/../../outputs/../../o.csv"])
def test_copies_stay_in_their_folder_however_a_file_is_named(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    (practice.inputs / "x").mkdir()
    practice.outputs.mkdir()
    write_inputs(practice.root.parent, WRONG, name="o.csv")
    (practice.root.parent / "inputs" / "o.csv").rename(practice.root.parent / "o.csv")
    monkeypatch.chdir(practice.root)
    before = tree(practice.inputs)
    assert list(fix(practice, Path(given)).paths.values()) == ["outputs/to-fix/o.xlsx"]
    assert tree(practice.inputs) == before
    assert not (practice.root.parent / "o.xlsx").exists()


def test_an_input_that_is_named_through_other_folders_is_never_replaced(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(practice.inputs)
    fix(practice, Path("clients.csv"))
    twin = (practice.to_fix / "clients.xlsx").read_bytes()
    (practice.inputs / "clients.xlsx").write_bytes(twin)
    fix(practice, Path("../../practice/inputs/clients.csv"), Path("../inputs/clients.xlsx"))
    assert (practice.inputs / "clients.xlsx").read_bytes() == twin


@pytest.mark.parametrize("link", ["to-fix", "to-fix/old"])
def test_links_out_of_the_folder_are_not_followed(practice: Practice, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (practice.inputs / "old").mkdir()
    (practice.inputs / "clients.csv").rename(practice.inputs / "old" / "clients.csv")
    (practice.outputs / link).parent.mkdir(parents=True)
    (practice.outputs / link).symlink_to(elsewhere)
    fixes = fix(practice)
    assert not list(elsewhere.iterdir())
    assert fixes.paths == {}
    (note,) = fixes.notes
    assert note.startswith(f"No copy was put into outputs/{link}: it is a link.")


def test_outputs_among_the_inputs_get_no_copies(practice: Practice) -> None:
    practice.outputs.symlink_to(practice.inputs)
    before = tree(practice.inputs)
    assert "it lies among the inputs" in fix(practice).notes[0]
    assert tree(practice.inputs) == before


def test_outputs_that_are_a_link_to_nothing_are_told(practice: Practice) -> None:
    practice.outputs.symlink_to("nowhere")
    assert "outputs cannot be written: it is a link that leads nowhere" in fix(practice).notes[0]


def test_a_copy_that_is_mended_and_checked_in_its_folder_is_not_replaced_by_another(
    practice: Practice,
) -> None:
    fix(practice)
    path = practice.to_fix / "clients.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["A2"] = "C-9"
    workbook.save(path)
    begun = path.read_bytes()
    fix(practice, practice.inputs, practice.to_fix)
    assert path.read_bytes() == begun
