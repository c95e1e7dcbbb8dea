"""Calls that are moved or cancelled by a call list, before and after the mail went; and clocks that are."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.delivery.outcomes import Outcome
from pipeline.models.delivery import Delivery
from pipeline.practice import Practice, load_practice
from pipeline.workflow.sending.calls import news, reapproval
from pipeline.workflow.sending.rounds import Round, working
from pipeline.workflow.sending.surroundings import Ask
from tests.effort import effort
from tests.ledger.test_deliveries import MAIL
from tests.posting import (
    ADA,
    BEN,
    BUSY,
    DUE,
    LOST,
    UNKNOWN,
    Desk,
    PdfPress,
    mailing_practice,
    states,
)
from tests.practices import NOW, make

ADAS = "c-1@example.com"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice with reports for Ada and Ben, of which every test has a copy."""
    return mailing_practice(tmp_path_factory.mktemp("made") / "practice", ADA, BEN)


@pytest.fixture
def desk(made: Practice, tmp_path: Path) -> Desk:
    return copy_of(made, tmp_path / "practice")


def copy_of(made: Practice, folder: Path) -> Desk:
    shutil.copytree(made.root, folder)
    return Desk(load_practice(folder))


def list_calls(desk: Desk, *rows: str) -> None:
    """Write the call list, and make the reports that it changes."""
    lines = ["Email,Call,Cancelled", *rows]
    (desk.practice.inputs / "calls.csv").write_text("\n".join(lines), encoding="utf-8")
    make(desk.practice, press=PdfPress(), now=desk.now)


def ada(round_: Round) -> tuple[str, str]:
    """How Ada's mail stands, and why."""
    (line,) = (line for line in round_.lines if line.id == "C-1")
    return line.state, line.reason


def test_a_call_that_is_moved_after_approval_asks_for_another(desk: Desk) -> None:
    desk.approve()
    list_calls(desk, f"{ADAS},2026-10-09 12:00,")
    desk.now = DUE
    sent = desk.send()
    state, reason = ada(sent)
    assert state == "planned"
    assert "approved: it was Wed 07 Oct 10:00, and is Fri 09 Oct 12:00. Approve it again." in reason
    assert sent.lines[0].needs_approval_again
    assert not sent.lines[1].needs_approval_again
    assert desk.post.recipients == ["c-2@example.com"]
    assert ada(desk.approve()) == ("approved", "")
    desk.pass_time(days=2, hours=2)
    assert ada(desk.send()) == ("accepted", "")
    assert desk.post.recipients == ["c-2@example.com", ADAS]


def test_until_the_report_names_the_new_time_nothing_goes(desk: Desk) -> None:
    desk.approve()
    (desk.practice.inputs / "calls.csv").write_text(f"Email,Call\n{ADAS},2026-10-09 12:00\n")
    state, reason = ada(desk.show())
    assert state == "blocked"
    assert "The call was moved" in reason
    assert "Their report is not up to date" in reason


def test_a_cancelled_call_blocks_and_a_new_one_frees(desk: Desk) -> None:
    desk.approve("C-1")
    list_calls(desk, f"{ADAS},2026-10-07 10:00,yes", "c-2@example.com,2026-10-07 10:00,yes")
    desk.now = DUE
    for at_once in (False, True):
        assert ada(desk.approve(at_once=at_once)) == (
            "blocked",
            "Their call was cancelled. When they book another, add it to the call list.",
        )
    assert desk.post.recipients == []
    list_calls(desk, f"{ADAS},2026-10-07 10:00,yes", f"{ADAS},2026-10-09 12:00,")
    assert ada(desk.show())[0] == "planned"


def test_where_the_call_is_over_nothing_is_told_to_type(desk: Desk) -> None:
    desk.approve("C-1")
    list_calls(desk, f"{ADAS},2026-10-05 09:00,")
    desk.now = DUE
    for at_once in (False, True):
        assert ada(desk.approve(at_once=at_once)) == ("blocked", "The call has begun or is over.")


def test_a_mail_that_was_put_off_and_whose_call_is_moved_is_approved_again(desk: Desk) -> None:
    desk.now = DUE
    desk.post.answers[ADAS] = BUSY
    desk.approve()
    list_calls(desk, f"{ADAS},2026-10-09 12:00,")
    del desk.post.answers[ADAS]
    assert desk.show().lines[0].needs_approval_again
    desk.approve(at_once=True)
    desk.send(at_once=True)
    assert desk.post.recipients.count(ADAS) == 1


def test_a_clock_that_ran_ahead_sends_early_once_and_never_again(desk: Desk) -> None:
    desk.approve()
    desk.pass_time(days=4, hours=1)  # the clock is wrong
    assert states(desk.send()) == {"C-1": "accepted", "C-2": "accepted"}
    desk.now = NOW
    for _ in range(3):
        desk.approve()
        desk.send(at_once=True)
        desk.pass_time(days=2)
    assert len(desk.post.sent) == 2


def test_a_clock_that_is_set_back_during_the_batch_lets_nobody_get_two(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    desk.post.on_mail = lambda _: desk.pass_time(days=-3)
    assert states(desk.send()) == {"C-1": "accepted", "C-2": "approved"}, "it is early again"
    desk.post.on_mail = lambda _: None
    desk.now = DUE
    desk.send()
    assert desk.post.recipients == [ADAS, "c-2@example.com"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-10-09 12:00,", "Their call is now Fri 09 Oct 12:00; the mail named Wed 07 Oct 10:00."),
        ("2026-10-07 10:00,yes", "Their call was cancelled; the mail named Wed 07 Oct 10:00."),
    ],
)
def test_after_the_mail_went_a_change_is_told_and_nothing_goes(desk: Desk, row: str, told: str) -> None:
    desk.now = DUE
    desk.post.answers["c-2@example.com"] = UNKNOWN
    desk.approve()
    list_calls(desk, f"{ADAS},{row}", f"c-2@example.com,{row}")
    again = desk.approve(at_once=True)
    assert ada(again) == ("accepted", told)
    assert again.lines[1].reason == UNKNOWN.reason, "what was refused has named nothing to anybody"
    assert desk.post.recipients == [ADAS]


STEPS = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(-200, 200)), min_size=3, max_size=12)


@effort(4)
@given(STEPS, st.sampled_from((None, BUSY, LOST)))
def test_however_the_clock_jumps_nobody_gets_two(
    made: Practice,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[bool, bool, int]],
    answer: Outcome | None,
) -> None:
    desk = copy_of(made, tmp_path_factory.mktemp("jumps") / "practice")
    if answer:
        desk.post.answers[ADAS] = answer
    with working(desk.practice, (), Ask(), desk.around) as first:
        for approve, at_once, hours in steps:
            bench = replace(first, ask=Ask(at_once=at_once))
            if approve:
                bench.approve(bench.lines())
            bench.send_due(desk.post)
            desk.pass_time(hours=hours)
    assert len(set(desk.post.recipients)) == len(desk.post.recipients)


BEFORE, AFTER = (datetime(2026, 10, day, 8, 0, tzinfo=UTC) for day in (7, 9))
DUBAI = ZoneInfo("Asia/Dubai")


def mail(call_at: datetime | None) -> Delivery:
    return replace(MAIL, call_at=call_at)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (BEFORE, BEFORE, ""),
        (BEFORE, BEFORE.astimezone(DUBAI), ""),
        (None, None, ""),
        (BEFORE, AFTER, "it was Wed 07 Oct 08:00, and is Fri 09 Oct 08:00."),
        (BEFORE, AFTER.astimezone(DUBAI), "it was Wed 07 Oct 12:00, and is Fri 09 Oct 12:00."),
        (None, AFTER, "A call was booked since this mail was approved, for Fri 09 Oct 08:00."),
        (BEFORE, None, "Their row names no call any more"),
    ],
)
def test_why_a_mail_is_approved_again(before: datetime | None, after: datetime | None, told: str) -> None:
    said = reapproval(mail(before), after)
    assert told in said
    assert bool(told) is bool(said)


MOVED = "Their call is now Fri 09 Oct 08:00; the mail named Wed 07 Oct 08:00."
OFF = "Their call was cancelled; the mail named Wed 07 Oct 08:00."
EARLY, BETWEEN, LATE = (datetime(2026, 10, day, 9, 0, tzinfo=UTC) for day in (5, 8, 10))


@pytest.mark.parametrize(
    ("before", "after", "now", "is_cancelled", "told"),
    [
        (BEFORE, BEFORE, EARLY, False, ""),
        (BEFORE, AFTER, EARLY, False, "Their call is now Fri 09 Oct 08:00; the mail named Wed 07 Oct 08:00."),
        (
            BEFORE,
            AFTER,
            BETWEEN,
            False,
            "Their call is now Fri 09 Oct 08:00; the mail named Wed 07 Oct 08:00.",
        ),
        (BEFORE, AFTER, LATE, False, ""),
        (None, AFTER, EARLY, False, "Their call is now Fri 09 Oct 08:00; the mail named none."),
        (BEFORE, None, EARLY, True, OFF),
        (
            BEFORE,
            None,
            EARLY.astimezone(DUBAI),
            True,
            "Their call was cancelled; the mail named Wed 07 Oct 12:00.",
        ),
        (BEFORE, None, EARLY, False, ""),
        (BEFORE, None, BETWEEN, True, ""),
        (None, None, EARLY, True, ""),
    ],
)
def test_what_is_told_of_a_mail_that_went(
    before: datetime | None,
    after: datetime | None,
    now: datetime,
    is_cancelled: bool,  # noqa: FBT001
    told: str,
) -> None:
    assert news(mail(before), after, now, is_cancelled=is_cancelled) == told
