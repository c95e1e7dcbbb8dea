import csv
import io
import re
import shutil

import pytest
from openpyxl import load_workbook

from pipeline.models.kit import Kit
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.people import card_of, kit, maya
from tests.practices import ADA, BEN, row, tree, write_inputs

pytestmark = pytest.mark.usefixtures("same_program")


@pytest.fixture
def asked() -> Kit:
    return kit()


@pytest.mark.usefixtures("practice")
def test_the_table_is_plain_where_nobody_looks_on(run: Run) -> None:
    ran = run("score")
    assert ran.code == 0
    header, first, *_ = ran.out.splitlines()
    assert re.split(r"  +", header) == ["Client", "Position", "What you have now", "Building ahead", "Flags"]
    assert first.startswith("Ada Byron (C-1)   ")
    assert "job and career together" in first
    assert "41 (36–45)" in first
    assert "\x1b" not in ran.out


@pytest.mark.usefixtures("practice")
def test_the_json_has_the_whole_scorecard(run: Run, asked: Kit) -> None:
    shown = run("score", "--json").json
    assert set(shown) == {"kit", "kit_digest", "clients", "problems"}
    assert shown["kit"] == "career"
    card = shown["clients"][0]
    assert set(card) == {"client", "name", "position", "axes", "dimensions", "items", "flags"}
    assert set(card["position"]) == {"label", "between", "quadrant", "near_crossroads"}
    assert set(card["axes"]["F"]) == {"score", "sem", "low", "high", "bounds", "areas"}
    assert set(card["dimensions"]["P1"]) == {"score", "sem", "bounds", "answered", "items", "contribution"}
    assert set(card["items"]["L01"]) == {"answer", "score", "contribution"}
    exact = card_of(maya(), asked.questionnaire)
    assert card["axes"]["F"]["score"] == pytest.approx(float(exact.axes["F"].score or 0), abs=1e-4)
    assert list(card["items"]) == list(exact.items)
    for axis in asked.questionnaire.axes:
        areas = [area.id for area in asked.questionnaire.dimensions if area.axis == axis.id]
        parts = [item for item in asked.questionnaire.items if item.dimension in areas]
        total = sum(card["items"][item.id]["contribution"] for item in parts)
        assert total == pytest.approx(card["axes"][axis.id]["score"], abs=1e-9)


def test_missing_answers_in_json(run: Run, practice: Practice, asked: Kit) -> None:
    blanks = {
        item.id: "" for item in asked.questionnaire.items if item.dimension and item.dimension[0] == "P"
    }
    skipped = next(item.id for item in asked.questionnaire.items if item.accepts_missing)
    write_inputs(practice.root, ADA | blanks | {skipped: "does not apply"})
    card = run("score", "--json").json["clients"][0]
    assert card["axes"]["P"]["score"] is None
    assert card["axes"]["P"]["low"] is None
    assert card["position"]["quadrant"] is None
    assert card["position"]["label"] == "blended"
    assert card["items"][skipped]["answer"] == "does_not_apply"
    assert card["items"]["L01"] == {"answer": None, "score": None, "contribution": 0}
    assert "–" in run("score").out


def test_files_for_spreadsheets(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, row("C-1", "=A1+1"), row("C-2", "@Ben"), row("C-3", "Cleo"))
    ran = run("score", "--xlsx", "scores.xlsx", "--csv", "scores.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "Wrote 3 clients to scores.xlsx." in ran.err
    table = list(csv.reader(io.StringIO((practice.root / "scores.csv").read_text("utf-8-sig"))))
    assert [line[1] for line in table] == ["name", "'=A1+1", "'@Ben", "Cleo"]
    assert table[0][:7] == ["client", "name", "position", "quadrant", "P", "P low", "P high"]
    assert {len(line) for line in table} == {len(table[0])}
    sheet = load_workbook(practice.root / "scores.xlsx")["Scores"]
    names = [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2)]
    assert [cell.value for cell in names] == ["=A1+1", "@Ben", "Cleo"]
    assert [cell.data_type for cell in names] == ["s", "s", "s"]
    assert sheet.cell(2, 5).data_type == "n"
    assert (practice.root / "scores.csv").stat().st_mode & 0o777 == 0o600


def test_held_clients_are_told_and_give_one(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA, BEN | {"L07": "eleven"})
    ran = run("score")
    assert ran.code == 1
    assert "C-2" not in ran.out
    assert "eleven" in ran.err
    shown = run("score", "--json")
    assert (shown.code, len(shown.json["clients"]), len(shown.json["problems"])) == (1, 1, 1)


def test_all_rows_held_is_one_and_not_three(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, BEN | {"L07": "eleven"})
    assert run("score", "--xlsx", "scores.xlsx").code == 1
    assert run("score").code == 1


def test_a_file_that_cannot_be_written(run: Run, practice: Practice) -> None:
    (practice.root / "scores.csv").mkdir()
    ran = run("score", "--csv", "scores.csv")
    assert ran.code == 2, "Click itself refuses a folder"
    for folder in ("new", "roadmap.toml"):
        ran = run("score", "--csv", f"{folder}/scores.csv")
        assert (ran.code, ran.out) == (2, "")
        assert "There is no folder" in ran.err
    assert not (practice.root / "new").exists()


@pytest.mark.parametrize(
    ("option", "file", "told"),
    [
        ("--csv", "inputs/clients.csv", "where the answers are"),
        ("--csv", "inputs/scores.csv", "where the answers are"),
        ("--csv", "INPUTS.csv", "one of the files with the answers"),
        ("--csv", "roadmap.toml", "does not end in .csv"),
        ("--xlsx", "scores.csv", "does not end in .xlsx"),
    ],
)
def test_scores_never_replace_answers(
    run: Run, practice: Practice, option: str, file: str, told: str
) -> None:
    shutil.copy(practice.inputs / "clients.csv", practice.root / "INPUTS.csv")
    before = tree(practice.root)
    ran = run("score", "INPUTS.csv", option, file)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert tree(practice.root) == before
