"""Nobody's report is put away, and nobody goes unmentioned, because of somebody's faulty cell."""

from pathlib import Path

import pytest

from pipeline.practice import Practice
from tests.practices import ADA, BEN, make, new_practice, row, tree, write_inputs


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    practice = new_practice(tmp_path / "practice")
    write_inputs(practice.root, ADA)
    write_inputs(practice.root, BEN, name="more.csv")
    make(practice)
    return practice


def test_a_file_that_cannot_be_read_through_makes_nobody_vanish(practice: Practice) -> None:
    before = tree(practice.reports)
    path = practice.inputs / "more.csv"
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{header},L07\n{rest}", encoding="utf-8")
    assert make(practice).put_away == ()
    assert tree(practice.reports) == before


def test_a_faulty_id_makes_nobody_vanish(practice: Practice) -> None:
    before = tree(practice.reports)
    write_inputs(practice.root, BEN | {"A12": "x" * 65}, name="more.csv")
    assert make(practice).put_away == ()
    assert tree(practice.reports) == before


def test_a_held_row_is_told_though_somebody_else_has_its_address(practice: Practice) -> None:
    shared = {"A12": "", "A8": "both@example.com"}
    write_inputs(practice.root, ADA | shared, row("x", "Zoe Park", L01="9") | shared)
    outcomes = make(practice).outcomes
    assert "Zoe Park" in [outcome.name for outcome in outcomes if outcome.status == "held"]
