"""Nobody is mailed twice: not under another number, and not after the ledger was lost or put back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import LedgerError, UsageError
from pipeline.ledger import Ledger
from pipeline.workflow.sending.queue import RESTORED
from pipeline.workflow.sending.rounds import STILL_UNCERTAIN, export, take_back
from pipeline.workflow.sending.settled import AHEAD
from pipeline.workflow.sending.settling import settle, settle_restored
from pipeline.workflow.sending.surroundings import Ask
from tests.posting import (
    ADA,
    BEN,
    CLEO,
    DUE,
    LOST,
    THREE,
    UNKNOWN,
    Desk,
    PdfPress,
    mailing_practice,
    reasons,
    states,
)
from tests.practices import Row, make, write_inputs

ACCEPTED = dict.fromkeys(("C-1", "C-2", "C-3"), "accepted")
BLOCKED = dict.fromkeys(ACCEPTED, "blocked")
LATER = {"A0": "2026-10-20 09:00", "A10": "2026-10-28 10:00"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"), now=DUE)


@pytest.fixture
def backup(desk: Desk) -> Path:
    return desk.practice.ledger.with_name("ledger.backup.sqlite3")


def answer(desk: Desk, *rows: Row) -> None:
    """Let these be the rows, and make their reports."""
    write_inputs(desk.practice.root, *rows)
    make(desk.practice, press=PdfPress(), now=desk.now)


def put(desk: Desk, content: bytes) -> None:
    """Let some bytes be the ledger, as a coach does who puts a copy back."""
    lose(desk)
    desk.practice.ledger.write_bytes(content)


def lose(desk: Desk) -> None:
    for left in desk.practice.outputs.glob("ledger.sqlite3*"):
        left.unlink()


def test_another_number_is_no_reason_to_be_mailed_again(desk: Desk) -> None:
    desk.approve()
    moved = ADA | {"A12": "ada2", "A8": "C-1@Example.com"}
    answer(desk, moved, BEN, CLEO)
    shown = desk.approve()
    assert states(shown) == {"ada2": "blocked", "C-2": "accepted", "C-3": "accepted"}
    assert "The mail to C-1 went to their address" in reasons(shown)[0]
    assert "roadmap resolve ada2 --resend" in reasons(shown)[0]
    assert desk.post.recipients == THREE
    assert settle(desk.practice, (), "ada2", "resend", desk.around).state == "planned"
    assert states(desk.approve("ada2")) == {"ada2": "accepted"}
    assert len(desk.post.sent) == 4
    with pytest.raises(UsageError, match="it is accepted"):
        settle(desk.practice, (), "ada2", "resend", desk.around)


def test_a_number_that_changes_between_approval_and_sending(desk: Desk) -> None:
    desk.pass_time(days=-4)
    desk.approve("C-1")
    answer(desk, ADA | {"A12": "ada2"}, BEN, CLEO)
    assert states(desk.approve("ada2")) == {"ada2": "blocked"}
    settle(desk.practice, (), "ada2", "resend", desk.around)
    assert states(desk.approve("ada2", at_once=True)) == {"ada2": "accepted"}
    write_inputs(desk.practice.root, ADA, BEN, CLEO)
    assert states(desk.send("C-1", at_once=True)) == {"C-1": "blocked"}, "the number comes back"
    assert desk.post.recipients == THREE[:1]
    assert settle(desk.practice, (), "C-1", "resend", desk.around).state == "approved"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((ADA | LATER | {"A12": "ada2"}, BEN, CLEO), {"ada2": "planned"}),
        ((ADA | LATER | {"A8": THREE[1]}, BEN | {"A8": THREE[0]}, CLEO), {"C-1": "blocked"}),
        ((ADA | {"L01": "99"}, BEN | {"A12": "ben", "A8": THREE[0]}, CLEO), {"ben": "blocked"}),
        ((ADA | {"A0": "2030-10-20 09:00"}, BEN, CLEO), {"C-1": "accepted"}),
    ],
    ids=["answered again", "swapped", "whose row is held", "typing error"],
)
def test_who_may_get_another(desk: Desk, rows: tuple[Row, ...], expected: dict[str, str]) -> None:
    desk.approve()
    desk.pass_time(days=16)
    answer(desk, *rows)
    shown = desk.show()
    (client,) = expected
    assert {line.id: line.state for line in shown.lines}[client] == expected[client], reasons(shown)
    told = {line.id: line.reason for line in shown.lines}[client]
    assert (AHEAD in told) == (expected[client] == "accepted")


def test_an_old_copy_in_the_ledgers_place_sends_nothing(desk: Desk, backup: Path) -> None:
    desk.pass_time(days=-4)
    desk.approve()
    copy, desk.now = desk.practice.ledger.read_bytes(), DUE
    desk.send()
    known = backup.read_bytes()
    put(desk, copy)
    for work in (desk.show, desk.send, desk.approve, lambda: make(desk.practice, press=PdfPress())):
        with pytest.raises(LedgerError, match="is older than its own backup") as caught:
            work()
        assert f"copy {backup.name} to" in caught.value.hint
    assert backup.read_bytes() == known
    put(desk, known)
    assert states(desk.approve()) == ACCEPTED
    assert desk.post.recipients == THREE


def test_a_ledger_that_is_gone_sends_nothing(desk: Desk, backup: Path) -> None:
    desk.approve()
    known = backup.read_bytes()
    lose(desk)
    for work in (desk.show, desk.send, desk.approve, lambda: make(desk.practice, press=PdfPress())):
        with pytest.raises(LedgerError, match="is gone, but not its own backup") as caught:
            work()
        assert caught.value.hint.startswith(f"Copy {backup.name} to")
    assert not desk.practice.ledger.exists()
    assert backup.read_bytes() == known


def _put_back(desk: Desk, kept: bytes) -> None:
    put(desk, kept)


def _lose_all(desk: Desk, _: bytes) -> None:
    lose(desk)
    make(desk.practice, press=PdfPress(), now=desk.now)


@pytest.mark.parametrize("happen", [_put_back, _lose_all])
def test_after_a_restore_nobody_goes_before_the_coach_has_looked(
    desk: Desk, backup: Path, happen: Callable[[Desk, bytes], None]
) -> None:
    kept = backup.read_bytes()
    desk.approve()
    backup.unlink()
    happen(desk, kept)
    for work in (desk.show, desk.send, desk.approve):
        shown = work()
        assert states(shown) == BLOCKED
        assert all(RESTORED in reason for reason in reasons(shown))
    assert desk.post.recipients == THREE
    assert len(list((desk.practice.outputs / "outbox").iterdir())) == 3, "all that tells of what went"
    settle_restored(desk.practice, desk.around)
    assert states(desk.show()) == dict.fromkeys(ACCEPTED, "planned")
    with pytest.raises(UsageError, match="was not put back"):
        settle_restored(desk.practice, desk.around)


def test_a_run_that_is_killed_as_it_freezes_is_no_lost_ledger(desk: Desk) -> None:
    with Ledger(desk.practice.ledger) as ledger:
        ledger.conditions.begin("freezing", desk.now)
        ledger.conditions.begin("freezing", desk.now)
    folder = desk.practice.outputs / "outbox"
    folder.mkdir()
    (folder / f"{'0' * 32}.eml").write_bytes(b"frozen, and never approved")
    assert states(desk.show()) == dict.fromkeys(ACCEPTED, "planned")
    assert states(desk.approve()) == ACCEPTED
    assert len(list(folder.iterdir())) == 3


def test_what_may_have_gone_stays_uncertain_when_its_resend_is_withdrawn(desk: Desk) -> None:
    desk.post.answers[THREE[1]] = LOST
    desk.approve("C-2")
    first = desk.deliveries()["c-2"]
    desk.pass_time(hours=-20)
    settle(desk.practice, (), "C-2", "resend", desk.around)
    (taken,) = take_back(desk.practice, (), ["C-2"], desk.around)
    assert (taken.delivery.state, taken.delivery.reason) == ("uncertain", STILL_UNCERTAIN)
    assert states(desk.approve("C-2", at_once=True)) == {"C-2": "uncertain"}
    assert settle(desk.practice, (), "C-2", "resend", desk.around).message_id == first.message_id
    desk.post.answers.clear()
    assert states(desk.send("C-2", at_once=True)) == {"C-2": "approved"}, "its Date is yet to come"
    desk.pass_time(hours=20)
    assert states(desk.send("C-2", at_once=True)) == {"C-2": "accepted"}
    assert len({message for _, message in desk.post.sent}) == 1


def test_a_refused_mail_and_one_that_was_handed_over_may_go_after_all(desk: Desk) -> None:
    desk.post.answers[THREE[0]] = UNKNOWN
    desk.approve("C-1")
    export(desk.fresh, (), Ask(("C-2",)), desk.around)
    folder = desk.practice.outputs / "outbox"
    desk.post.answers.clear()
    for client in ("C-1", "C-2"):
        with pytest.raises(UsageError, match="Nothing is uncertain"):
            settle(desk.practice, (), client, "delivered", desk.around)
        assert settle(desk.practice, (), client, "resend", desk.around).state == "planned"
    assert list(folder.iterdir()) == []
    assert states(desk.send()) == dict.fromkeys(ACCEPTED, "planned")
    assert states(desk.approve()) == ACCEPTED
    assert sorted(desk.post.recipients) == THREE
    with pytest.raises(UsageError, match="No client is"):
        settle(desk.practice, (), "nobody", "resend", desk.around)


@pytest.mark.parametrize("is_told_before", [True, False])
def test_a_resend_that_says_something_else_is_a_second_mail_and_asked_for(
    desk: Desk, *, is_told_before: bool
) -> None:
    desk.post.answers[THREE[0]] = LOST
    desk.approve("C-1")
    desk.post.answers.clear()
    first = desk.deliveries()["c-1"]
    if is_told_before:
        assert settle(desk.practice, (), "C-1", "resend", desk.around).message_id == first.message_id
    answer(desk, ADA | {"L07": "1"}, BEN, CLEO)
    for shown in (desk.show("C-1"), desk.send("C-1", at_once=True), desk.approve("C-1")):
        assert states(shown) == {"C-1": "blocked" if is_told_before else "uncertain"}
        assert ("It may have arrived before" in reasons(shown)[0]) is is_told_before
    assert len(desk.post.sent) == 1
    settled = settle(desk.practice, (), "C-1", "resend", desk.around)
    assert (settled.state, settled.is_second) == ("planned", True)
    assert states(desk.send("C-1")) == {"C-1": "planned"}
    assert states(desk.approve("C-1")) == {"C-1": "accepted"}
    second = desk.deliveries()["c-1"]
    assert second.revision == 2
    assert second.message_id != first.message_id


def test_a_resend_to_another_address_is_a_second_mail(desk: Desk) -> None:
    desk.post.answers[THREE[0]] = LOST
    desk.approve("C-1")
    desk.post.answers.clear()
    answer(desk, ADA | {"A8": "ada@example.com"}, BEN, CLEO)
    assert settle(desk.practice, (), "C-1", "resend", desk.around).is_second
    assert states(desk.approve("C-1")) == {"C-1": "accepted"}
    assert desk.post.recipients == [THREE[0], "ada@example.com"]


def test_outputs_that_were_put_back_as_a_whole_count_as_that_once_the_copy_is_the_ledger(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    desk.pass_time(days=-4)
    desk.approve("C-1")
    shutil.copytree(desk.practice.outputs, tmp_path / "old")
    desk.now = DUE
    desk.approve()
    shutil.rmtree(desk.practice.outputs)
    shutil.copytree(tmp_path / "old", desk.practice.outputs)
    put(desk, backup.read_bytes())
    for shown in (desk.show(), desk.approve()):
        assert states(shown) == BLOCKED | {"C-1": "uncertain"}
    assert desk.post.recipients == THREE
