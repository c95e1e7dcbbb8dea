"""Documents of people who are gone are put away, but nobody vanishes because of somebody's faulty cell."""

from pathlib import Path

import pytest

from pipeline.ledger import Ledger
from pipeline.practice import Practice
from pipeline.workflow.candidates import Wish
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    make,
    new_practice,
    row,
    statuses,
    tree,
    write_inputs,
)


def test_their_report_is_put_away_with_the_reason(done: Practice) -> None:
    write_inputs(done.root, ADA, CLEO)
    assert statuses(make(done)) == {"C-1": "current", "C-3": "current"}
    assert list(tree(done.old)) == ["ben_osei-c-2.pdf", "briefs/ben_osei-c-2.pdf"]
    assert list(tree(done.briefs)) == list(tree(done.reports)) == ["ada_byron-c-1.pdf", "cleo_marsh-c-3.pdf"]
    with Ledger(done.ledger) as ledger:
        told = [(event.kind, event.what, event.reasons) for event in ledger.events("C-2")]
        assert "c-2" not in ledger.documents()
    assert told[2:] == [(kind, "put away", ("no longer in the inputs",)) for kind in ("report", "brief")]


def test_who_comes_back_is_new_and_nothing_old_is_overwritten(done: Practice) -> None:
    for rows in ((ADA, CLEO), (ADA, BEN, CLEO), (ADA, CLEO)):
        write_inputs(done.root, *rows)
        make(done)
    names = ["ben_osei-c-2-2.pdf", "ben_osei-c-2.pdf"]
    assert list(tree(done.old)) == [*names, *(f"briefs/{name}" for name in names)]


def test_not_when_the_file_is_gone_already(done: Practice) -> None:
    write_inputs(done.root, ADA, CLEO)
    (done.reports / "ben_osei-c-2.pdf").unlink()
    (done.briefs / "ben_osei-c-2.pdf").unlink()
    make(done)
    assert not done.old.exists()


def test_not_when_only_some_were_asked_for(done: Practice) -> None:
    path = write_inputs(done.root, ADA, CLEO)
    make(done, Wish(workers=1), path)
    make(done, Wish(clients=("C-1",), workers=1))
    make(done, Wish(limit=5, workers=1))
    assert len(tree(done.reports)) == 3


def test_not_when_a_file_could_not_be_read(done: Practice) -> None:
    write_inputs(done.root, ADA, CLEO)
    (done.inputs / "more.xlsx").write_bytes(b"not a workbook")
    batch = make(done)
    assert any(problem.file == "inputs/more.xlsx" for problem in batch.problems)
    assert len(tree(done.reports)) == 3


def test_not_when_their_row_is_held(done: Practice) -> None:
    write_inputs(done.root, ADA, BEN | {"L07": "eleven"}, CLEO)
    batch = make(done)
    assert statuses(batch) == {"C-1": "current", "C-3": "current", "C-2": "held"}
    held = batch.outcomes[-1]
    assert held.pdf is None
    assert held.reasons
    assert len(tree(done.reports)) == 3


def test_not_when_somebody_is_held_without_an_id(done: Practice) -> None:
    write_inputs(done.root, ADA, row("", "Ben Osei", A8="no address"), CLEO)
    batch = make(done)
    assert [outcome.id for outcome in batch.outcomes if outcome.status == "held"] == [None]
    assert len(tree(done.reports)) == 3


@pytest.fixture
def two_files(tmp_path: Path) -> Practice:
    """A practice with two clients, each in a file of their own."""
    practice = new_practice(tmp_path / "practice")
    write_inputs(practice.root, ADA)
    write_inputs(practice.root, BEN, name="more.csv")
    make(practice)
    return practice


def test_a_file_that_cannot_be_read_through_makes_nobody_vanish(two_files: Practice) -> None:
    before = tree(two_files.reports)
    path = two_files.inputs / "more.csv"
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{header},L07\n{rest}", encoding="utf-8")
    assert make(two_files).put_away == ()
    assert tree(two_files.reports) == before


def test_a_faulty_id_makes_nobody_vanish(two_files: Practice) -> None:
    before = tree(two_files.reports)
    write_inputs(two_files.root, BEN | {"A12": "x" * 65}, name="more.csv")
    assert make(two_files).put_away == ()
    assert tree(two_files.reports) == before


def test_a_held_row_is_told_though_somebody_else_has_its_address(practice: Practice) -> None:
    shared = {"A12": "", "A8": "both@example.com"}
    write_inputs(practice.root, ADA | shared, row("x", "Zoe Park", L01="9") | shared)
    outcomes = make(practice).outcomes
    assert "Zoe Park" in [outcome.name for outcome in outcomes if outcome.status == "held"]
