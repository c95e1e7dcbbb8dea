"""Letters that no font of the kit has are told once: when they are read, or else when they are printed."""

from pathlib import Path

import pytest

from pipeline.models.problem import Problem
from pipeline.practice import Practice, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import make_reports
from pipeline.workflow.reading import check
from tests.practices import NOW, Notes, new_practice, row, set_wording, shorten_reports

BOXES = "No font of the kit has "


def told(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.message.startswith(BOXES)]


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    made = new_practice(
        tmp_path / "practice",
        row("C-1", "水野 Ada 🎉", A2="Nurse", G1="Run a 喫茶店", A3="喫茶店"),
        row("C-2", "José Ångström", G1="Ser jefe — ¡ya!"),
    )
    shorten_reports(made)
    return made


def test_the_row_the_question_and_the_letters_are_told_when_read(practice: Practice) -> None:
    name, goal = told(check(practice).intake.problems)
    assert (name.file, name.row, name.client, name.field) == ("inputs/clients.csv", 2, "C-1", "A1")
    assert "水 (U+6C34), 野 (U+91CE), 🎉 (U+1F389);" in name.message
    assert "templates/career/fonts/" in name.fix
    assert name.severity == "warning"
    assert (goal.field, goal.found) == ("G1", "Run a 喫茶店")
    assert all(row.ok for row in check(practice).intake.rows)


def test_a_run_tells_them_once(practice: Practice) -> None:
    batch = make_reports(practice, (), Wish(workers=1), now=NOW, watch=Notes())
    assert {outcome.status for outcome in batch.outcomes} == {"made"}
    assert [problem.field for problem in told(batch.problems)] == ["A1", "G1"]


def test_letters_of_the_kit_itself_are_told_with_the_report(practice: Practice) -> None:
    set_wording(practice, '[levels]\nin-place = "完了 水"\nnot-yet = "未"\npartly = "半"\n')
    batch = make_reports(load_practice(practice.root), (), Wish(workers=1), now=NOW, watch=Notes())
    first, second = (problem for problem in told(batch.problems) if problem.file.startswith("outputs/"))
    assert (first.client, second.client) == ("C-1", "C-2")
    assert "水" not in first.message
    assert "完 (U+5B8C)" in first.message + second.message
    assert "wording" in first.fix
