"""``roadmap resolve`` beyond uncertain mails: refused ones, and a ledger that was put back."""

from pathlib import Path

import pytest

from pipeline.ledger import Ledger
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.posting import DUE, mailing_practice

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
    assert (ran.code, ran.out) == (0, "The mail to C-1 may go again; nothing was sent yet.\n")
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
