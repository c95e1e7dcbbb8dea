"""What becomes of approved mails when rows, reports or files change, and of mails to people who are held."""

from pathlib import Path

import pytest

from pipeline.files import is_run_at_work, run_lock
from pipeline.ledger import Ledger
from pipeline.models.delivery import DeliveryState
from pipeline.workflow.sending.rounds import take_back
from tests.posting import (
    ADA,
    ALL,
    BEN,
    CLEO,
    DUE,
    Desk,
    PdfPress,
    mailing_practice,
    reasons,
    states,
)
from tests.practices import Row, make, write_inputs

OTHERS = ["c-2@example.com", "c-3@example.com"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"))


@pytest.mark.parametrize("changed", [{"L07": "1"}, {"A1": "Ada King Byron"}])
def test_an_outdated_report_does_not_go_though_it_was_approved(desk: Desk, changed: Row) -> None:
    desk.approve()
    desk.now = DUE
    write_inputs(desk.practice.root, ADA | changed, BEN, CLEO)
    blocked = desk.send()
    assert states(blocked) == ALL | {"C-1": "blocked"}
    assert reasons(blocked)[0].startswith("Their report is not up to date: ")
    assert blocked.lines[0].needs_report
    assert desk.post.recipients == OTHERS
    make(desk.practice, press=PdfPress())
    again = desk.send()
    assert again.stop is None
    assert states(again) == ALL | {"C-1": "planned"}
    assert reasons(again)[0] == "The report was made again since this mail was approved. Approve it again."
    assert again.lines[0].needs_approval_again
    assert states(desk.approve()) == ALL
    assert desk.deliveries()["c-1"].revision == 2


def test_other_capitals_in_an_address_concern_nobody_else(desk: Desk) -> None:
    desk.approve()
    desk.now = DUE
    write_inputs(desk.practice.root, ADA | {"A8": "C-1@Example.COM"}, BEN | {"A8": "c-2@EXAMPLE.com"}, CLEO)
    stale = desk.show()
    assert stale.stop is None
    assert states(stale) == {"C-1": "blocked", "C-2": "blocked", "C-3": "due"}
    make(desk.practice, press=PdfPress())
    shown = desk.send()
    assert states(shown) == ALL | {"C-1": "planned"}
    assert shown.stop is None
    assert reasons(shown)[0].startswith("Their address is written in other capitals")
    assert states(desk.approve()) == ALL
    assert desk.post.recipients == [*OTHERS, "C-1@example.com"]


def test_what_is_wrong_stops_the_batch_before_it_is_due_and_is_told_at_once(desk: Desk) -> None:
    desk.approve()
    folder = desk.practice.reports
    (folder / "ada_byron-c-1.pdf").write_bytes((folder / "ben_osei-c-2.pdf").read_bytes())
    (desk.practice.root / desk.deliveries()["c-3"].message).unlink()
    for shown in (desk.show(), desk.send(), desk.approve()):
        assert shown.stop
        assert shown.stop.reason == (
            "Nothing more was sent: something is wrong with the mail to C-1. "
            "The PDF was changed since it was approved. Also, something is wrong with the mail to C-3. "
            "The frozen message is no longer there."
        )
        assert shown.stop.command == "send --withdraw C-1 --withdraw C-3"
    for who in ("C-1", "C-3"):
        take_back(desk.practice, (), [who], desk.around)
    assert desk.show("C-2").stop is None


def test_many_faults_are_told_in_part_and_mended_by_one_command(desk: Desk) -> None:
    many = [ADA | {"A12": f"D-{number}", "A8": f"d-{number}@example.com"} for number in range(12)]
    write_inputs(desk.practice.root, *many)
    make(desk.practice, press=PdfPress())
    desk.approve()
    for frozen in (desk.practice.outputs / "outbox").iterdir():
        frozen.unlink()
    stop = desk.show().stop
    assert stop
    assert stop.reason.endswith("And so it is with 2 more.")
    assert stop.command.count("--withdraw") == 12


def test_a_file_in_the_place_of_the_outbox_is_told(desk: Desk) -> None:
    desk.approve()
    outbox = desk.practice.outputs / "outbox"
    for frozen in outbox.iterdir():
        frozen.unlink()
    outbox.rmdir()
    outbox.touch()
    stop = desk.show().stop
    assert stop
    assert stop.reason == "Nothing was sent: a file stands where the folder outputs/outbox should be."
    assert stop.command == "send"


@pytest.mark.parametrize("steps", [("sending",), ("sending", "dot")])
def test_what_another_run_is_handing_over_is_not_uncertain(
    desk: Desk, steps: tuple[DeliveryState, ...]
) -> None:
    desk.approve()
    desk.now = DUE
    with Ledger(desk.practice.ledger) as ledger:
        (mail,) = ledger.deliveries.of("c-1")
        for step in steps:
            mail = ledger.deliveries.move(mail, step, DUE)
    with run_lock(desk.practice.outputs):
        shown = desk.show()
        assert states(shown)["C-1"] == "due"
        assert reasons(shown)[0] == "Another run is just handing it over."
    after = "uncertain" if "dot" in steps else "due"
    assert states(desk.show())["C-1"] == after
    (desk.practice.outputs / ".lock-holder").touch()  # as a run that was killed leaves it
    assert states(desk.show())["C-1"] == after


def test_a_lock_that_nobody_may_try_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / ".lock-holder").touch()
    (tmp_path / ".lock").mkdir()
    assert not is_run_at_work(tmp_path)


def test_a_held_row_says_why_and_whose_it_is(desk: Desk) -> None:
    write_inputs(desk.practice.root, ADA | {"L01": "99"}, BEN, CLEO)
    line = {line.id: line for line in desk.show().lines}["C-1"]
    assert (line.state, line.to) == ("blocked", "c-1@example.com")
    assert line.reason == "Their row is held: This number is not on the scale."
