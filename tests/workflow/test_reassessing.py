"""Two exports, half a year apart: as a coach drops them into the folder."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.errors import LedgerError
from pipeline.ledger import Ledger, mark_of
from pipeline.practice import Practice, load_practice
from pipeline.program import built_in
from pipeline.workflow.candidates import Wish
from pipeline.workflow.explaining import explain
from pipeline.workflow.making import make_reports
from pipeline.workflow.people import key_of
from pipeline.workflow.progress import follow
from tests.practices import (
    NOW,
    FakePress,
    Notes,
    make,
    new_practice,
    reasons,
    row,
    statuses,
    tree,
    write_inputs,
)

SPRING, AUTUMN = "2026-04-01 09:00", "2026-10-01 09:00"
ADA = row("C-1", "Ada Byron", A0=SPRING)
BEN = row("C-2", "Ben Osei", A0=SPRING, L07="4")
LATER = row("C-1", "Ada Byron", A0=AUTUMN, B08="1-year", L11="5")
NOBODY_PRINTS = FakePress(failing=("C-1", "C-2"))
SINCE = "the answers of last time changed"


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice as it was left in spring."""
    made = new_practice(tmp_path_factory.mktemp("spring") / "practice", ADA, BEN)
    make(made)
    return made


@pytest.fixture
def practice(spring: Practice, tmp_path: Path) -> Practice:
    """A practice that knows Ada and Ben from spring."""
    return load_practice(shutil.copytree(spring.root, tmp_path / "practice"))


def changed(practice: Practice, who: str = "ada") -> list[str] | None:
    """Return which answers of somebody changed since last time."""
    course = follow(practice, (), who)
    assert course.assessment is not None
    progress = course.assessment.progress
    return [each.item for each in (*progress.facts, *progress.answers)] if progress else None


def test_the_first_time_nothing_lies_before(practice: Practice) -> None:
    assert changed(practice) is None
    assert statuses(make(practice, press=NOBODY_PRINTS)) == {"C-1": "current", "C-2": "current"}


def test_a_later_export_in_place_of_the_first(practice: Practice) -> None:
    write_inputs(practice.root, LATER, BEN)
    batch = make(practice)
    assert statuses(batch) == {"C-1": "made", "C-2": "current"}
    assert SINCE in reasons(batch)["C-1"]
    assert changed(practice) == ["B08", "L11"]
    again = make(practice, press=NOBODY_PRINTS)
    assert reasons(again) == dict.fromkeys(("C-1", "C-2"), ("nothing changed",))


@pytest.mark.slow
def test_the_printed_report_tells_what_changed(practice: Practice) -> None:
    write_inputs(practice.root, LATER, BEN)
    wish = Wish(clients=("ada",), workers=1)
    (outcome,) = make_reports(practice, (), wish, now=NOW, watch=Notes()).outcomes
    assert (outcome.status, outcome.pages) == ("made", 11)
    assert outcome.pdf
    pages = [page.extract_text() for page in PdfReader(practice.root / outcome.pdf).pages]
    (since,) = [page for page in pages if page.startswith("Since last time")]
    told = " ".join(since.split())
    assert "Your answers of 1 October 2026, beside those of 1 April 2026." in told
    assert "Furthest written goal 3 months 1 year" in told


def test_both_exports_together_give_the_same_bytes(practice: Practice, tmp_path: Path) -> None:
    write_inputs(practice.root, LATER, BEN)
    make(practice)
    fresh = new_practice(tmp_path / "fresh", ADA, BEN)
    write_inputs(fresh.root, LATER, name="later.csv")
    make(fresh)
    assert changed(fresh) == changed(practice) == ["B08", "L11"]
    assert tree(fresh.reports) == tree(practice.reports)
    write_inputs(practice.root, ADA, LATER, BEN)
    assert statuses(make(practice, press=NOBODY_PRINTS)) == {"C-1": "current", "C-2": "current"}


def test_a_row_that_is_gone_for_a_while(practice: Practice) -> None:
    """The report is put away; the answers are still known when the person comes back."""
    write_inputs(practice.root, BEN)
    make(practice)
    write_inputs(practice.root, BEN, LATER)
    make(practice)
    assert changed(practice) == ["B08", "L11"]


def test_the_first_answers_are_corrected_afterwards(practice: Practice) -> None:
    write_inputs(practice.root, ADA, LATER, BEN)
    make(practice)
    write_inputs(practice.root, ADA | {"L14": "5"}, LATER, BEN)
    assert explain(practice, (), "ada").pdf.reasons == (SINCE,)
    batch = make(practice)
    assert statuses(batch)["C-2"] == "current"
    assert any(SINCE in reason for reason in reasons(batch)["C-1"])
    write_inputs(practice.root, LATER, BEN)
    assert changed(practice) == ["B08", "L14", "L11"]
    assert statuses(make(practice, press=NOBODY_PRINTS))["C-1"] == "current", "remembered as corrected"


def test_an_answer_corrected_at_the_same_moment_is_nothing_earlier(practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L11": "5"}, BEN)
    assert reasons(make(practice))["C-1"] == ("answer changed: L11",)
    assert changed(practice) is None


def test_an_id_that_somebody_else_is_given(practice: Practice) -> None:
    zoe = LATER | {"A1": "Zoe Stone", "A8": "zoe@example.com"}
    write_inputs(practice.root, zoe, BEN)
    batch = make(practice)
    (warning,) = [problem for problem in batch.problems if "somebody else's before" in problem.message]
    assert (warning.client, warning.row, warning.severity) == ("C-1", 2, "warning")
    assert all(SINCE not in reason for reason in reasons(batch)["C-1"])
    course = follow(practice, (), "zoe")
    assert course.remark == warning
    assert course.assessment is not None
    assert course.assessment.progress is None


def test_a_family_with_one_address_and_no_numbers(tmp_path: Path) -> None:
    home = {"A12": "", "A8": "family@example.com"}
    practice = new_practice(tmp_path / "practice", ADA | home | {"A1": "Ian Poe"})
    make(practice)
    write_inputs(practice.root, LATER | home | {"A1": "Jo Poe"})
    batch = make(practice)
    assert changed(practice, "jo") is None
    (warning,) = batch.problems
    assert warning.message.startswith("This e-mail address was somebody else's before, by name, so")
    assert follow(practice, (), "jo").remark == warning
    assert list(reasons(batch).values()) == [("new client",)]
    assert len(tree(practice.reports)) == len(tree(practice.briefs)) == 1
    assert [Path(moved).name.partition("-")[0] for moved in batch.put_away] == ["ian_poe", "ian_poe"]
    write_inputs(practice.root, LATER | home | {"A1": "POE, Ián"})
    assert changed(practice, "poe") == ["B08", "L11"]


def test_without_times_nothing_is_kept_or_compared(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA | {"A0": ""})
    make(practice)
    write_inputs(practice.root, LATER)
    make(practice)
    assert changed(practice) is None


def test_held_and_blocked_people_are_not_remembered(practice: Practice) -> None:
    shutil.rmtree(practice.outputs)
    with Ledger(practice.ledger) as ledger:
        ledger.block(mark_of(key_of(ledger), "c-2"), "stopped", "2026-01-01T00:00:00+00:00")
    write_inputs(practice.root, ADA | {"L01": "eleven"}, BEN)
    make(practice)
    with Ledger(practice.ledger) as ledger:
        ledger.block("none", "nobody", "2026-01-01T00:00:00+00:00")
    write_inputs(practice.root, LATER, BEN | {"A0": AUTUMN, "L11": "5"})
    make(practice)
    assert changed(practice) is None


def test_a_changed_kit_reads_the_earlier_answers_by_its_own_rules(practice: Practice) -> None:
    write_inputs(practice.root, LATER, BEN)
    make(practice)
    own = practice.own_kit / "questionnaire.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[[questions]]\nid = "L11"\nreverse = true\n', encoding="utf-8")
    course = follow(practice, (), "ada")
    assert course.assessment is not None
    assert course.assessment.progress is not None
    (people,) = [each for each in course.assessment.progress.answers if each.item == "L11"]
    assert people.difference == -25


def test_another_kit_compares_nothing(practice: Practice) -> None:
    other = practice.root / "templates" / "other"
    shutil.copytree(built_in("templates") / "career", other)
    settings = practice.root / "roadmap.toml"
    settings.write_text(settings.read_text() + '\n[reports]\nkit = "other"\n')
    write_inputs(practice.root, LATER, BEN)
    batch = make(practice)
    assert all(SINCE not in reason for reason in reasons(batch)["C-1"])


def test_one_wanted_client_does_not_keep_the_others_from_being_remembered(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA, BEN)
    make(practice, Wish(clients=("ben",), workers=1))
    write_inputs(practice.root, LATER)
    assert changed(practice) == ["B08", "L11"]


def test_looking_does_not_change_the_outputs(practice: Practice) -> None:
    write_inputs(practice.root, LATER, BEN)
    before = tree(practice.outputs)
    assert changed(practice) == ["B08", "L11"]
    assert tree(practice.outputs) == before


def test_looking_makes_no_ledger(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA, LATER)
    assert changed(practice) == ["B08", "L11"]
    assert not practice.outputs.exists()


def test_a_damaged_memory_is_told(practice: Practice) -> None:
    import sqlite3

    with sqlite3.connect(practice.ledger) as database:
        database.execute("UPDATE assessments SET answers = substr(answers, 2)")
    database.close()
    write_inputs(practice.root, LATER)
    with pytest.raises(LedgerError, match="is damaged"):
        follow(practice, (), "ada")
