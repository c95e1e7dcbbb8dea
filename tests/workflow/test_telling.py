"""What is told of mails: when they went, when they are dated, and what to type."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from tests.posting import DUE, Desk, client, mailing_practice, reasons, states
from tests.practices import write_inputs

DUBAI = client(1, "Ada Byron", A11="Asia/Dubai")


def test_a_mail_that_went_is_told_with_the_time_it_went_by_the_clients_clock(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice", DUBAI))
    desk.approve()
    desk.pass_time(minutes=5)
    (line,) = desk.approve(at_once=True).lines
    assert (line.state, line.send_at) == ("accepted", desk.now)
    assert str(line.send_at and line.send_at.tzinfo) == "Asia/Dubai"


def test_a_mail_is_dated_when_it_is_to_go(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice", DUBAI))
    (approved,) = desk.approve().lines
    assert approved.send_at is not None
    assert approved.send_at > desk.now
    desk.now = approved.send_at + timedelta(hours=1)
    desk.send()
    ((_, message),) = desk.post.sent
    dated = message_from_bytes(message, policy=policy.default)["Date"].datetime
    assert dated == approved.send_at


def test_too_late_names_the_command_that_sends_it_still(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice"))
    desk.now = datetime.fromisoformat("2026-10-07T08:00+00:00")
    assert desk.now > DUE
    blocked = desk.show("C-1")
    told = "To send it still, type `roadmap send --approve --now --client C-1`."
    assert reasons(blocked) == [f"The call begins in less than 3 hours. {told}"]
    assert states(desk.approve("C-1", at_once=True)) == {"C-1": "accepted"}


def test_a_call_that_moved_is_told_in_words_and_the_report_comes_before_the_approval(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice"))
    desk.approve("C-1")
    write_inputs(desk.practice.root, client(1, "Ada Byron", A10="2026-10-09 10:00"))
    (told,) = reasons(desk.show("C-1"))
    assert "(A10)" in told
    assert "answer changed: A10" not in told
    assert told.index("not up to date") < told.index("Approve it again")


def test_of_many_changed_answers_some_are_named(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice"))
    changed = dict.fromkeys(("L01", "L02", "L03", "L04", "L05"), "1")
    write_inputs(desk.practice.root, client(1, "Ada Byron", **changed))
    (told,) = reasons(desk.show("C-1"))
    assert told.endswith(" and 2 more.")
    assert told.count("(L0") == 3
