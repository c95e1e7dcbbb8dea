"""Sending after something came between: what is printed next, what goes on by itself, and what does not."""

from pathlib import Path

import pytest

from pipeline.workflow.sending.bench import Ask
from pipeline.workflow.sending.rounds import export, take_back
from tests.posting import BUSY, DUE, Desk, keep_program, mailing_practice, states

ALL = {"C-1": "accepted", "C-2": "accepted", "C-3": "accepted"}
THREE = ["c-1@example.com", "c-2@example.com", "c-3@example.com"]


@pytest.fixture(autouse=True)
def _same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_program(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(mailing_practice(tmp_path / "practice"), now=DUE)


def test_a_pdf_that_changes_after_its_approval_was_withdrawn_is_made_again(desk: Desk) -> None:
    desk.now = DUE.replace(day=1)
    desk.approve("C-1")
    take_back(desk.practice, (), "C-1", desk.around)
    with (desk.practice.reports / "ada_byron-c-1.pdf").open("ab") as pdf:
        pdf.write(b"changed")
    for shown in (desk.show(), desk.send(), desk.approve()):
        assert shown.stop is not None
        assert shown.stop.command == "reports --client C-1"


def test_drafts_of_mails_that_a_server_puts_off(desk: Desk) -> None:
    desk.post.answers = dict.fromkeys(THREE, BUSY)
    assert states(desk.approve()) == dict.fromkeys(ALL, "deferred")
    done = export(desk.fresh, (), Ask(), desk.around)
    assert states(done) == dict.fromkeys(ALL, "handed-over")
    assert len(list((desk.practice.outputs / "outbox").glob("*-c-?.eml"))) == 3
    desk.pass_time(hours=1)
    desk.post.answers.clear()
    assert states(desk.send(at_once=True)) == dict.fromkeys(ALL, "handed-over")
    assert desk.post.sent == []
