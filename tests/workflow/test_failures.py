"""What goes wrong costs as little as can be, and what is finished is kept."""

import errno
import os
from typing import Any

import pytest

from pipeline.errors import LockedError, OutputError, TemplateError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.models.client import Client
from pipeline.models.making import Outcome
from pipeline.models.review import UNREVIEWED, Review
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.planning import Planner
from pipeline.practice import Practice
from pipeline.rendering.printing.preflight import Finding
from pipeline.workflow.candidates import Wish
from tests.practices import (
    ADA,
    BEN,
    CLEO,
    IDS,
    NOBODY_PRINTS,
    SETTINGS,
    FakePress,
    Notes,
    make,
    reasons,
    statuses,
    tree,
    write_inputs,
)


def test_a_failing_document_costs_that_client_only(practice: Practice) -> None:
    batch = make(practice, press=FakePress(failing=("C-2",)))
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    assert reasons(batch)["C-2"] == ("the page is too wide.",)
    problem, brief = batch.problems[-2:]
    assert (problem.file, problem.row, problem.client) == ("inputs/clients.csv", 3, "C-2")
    assert problem.message == "The report could not be made: the page is too wide."
    assert problem.fix == "Make it narrower."
    assert brief.message == "The brief could not be made: the page is too wide."
    assert statuses(make(practice)) == {"C-1": "current", "C-2": "made", "C-3": "current"}


def test_so_does_one_that_ends_its_process(practice: Practice) -> None:
    batch = make(practice, Wish(workers=2), press=FakePress(crashing=("C-2",)))
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    assert "ended from outside" in reasons(batch)["C-2"][0]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_nobody_foresaw_is_named_without_the_clients_words(
    practice: Practice, caplog: pytest.LogCaptureFixture, workers: int
) -> None:
    with caplog.at_level("INFO", "pipeline"):
        batch = make(practice, Wish(workers=workers), press=FakePress(puzzling=("C-2",)))
    assert reasons(batch)["C-2"] == ("something nobody foresaw went wrong (ZeroDivisionError).",)
    assert "practices.py" in caplog.text, "the log tells where"
    assert "Ben" not in caplog.text


def test_the_same_holds_while_pages_are_filled(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    class PlannerButForBen(Planner):
        def plan(self, client: Client, card: Scorecard, review: Review = UNREVIEWED) -> Roadmap:
            if client.id == "C-2":
                raise ZeroDivisionError(client.name)
            return super().plan(client, card, review)

    monkeypatch.setattr("pipeline.workflow.assessing.Planner", PlannerButForBen)
    batch = make(practice)
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    assert "Ben" not in reasons(batch)["C-2"][0]


def test_the_earlier_report_of_a_failing_client_stays(done: Practice) -> None:
    before = tree(done.reports)
    batch = make(done, Wish(force=True, workers=1), press=FakePress(failing=("C-2",)))
    assert batch.outcomes[1].pdf == "outputs/reports/ben_osei-c-2.pdf"
    assert tree(done.reports) == before


def test_a_template_that_cannot_be_read_stops_the_run_before_any_client(practice: Practice) -> None:
    own = practice.own_kit / "sections" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Hello</h1>\n{% if %}\n")
    with pytest.raises(TemplateError, match=r"sections/cover.html, line 2"):
        make(practice)


def test_a_broken_template_is_told_with_file_and_line(practice: Practice) -> None:
    own = practice.own_kit / "sections" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Hello</h1>\n{{ report.nam }}\n")
    with pytest.raises(TemplateError, match=r'sections/cover\.html, line 2: report has no "nam"'):
        make(practice)
    assert not practice.reports.exists()


def test_a_template_that_fails_for_some_answers_is_told_with_the_client(practice: Practice) -> None:
    own = practice.own_kit / "sections" / "cover.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Hello</h1>\n{{ 1 / (0 if report.name.startswith('Ben') else 1) }}\n")
    batch = make(practice)
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    assert "sections/cover.html, line 2: division by zero" in batch.problems[-1].message


def test_what_the_engine_complains_of_is_told_with_the_document_it_made(practice: Practice) -> None:
    press = FakePress(
        kinds=("brief",), findings=(Finding("engine", "A rule is odd.", "Mend it.", is_error=False),)
    )
    batch = make(practice, Wish(clients=("ben",), workers=1), press=press)
    assert statuses(batch) == {"C-2": "made"}
    (problem,) = batch.problems
    assert (problem.file, problem.client) == ("outputs/briefs/ben_osei-c-2.pdf", "C-2")
    assert (problem.message, problem.fix, problem.severity) == ("A rule is odd.", "Mend it.", "warning")


OVERFLOW = Finding("overflow", "Something runs out of its box.", "Shorten it.")


def test_a_document_that_must_not_be_handed_on_is_held_and_stays_to_be_looked_at(practice: Practice) -> None:
    press = FakePress(kinds=("report",), findings=(OVERFLOW,))
    batch = make(practice, Wish(clients=("ben",), workers=1), press=press)
    (outcome,) = batch.outcomes
    assert (outcome.status, outcome.reasons) == ("held", (OVERFLOW.message,))
    assert outcome.pdf
    assert (practice.root / outcome.pdf).is_file()
    (problem,) = batch.problems
    assert (problem.file, problem.message, problem.fix) == (outcome.pdf, OVERFLOW.message, OVERFLOW.fix)
    assert problem.is_error


def test_what_is_wrong_in_several_places_is_a_reason_once(practice: Practice) -> None:
    press = FakePress(kinds=("report",), findings=(OVERFLOW, OVERFLOW, OVERFLOW))
    (outcome,) = make(practice, Wish(clients=("ben",), workers=1), press=press).outcomes
    assert outcome.reasons == (OVERFLOW.message,)


def test_what_is_wrong_with_it_is_told_until_its_pages_change(practice: Practice) -> None:
    make(practice, press=FakePress(kinds=("report",), findings=(OVERFLOW,)))
    for wish in (Wish(), Wish(clients=("ben",))):
        again = make(practice, wish, press=NOBODY_PRINTS)
        assert {outcome.status for outcome in again.outcomes} == {"held"}
        assert {(problem.message, problem.severity) for problem in again.problems} == {
            (OVERFLOW.message, "error")
        }
    write_inputs(practice.root, ADA, BEN | {"L07": "5"}, CLEO)
    mended = make(practice, Wish(clients=("ben",), workers=1))
    assert (statuses(mended), mended.problems) == ({"C-2": "made"}, ())


@pytest.mark.parametrize(("folder", "name"), [("reports", "report"), ("briefs", "brief")])
def test_a_folder_in_the_place_of_a_pdf_costs_that_client_only(
    practice: Practice, folder: str, name: str
) -> None:
    stands = practice.outputs / folder / "ben_osei-c-2.pdf"
    stands.mkdir(parents=True)
    batch = make(practice)
    assert statuses(batch) == {"C-1": "made", "C-2": "failed", "C-3": "made"}
    problem = batch.problems[-1]
    assert problem.message.startswith(f"The {name} could not be made: ")
    assert problem.message.endswith(
        "ben_osei-c-2.pdf cannot be written: a folder stands where a file should be."
    )
    assert problem.fix == "Move that folder away, then run the command again."
    stands.rmdir()
    assert statuses(make(practice)) == {"C-1": "current", "C-2": "made", "C-3": "current"}


def test_so_does_one_in_the_place_where_it_should_move(done: Practice) -> None:
    (done.root / "roadmap.toml").write_text(SETTINGS + "[reports]\nopaque_file_names = true\n")
    paths = {outcome.id: outcome.pdf or "" for outcome in make(done).outcomes}
    (done.root / "roadmap.toml").write_text(SETTINGS)
    make(done)
    (done.root / paths["C-2"]).mkdir()
    (done.root / "roadmap.toml").write_text(SETTINGS + "[reports]\nopaque_file_names = true\n")
    batch = make(done)
    assert statuses(batch) == {"C-1": "current", "C-2": "failed", "C-3": "current"}
    assert batch.outcomes[1].pdf == "outputs/reports/ben_osei-c-2.pdf", "where it still is"
    assert (done.reports / "ben_osei-c-2.pdf").is_file()


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_printed(practice: Practice) -> None:
    practice.outputs.mkdir()
    practice.briefs.touch()
    with pytest.raises(OutputError, match="briefs"):
        make(practice)
    assert tree(practice.reports) == {}
    practice.briefs.unlink()
    assert statuses(make(practice)) == dict.fromkeys(IDS, "made")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_disk_that_fills_up_stops_the_run_and_keeps_what_is_done(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    write = os.fsync

    def until_full(handle: int) -> None:
        if tree(practice.reports):
            raise OSError(errno.ENOSPC, "No space left on device")
        write(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", until_full)
        with pytest.raises(OutputError, match="cannot be written: the disk is full") as caught:
            make(practice, Wish(workers=workers))
    assert caught.value.hint == "Make room on the disk, then run the command again."
    assert len(kept := tree(practice.reports)) <= 1
    assert tree(practice.briefs) == {}, "nothing half written"
    assert statuses(make(practice)) == dict.fromkeys(IDS, "made")
    assert kept.items() <= tree(practice.reports).items()


def test_so_does_a_ledger_that_cannot_grow(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Ledger.record

    def until_full(ledger: Ledger, *given: Any) -> None:  # noqa: ANN401 - as the ledger's own
        if ledger.documents():
            ledger._database.execute(f"PRAGMA max_page_count = {ledger.count_pages()[0]}")
        record(ledger, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", until_full)
        with pytest.raises(OutputError, match=r"ledger\.sqlite3 cannot be written: the disk is full"):
            make(practice)
    with Ledger(practice.ledger) as ledger:
        assert (kept := ledger.paths())
    batch = make(practice)
    assert {outcome.status for outcome in batch.outcomes} <= {"made", "current"}
    with Ledger(practice.ledger) as ledger:
        assert len(ledger.paths()) == 2 * len(IDS) > len(kept)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_what_is_done_and_leaves_no_half_file(practice: Practice, workers: int) -> None:
    def interrupt(_: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(practice, Wish(workers=workers), watch=Notes(on_done=interrupt))
    kept = tree(practice.outputs)
    finished = set(tree(practice.reports)) & set(tree(practice.briefs))
    assert len(finished) == 1
    batch = make(practice)
    assert {outcome.id for outcome in batch.outcomes if outcome.status == "current"} == {
        name[-7:-4].upper() for name in finished
    }
    pdfs = {name: digest for name, digest in tree(practice.outputs).items() if name.endswith(".pdf")}
    assert len(pdfs) == 2 * len(IDS)
    assert {name: digest for name, digest in kept.items() if name in pdfs}.items() <= pdfs.items()


def test_what_an_earlier_run_left_unfinished_is_swept_away(practice: Practice) -> None:
    practice.reports.mkdir(parents=True)
    practice.briefs.mkdir()
    for folder in (practice.reports, practice.briefs):
        (folder / ".x7.part").write_bytes(b"half")
    make(practice)
    assert len(tree(practice.reports)) == len(tree(practice.briefs)) == 3


def test_a_second_run_is_refused(practice: Practice) -> None:
    with run_lock(practice.outputs), pytest.raises(LockedError):
        make(practice)
    assert not practice.reports.exists()


def test_a_broken_ledger_stops_before_anything_is_made(done: Practice) -> None:
    before = tree(done.reports)
    done.ledger.write_bytes(b"broken" * 1000)
    with pytest.raises(Exception, match="damaged"):
        make(done)
    assert tree(done.reports) == before
