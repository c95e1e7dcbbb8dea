"""Every command works for a questionnaire that shares nothing with the built-in one."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Run
from tests.other_kit import AREAS, ITEMS, people, score_of, write_practice


@pytest.fixture
def rows() -> list[dict[str, str]]:
    return people(6)


@pytest.fixture
def root(tmp_path: Path, rows: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> Path:
    made = write_practice(tmp_path / "practice", rows)
    monkeypatch.chdir(made)
    return made


@pytest.mark.usefixtures("root")
def test_a_plain_table_of_ids_is_scored_as_by_hand(run: Run, rows: list[dict[str, str]]) -> None:
    found = run("score", "--json").json["clients"]
    assert len(found) == len(rows)
    for card, answers in zip(found, rows, strict=True):
        assert card["axes"] == {}
        assert card["position"] is None
        assert list(card["dimensions"]) == list(AREAS)
        for area in AREAS:
            assert card["dimensions"][area]["score"] == pytest.approx(score_of(answers, area))
        assert set(card["items"]) == set(ITEMS)


@pytest.mark.usefixtures("root")
def test_the_table_of_scores_lists_the_areas_where_there_are_no_axes(
    run: Run, rows: list[dict[str, str]]
) -> None:
    header, first, *_ = run("score").out.splitlines()
    assert re.split(r"  +", header) == ["Client", *map(str.capitalize, AREAS), "Flags"]
    shown = [cell.split(" (")[0] for cell in re.split(r"  +", first)[1:6]]
    assert shown == [f"{score_of(rows[0], area):.0f}" for area in AREAS]


def test_more_areas_than_a_table_holds_are_told(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.score._AREAS", 3)
    header, *_, last = run("score").out.splitlines()
    assert re.split(r"  +", header) == ["Client", "Focus", "Calm", "Craft", "Flags"]
    assert last == "… and 2 more areas: --csv FILE or --xlsx FILE writes them all."
    assert run("score", "--csv", "all.csv").code == 0
    assert "focus,calm,craft,people,drive" in (root / "all.csv").read_text("utf-8-sig")


def test_its_report_shows_its_areas_and_no_page_of_another_kit(run: Run, root: Path) -> None:
    assert run("check").code == 0
    made = run("reports", "--json", "--client", "Person 1").json["clients"][0]
    assert made["status"] == "made"
    document = PdfReader(root / made["pdf"])
    assert document.metadata
    assert document.metadata.title == "Strengths of Person 1"
    pages = [page.extract_text() for page in document.pages]
    text = "\n".join(pages)
    assert all(area.capitalize() in text for area in AREAS)
    assert "to build" in text
    assert not [page for page in pages if len(page.split()) < 25], "no page is nearly empty"
    for foreign in ("career", "not yet", "habit", "the plan", "the path"):
        assert foreign not in text.lower()


@pytest.mark.usefixtures("root")
def test_the_other_commands_speak_of_it(run: Run) -> None:
    assert "Statement 1." in run("explain", "Person 1").out
    assert run("explain", "Person 1", "--json").json["sensitivity"] == {"answers": [], "weights": []}
    cohort = run("cohort").out
    assert all(area.capitalize() in cohort for area in AREAS)
    assert run("blank", "empty.xlsx").code == 0


def test_a_slip_in_it_is_told_with_file_and_place(run: Run, root: Path) -> None:
    file = root / "templates" / "strengths" / "questionnaire.toml"
    file.write_text(file.read_text().replace('dimension = "calm"', 'dimension = "clam"', 1))
    ran = run("check")
    assert ran.code == 3
    assert "questionnaire.toml, line " in ran.err
    assert 'there is no dimension "clam"' in ran.err
