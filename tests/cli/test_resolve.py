"""``roadmap resolve`` beyond uncertain mails: refused ones, and a ledger that was put back."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ledger import Ledger
from pipeline.models.delivery import DeliveryState
from pipeline.practice import Practice
from pipeline.workflow.sending import rounds
from tests.cli.conftest import Run
from tests.posting import BEN, CLEO, DUE, mailing_practice
from tests.practices import write_inputs

BEFORE = "2026-10-01T09:00"

pytestmark = pytest.mark.usefixtures("same_program")


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    made = mailing_practice(tmp_path / "practice")
    monkeypatch.chdir(made.root)
    return made


def test_a_refused_mail_is_planned_anew(run: Run, practice: Practice) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    with Ledger(practice.ledger) as ledger:
        (mail,) = ledger.deliveries.of("c-1")
        ledger.deliveries.move(ledger.deliveries.move(mail, "sending", DUE), "refused", DUE)
    ran = run("resolve", "ada", "--resend", "--as-of", BEFORE)
    assert (ran.code, ran.out) == (0, "The mail to Ada Byron (C-1) may go again; nothing was sent yet.\n")
    assert "Next: roadmap send --client C-1 " in ran.err
    assert run("send", "--client", "C-1", "--json", "--as-of", BEFORE).json["counts"]["planned"] == 1


def test_a_ledger_that_was_put_back_is_looked_into_once(run: Run, practice: Practice) -> None:
    for wrong in ((), ("--restored",), ("C-1", "--restored"), ("C-1", "--delivered", "--resend")):
        assert run("resolve", *wrong, "--as-of", BEFORE).code == 2, "nothing was put back"
    for options in ((), ("--json",)):
        with Ledger(practice.ledger) as ledger:
            ledger.conditions.begin("restored", DUE)
        ran = run("send", "--as-of", BEFORE)
        assert (ran.code, "3 blocked." in ran.out, "resolve --restored" in ran.out) == (1, True, True)
        ran = run("resolve", "--restored", *options, "--as-of", BEFORE)
        assert (ran.code, "Next: roadmap send " in ran.err) == (0, True)
        assert not options or ran.json["client"] is None
        assert run("send", "--as-of", BEFORE).code == 0


def settle(practice: Practice, *steps: DeliveryState) -> None:
    """Let Ada's approved mail go through some states."""
    with Ledger(practice.ledger) as ledger:
        (mail,) = ledger.deliveries.of("c-1")
        for step in steps:
            mail = ledger.deliveries.move(mail, step, DUE)


@pytest.mark.parametrize(
    ("steps", "state", "told"),
    [
        (("sending", "dot", "accepted"), "accepted", "1 accepted."),
        (("sending", "refused"), "refused", "resolve C-1 --resend"),
        (("composed",), "blocked", "Their row is no longer in the inputs."),
    ],
)
def test_who_was_mailed_is_known_though_their_row_is_gone(
    run: Run, practice: Practice, steps: tuple[DeliveryState, ...], state: str, told: str
) -> None:
    run("send", "--approve", "--as-of", BEFORE)
    settle(practice, *steps)
    write_inputs(practice.root, BEN, CLEO)
    assert run("resolve", "C-1", "--json", "--as-of", BEFORE).json["state"] == state
    ran = run("resolve", "c-1", "--as-of", BEFORE)
    assert told in ran.out
    assert ("Next: roadmap send   shows how all mails stand" in ran.err) is (state != "refused")
    everybody = run("send", "--json", "--as-of", BEFORE).json["messages"]
    assert [message["client"] for message in everybody] == ["C-2", "C-3"], "nobody asked for them"


@pytest.mark.usefixtures("practice")
def test_of_whom_nothing_is_to_be_said_there_is_a_document_too(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = rounds.show
    monkeypatch.setattr(rounds, "show", lambda *what: replace(looked(*what), lines=()))
    ran = run("resolve", "C-1", "--json", "--as-of", BEFORE)
    assert (ran.code, ran.json) == (0, {"client": "C-1", "state": None, "message_id": None})
