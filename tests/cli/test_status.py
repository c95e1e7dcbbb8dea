"""``roadmap status`` and ``roadmap today``: how every client stands, and the next calls."""

import shlex
import shutil
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import Practice, load_practice
from pipeline.workflow import today
from tests.cli.conftest import Run
from tests.posting import CLEO, DUE, MAIL, PdfPress, client, mailing_practice
from tests.practices import make, tree, write_inputs

THEN = DUE.isoformat()
IN_BERLIN = MAIL.replace("\n[mail]", '\ntimezone = "Europe/Berlin"\n[mail]')
BEN = client(2, "Ben Osei")
ADA = client(1, "Ada Byron", A10="2026-10-06 09:00", A11="Asia/Dubai")


pytestmark = pytest.mark.usefixtures("same_program")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    folder = tmp_path_factory.mktemp("made") / "practice"
    return mailing_practice(folder, BEN, CLEO | {"A10": "2026-10-20 10:00"}, ADA, settings=IN_BERLIN)


@pytest.fixture
def practice(made: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    shutil.copytree(made.root, tmp_path / "practice")
    monkeypatch.chdir(tmp_path / "practice")
    return load_practice(tmp_path / "practice")


def settle(practice: Practice, who: str, *states: str) -> None:
    """Take an approved mail through these states."""
    with Ledger(practice.ledger) as ledger:
        mail = ledger.deliveries.of(fold_id(who))[-1]
        for state in states:
            mail = ledger.deliveries.move(mail, state, DUE)  # type: ignore[arg-type]


def test_status_shows_report_mail_and_call_of_everybody(run: Run, practice: Practice) -> None:
    before = tree(practice.root)
    ran = run("status", "--as-of", THEN)
    assert ran.code == 0
    assert [line.split("  ")[0] for line in ran.out.splitlines()] == [
        "Client",
        "Ben Osei (C-2)",
        "Cleo Marsh (C-3)",
        "Ada Byron (C-1)",
        "3 clients. Mails: 3 planned.",
    ]
    assert "Tue 06 Oct 09:00, Asia/Dubai" in ran.out
    assert "Next: roadmap send" in ran.err
    told = {each["id"]: each for each in run("status", "--json", "--as-of", THEN).json["clients"]}
    assert told["C-2"] == {
        "id": "C-2",
        "name": "Ben Osei",
        "report": "current",
        "delivery": "planned",
        "send_at": "2026-10-05T12:00:00+02:00",
        "call": "2026-10-07T10:00:00+02:00",
        "reason": None,
        "settle": None,
    }
    assert told["C-1"]["call"] == "2026-10-06T09:00:00+04:00"
    assert tree(practice.root) == before


def test_status_of_those_without_a_report_and_of_rows_that_are_held(run: Run, practice: Practice) -> None:
    dina, gone = client(4, "Dina Said"), client(5, "Eli Katz", A8="")
    write_inputs(practice.root, BEN | {"L07": "5"}, CLEO, dina, ADA | {"L07": "99"}, gone | {"A12": ""})
    ran = run("status", "--json", "--as-of", THEN)
    assert ran.code == 1
    assert [(each["id"], each["report"], each["delivery"]) for each in ran.json["clients"]] == [
        ("C-2", "outdated", "blocked"),
        ("C-3", "outdated", "blocked"),
        ("C-4", "none", "none"),
        ("C-1", "held", "none"),
        (None, "held", "none"),
    ]
    assert [each["send_at"] is None for each in ran.json["clients"]] == [False, False, True, True, True]
    assert "Next: roadmap check" in run("status", "--as-of", THEN).err
    write_inputs(practice.root, BEN | {"L07": "5"})
    assert "Next: roadmap reports" in run("status", "--as-of", THEN).err


def test_status_names_what_is_to_be_settled_and_how(run: Run, practice: Practice) -> None:
    run("send", "--approve", "--client", "C-2", "--as-of", "2026-10-01T09:00")
    settle(practice, "C-2", "sending", "dot", "uncertain")
    ran = run("status", "--as-of", THEN)
    assert ran.code == 4
    assert "the mail to Ben Osei (C-2) arrived" in ran.out
    assert "roadmap resolve C-2 --delivered   or, if not: --resend" in ran.out
    (told, *_) = run("status", "--json", "--as-of", THEN).json["clients"]
    assert (told["delivery"], told["settle"]) == ("uncertain", "resolve C-2")


@pytest.mark.usefixtures("practice")
def test_status_tells_of_approved_mails_that_nobody_sent(run: Run) -> None:
    run("send", "--approve", "--client", "C-2", "--as-of", "2026-10-01T09:00")
    assert "by now" not in run("status", "--as-of", "2026-10-01T09:00").out
    assert "Next: roadmap send   " in run("status", "--as-of", "2026-10-01T09:00").err, (
        "others are not approved"
    )
    ran = run("status", "--as-of", THEN)
    assert "1 approved mail to be sent by now. Type: roadmap send --due" in ran.out
    assert "Next: roadmap send --due   " in ran.err


@pytest.mark.usefixtures("practice")
def test_where_all_mails_were_approved_what_sends_them_is_next(run: Run) -> None:
    run("send", "--approve", "--as-of", "2026-10-01T09:00")
    ran = run("status", "--as-of", "2026-10-01T09:00")
    assert "Next: roadmap send --due   sends what is due, the first on " in ran.err


def test_what_to_type_names_the_inputs_that_were_given(run: Run, practice: Practice) -> None:
    other = (practice.inputs / "clients.csv").rename(practice.root / "may clients.csv").name
    assert f"Next: roadmap send '{other}'   " in run("status", other, "--as-of", THEN).err
    assert f"Next: roadmap status '{other}'   " in run("today", other, "--as-of", THEN).err
    run("send", other, "--approve", "--client", "C-2", "--as-of", "2026-10-01T09:00")
    ran = run("status", other, "--as-of", THEN)
    assert f"Type: roadmap send --due '{other}'" in ran.out
    assert f"Next: roadmap send --due '{other}'   " in ran.err
    settle(practice, "C-2", "sending", "dot", "uncertain")
    typed = f"roadmap resolve C-2 '{other}' --delivered"
    assert f"Then type: {typed}   or" in run("status", other, "--as-of", THEN).out
    (told, *_) = run("status", other, "--json", "--as-of", THEN).json["clients"]
    assert told["settle"] == f"resolve C-2 '{other}'"
    assert run(*shlex.split(typed)[1:]).code == 0
    write_inputs(practice.root, CLEO | {"L07": "5"})
    assert "Next: roadmap reports inputs   " in run("status", "inputs", "--as-of", THEN).err


def test_status_names_a_call_that_moved_after_the_mail_went(run: Run, practice: Practice) -> None:
    run("send", "--approve", "--client", "C-2", "--as-of", "2026-10-01T09:00")
    settle(practice, "C-2", "sending", "dot", "accepted")
    calls = practice.inputs / "calls.csv"
    calls.write_text("Email,Call,Cancelled\nc-2@example.com,2026-10-09 10:00,\nc-1@example.com,,yes\n")
    make(practice, press=PdfPress())
    ben, _, ada = run("status", "--json", "--as-of", THEN).json["clients"]
    assert (ben["delivery"], ben["reason"], ben["call"]) == (
        "accepted",
        "Their call is now Fri 09 Oct 10:00; the mail named Wed 07 Oct 10:00.",
        "2026-10-09T10:00:00+02:00",
    )
    assert (ada["delivery"], ada["call"]) == ("blocked", None)
    assert "cancelled" in ada["reason"]


def test_status_tells_what_would_stop_the_batch(run: Run, practice: Practice) -> None:
    (report, *_) = practice.reports.glob("*ben*")
    report.write_bytes(b"something else")
    ran = run("status", "--as-of", THEN)
    assert ran.code == 4
    assert "something is wrong with the mail to C-2" in ran.err
    assert "Next: roadmap reports --client C-2" in ran.err


def test_today_shows_the_next_calls_in_order_and_binds_their_briefs(run: Run, practice: Practice) -> None:
    ran = run("today", "--as-of", THEN)
    assert ran.code == 0
    assert [" ".join(line.split()) for line in ran.out.splitlines()[1:]] == [
        "Tue 06 Oct 07:00, Europe/Berlin Tue 06 Oct 09:00, Asia/Dubai Ada Byron (C-1) planned there",
        "Wed 07 Oct 10:00, Europe/Berlin Wed 07 Oct 10:00, Europe/Berlin Ben Osei (C-2) planned there",
        "2 calls in the next two days. Their briefs, to print: outputs/today.pdf.",
    ]
    path = practice.outputs / "today.pdf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(PdfReader(path).pages) == 2
    told = run("today", "--json", "--as-of", THEN).json
    assert told["pdf"] == "outputs/today.pdf"
    assert told["calls"][0] == {
        "client": "C-1",
        "name": "Ada Byron",
        "call": "2026-10-06T09:00:00+04:00",
        "delivery": "planned",
        "reason": None,
        "brief": "current",
    }


def test_today_tells_of_briefs_that_are_missing_or_outdated(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, BEN | {"L07": "5"}, ADA, client(4, "Dina Said"))
    (adas,) = practice.briefs.glob("*ada*")
    adas.write_bytes(b"about somebody else")
    ran = run("today", "--json", "--as-of", THEN)
    assert ran.code == 1
    assert {each["client"]: each["brief"] for each in ran.json["calls"]} == {
        "C-1": "none",
        "C-2": "outdated",
        "C-4": "none",
    }
    assert (ran.json["pdf"], practice.today.exists()) == (None, False), "an outdated brief is not bound"
    assert "Next: roadmap reports" in ran.err
    shown = run("today", "--as-of", THEN).out
    assert "missing" in shown
    assert shown.endswith(
        "3 calls in the next two days.\n"
        "1 outdated brief is not among those to print: make the reports anew, then type today again.\n"
    )


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        ("2026-10-05T08:00+00:00", ["C-1"]),  # Ben's call begins in exactly two days
        ("2026-10-05T08:01+00:00", ["C-1", "C-2"]),
        ("2026-10-06T05:29+00:00", ["C-1", "C-2"]),  # Ada's call is running
        ("2026-10-06T05:30+00:00", ["C-2"]),
    ],
)
def test_which_calls_are_next(run: Run, practice: Practice, now: str, ids: list[str]) -> None:
    told = run("today", "--json", "--as-of", now).json
    assert [each["client"] for each in told["calls"]] == ids
    assert len(PdfReader(practice.today).pages) == len(ids)


def test_without_calls_no_file_is_left_from_the_day_before(run: Run, practice: Practice) -> None:
    run("today", "--as-of", THEN)
    ran = run("today", "--as-of", "2026-10-10T09:00")
    assert (ran.code, ran.out) == (0, "No calls in the next two days.\n")
    assert not practice.today.exists()


def test_today_says_that_calls_in_held_rows_are_not_known(run: Run, practice: Practice) -> None:
    write_inputs(practice.root, BEN, ADA | {"L07": "99"})
    ran = run("today", "--as-of", THEN)
    assert ran.code == 1
    assert "1 row is held, and calls in them are not shown: see check." in ran.err


def test_what_cannot_be_read_or_removed_is_told(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A brief that goes, or changes, while its calls are told is missing; a file in the way is named."""
    monkeypatch.setattr(today, "digest", lambda _: "another")
    assert run("today", "--as-of", THEN).out.endswith("2 calls in the next two days.\n")
    for brief in practice.briefs.iterdir():
        brief.unlink()
    monkeypatch.setattr(today, "state_of", lambda _: "current")
    assert run("today", "--as-of", THEN).out.endswith("2 calls in the next two days.\n")
    practice.today.mkdir()
    ran = run("today", "--as-of", THEN)
    assert ran.code == 3
    assert "today.pdf cannot be written" in ran.err
