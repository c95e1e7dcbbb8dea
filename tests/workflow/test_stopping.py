"""Consent was withdrawn: nothing is made or sent any more, whatever was approved or comes back."""

import threading
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.ledger.backup import backup_of
from pipeline.practice import Practice
from pipeline.workflow.privacy import stopping
from pipeline.workflow.privacy.forgetting import FORGOTTEN, forget
from pipeline.workflow.privacy.retention import find_expired, list_expired
from pipeline.workflow.privacy.stopping import STOPPED, Stopped
from pipeline.workflow.reading import check
from pipeline.workflow.sending.queue import NO_LONGER
from tests.people import kit
from tests.posting import (
    ADA,
    BEN,
    CLEO,
    DUE,
    LOST,
    Desk,
    PdfPress,
    client,
    mailing_practice,
    reasons,
    states,
)
from tests.practices import NOW, Row, make, statuses, write_inputs


@pytest.fixture(autouse=True)
def _one_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "load_kit_of", lambda _: kit())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"))


def stop(desk: Desk, who: str) -> Stopped:
    return stopping.stop(desk.fresh, who, desk.now)


def blocked(practice: Practice) -> set[str]:
    with Ledger(practice.ledger, passing=True) as ledger:
        return set(ledger.blocked().values())


def test_an_approved_mail_does_not_go(desk: Desk) -> None:
    desk.approve()
    frozen = desk.practice.root / desk.deliveries()["c-1"].message
    assert frozen.exists()
    stopped = stop(desk, "ada")
    assert (stopped.withdrawn, stopped.uncertain, stopped.is_busy) == (1, 0, False)
    assert not frozen.exists()
    desk.now = DUE
    assert states(desk.send()) == {"C-2": "accepted", "C-3": "accepted"}
    assert desk.post.recipients == ["c-2@example.com", "c-3@example.com"]
    assert states(desk.approve()) == {"C-2": "accepted", "C-3": "accepted"}


def test_it_outlives_every_new_export_and_the_loss_of_the_ledger(desk: Desk) -> None:
    stop(desk, "c-1@example.com")
    write_inputs(desk.practice.root, ADA | {"A12": "", "A1": "A. Byron"}, BEN, CLEO)
    batch = make(desk.practice, press=PdfPress())
    assert statuses(batch) == {"C-2": "current", "C-3": "current"}
    assert any(f"Row 2 was skipped: {STOPPED}." in problem.message for problem in batch.problems)
    backup_of(desk.practice.ledger).replace(desk.practice.ledger)
    for log in desk.practice.outputs.glob("ledger.sqlite3-*"):
        log.unlink()
    assert blocked(desk.practice) == {STOPPED}
    assert states(desk.show()) == {"C-2": "blocked", "C-3": "blocked"}, "nobody knows who was mailed since"


def test_again_it_changes_nothing(desk: Desk) -> None:
    desk.approve()
    stop(desk, "C-1")
    with Ledger(desk.practice.ledger, passing=True) as ledger:
        before = ledger.traces.of({"c-1"}), ledger.rows("SELECT * FROM blocked")
    desk.pass_time(hours=1)
    assert stop(desk, "ada byron").withdrawn == 0
    with Ledger(desk.practice.ledger, passing=True) as ledger:
        assert (ledger.traces.of({"c-1"}), ledger.rows("SELECT * FROM blocked")) == before


def test_while_others_are_sent_it_holds_before_the_next_mail(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    seen: list[Stopped] = []

    def at_the_first(recipient: str) -> None:
        if recipient == "c-1@example.com":
            for who in ("C-1", "C-2"):
                other = threading.Thread(target=lambda who=who: seen.append(stop(desk, who)))
                other.start()
                other.join()

    desk.post.on_mail = at_the_first
    round_ = desk.send()
    assert [stopped.is_busy for stopped in seen] == [True, True]
    assert desk.post.recipients == ["c-1@example.com", "c-3@example.com"], "one was on its way"
    assert round_.stop is None
    assert stop(desk, "C-2").withdrawn == 1
    assert desk.states() == {"c-1": "accepted", "c-2": "composed", "c-3": "accepted"}


def test_a_run_at_work_is_told(desk: Desk) -> None:
    desk.approve()
    with run_lock(desk.practice.outputs):
        assert stop(desk, "C-1").is_busy
    assert states(desk.show())["C-1"] == "blocked", "it is frozen still, and goes no more"
    assert NO_LONGER.format(reason=STOPPED) in reasons(desk.show())
    assert blocked(desk.practice) == {STOPPED}


def test_a_draft_to_send_by_hand_goes(desk: Desk) -> None:
    from pipeline.workflow.sending.rounds import export
    from pipeline.workflow.sending.surroundings import Ask

    export(desk.fresh, (), Ask(("C-1",)), desk.around)
    (draft,) = (desk.practice.outputs / "outbox").glob("ada*.eml")
    stopped = stop(desk, "C-1")
    assert (stopped.drafts, stopped.withdrawn, draft.exists()) == (1, 0, False)
    assert stop(desk, "C-1").drafts == 0


def test_what_may_have_arrived_is_told(desk: Desk) -> None:
    desk.post.answers = {"c-1@example.com": LOST}
    desk.now = DUE
    desk.approve("C-1")
    assert stop(desk, "C-1").uncertain == 1


def test_forgotten_is_more_than_stopped(desk: Desk) -> None:
    stop(desk, "C-1")
    forget(desk.fresh, "C-1", NOW)
    assert blocked(desk.practice) == {FORGOTTEN}
    assert stop(desk, "C-1").person.ids == {"c-1"}
    assert blocked(desk.practice) == {FORGOTTEN}


def test_who_cannot_be_told_from_others_needs_a_number(tmp_path: Path) -> None:
    shared = client(2, "Percy Byron", A8="c-1@example.com")
    desk = Desk(mailing_practice(tmp_path / "practice", ADA | {"A12": ""}, shared))
    with pytest.raises(UsageError, match="shares an e-mail address"):
        stop(desk, "ada")
    with pytest.raises(UsageError, match="fits more than one client"):
        stop(desk, "byron")
    assert stop(desk, "percy").person.marked == {"c-2"}


def test_two_without_numbers_at_one_address_are_nobody_yet(tmp_path: Path) -> None:
    two = (ADA | {"A12": ""}, client(2, "Percy Byron", A12="", A8="c-1@example.com"))
    desk = Desk(mailing_practice(tmp_path / "practice", BEN, *two))
    with pytest.raises(UsageError, match="several people have the address"):
        stop(desk, "percy")


def test_whose_answers_are_too_old_is_known(tmp_path: Path) -> None:
    old = ADA | {"A0": "2025-09-01 09:00"}
    desk = Desk(mailing_practice(tmp_path / "practice", old, BEN | {"A0": "2026-09-01 09:00"}, CLEO))
    root = desk.practice.root

    def expired(*rows: Row) -> list[str]:
        write_inputs(root, *rows)
        return [each.id for each in find_expired(desk.practice, check(desk.practice), desk.now).people]

    assert expired(old, BEN, CLEO) == ["C-1"]
    assert expired(BEN, CLEO) == ["C-1"], "nobody's row says that she has answered since"
    assert expired(ADA | {"A0": "2026-09-30 09:00"}, BEN, CLEO) == []
    assert expired(ADA | {"A8": "nowhere"}, BEN, CLEO) == [], "a row that is held may be a new one"
    assert expired(old, client(4, "Dan Roy", A0="2024-09-01 09:00")) == ["C-1", "C-4"]
    assert find_expired(desk.practice, check(desk.practice, [desk.practice.inputs]), desk.now).number == 0
    desk.pass_time(days=366)
    with Ledger(desk.practice.ledger, passing=True) as ledger:
        found = list_expired(ledger, None, 365, desk.now, at_most=2)
        assert [each.name for each in found.people] == ["Ada Byron", "Ben Osei"]
        assert found.number == 3
