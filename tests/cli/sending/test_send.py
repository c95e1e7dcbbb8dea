"""``roadmap send`` and ``roadmap resolve``, with a real mail server."""

from email import message_from_bytes, policy

import pytest

from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.workflow.sending import ways
from tests.cli.conftest import Run
from tests.cli.sending.conftest import BEFORE, THEN
from tests.posting import ADA, BEN, CLEO, DUE, MAIL, THREE, PdfPress, client
from tests.practices import make, tree, write_inputs
from tests.smtp.sink import Sink, free_port

pytestmark = pytest.mark.usefixtures("same_program")


def states(run: Run, *options: str) -> dict[str, str]:
    """How the mails stand, as a program reads it."""
    messages = run("send", "--json", "--as-of", THEN, *options).json["messages"]
    return {message["client"]: message["state"] for message in messages}


def test_alone_it_shows_who_gets_what_and_when(run: Run, practice: Practice, sink: Sink) -> None:
    before = tree(practice.root)
    ran = run("send", "--as-of", BEFORE)
    assert ran.code == 0
    assert ran.out.splitlines()[1] == "Ada Byron (C-1)   c-1@example.com  planned  Mon 05 Oct 10:00, UTC"
    assert ran.out.splitlines()[-1] == (
        "3 planned. To go: 3 mails: about a minute at most; the first goes Mon 05 Oct 10:00, UTC."
    )
    assert "Next: roadmap send --approve" in ran.err
    told = run("send", "--json", "--as-of", BEFORE)
    assert told.json["messages"][0] == {
        "client": "C-1",
        "to": "c-1@example.com",
        "state": "planned",
        "reason": None,
        "send_at": "2026-10-05T10:00:00+00:00",
        "message_id": None,
    }
    assert (told.json["counts"]["planned"], told.json["counts"]["accepted"]) == (3, 0)
    assert tree(practice.root) == before
    assert sink.mails == []


@pytest.mark.usefixtures("practice")
def test_everybody_gets_their_own_report_once(run: Run, practice: Practice, sink: Sink) -> None:
    approved = run("send", "--approve", "--as-of", BEFORE)
    assert approved.code == 0
    assert "Next: roadmap send --due" in approved.err
    assert sink.mails == []
    sent = run("send", "--due", "--as-of", THEN)
    assert sent.code == 0
    assert "C-1: accepted" in sent.err
    assert not any(told in sent.err for told in ("@", "Ada", "Ben", "Cleo")), "what cron keeps names nobody"
    assert run("send", "--due", "--as-of", THEN).code == 0
    assert run("send", "--approve", "--now", "--as-of", THEN).code == 0
    assert [mail.recipients for mail in sink.mails] == [(each,) for each in THREE]
    for mail, report in zip(sink.mails, sorted(practice.reports.iterdir()), strict=True):
        message = message_from_bytes(mail.text, policy=policy.default)
        assert (mail.sender, message["To"]) == ("coach@example.com", mail.recipients[0])
        (attached,) = message.iter_attachments()
        assert attached.get_content() == report.read_bytes()


@pytest.mark.usefixtures("practice")
def test_to_me_then_one_then_all(run: Run, sink: Sink) -> None:
    tried = run("send", "--to-me", "--as-of", BEFORE)
    assert tried.code == 0
    assert "to nobody else" in tried.err
    assert [mail.recipients for mail in sink.mails] == [("coach@example.com",)]
    assert states(run) == dict.fromkeys(("C-1", "C-2", "C-3"), "planned")
    assert run("send", "--approve", "--client", "ben", "--as-of", THEN).code == 0
    assert states(run, "--client", "ben") == {"C-2": "accepted"}
    assert run("send", "--approve", "--limit", "5", "--as-of", THEN).code == 0
    assert [mail.recipients[0] for mail in sink.mails[1:]] == [THREE[1], THREE[0], THREE[2]]


@pytest.mark.usefixtures("practice")
def test_an_approval_is_taken_back(run: Run, sink: Sink) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    taken = run("send", "--withdraw", "ada", "--as-of", BEFORE)
    assert (taken.code, taken.out) == (
        0,
        "The approval of the mail to Ada Byron (C-1) was taken back. Nothing was sent to them.\n",
    )
    run("send", "--due", "--as-of", THEN)
    assert [mail.recipients[0] for mail in sink.mails] == THREE[1:]
    assert run("send", "--withdraw", "ada", "--as-of", THEN).code == 2
    assert run("send", "--withdraw", "nobody", "--as-of", THEN).code == 2


def test_drafts_to_send_by_hand(run: Run, practice: Practice, sink: Sink) -> None:
    ran = run("send", "--export", "--as-of", BEFORE)
    assert ran.code == 0
    assert "3 handed-over." in ran.out
    (draft, *_) = sorted((practice.outputs / "outbox").iterdir())
    assert b"\r\nX-Unsent: 1\r\n" in draft.read_bytes()
    assert "3 new drafts lie in outputs/outbox/" in ran.err
    draft.unlink()
    assert "No draft was written" in run("send", "--export", "--as-of", BEFORE).err, "it may have been sent"
    assert run("send", "--approve", "--now", "--as-of", THEN).code == 0
    assert sink.mails == []


def test_a_client_who_is_blocked_is_told_with_the_reason(run: Run, practice: Practice, sink: Sink) -> None:
    write_inputs(practice.root, client(1, "Ada Byron", A7b="no"), BEN)
    make(practice, press=PdfPress())
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 1
    assert "They did not agree to get mail." in ran.out
    assert "Next: roadmap send   shows how the mails stand" in ran.err, "nothing has to be mended"
    assert [mail.recipients[0] for mail in sink.mails] == THREE[1:2]
    for typed in (["send"], ["send", "--client", "ben", "--now"]):
        assert "Next: roadmap status   " in run(*typed, "--as-of", THEN).err, "nobody goes in a circle"


def test_a_swapped_pdf_stops_everything_and_says_what_to_type(
    run: Run, practice: Practice, sink: Sink
) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    first, second, _ = sorted(practice.reports.iterdir())
    second.write_bytes(first.read_bytes())
    ran = run("send", "--due", "--as-of", THEN)
    assert ran.code == 4
    assert "something is wrong with the mail to C-2" in ran.err
    assert "Next: roadmap send --withdraw C-2" in ran.err
    stopped = run("send", "--due", "--json", "--as-of", THEN)
    assert stopped.json["stop"]["next"] == "send --withdraw C-2"
    assert sink.mails == []


def test_a_call_that_was_moved_after_approval_is_told_to_cron_too(run: Run, practice: Practice) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    write_inputs(practice.root, client(1, "Ada Byron", A10="2026-10-09 10:00"), BEN, CLEO)
    make(practice, press=PdfPress())
    ran = run("send", "--due", "--as-of", THEN)
    assert ran.code == 1
    assert "it was Wed 07 Oct 10:00, and is Fri 09 Oct 10:00. Approve it again." in ran.out
    assert "Next: roadmap send --approve   " in ran.err
    assert run("send", "--approve", "--as-of", THEN).code == 0


def scripted(practice: Practice, port: int) -> None:
    (practice.root / "roadmap.toml").write_text(MAIL + f"port = {port}\n", encoding="utf-8")


def test_what_the_coach_holds_in_the_review_stays_and_is_told(
    run: Run, practice: Practice, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "hold_back", lambda *_: {"c-2": "On hold in review.xlsx."}.get)
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 1
    assert "On hold in review.xlsx." in ran.out
    assert [mail.recipients[0] for mail in sink.mails] == [THREE[0], THREE[2]]
    assert practice.reports.exists()


def test_a_server_that_is_not_there(run: Run, practice: Practice) -> None:
    scripted(practice, free_port())
    ran = run("send", "--approve", "--as-of", THEN)
    assert ran.code == 4
    assert "The mail server could not be reached." in ran.err
    assert "Next: roadmap send --due --client C-1" in ran.err
    assert states(run) == dict.fromkeys(("C-1", "C-2", "C-3"), "due")
    assert run("send", "--to-me", "--as-of", THEN).code == 4


@pytest.mark.parametrize(("verdict", "mails"), [("--delivered", 0), ("--resend", 1)])
def test_an_uncertain_mail_waits_for_the_coach(
    run: Run, practice: Practice, sink: Sink, verdict: str, mails: int
) -> None:
    run("send", "--approve", "--client", "C-1", "--as-of", BEFORE)
    with Ledger(practice.ledger) as ledger:
        (mail,) = ledger.deliveries.of(fold_id("C-1"))
        ledger.deliveries.move(ledger.deliveries.move(mail, "sending", DUE), "dot", DUE)
    ran = run("send", "--due", "--as-of", THEN)
    assert ran.code == 4
    assert "Next: roadmap resolve C-1   look into your sent mails" in ran.err
    shown = run("resolve", "C-1", "--as-of", THEN)
    assert (shown.code, sink.mails) == (4, []), "it settles nothing"
    assert "or arrived: roadmap resolve C-1 --delivered" in shown.out
    assert "and did not: roadmap resolve C-1 --resend" in shown.out
    settled = run("resolve", "C-1", verdict, "--json", "--as-of", THEN)
    assert settled.json["state"] == ("approved" if mails else "accepted")
    assert run("send", "--due", "--as-of", THEN).code == 0
    assert len(sink.mails) == mails
    assert run("resolve", "C-1", verdict, "--as-of", THEN).code == 2


def test_resolving_is_told(run: Run, practice: Practice) -> None:
    for verdict, told in (("--resend", "may go again"), ("--delivered", "counts as sent")):
        run("send", "--approve", "--as-of", BEFORE)
        with Ledger(practice.ledger) as ledger:
            (mail,) = ledger.deliveries.of(fold_id("C-1"))
            ledger.deliveries.move(ledger.deliveries.move(mail, "sending", DUE), "dot", DUE)
        ran = run("resolve", "ada", verdict, "--as-of", BEFORE)
        assert (ran.code, told in ran.out, "Next: roadmap send" in ran.err) == (0, True, True)


@pytest.mark.usefixtures("practice")
def test_it_stays_and_sends_what_becomes_due(run: Run, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    passes: list[int] = []

    def stop_soon() -> None:
        passes.append(len(sink.mails))
        if len(passes) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(ways, "pause", stop_soon)
    ran = run("send", "--due", "--watch", "--as-of", THEN)
    assert ran.code == 130
    assert passes == [3, 3]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("options", [("--approve", "--due"), ("--export", "--to-me"), ("--limit", "0")])
def test_what_does_not_go_together(run: Run, options: tuple[str, ...]) -> None:
    assert run("send", *options).code == 2


def test_a_damaged_ledger_stops_before_sending(run: Run, practice: Practice, sink: Sink) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    practice.ledger.write_bytes(b"damaged" * 1000)
    ran = run("send", "--due", "--as-of", THEN)
    assert ran.code == 3
    assert "copy ledger.backup.sqlite3 to ledger.sqlite3" in ran.err
    assert sink.mails == []


def test_nothing_to_send(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, ADA | {"L01": "99"})
    ran = run("send", "--as-of", BEFORE)
    assert ran.code == 1
    assert "1 blocked." in ran.out
