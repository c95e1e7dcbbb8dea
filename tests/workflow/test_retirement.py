"""Documents that are no longer right where they lie."""

import shutil

import pytest

from pipeline.ledger import Ledger
from pipeline.practice import Practice
from pipeline.rendering.printing.archive import read_owner
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import make_reports
from pipeline.workflow.progress import follow
from tests.practices import ADA, BEN, NOW, FakePress, Notes, make, shorten_reports, tree, write_inputs

BOB = BEN | {"A12": "", "A0": "2026-04-01 09:00"}


def put_away(practice: Practice, client: str) -> list[tuple[str, ...]]:
    """Return why documents of a client were put away."""
    with Ledger(practice.ledger) as ledger:
        return [event.reasons for event in ledger.events(client) if event.what == "put away"]


@pytest.fixture
def printed(practice: Practice) -> Practice:
    """A practice with real PDFs of Ada and of Ben, who has no number."""
    shorten_reports(practice)
    write_inputs(practice.root, ADA, BEN | {"A12": ""})
    make_reports(practice, (), Wish(workers=1), now=NOW, watch=Notes())
    return practice


def test_after_the_loss_of_a_ledger_nothing_stale_stays_beside_the_new(printed: Practice) -> None:
    (stale,) = [name for name in tree(printed.reports) if name.startswith("ben")]
    client = read_owner(printed.reports / stale)
    assert client
    assert client in stale
    (printed.reports / "notes.pdf").write_bytes(b"mine")
    (printed.briefs / "notes.txt").write_bytes(b"mine too")
    shutil.copy(printed.reports / stale, printed.reports / "Copy for Ben.pdf")
    printed.ledger.unlink()
    make(printed, Wish(workers=1, clients=("C-1",)))
    assert stale in tree(printed.reports), "not before a whole run"
    batch = make(printed)
    assert batch.strays == tuple(
        sorted(f"outputs/old/{name}" for name in ("Copy for Ben.pdf", stale, f"briefs/{stale}"))
    )
    assert batch.put_away == ()
    left = sorted(tree(printed.reports))
    assert len(left) == 3
    assert left[0] == "ada_byron-c-1.pdf"
    assert left[-1] == "notes.pdf"
    assert stale not in left
    assert "notes.txt" in tree(printed.briefs)
    assert put_away(printed, client) == [("the ledger did not know it",)] * 3
    assert make(printed).strays == ()


def test_not_while_somebody_is_held(printed: Practice) -> None:
    printed.ledger.unlink()
    write_inputs(printed.root, ADA, BEN | {"A12": "", "L07": "eleven"})
    assert make(printed).strays == ()
    assert len(tree(printed.reports)) == 2


def test_who_is_given_a_number_keeps_the_history(practice: Practice) -> None:
    write_inputs(practice.root, BOB)
    (before,) = make(practice).outcomes
    write_inputs(practice.root, BOB | {"A12": "C-2", "A0": "2026-10-01 09:00", "L07": "5"})
    batch = make(practice)
    assert not [problem for problem in batch.problems if "compared" in problem.message]
    course = follow(practice, (), "ben")
    assert course.assessment is not None
    assert course.assessment.progress is not None
    assert [change.item for change in course.assessment.progress.answers] == ["L07"]
    assert before.id
    assert put_away(practice, before.id) == [("the client's number is C-2 now",)] * 2
    assert sorted(tree(practice.reports)) == ["ben_osei-c-2.pdf"]


def test_what_is_no_document_of_ours_has_no_owner(practice: Practice) -> None:
    make(practice, press=FakePress())
    assert read_owner(practice.reports / "ada_byron-c-1.pdf") is None, "the fake press prints no PDFs"
    assert read_owner(practice.reports / "nothing.pdf") is None
