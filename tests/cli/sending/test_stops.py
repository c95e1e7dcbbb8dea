"""Whatever stops a batch, what is printed next works as it stands, also where inputs lie elsewhere."""

import shlex
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.delivery.providers import Rates
from pipeline.ledger import Ledger
from pipeline.practice import Practice, load_practice
from pipeline.workflow import making
from pipeline.workflow.sending import bench
from tests.cli.conftest import Ran, Run
from tests.cli.sending.conftest import BEFORE, THEN
from tests.posting import DUE, MAIL, PdfPress, mailing_practice
from tests.practices import open_anywhere
from tests.smtp.scripted import DROP, ScriptedServer

pytestmark = pytest.mark.usefixtures("same_program")

ANSWERS = "answers/clients.csv"
LATE, NEXT_DAY = "2026-10-07T08:00", "2026-10-06T10:01"
Type = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice whose inputs lie where they have to be named, of which every test has a copy."""
    practice = mailing_practice(tmp_path_factory.mktemp("made") / "practice")
    practice.inputs.rename(practice.root / "answers")
    return practice


@pytest.fixture
def practice(made: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    shutil.copytree(made.root, tmp_path / "practice")
    monkeypatch.chdir(tmp_path / "practice")
    fake = partial(making.make_reports, recipe=PdfPress().maker(), open_executor=open_anywhere)
    monkeypatch.setattr(making, "make_reports", fake)
    return load_practice(tmp_path / "practice")


@pytest.fixture
def send(run: Run, practice: Practice) -> Iterator[Type]:
    """Return what sends to a server of one script a connection."""

    def call(*options: str, at: str = THEN) -> Ran:
        return run("send", *options, ANSWERS, "--as-of", at)

    with ScriptedServer() as server:
        call.server = server  # type: ignore[attr-defined]
        settings = MAIL + f"port = {server.port}\n"
        (practice.root / "roadmap.toml").write_text(settings, encoding="utf-8")
        yield call


@pytest.fixture
def server(send: Type) -> ScriptedServer:
    found: ScriptedServer = send.server  # type: ignore[attr-defined]
    return found


@pytest.fixture
def paste(run: Run) -> Callable[..., Ran]:
    """Return what types the next command of a run that stopped, after a look at it."""

    def call(stopped: Ran, expected: str, at: str = THEN) -> Ran:
        (told,) = (line for line in stopped.err.splitlines() if line.startswith("Next: roadmap "))
        command = told.removeprefix("Next: roadmap ").partition("   ")[0]
        assert command == expected
        return run(*shlex.split(command), "--as-of", at)

    return call


def came(server: ScriptedServer) -> list[str]:
    return [mail.recipient.partition("@")[0] for mail in server.mails]


def swap(practice: Practice) -> None:
    (practice.reports / "ben_osei-c-2.pdf").write_bytes(b"another")


def test_a_pdf_that_changed_is_made_again(send: Type, paste: Type, practice: Practice) -> None:
    swap(practice)
    stopped = send("--approve")
    assert stopped.code == 4
    assert paste(stopped, f"reports --client C-2 {ANSWERS}").code == 0
    assert send("--approve").code == 0


def test_what_changed_after_approval_is_taken_back(
    send: Type, paste: Type, practice: Practice, server: ScriptedServer
) -> None:
    send("--approve", at=BEFORE)
    swap(practice)
    taken = paste(send("-q", "--due"), f"send --withdraw C-2 {ANSWERS}")
    assert (taken.code, f"Next: roadmap send {ANSWERS}  " in taken.err) == (0, True)
    assert came(server) == []


def test_a_file_in_the_place_of_the_outbox(send: Type, paste: Type, practice: Practice) -> None:
    outbox = practice.outputs / "outbox"
    outbox.touch()
    stopped = send()
    outbox.unlink()
    assert paste(stopped, f"send {ANSWERS}").code == 0


def test_an_uncertain_mail_is_shown(
    send: Type, paste: Type, practice: Practice, server: ScriptedServer
) -> None:
    server.scripts = ({"dot": DROP}, {})
    shown = paste(send("--approve"), f"resolve C-1 {ANSWERS}")
    assert shown.code == 4
    assert f"and did not: roadmap resolve C-1 --resend {ANSWERS}" in shown.out
    with Ledger(practice.ledger, passing=True) as ledger:
        assert ledger.deliveries.latest_of(["c-1"])["c-1"].state == "uncertain"


def test_a_server_that_is_away_is_tried_with_one_mail(
    send: Type, paste: Type, server: ScriptedServer
) -> None:
    server.scripts = ({"greeting": "421 later"}, {})
    again = f"send --due --client C-1 {ANSWERS}"
    stopped = send("--approve")
    assert (stopped.code, came(server)) == (4, [])
    paused = send("--due")
    assert "left alone until" in paused.err
    assert paste(paused, again).code == 0
    assert paste(stopped, again).code == 0
    assert came(server) == ["c-1"]


def test_pauses_that_were_passed_over_are_passed_over_again(
    send: Type, paste: Type, server: ScriptedServer
) -> None:
    server.scripts = ({"greeting": "421 later"}, {})
    stopped = send("--approve", "--now", at=BEFORE)
    assert paste(stopped, f"send --due --client C-1 {ANSWERS} --now", at=BEFORE).code == 0
    assert came(server) == ["c-1"]


def test_a_provider_that_takes_no_more_today(
    send: Type, paste: Type, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "rates_of", lambda _: Rates(per_day=2))
    stopped = send("--approve")
    assert stopped.code == 4
    assert paste(stopped, f"send --due {ANSWERS}", at=NEXT_DAY).code == 0
    assert came(server) == ["c-1", "c-2", "c-3"]


def test_settings_that_were_changed_while_mails_went(
    send: Type, paste: Type, practice: Practice, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = practice.root / "roadmap.toml"

    class Editing(list):  # type: ignore[type-arg]
        def append(self, mail: object) -> None:
            super().append(mail)
            if len(self) == 1:
                settings.write_text(f"{settings.read_text()}hours_before_call = 47\n")

    monkeypatch.setattr(server, "mails", Editing())
    stopped = send("--approve")
    assert (came(server), "roadmap.toml were changed" in stopped.err) == (["c-1"], True)
    assert paste(stopped, f"send --due {ANSWERS}", at="2026-10-05T11:00").code == 0
    assert came(server) == ["c-1", "c-2", "c-3"]


def test_a_copy_that_does_not_come(send: Type, paste: Type, server: ScriptedServer) -> None:
    server.scripts = ({"RCPT": "550 5.1.1 nobody"}, {})
    assert "mail" in paste(send("--to-me"), "doctor").out


def test_one_who_is_refused_is_planned_anew(send: Type, paste: Type, server: ScriptedServer) -> None:
    server.scripts = ({"RCPT": "550 5.1.1 nobody"}, {})
    refused = send("--approve", "--client", "ada")
    assert (refused.code, "C-1: refused The mail server says" in refused.err) == (4, True)
    assert paste(refused, f"resolve C-1 --resend {ANSWERS}").code == 0


def test_a_server_that_relays_for_nobody(send: Type, paste: Type, server: ScriptedServer) -> None:
    server.scripts = ({"RCPT": "550 5.7.1 Relaying denied"}, {})
    stopped = send("--approve")
    assert (stopped.code, came(server)) == (4, [])
    assert "1 due, 2 deferred." in stopped.out
    assert "Ask your mail provider whether your account may send to others from here." in stopped.err
    assert paste(stopped, f"send --due --client C-3 {ANSWERS}").code == 0
    assert send("--due", at=NEXT_DAY).code == 0
    assert sorted(came(server)) == ["c-1", "c-2", "c-3"]


def test_what_is_not_what_was_shown_is_shown_again(send: Type, paste: Type, practice: Practice) -> None:
    mark = send("--json", at=BEFORE).json["mark"]
    (practice.root / "answers" / "calls.csv").write_text("Email,Call,Cancelled\nc-1@example.com,,yes\n")
    assert send("--as-shown", mark, at=BEFORE).code == 0, "the call list is not among these inputs"
    settings = practice.root / "roadmap.toml"
    settings.write_text(settings.read_text().replace("coach@", "nadia@"))
    stopped = send("--approve", "--as-shown", mark, at=BEFORE)
    assert (stopped.code, "not what was shown" in stopped.err) == (4, True)
    assert send("--due", "--as-shown", mark, at=BEFORE).code == 2, "what was approved was shown before"
    assert paste(stopped, f"send {ANSWERS}", at=BEFORE).code == 0
    with Ledger(practice.ledger, passing=True) as ledger:
        assert ledger.deliveries.all() == []


def test_who_is_late_can_still_be_sent_to(send: Type, paste: Type, server: ScriptedServer) -> None:
    late = send("--client", "ada", "--due", at=LATE)
    assert late.code == 1
    assert paste(late, f"send --approve --now --client C-1 {ANSWERS}", at=LATE).code == 0
    assert came(server) == ["c-1"]


def test_the_practice_is_named_again_where_it_was_named(
    run: Run, send: Type, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(at=BEFORE).code == 0
    monkeypatch.chdir(practice.root.parent)
    inputs = f"practice/{ANSWERS}"
    ran = run("send", "--practice", "practice", inputs, "--as-of", BEFORE)
    assert f"Next: roadmap --practice practice send --approve {inputs}   " in ran.err
    named = run("--practice", "practice", "send", "--approve", inputs, "--as-of", DUE.isoformat())
    assert named.code == 0
