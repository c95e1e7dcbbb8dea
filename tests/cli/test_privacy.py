"""``roadmap export``, ``forget`` and ``stop``; and what all commands owe to people's privacy."""

import logging
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from pipeline.files import run_lock
from pipeline.practice import Practice, load_practice
from pipeline.program import built_in
from pipeline.workflow.privacy.originals import is_original
from pipeline.workflow.privacy.people import Person
from pipeline.workflow.privacy.stopping import Stopped
from tests.cli.conftest import Run
from tests.keeping import ADA, ANN, BEN, GOAL, full_practice, traces
from tests.posting import DUE, MAIL, client, mailing_practice
from tests.practices import new_practice, shorten_reports, write_inputs

NOW = ("--as-of", "2026-10-01T09:00+00:00")


pytestmark = pytest.mark.usefixtures("same_program")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return full_practice(tmp_path_factory.mktemp("full") / "practice")


@pytest.fixture
def practice(made: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    root = tmp_path / "practice"
    shutil.copytree(made.root, root)
    monkeypatch.chdir(root)
    return load_practice(root)


def test_forget_tells_what_went_what_was_searched_and_what_is_not_reached(
    run: Run, practice: Practice
) -> None:
    ran = run("forget", "C-1", *NOW)
    assert ran.code == 0, ran.out
    assert "Forgot C-1. Removed: 4 PDFs, 1 mail, 1 copy to fix, 1 export" in ran.out
    assert "are made again when they are needed:\n  outputs/to-fix/clients.xlsx\n" in ran.out
    assert "Found: nothing." in ran.out
    assert "0 are free" in ran.out
    assert "  inputs/clients.csv, A2: Their row stands there. Delete it" in ran.out
    assert "Next: roadmap check" in ran.err
    assert "Ada" not in ran.out + ran.err
    assert traces(practice) == {}
    assert "skipped: this person asked to be forgotten" in run("check").out
    assert "Passed over, because they are not to be worked with: 1 row" in run("send", *NOW).out


def test_scores_that_were_written_for_the_coach_stay_and_are_named(run: Run, practice: Practice) -> None:
    season = practice.root / "season-2025"
    season.mkdir()
    files = [season / "scores-2025.csv", season / "scores-2025.xlsx"]
    assert run("score", "--csv", files[0], "--xlsx", files[1]).code == 0
    before = [path.read_bytes() for path in files]
    ran = run("forget", "C-1", *NOW)
    assert ran.code == 1
    for path in files:
        assert f"  season-2025/{path.name}: name, number. Delete it there, or delete the file." in ran.out
    assert [path.read_bytes() for path in files] == before
    for path in files:
        path.unlink()
    assert run("forget", "C-1", "--json", *NOW).json["removed_with_others"] == []


def test_a_new_practices_own_files_are_no_find(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path / "new")
    monkeypatch.chdir(tmp_path / "new")
    ran = run("forget", "maya", *NOW)
    assert (ran.code, "Found: nothing." in ran.out) == (0, True)
    makefile = Path("Makefile")
    makefile.write_text(f"{makefile.read_text()}# Call maya on Monday\n")
    ran = run("forget", "maya", *NOW)
    assert (ran.code, "  Makefile: number. Delete it there" in ran.out) == (1, True)


def test_a_clones_own_files_are_known_by_their_names(tmp_path: Path) -> None:
    clone = built_in("templates").parent
    assert is_original(clone / "README.md", clone)
    assert not is_original(clone / "clients.md", clone)
    (tmp_path / "README.md").write_text("Call maya on Monday")
    assert not is_original(tmp_path / "README.md", tmp_path)
    assert not is_original(tmp_path / "season" / "Makefile", tmp_path)


def test_forget_ends_with_1_where_something_is_left(run: Run, practice: Practice) -> None:
    (practice.root / "list.csv").write_text("Ada Byron;x\n")
    (practice.outputs / "half.xlsx").write_bytes(b"PK\x03\x04 and no more")
    ran = run("forget", "C-1", *NOW)
    assert ran.code == 1
    assert "  list.csv: name. Delete it there, or delete the file." in ran.out
    assert "outputs/half.xlsx could not be opened" in ran.out
    assert "Next: roadmap forget C-1" in ran.err
    (practice.root / "list.csv").unlink()
    told = run("forget", "C-1", "--json", *NOW)
    assert told.code == 0
    assert told.json["found"] == []
    assert told.json["removed"]["ledger_rows"] == 0
    assert told.json["searched"]["free_pages"] == 0
    assert told.json["searched"]["not_opened"] == ["outputs/half.xlsx"]
    assert told.json["looked_for"] == {"number": 1, "name": 1, "e-mail address": 1, "own words": 2}
    assert told.json["cannot_reach"][0] | {"what": "", "removal": ""} == {
        "what": "",
        "removal": "",
        "file": "inputs/clients.csv",
        "sheet": None,
        "cell": "A2",
    }


def test_who_would_not_be_known_again_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nameless = client(1, "Ada Byron", A12="", A8="both@example.com")
    practice = new_practice(tmp_path / "practice", nameless, client(2, "Percy Byron", A8="both@example.com"))
    monkeypatch.chdir(practice.root)
    (practice.root / "film.mp4").write_bytes(b"")
    (practice.root / "away").symlink_to(tmp_path)
    ran = run("forget", "Ada", *NOW)
    assert (ran.code, "Their row is not passed over: it has no number" in ran.err) == (1, True)
    assert "The same e-mail address is kept of Percy Byron (C-2)" in ran.out
    assert "  away leads to another folder, which was not searched." in ran.out
    assert "  Beside the outputs, 1 file of other kinds (.mp4): not searched." in ran.out
    assert "Next: roadmap check   shows their row until it is deleted" in ran.err
    assert "skipped" not in run("check").out
    assert run("forget", "Ada", "--json", *NOW).json["passed_over"] is False
    (practice.root / "notes.txt").write_text("Call Ada Byron", encoding="utf-8")
    ran = run("forget", "Ada", *NOW)
    assert "Their row is not passed over" in ran.err
    assert "again, when what is left is gone" in ran.err


@pytest.mark.usefixtures("practice")
def test_a_review_with_formulas_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.review.sheet.ReviewSheet.has_formulas", True)
    ran = run("forget", "C-1", *NOW)
    assert ran.code == 1
    assert "review.xlsx holds formulas that would be lost" in ran.err


def test_export_tells_what_it_holds(run: Run, practice: Practice) -> None:
    ran = run("export", "C-1")
    assert ran.code == 0
    assert "Wrote outputs/exports/ada_byron-c-1.zip" in ran.out
    assert "Next: roadmap forget C-1   " in ran.err
    assert "4 PDFs, 1 mail, 1 row of answers, 7 records, 1 row of the review." in ran.out
    assert "Not in it, because others stand there too:\n  outputs/to-fix/clients.xlsx" in ran.out
    assert "Not reached:" in ran.out
    assert "  inputs/clients.csv, A2: Their row stands there.\n" in ran.out, "nothing is to go"
    told = run("export", "c-1@example.com", "--json").json
    assert (told["client"], told["file"]) == ("C-1", "outputs/exports/ada_byron-c-1.zip")
    assert told["holds"] == {"documents": 4, "messages": 1, "answers": 1, "ledger": 7, "review": 1}
    assert (practice.root / told["file"]).is_file()


@pytest.mark.parametrize("command", ["export", "forget", "stop"])
def test_who_is_not_there_or_not_one(run: Run, practice: Practice, command: str) -> None:
    for who, said in (("nobody", "Nothing is kept"), ("ada", "C-1, C-10")):
        ran = run(command, who, *NOW)
        assert ran.code == 2
        assert said in ran.err
    assert len(traces(practice)) >= 10


def test_stop_says_what_will_not_go(run: Run, practice: Practice) -> None:
    ran = run("stop", "C-1", *NOW)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Ada Byron (C-1): nothing is made for them or sent to them any more.",
        "1 mail had been approved and will not go.",
    ]
    assert "Next: roadmap forget C-1" in ran.err
    assert run("stop", "C-1", "--json", *NOW).json == {
        "client": "C-1",
        "withdrawn": 0,
        "drafts": 0,
        "uncertain": 0,
        "busy": False,
        "shares_address_with": [],
    }
    with run_lock(practice.outputs):
        busy = run("stop", "C-2", *NOW)
    assert busy.code == 4
    assert "one that is on its way just now cannot be called back" in busy.err


def test_stop_tells_of_mails_that_nobody_has_in_hand(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person("C-1", frozenset({"c-1"}), sharers=(("D 9", "Ada King"), ("f7", "")))
    stopped = Stopped(person, drafts=1, uncertain=2)
    monkeypatch.setattr("pipeline.workflow.privacy.stopping.stop", lambda *_: stopped)
    ran = run("--practice", practice.root, "stop", "C-1")
    assert ran.code == 4
    assert "1 draft to send by hand was removed" in ran.out
    assert "2 mails may have arrived" in ran.out
    assert "The same e-mail address is kept of Ada King (D 9), of whom all is left as it was." in ran.out
    assert " stop 'D 9'\n" in ran.out
    assert "address is kept of f7, " in ran.out


def test_what_could_not_be_looked_for_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = mailing_practice(tmp_path / "practice", ADA | {"A12": "7"}, BEN)
    monkeypatch.chdir(practice.root)
    monkeypatch.setattr("pipeline.cli.forget._PACE", 5)
    ran = run("forget", "7", *NOW)
    assert ran.code == 0
    assert "  But their number is too short to be told from others in texts" in ran.out
    assert "For their name (1), e-mail address (1), own words (2)." in ran.out
    assert "Searched 5 files so far." in ran.err
    assert traces(practice) == {}


@pytest.mark.usefixtures("practice")
def test_doctor_names_whose_answers_are_too_old(run: Run) -> None:
    def retention(*when: str) -> dict[str, object]:
        found = run("doctor", "--json", *when).json["checks"]
        return next(each for each in found if each["name"] == "retention")

    assert retention(*NOW)["ok"]
    late = retention("--as-of", "2028-01-01")
    assert (late["ok"], late["said"]) == (True, "older than 365 days are the answers of C-1, C-10, C-2")
    commands = "`roadmap forget C-1`, `roadmap forget C-10`, `roadmap forget C-2`"
    assert late["fix"] == f"Type {commands}: it removes all that is kept."


def test_status_names_whose_answers_are_too_old(
    run: Run, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cli.standings.LISTED", 1)
    write_inputs(practice.root, BEN, name="clients.csv")
    late = run("status", "--as-of", "2028-01-01")
    assert (
        "The answers of Ada Byron (C-1) are older than 365 days. "
        "To remove all that is kept of them, type: roadmap forget C-1\n"
        "So are those of 2 more clients: status --json names them.\n"
    ) in late.out
    told = run("status", "--json", "--as-of", "2028-01-01").json["expired"]
    assert told[0] == {"id": "C-1", "name": "Ada Byron", "remove": "forget C-1"}
    assert [each["id"] for each in told] == ["C-1", "C-10", "C-2"]
    assert run("status", "--json", *NOW).json["expired"] == []


def modes(folder: Path) -> dict[str, int]:
    """How files and folders may be used, those that are as they should be left out."""
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    return {str(path): mode for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)}


def test_with_real_pdfs_nothing_is_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    practice = new_practice(tmp_path / "practice", ADA, ANN, BEN | {"A8": "nowhere"}, settings=MAIL)
    shorten_reports(practice)
    monkeypatch.chdir(practice.root)
    commands = (
        ("check",),
        ("reports", "--workers", "1"),
        ("review",),
        ("send",),
        ("send", "--export", "--client", "C-1"),
        ("send", "--approve"),
        ("status",),
        ("today", "--as-of", "2026-10-06T09:00+00:00"),
        ("explain", "C-1"),
        ("score", "--csv", "scores.csv"),
        ("cohort", "--html", "cohort.html"),
        ("export", "C-1"),
    )
    with caplog.at_level(logging.DEBUG, "pipeline"):
        for command in commands:
            assert run("-v", *NOW, *command).code in {0, 1}, command
        assert len(traces(practice)) >= 8
        assert practice.today.exists()
        assert (modes(practice.outputs), stat.S_IMODE(practice.review.stat().st_mode)) == ({}, 0o600)
        (practice.root / "scores.csv").unlink()
        assert run("-v", "stop", "C-1", *NOW).code == 0
        forgot = run("-v", "forget", "C-1", *NOW)
    assert forgot.code == 0, forgot.out
    assert "1 print of briefs" in forgot.out
    assert "  outputs/today.pdf\n" in forgot.out
    assert "Found: nothing." in forgot.out
    assert (traces(practice), practice.today.exists(), modes(practice.outputs)) == ({}, False, {})
    for text in ("Ada", "c-1@example.com", GOAL[:20], "Ben Osei"):
        assert text not in caplog.text


def test_a_name_on_anothers_page_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = new_practice(tmp_path / "practice", ADA | {"A1": "Zenobia Quill"}, BEN, settings=MAIL)
    shorten_reports(practice)
    (practice.own_kit / "report.html").write_text(
        '<html lang="en"><head><title>x</title></head><body><p>Ask Zeno&shy;bia<br>Quill</p></body></html>'
    )
    monkeypatch.chdir(practice.root)
    assert run("reports", "--workers", "1", "--client", "C-2", *NOW).code == 0
    ran = run("forget", "zenobia", *NOW)
    assert ran.code == 1
    assert "  outputs/reports/ben_osei-c-2.pdf: name." in ran.out


def test_git_sees_nothing_of_a_new_practice_that_is_anybodys(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert run("init", root).code == 0
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for name in (
        "inputs/clients.xlsx",
        "outputs/ledger.sqlite3",
        "outputs/ledger.backup.sqlite3",
        "outputs/outbox/x.eml",
        "outputs/exports/x.zip",
        "review.xlsx",
        "review.ods",
        ".~lock.review.xlsx#",
        "scores.csv",
        "cohort.html",
        "cohort.pdf",
        "last year/clients.xlsx",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    seen = subprocess.run(
        ["git", "-C", str(root), "ls-files", "--others", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert sorted(seen) == [".gitignore", "Makefile", "roadmap.toml", "templates/README.md"]


def test_a_stopped_client_is_sent_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    practice = mailing_practice(tmp_path / "practice", ADA, BEN)
    monkeypatch.chdir(practice.root)
    assert run("stop", "C-1", *NOW).code == 0
    write_inputs(practice.root, ADA, BEN)
    messages = run("send", "--json", "--as-of", DUE.isoformat()).json["messages"]
    assert [message["client"] for message in messages] == ["C-2"]
