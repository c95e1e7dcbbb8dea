"""Mails in the ledger: which state may follow which, whatever is tried."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipeline.errors import LedgerError
from pipeline.ledger import Ledger
from pipeline.ledger.deliveries import INTERRUPTED, PUT_BACK
from pipeline.models.delivery import OPEN, STEPS, Delivery, DeliveryState

AT = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)
MAIL = Delivery(
    folded="c-1",
    client="C-1",
    purpose="report",
    revision=1,
    recipient="ada@example.com",
    sender="coach@example.com",
    sender_name="Test Coach",
    reply_to="coach@example.com",
    reply_to_name="",
    subject="Your roadmap for our call",
    language="en",
    date=AT,
    pdf="outputs/reports/ada_byron-c-1.pdf",
    pdf_name="Ada Byron - Career Roadmap.pdf",
    pdf_digest="p1",
    input_digest="i1",
    message="outputs/outbox/m1.eml",
    message_digest="m1",
    message_id="<m1@example.com>",
    call_at=AT + timedelta(hours=48),
    send_at=AT,
)
WAYS: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    "composed": ("approved", "composed"),
    "approved": ("approved",),
    "sending": ("approved", "sending"),
    "dot": ("approved", "sending", "dot"),
    "accepted": ("approved", "sending", "dot", "accepted"),
    "handed-over": ("handed-over",),
    "deferred": ("approved", "sending", "deferred"),
    "refused": ("approved", "sending", "refused"),
    "uncertain": ("approved", "sending", "dot", "uncertain"),
}


def bring(ledger: Ledger, state: DeliveryState, mail: Delivery = MAIL) -> Delivery:
    """Bring a new mail to a state, by the steps that lead there."""
    first, *rest = WAYS[state]
    (delivery,) = ledger.deliveries.add([mail], first, AT)
    for step in rest:
        delivery = ledger.deliveries.move(delivery, step, AT)
    return delivery


def other(number: int) -> Delivery:
    return replace(MAIL, folded=f"c-{number}", client=f"C-{number}", message_id=f"<m{number}@example.com>")


def again(revision: int) -> Delivery:
    return replace(MAIL, revision=revision, message_id=f"<m1-{revision}@example.com>")


def test_a_mail_is_kept_as_it_was_approved(path: Path) -> None:
    with Ledger(path) as ledger:
        bring(ledger, "approved")
    with Ledger(path) as ledger:
        (found,) = ledger.deliveries.of("c-1")
        assert found == replace(MAIL, state="approved", approved_at=AT)
        assert ledger.deliveries.all() == [found]
        told = [(event.kind, event.what) for event in ledger.events("C-1")]
    assert told == [(None, "mail composed"), (None, "mail approved")]


def test_attempts_are_kept_as_they_are_counted(ledger: Ledger) -> None:
    later = AT + timedelta(hours=1)
    tried = replace(bring(ledger, "sending"), attempts=1)
    deferred = ledger.deliveries.move(tried, "deferred", AT, reason="Try later.", next_try_at=later)
    assert (deferred.attempts, deferred.next_try_at, deferred.settled_at) == (1, later, None)
    sending = ledger.deliveries.move(deferred, "sending", later)
    assert (sending.attempts, sending.next_try_at, sending.reason) == (1, None, "")
    accepted = ledger.deliveries.move(ledger.deliveries.move(sending, "dot", later), "accepted", later)
    assert accepted.settled_at == later
    assert ledger.deliveries.of("c-1") == [accepted]


@pytest.mark.parametrize("before", STEPS)
@pytest.mark.parametrize("after", STEPS)
def test_the_ledger_refuses_what_must_not_follow(
    ledger: Ledger, before: DeliveryState, after: DeliveryState
) -> None:
    delivery = bring(ledger, before) if before != "composed" else _composed(ledger)
    events = ledger.events("C-1")
    if after in STEPS[before]:
        assert ledger.deliveries.move(delivery, after, AT).state == after
        return
    with pytest.raises(LedgerError, match="refused a change that must not be"):
        ledger.deliveries.move(delivery, after, AT)
    assert ledger.deliveries.of("c-1") == [delivery]
    assert ledger.events("C-1") == events


def _composed(ledger: Ledger) -> Delivery:
    """A mail whose approval was withdrawn."""
    return ledger.deliveries.move(bring(ledger, "approved"), "composed", AT)


def test_a_mail_that_another_run_has_moved(ledger: Ledger) -> None:
    approved = bring(ledger, "approved")
    ledger.deliveries.move(approved, "sending", AT)
    with pytest.raises(LedgerError, match="The mail to C-1 is no longer approved"):
        ledger.deliveries.move(approved, "sending", AT)


@pytest.mark.parametrize("column", ["recipient", "subject", "pdf_digest", "message_digest", "revision"])
def test_what_was_approved_never_changes(path: Path, ledger: Ledger, column: str) -> None:
    bring(ledger, "approved")
    with (
        sqlite3.connect(path) as other,
        pytest.raises(sqlite3.IntegrityError, match="what was approved never changes"),
    ):
        other.execute(f"UPDATE deliveries SET {column} = '7'")  # noqa: S608 - no outside text
    other.close()


def test_no_key_is_there_twice_and_no_mail_begins_on_its_way(path: Path, ledger: Ledger) -> None:
    bring(ledger, "accepted")
    with pytest.raises(LedgerError, match="UNIQUE constraint failed"):
        bring(ledger, "approved")
    with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError, match="begins as composed"):
        other.execute("INSERT INTO deliveries SELECT * FROM deliveries")
    other.close()


@pytest.mark.parametrize("state", sorted(OPEN))
def test_no_second_mail_begins_while_the_first_may_still_go(ledger: Ledger, state: DeliveryState) -> None:
    bring(ledger, state)
    with pytest.raises(LedgerError, match="UNIQUE constraint failed"):
        ledger.deliveries.add([again(2)], "approved", AT)
    assert len(ledger.deliveries.of("c-1")) == 1


def test_all_are_approved_or_none(ledger: Ledger) -> None:
    bring(ledger, "approved", other(2))
    with pytest.raises(LedgerError):
        ledger.deliveries.add([other(1), other(2), other(3)], "approved", AT)
    assert [delivery.folded for delivery in ledger.deliveries.all()] == ["c-2"]


def test_what_a_stopped_run_left_behind(ledger: Ledger) -> None:
    states: tuple[DeliveryState, ...] = ("sending", "dot", "accepted", "deferred", "approved", "refused")
    for number, state in enumerate(states, 1):
        bring(ledger, state, other(number))
    moved = ledger.deliveries.recover(AT)
    assert [(each.folded, each.state, each.reason) for each in moved] == [
        ("c-1", "approved", ""),
        ("c-2", "uncertain", INTERRUPTED),
    ]
    now = [delivery.state for delivery in ledger.deliveries.all()]
    assert now == ["approved", "uncertain", "accepted", "deferred", "approved", "refused"]
    assert ledger.deliveries.recover(AT) == []


def test_a_backup_that_was_put_back_sends_nothing_by_itself(path: Path) -> None:
    with Ledger(path) as ledger:
        for number, state in enumerate(("approved", "deferred", "accepted", "sending"), 1):
            bring(ledger, state, other(number))  # type: ignore[arg-type]
        ledger.back_up()
        approved = ledger.deliveries.of("c-1")[0]
        ledger.deliveries.move(ledger.deliveries.move(approved, "sending", AT), "dot", AT)
    for left in path.parent.glob("ledger.sqlite3*"):
        left.unlink()
    backup = path.with_name("ledger.backup.sqlite3")
    backup.rename(path)
    with Ledger(path) as ledger:
        ledger.deliveries.recover(AT)
        found = {each.folded: (each.state, each.reason) for each in ledger.deliveries.all()}
        assert ledger.deliveries.recover(AT) == []
        assert ledger.conditions.holds("restored"), "others may have been mailed, who are not in it"
    assert found["c-2"] == found["c-4"] == ("uncertain", PUT_BACK)
    assert found["c-1"][0] == "uncertain"
    assert found["c-3"] == ("accepted", "")


class Mails(RuleBasedStateMachine):
    """Any sequence of moves, by anybody, with runs that stop in between."""

    @initialize()
    def begin(self) -> None:
        self.ledger = Ledger(Path("there-is-none.sqlite3"), passing=True)
        self.known: dict[int, DeliveryState] = {}
        self.dots: dict[int, int] = {}

    @rule(state=st.sampled_from(sorted(STEPS)))
    def compose(self, state: DeliveryState) -> None:
        revision = len(self.known) + 1
        may = state in STEPS["composed"] and (state not in OPEN or not OPEN & set(self.known.values()))
        try:
            self.ledger.deliveries.add([again(revision)], state, AT)
        except LedgerError:
            assert not may
        else:
            assert may
            self.known[revision] = state

    @rule(data=st.data(), after=st.sampled_from(sorted(STEPS)))
    def move(self, data: st.DataObject, after: DeliveryState) -> None:
        if not self.known:
            return
        revision = data.draw(st.sampled_from(sorted(self.known)))
        before = self.known[revision]
        delivery = self.ledger.deliveries.of("c-1")[revision - 1]
        is_free = after not in OPEN or not OPEN & {
            state for number, state in self.known.items() if number != revision
        }
        try:
            self.ledger.deliveries.move(delivery, after, AT)
        except LedgerError:
            assert after not in STEPS[before] or not is_free
        else:
            assert after in STEPS[before]
            assert is_free
            self.known[revision] = after

    @rule()
    def stop_and_recover(self) -> None:
        self.ledger.deliveries.recover(AT)
        safe: dict[DeliveryState, DeliveryState] = {"sending": "approved", "dot": "uncertain"}
        self.known = {number: safe.get(state, state) for number, state in self.known.items()}

    @invariant()
    def the_ledger_agrees(self) -> None:
        if hasattr(self, "ledger"):
            found = {each.revision: each.state for each in self.ledger.deliveries.of("c-1")}
            assert found == self.known
            assert sum(state in OPEN for state in found.values()) <= 1

    @invariant()
    def events_tell_every_step(self) -> None:
        if hasattr(self, "ledger"):
            for earlier, later in zip(*self._told(), strict=True):
                assert later == "composed" or later in STEPS[earlier] or len(self.known) > 1

    def _told(self) -> tuple[list[DeliveryState], list[DeliveryState]]:
        states = [event.what.removeprefix("mail ") for event in self.ledger.events("C-1")]
        return states[:-1], states[1:]  # type: ignore[return-value]

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.__exit__(None)


TestMails = Mails.TestCase
TestMails.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
