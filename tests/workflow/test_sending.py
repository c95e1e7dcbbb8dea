"""Sending, from the dry run to the last answer of the server."""

import stat
from contextlib import ExitStack
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pipeline.errors import DeliveryError, LedgerError, LockedError, UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.workflow.sending.checks import PDF_CHANGED
from pipeline.workflow.sending.dispatch import PAUSES
from pipeline.workflow.sending.rounds import export, keep_sending, send_to_coach, take_back
from pipeline.workflow.sending.settling import settle
from pipeline.workflow.sending.surroundings import Ask
from tests.posting import (
    ADA,
    ALL,
    BEN,
    BUSY,
    CLEO,
    DUE,
    LOST,
    MAIL,
    SHUT,
    THREE,
    UNKNOWN,
    Desk,
    FakePost,
    KilledError,
    PdfPress,
    client,
    mailing_practice,
    reasons,
    states,
)
from tests.practices import SETTINGS, make, tree, write_inputs


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"))


def test_a_dry_run_tells_who_gets_what_and_when_and_touches_nothing(desk: Desk) -> None:
    before = tree(desk.practice.root)
    shown = desk.show()
    assert [(line.id, line.to, line.state, line.send_at) for line in shown.lines] == [
        ("C-1", "c-1@example.com", "planned", DUE),
        ("C-2", "c-2@example.com", "planned", DUE),
        ("C-3", "c-3@example.com", "planned", DUE),
    ]
    assert shown.forecast == "3 mails: about a minute at most; the first goes Mon 05 Oct 10:00, UTC"
    assert shown.stop is None
    assert tree(desk.practice.root) == before
    assert desk.post.opened == 0


def test_only_what_was_approved_goes_and_once(desk: Desk) -> None:
    desk.now = DUE
    assert states(desk.send()) == dict.fromkeys(ALL, "planned")
    assert desk.post.sent == []
    assert states(desk.approve()) == ALL
    assert desk.post.recipients == THREE
    assert [delivery.state for delivery in desk.settled] == ["accepted"] * 3
    assert states(desk.approve(at_once=True)) == ALL
    assert desk.post.recipients == THREE


def test_what_is_approved_waits_for_its_time(desk: Desk) -> None:
    approved = desk.approve()
    assert states(approved) == dict.fromkeys(ALL, "approved")
    assert [line.send_at for line in approved.lines] == [DUE] * 3
    assert all(line.message_id for line in approved.lines)
    assert desk.post.sent == []
    desk.now = DUE
    assert states(desk.show()) == dict.fromkeys(ALL, "due")
    assert states(desk.send()) == ALL


def test_what_is_sent_is_what_was_frozen(desk: Desk) -> None:
    desk.approve()
    frozen = {
        each.recipient: (desk.practice.root / each.message).read_bytes()
        for each in desk.deliveries().values()
    }
    folder = desk.practice.outputs / "outbox"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    desk.now = DUE
    desk.send()
    assert dict(desk.post.sent) == frozen
    message = message_from_bytes(frozen["c-1@example.com"], policy=policy.default)
    assert message["To"] == "c-1@example.com"
    assert message["Message-ID"] == desk.deliveries()["c-1"].message_id
    (attached,) = message.iter_attachments()
    assert attached.get_content() == (desk.practice.root / desk.deliveries()["c-1"].pdf).read_bytes()


def test_a_message_has_the_same_id_for_ever_and_tells_nothing(desk: Desk) -> None:
    desk.approve("C-1")
    first = desk.deliveries()["c-1"].message_id
    take_back(desk.practice, (), ["C-1"], desk.around)
    assert not list((desk.practice.outputs / "outbox").glob("*.eml"))
    desk.approve("C-1")
    second = desk.deliveries()["c-1"]
    assert second.revision == 2
    assert second.message_id != first
    assert "c-1" not in second.message_id.lower()


def test_a_withdrawn_approval_sends_nothing(desk: Desk) -> None:
    desk.approve()
    with pytest.raises(UsageError, match='No client is "Nobody"'):
        take_back(desk.practice, (), ["Ada", "Nobody"], desk.around)
    assert {each.state for each in desk.deliveries().values()} == {"approved"}, "all, or none"
    (taken,) = take_back(desk.practice, (), ["Ada", "C-1"], desk.around)
    assert (taken.delivery.folded, taken.delivery.state) == ("c-1", "composed")
    assert taken.label == "Ada Byron (C-1)"
    desk.now = DUE
    assert states(desk.send()) == ALL | {"C-1": "planned"}
    with pytest.raises(UsageError, match='no approved mail to "Ada" to withdraw: it is planned'):
        take_back(desk.practice, (), ["Ada"], desk.around)
    with pytest.raises(UsageError, match="it is accepted"):
        take_back(desk.practice, (), ["Ben"], desk.around)


def test_a_limit_and_a_client(desk: Desk) -> None:
    desk.now = DUE
    assert states(desk.approve("Ben")) == {"C-2": "accepted"}
    assert states(desk.approve(limit=1)) == ALL | {"C-3": "planned"}
    assert desk.post.recipients == ["c-2@example.com", "c-1@example.com"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"A7b": "no"}, "They did not agree to get mail."),
        ({"A7b": ""}, "They have not said that they agree to get mail."),
        ({"A7a": "no"}, "Their row is held: The client does not agree that the answers are used"),
        ({"A8": "", "A12": "C-1"}, "There is no e-mail address in their row."),
        ({"A10": "2026-10-01 09:00"}, "The call has begun or is over."),
        ({"A0": "2025-09-01 09:00"}, "Their answers have expired: they are older than 365 days."),
    ],
)
def test_what_stands_against_one_mail_stops_no_other(
    tmp_path: Path, changed: dict[str, str], reason: str
) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice", client(1, "Ada Byron", **changed), BEN))
    shown = desk.approve(at_once=True)
    assert states(shown) == {"C-1": "blocked", "C-2": "accepted"}
    assert reason in {line.id: line.reason for line in shown.lines}["C-1"]
    assert desk.post.recipients == ["c-2@example.com"]


def test_less_than_three_hours_before_the_call_only_the_coach_can_send(desk: Desk) -> None:
    desk.now = datetime.fromisoformat("2026-10-07T07:30+00:00")
    assert all("less than 3 hours" in reason for reason in reasons(desk.approve()))
    assert desk.post.sent == []
    assert states(desk.approve(at_once=True)) == ALL


def test_a_report_that_is_not_fit_blocks_its_client(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice", ADA, BEN))
    with Ledger(desk.practice.ledger) as ledger, ledger.change() as change:
        change("""UPDATE documents SET faults = '["a box is too full"]' WHERE folded = 'c-1'""", ())
    assert reasons(desk.show())[0] == "Their report is not fit to be sent: a box is too full"
    write_inputs(desk.practice.root, ADA, BEN | {"L07": "5"}, CLEO)
    assert states(desk.show()) == dict.fromkeys(ALL, "blocked")
    assert reasons(desk.show())[1:] == [
        "Their report is not up to date: answer changed: “Can describe work in five years” (L07).",
        "There is no report for them yet.",
    ]


def test_what_the_coach_holds_back_in_the_review(desk: Desk) -> None:
    desk.now = DUE
    desk.review = {"c-2": "You put this mail on hold in review.xlsx."}.get
    shown = desk.approve()
    assert states(shown) == ALL | {"C-2": "blocked"}
    assert reasons(shown)[1] == "You put this mail on hold in review.xlsx."


def test_a_held_row_and_one_that_is_gone_after_approval(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    write_inputs(desk.practice.root, ADA | {"L01": "99"}, BEN)
    shown = desk.send()
    assert states(shown) == {"C-1": "blocked", "C-2": "accepted", "C-3": "blocked"}
    why = {line.id: line.reason for line in shown.lines}
    assert why["C-1"] == "Their row is held: This number is not on the scale."
    assert why["C-3"] == "Their row is no longer in the inputs."


def test_a_call_that_was_moved_after_approval_needs_a_new_one(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    write_inputs(desk.practice.root, ADA | {"A10": "2026-10-09 10:00"}, BEN, CLEO)
    make(desk.practice, press=PdfPress())
    shown = desk.send()
    assert states(shown) == ALL | {"C-1": "planned"}
    assert reasons(shown)[0].startswith("The call was moved since this mail was approved")
    assert states(desk.approve()) == ALL | {"C-1": "approved"}
    assert desk.deliveries()["c-1"].revision == 2


def swap(desk: Desk, *, by: str = "") -> None:
    """Put Ada's PDF in the place of Ben's."""
    folder = desk.practice.reports
    (folder / "ben_osei-c-2.pdf").write_bytes((folder / "ada_byron-c-1.pdf").read_bytes() + by.encode())


def test_pdfs_that_were_swapped_stop_the_whole_batch(desk: Desk) -> None:
    desk.now = DUE
    swap(desk)
    stopped = desk.approve()
    assert stopped.stop is not None
    assert "PDF was changed on the disk" in stopped.stop.reason
    assert stopped.stop.command == "reports --client C-2"
    assert desk.deliveries() == {}
    assert desk.post.sent == []


def test_a_pdf_that_changes_after_approval_stops_the_whole_batch(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    swap(desk)
    stopped = desk.send()
    assert stopped.stop is not None
    assert "The PDF was changed since it was approved." in stopped.stop.reason
    assert stopped.stop.command == "send --withdraw C-2"
    assert states(stopped) == dict.fromkeys(ALL, "due")
    assert [stopped.reason(line) for line in stopped.lines] == ["", PDF_CHANGED, ""], "the table says it too"
    assert desk.post.sent == []


def test_a_recipient_that_is_edited_after_approval_stops_the_whole_batch(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    write_inputs(desk.practice.root, ADA, BEN | {"A8": "evil@example.com"}, CLEO)
    for shown in (desk.show(), desk.send(), desk.approve()):
        assert shown.stop is not None
        assert "not the one that was approved" in shown.stop.reason
    assert desk.post.sent == []
    take_back(desk.practice, (), ["C-2"], desk.around)
    make(desk.practice, press=PdfPress())


def test_a_message_that_changes_on_the_disk_stops_the_whole_batch(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    message = desk.practice.root / desk.deliveries()["c-3"].message
    message.write_bytes(message.read_bytes().replace(b"To: c-3@", b"To: c-9@"))
    stopped = desk.send()
    assert stopped.stop is not None
    assert "The frozen message was changed" in stopped.stop.reason
    message.unlink()
    assert desk.send().stop is not None
    assert desk.post.sent == []


def test_what_changes_during_the_batch_stops_the_rest(desk: Desk) -> None:
    desk.now = DUE
    desk.post.on_mail = lambda recipient: swap(desk) if recipient == THREE[0] else None
    stopped = desk.approve()
    assert stopped.stop is not None
    assert "something is wrong with the mail to C-2" in stopped.stop.reason
    assert desk.post.recipients == THREE[:1]
    assert states(stopped) == {"C-1": "accepted", "C-2": "due", "C-3": "due"}


def test_a_pdf_that_says_it_is_another_clients(desk: Desk) -> None:
    desk.now = DUE
    folder = desk.practice.reports
    (folder / "ben_osei-c-2.pdf").write_bytes((folder / "ada_byron-c-1.pdf").read_bytes())
    with Ledger(desk.practice.ledger) as ledger, ledger.change() as change:
        change(
            "UPDATE documents SET pdf_digest = (SELECT pdf_digest FROM documents "
            "WHERE folded = 'c-1' AND kind = 'report') WHERE folded = 'c-2' AND kind = 'report'",
            (),
        )
    stopped = desk.approve()
    assert stopped.stop is not None
    assert "another client's" in stopped.stop.reason
    assert desk.deliveries() == {}
    assert not list((desk.practice.outputs / "outbox").iterdir())


def test_a_mail_that_is_put_off_is_tried_again_with_growing_pauses(tmp_path: Path) -> None:
    always = 'hours_before_call = 720\nquiet_hours = ["00:00", "00:00"]\nquiet_days = []\n'
    ada = ADA | {"A10": "2026-10-25 10:00"}
    desk = Desk(mailing_practice(tmp_path / "practice", ada, settings=MAIL + always), now=DUE)
    desk.post.answers[THREE[0]] = BUSY
    first = desk.approve()
    assert states(first) == {"C-1": "deferred"}
    assert first.lines[0].send_at == DUE + PAUSES[0]
    assert first.lines[0].reason == BUSY.reason
    assert states(desk.send()) == {"C-1": "deferred"}
    assert desk.deliveries()["c-1"].attempts == 1
    for attempt, pause in enumerate(PAUSES[1:], 2):
        desk.now = desk.deliveries()["c-1"].next_try_at or desk.now
        assert desk.send().lines[0].send_at == desk.now + pause
        assert desk.deliveries()["c-1"].attempts == attempt
    desk.now = desk.deliveries()["c-1"].next_try_at or desk.now
    assert states(desk.send()) == {"C-1": "refused"}
    assert desk.deliveries()["c-1"].reason.startswith("Given up after 8 attempts.")


def test_one_that_is_put_off_goes_in_the_end(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers[THREE[0]] = BUSY
    assert states(desk.approve()) == ALL | {"C-1": "deferred"}
    del desk.post.answers[THREE[0]]
    assert states(desk.send(at_once=True)) == ALL
    assert desk.post.recipients == [THREE[1], THREE[2], THREE[0]]


def test_a_refused_mail_waits_for_another_address(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers[THREE[1]] = UNKNOWN
    assert states(desk.approve()) == ALL | {"C-2": "refused"}
    assert reasons(desk.approve())[1] == UNKNOWN.reason
    email = "ben@example.com"
    write_inputs(desk.practice.root, ADA, BEN | {"A8": email}, CLEO)
    make(desk.practice, press=PdfPress())
    assert states(desk.show()) == ALL | {"C-2": "planned"}
    assert states(desk.approve()) == ALL
    assert desk.post.recipients[-1] == email


def test_what_nobody_can_tell_is_never_sent_again_by_itself(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers[THREE[0]] = LOST
    stopped = desk.approve()
    assert stopped.stop is not None
    assert stopped.stop.command == "resolve C-1"
    assert states(stopped) == {"C-1": "uncertain", "C-2": "due", "C-3": "due"}
    desk.post.answers.clear()
    assert states(desk.send(at_once=True)) == ALL | {"C-1": "uncertain"}
    assert states(desk.approve(at_once=True)) == ALL | {"C-1": "uncertain"}
    assert desk.post.recipients == THREE


@pytest.mark.parametrize(("verdict", "after"), [("delivered", 1), ("resend", 2)])
def test_the_coach_says_what_became_of_it(desk: Desk, verdict: str, after: int) -> None:
    desk.now = DUE
    desk.post.answers[THREE[0]] = LOST
    desk.approve("C-1")
    desk.post.answers.clear()
    settle(desk.practice, (), "Ada", verdict, desk.around)  # type: ignore[arg-type]
    assert states(desk.send("C-1")) == {"C-1": "accepted"}
    sent = [message for _, message in desk.post.sent]
    assert len(sent) == after
    assert len(set(sent)) == 1, "the same mail, byte for byte"
    with pytest.raises(UsageError, match='Nothing is uncertain about the mail to "Ada": it is accepted'):
        settle(desk.practice, (), "Ada", verdict, desk.around)  # type: ignore[arg-type]


def test_a_server_that_takes_nothing_stops_the_batch_once(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers = dict.fromkeys(THREE, SHUT)
    stopped = desk.approve()
    assert stopped.stop is not None
    assert (stopped.stop.reason, stopped.stop.command) == (SHUT.reason, "send --due --client C-1")
    assert states(stopped) == {"C-1": "due", "C-2": "due", "C-3": "due"}
    assert reasons(stopped)[0] == SHUT.reason


def test_a_server_that_takes_nothing_for_long_makes_no_mail_refused(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers = dict.fromkeys(THREE, SHUT)
    desk.approve("C-1")
    for _ in range(len(PAUSES) + 1):
        desk.send("C-1", at_once=True)
    assert desk.states() == {"c-1": "deferred"}
    assert desk.deliveries()["c-1"].next_try_at is None, "the pause is the server's"
    desk.post.answers = dict.fromkeys(THREE, BUSY)
    desk.send("C-1", at_once=True)
    assert (desk.states(), desk.deliveries()["c-1"].attempts) == ({"c-1": "deferred"}, 1)
    desk.post.answers.clear()
    assert states(desk.send("C-1", at_once=True)) == {"C-1": "accepted"}


@pytest.mark.parametrize(
    ("moment", "left", "sent"),
    [("before", "approved", 1), ("dot", "uncertain", 0), ("after", "uncertain", 1)],
)
def test_a_run_that_is_killed(desk: Desk, moment: str, left: str, sent: int) -> None:
    desk.now = DUE
    desk.post = FakePost(dies_at=moment)
    with pytest.raises(KilledError):
        desk.approve("C-1")
    desk.post.dies_at = ""
    assert states(desk.show("C-1")) == {"C-1": "due" if left == "approved" else left}
    shown = desk.send("C-1")
    assert desk.states() == {"c-1": "accepted" if left == "approved" else left}
    assert len(desk.post.sent) == sent
    assert desk.post.recipients.count(THREE[0]) <= 1
    assert shown.stop is None


def test_a_commit_that_fails_before_the_dot_sends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.now = DUE
    from pipeline.ledger.deliveries import Deliveries

    move = Deliveries.move

    def fail(self: Deliveries, delivery, state, at, **more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN202
        if state == "dot":
            raise LedgerError("full")
        return move(self, delivery, state, at, **more)

    with monkeypatch.context() as broken:
        broken.setattr(Deliveries, "move", fail)
        with pytest.raises(LedgerError):
            desk.approve("C-1")
    assert desk.post.sent == []
    assert states(desk.send("C-1")) == {"C-1": "accepted"}


def test_a_clock_that_is_set_back_sends_nothing_again(desk: Desk) -> None:
    desk.now = DUE
    desk.approve()
    desk.pass_time(days=-400)
    for at_once in (False, True):
        desk.approve(at_once=at_once)
        desk.send(at_once=at_once)
    desk.pass_time(days=400)
    assert states(desk.approve()) == ALL
    assert desk.post.recipients == THREE


def test_who_answers_again_gets_another_mail_and_who_is_printed_again_does_not(desk: Desk) -> None:
    desk.now = DUE
    desk.approve()
    later = {"A0": "2026-10-20 09:00", "A10": "2026-10-28 10:00"}
    write_inputs(desk.practice.root, ADA | later, BEN | {"L07": "5"}, CLEO)
    desk.pass_time(days=16)
    make(desk.practice, press=PdfPress(), now=desk.now)
    assert states(desk.show()) == ALL | {"C-1": "planned"}
    desk.approve(at_once=True)
    assert desk.post.recipients == [*THREE, THREE[0]]
    assert states(desk.approve(at_once=True)) == ALL


def test_one_run_at_a_time(desk: Desk) -> None:
    desk.now = DUE
    with run_lock(desk.practice.outputs), pytest.raises(LockedError, match="process"):
        desk.approve()
    assert desk.post.opened == 0


def test_a_watch_waits_while_others_work_and_ends_with_what_stops_it(desk: Desk) -> None:
    desk.approve()
    desk.post.answers[THREE[1]] = LOST
    lock = ExitStack()
    passes: list[dict[str, str]] = []

    def look_again() -> None:
        passes.append(desk.states())
        if len(passes) == 1:
            desk.now = DUE
            lock.enter_context(run_lock(desk.practice.outputs))
        else:
            lock.close()

    ended = keep_sending(desk.send, look_again, print)
    assert passes == [dict.fromkeys(("c-1", "c-2", "c-3"), "approved")] * 2
    assert ended.stop is not None
    assert states(ended) == {"C-1": "accepted", "C-2": "uncertain", "C-3": "due"}


def test_without_an_address_of_the_coach_nothing_is_approved(desk: Desk) -> None:
    (desk.practice.root / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    with pytest.raises(DeliveryError, match="no address of the sender"):
        desk.approve()
    assert desk.deliveries() == {}


def test_a_lost_key_stops_before_anything_is_approved(desk: Desk) -> None:
    desk.approve("C-1")
    with Ledger(desk.practice.ledger) as ledger, ledger.change() as change:
        change("DELETE FROM keys WHERE name = 'message ids'", ())
    with pytest.raises(LedgerError, match="has lost the key"):
        desk.approve("C-2")


def test_a_damaged_ledger_stops_before_sending_and_its_backup_sends_nothing_twice(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    backup = desk.practice.ledger.with_name("ledger.backup.sqlite3")
    kept = backup.read_bytes()
    desk.send()
    desk.practice.ledger.write_bytes(b"damaged" * 1000)
    with pytest.raises(LedgerError, match="is damaged") as caught:
        desk.send()
    assert "ledger.backup.sqlite3" in caught.value.hint
    for left in desk.practice.outputs.glob("ledger.sqlite3*"):
        left.unlink()
    desk.practice.ledger.write_bytes(kept)
    with pytest.raises(LedgerError, match="is older than its own backup"):
        desk.approve(at_once=True)
    backup.unlink()
    assert states(desk.approve(at_once=True)) == dict.fromkeys(ALL, "uncertain")
    assert desk.post.recipients == THREE


def test_the_backup_knows_of_every_mail_before_it_goes(desk: Desk) -> None:
    desk.now = DUE
    backup = desk.practice.ledger.with_name("ledger.backup.sqlite3")
    known: list[dict[str, str]] = []

    def look(_: str) -> None:
        with Ledger(backup, passing=True) as ledger:
            known.append({each.folded: each.state for each in ledger.deliveries.all()})

    desk.post.on_mail = look
    desk.approve()
    assert known[0] == {"c-1": "approved", "c-2": "approved", "c-3": "approved"}


def test_drafts_for_a_coach_who_sends_by_hand(desk: Desk) -> None:
    desk.approve("C-1")
    done = export(desk.fresh, (), Ask(), desk.around)
    assert done.stop is None
    assert states(done) == dict.fromkeys(ALL, "handed-over")
    folder = desk.practice.outputs / "outbox"
    assert sorted(path.name for path in folder.iterdir()) == [
        "ada_byron-c-1.eml",
        "ben_osei-c-2.eml",
        "cleo_marsh-c-3.eml",
    ]
    message = message_from_bytes((folder / "ada_byron-c-1.eml").read_bytes(), policy=policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", THREE[0])
    desk.now = DUE
    assert states(desk.approve(at_once=True)) == dict.fromkeys(ALL, "handed-over")
    assert desk.post.sent == []


def test_a_stopped_export_is_finished_and_what_nobody_knows_goes(desk: Desk) -> None:
    export(desk.fresh, (), Ask(("C-1",)), desk.around)
    folder = desk.practice.outputs / "outbox"
    frozen = desk.practice.root / desk.deliveries()["c-1"].message
    (folder / "ada_byron-c-1.eml").rename(frozen)
    (folder / f"{'0' * 32}.eml").write_bytes(b"frozen, and never approved")
    with Ledger(desk.practice.ledger) as ledger:
        ledger.conditions.begin("freezing", desk.now)
    (folder / "my own.eml").write_bytes(b"the coach's")
    desk.send()
    assert sorted(path.name for path in folder.iterdir()) == ["ada_byron-c-1.eml", "my own.eml"]


def test_the_coach_gets_what_clients_would_and_it_does_not_count(desk: Desk) -> None:
    before = tree(desk.practice.root)
    tried = send_to_coach(desk.fresh, (), Ask(limit=2), desk.around)
    assert tried.stop is None
    assert desk.post.recipients == ["coach@example.com"] * 2
    messages = [message_from_bytes(message, policy=policy.default) for _, message in desk.post.sent]
    assert len({message["Message-ID"] for message in messages}) == 2
    assert {message["To"] for message in messages} == {"coach@example.com"}
    assert tree(desk.practice.root) == before
    desk.post.answers["coach@example.com"] = SHUT
    stop = send_to_coach(desk.fresh, (), Ask(), desk.around).stop
    assert stop is not None
    assert (stop.reason, stop.command) == (SHUT.reason, "doctor")


def test_a_provider_takes_so_many_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.delivery.providers import Rates
    from pipeline.workflow.sending import bench

    monkeypatch.setattr(bench, "rates_of", lambda _: Rates(per_day=2))
    desk = Desk(mailing_practice(tmp_path / "practice", settings=MAIL))
    desk.now = DUE
    stopped = desk.approve()
    assert states(stopped) == ALL | {"C-3": "due"}
    assert stopped.stop is not None
    assert "takes 2 mails in 24 hours" in stopped.stop.reason
    desk.pass_time(hours=24, seconds=1)
    assert states(desk.send(at_once=True)) == ALL


def test_a_mail_whose_time_passes_during_the_batch_waits(desk: Desk) -> None:
    desk.now = DUE
    desk.approve()
    desk.post.sent.clear()
    write_inputs(desk.practice.root, client(4, "Dina Said"), client(5, "Eli Katz"))
    make(desk.practice, press=PdfPress())
    desk.post.on_mail = lambda _: desk.pass_time(hours=11)
    shown = desk.approve()
    assert {line.id: line.state for line in shown.lines}["C-5"] == "approved", "it is night"
    assert desk.post.recipients == ["c-4@example.com"]
