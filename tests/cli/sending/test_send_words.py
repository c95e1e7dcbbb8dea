"""What ``roadmap send`` says is what it did, and what it says to type works."""

import pytest

from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.cli.sending.conftest import BEFORE, THEN
from tests.posting import DUE
from tests.practices import SETTINGS
from tests.smtp.sink import Sink

pytestmark = pytest.mark.usefixtures("same_program")


@pytest.mark.usefixtures("practice")
def test_copies_to_the_coach_are_told_as_that(run: Run, sink: Sink) -> None:
    copied = run("send", "--to-me", "--client", "ada", "--as-of", BEFORE)
    assert copied.out.splitlines()[1:] == [
        "Ada Byron (C-1)  coach@example.com",
        "1 copy. Nothing went to clients.",
    ]
    run("send", "--approve", "--client", "ada", "--as-of", THEN)
    late = run("send", "--to-me", "--client", "ada", "--as-of", THEN)
    assert (late.code, late.out) == (1, "No copies. Nothing went to clients.\n")
    assert "Nothing was sent to you" in late.err
    assert "Next: roadmap send --client ada   " in late.err
    assert len(sink.mails) == 2


def test_what_is_typed_next_for_an_uncertain_mail_settles_nothing(run: Run, practice: Practice) -> None:
    run("send", "--approve", "--client", "C-1", "--as-of", BEFORE)
    with Ledger(practice.ledger) as ledger:
        (mail,) = ledger.deliveries.of(fold_id("C-1"))
        ledger.deliveries.move(ledger.deliveries.move(mail, "sending", DUE), "dot", DUE)
    ran = run("send", "--as-of", THEN)
    assert "Next: roadmap resolve C-1   look into your sent mails first" in ran.err
    assert run("resolve", "C-1", "--json", "--as-of", THEN).json["state"] == "uncertain"
    assert run("send", "--json", "--as-of", THEN).json["counts"]["uncertain"] == 1


def test_a_practice_without_a_name_of_its_own_is_warned(run: Run, practice: Practice) -> None:
    path = practice.root / "roadmap.toml"
    assert "Warning" not in run("send", "--as-of", BEFORE).err
    text = path.read_text(encoding="utf-8").replace(practice.settings.practice.name, "Your practice")
    path.write_text(text, encoding="utf-8")
    ran = run("send", "--as-of", BEFORE)
    assert "Warning: [practice] name is still “Your practice” in roadmap.toml" in ran.err
    checks = run("doctor", "--json").json["checks"]
    assert any(check["ok"] and "“Your practice”" in check["said"] and check["fix"] for check in checks)


def test_without_a_server_the_next_command_is_not_one_that_sends(run: Run, practice: Practice) -> None:
    (practice.root / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    ran = run("send", "--as-of", BEFORE)
    assert ran.code == 0
    assert "Next: roadmap doctor   " in ran.err
    assert "under [mail] in roadmap.toml" in ran.err
