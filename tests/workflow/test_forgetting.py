"""Somebody is forgotten: nothing of them is left, all of the others is, and a search shows it."""

import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from pipeline.batch.names import NAMES_KEY, opaque_file_name
from pipeline.errors import LockedError, OutputError, UsageError
from pipeline.files import run_lock
from pipeline.ledger import Ledger
from pipeline.practice import Practice
from pipeline.spreadsheets.book import simple_book
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.writing import write_book, write_csv
from pipeline.workflow.privacy import dossier, forgetting
from pipeline.workflow.privacy.exporting import export
from pipeline.workflow.privacy.forgetting import FORGOTTEN, Forgotten
from pipeline.workflow.reviewing import erasing, store
from tests.keeping import ADA, ANN, BEN, GOAL, full_practice, traces, unpacked
from tests.people import kit
from tests.posting import Desk, PdfPress, client, mailing_practice, pdf_of, states
from tests.practices import NOW, make, new_practice, statuses, tree, write_inputs


@pytest.fixture(autouse=True)
def _one_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "read_guarded", read_file)
    monkeypatch.setattr(dossier, "load_kit_of", lambda _: kit())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return full_practice(tmp_path_factory.mktemp("full") / "practice")


@pytest.fixture
def practice(made: Practice, tmp_path: Path) -> Practice:
    root = tmp_path / "practice"
    shutil.copytree(made.root, root)
    return Desk(Practice(root, made.settings)).fresh


def forget(practice: Practice, who: str) -> Forgotten:
    return forgetting.forget(practice, who, NOW)


def found(forgotten: Forgotten) -> dict[str, tuple[str, ...]]:
    return {find.file: find.what for find in forgotten.searched.finds}


def test_nothing_is_left_of_them_and_all_of_the_others(practice: Practice) -> None:
    assert len(traces(practice)) >= 10, "else there would be nothing to forget"
    before = tree(practice.root)
    forgotten = forget(practice, "C-1")
    assert found(forgotten) == {}
    assert traces(practice) == {}
    assert forgotten.files == {"document": 4, "message": 1, "copy": 1, "export": 1}
    assert forgotten.shared == ("outputs/to-fix/clients.xlsx",)
    assert (forgotten.reviews, forgotten.rows) == (1, 7)
    after = tree(practice.root)
    assert set(before) - set(after) == {
        "outputs/briefs/ada_byron-c-1.pdf",
        "outputs/drafts/briefs/ada_byron-c-1.pdf",
        "outputs/exports/ada_byron-c-1.zip",
        "outputs/old/ada_byron-c-1.pdf",
        "outputs/reports/ada_byron-c-1.pdf",
        "outputs/to-fix/clients.xlsx",
        *(name for name in before if name.startswith("outputs/outbox/") and name not in after),
    }
    assert len([name for name in after if name.startswith("outputs/outbox/")]) == 2
    changed = {name for name in after if before.get(name) not in {None, after[name]}}
    assert changed <= {"review.xlsx", "outputs/ledger.sqlite3", "outputs/ledger.backup.sqlite3"}
    assert b"Ada Byron Lovelace" in unpacked(practice.review)
    with Ledger(practice.ledger, passing=True) as ledger:
        assert set(ledger.documents()) == {"c-10", "c-2"}
        assert ledger.traces.ids() == {"c-10", "c-2"}


def test_what_was_searched_is_told(practice: Practice) -> None:
    forgotten = forget(practice, "c-1@example.com")
    searched = forgotten.searched
    files = [path for path in practice.root.rglob("*") if path.is_file() and "inputs" not in path.parts]
    assert searched.files >= len(files) - 2
    assert (searched.forms["PDF"], searched.forms["mail"], searched.forms["database"]) == (4, 2, 2)
    assert searched.size > 100_000
    assert (searched.pages > 10, searched.free, searched.closed) == (True, 0, ())
    assert {sign.sort for sign in forgotten.signs.signs} == {"number", "name", "e-mail address", "own words"}


def test_what_is_not_reached_is_told(practice: Practice) -> None:
    (practice.inputs / "calls.csv").write_text(
        "E-mail,Call date and time\nc-10@example.com,2026-10-08 10:00\nc-1@example.com,2026-10-07 10:00\n"
    )
    (practice.inputs / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    told = [(each.file, each.cell) for each in forget(practice, "C-1").beyond]
    assert told[:3] == [
        ("inputs/calls.csv", "A3"),
        ("inputs/clients.csv", "A2"),
        ("inputs/broken.xlsx", None),
    ]
    assert len([place for place in told if place == (None, None)]) == 4


def _leave_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_unlink", lambda _: None)


def _leave_review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "take_out", lambda *_: (0, ""))


def _leave_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ledger.traces.Traces.remove", lambda *_: 0)


def _leave_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ledger.database.Database.purge", Ledger.forgo_backup)


@pytest.mark.parametrize(
    ("leave", "left"),
    [
        (
            _leave_files,
            {
                "outputs/reports/ada_byron-c-1.pdf",
                "outputs/to-fix/clients.xlsx",
                "outputs/exports/ada_byron-c-1.zip",
            },
        ),
        (_leave_review, {"review.xlsx"}),
        (_leave_rows, {"outputs/ledger.sqlite3", "outputs/ledger.backup.sqlite3"}),
        (_leave_traces, {"outputs/ledger.backup.sqlite3"}),
    ],
)
def test_the_search_finds_what_a_step_would_leave(
    practice: Practice,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[pytest.MonkeyPatch], None],
    left: set[str],
) -> None:
    leave(monkeypatch)
    assert left <= set(found(forget(practice, "C-1")))


def test_what_others_hold_of_them_is_found_and_left(practice: Practice) -> None:
    note = practice.outputs / "note.txt"
    note.write_text("Introduce Ben to ADA  BYRON!")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Subject"] = "after Ada Byron"
        stream = io.BytesIO()
        pdf.save(stream)
    (practice.reports / "mine.pdf").write_bytes(stream.getvalue())
    (practice.root / "contacts.csv").write_text("c-1@example.com;Ada\nc-10@example.com;Ann\n")
    for folder in ("Last year", "templates", ".git"):
        (practice.root / folder).mkdir(exist_ok=True)
        (practice.root / folder / "clients.xls").write_bytes("x\0 Ada Byron".encode("utf-16-le"))
    assert found(forget(practice, "C-1")) == {
        "Last year/clients.xls": ("name",),
        "contacts.csv": ("e-mail address", "number"),
        "outputs/note.txt": ("name",),
        "outputs/reports/mine.pdf": ("name",),
    }
    assert note.exists()


def test_what_a_coach_put_away_is_found_and_left(practice: Practice) -> None:
    table = (
        ["client", "name", "position", "quadrant"],
        [["C-1", "Ada Byron", "a", "b"], ["C-2", "Ben Osei", "a", "b"]],
    )
    season, own = practice.root / "season-2025", practice.outputs / "mine"
    for folder in (season, own):
        folder.mkdir()
        (folder / "scores.csv").write_bytes(write_csv(*table))
        (folder / "scores.xlsx").write_bytes(write_book(simple_book("Scores", *table)))
    (own / "together.pdf").write_bytes(pdf_of("", "Ada Byron, Ben Osei"))
    (own / "together.eml").write_text(
        "To: c-1@example.com, c-2@example.com\nCc: c-10@example.com\n\nHello!\n"
    )
    before = tree(practice.root)
    left = found(forget(practice, "C-1"))
    names = {
        f"{folder}/scores.{ending}"
        for folder in ("season-2025", "outputs/mine")
        for ending in ("csv", "xlsx")
    }
    assert set(left) == names | {"outputs/mine/together.pdf", "outputs/mine/together.eml"}
    assert all(tree(practice.root)[name] == before[name] for name in left)


def test_what_links_lead_to_goes_or_is_searched_or_told(practice: Practice, tmp_path: Path) -> None:
    practice.reports.rename(tmp_path / "cloud")
    practice.reports.symlink_to(tmp_path / "cloud")
    shutil.copy(practice.reports / "ada_byron-c-1.pdf", tmp_path / "copy.pdf")
    (practice.outputs / "mine.pdf").symlink_to(tmp_path / "copy.pdf")
    (practice.outputs / "ada byron.txt").symlink_to(tmp_path / "nothing")
    (practice.root / "archive").symlink_to(tmp_path)
    (practice.root / "photo.JPG").write_bytes(b"Ada Byron")
    (practice.root / "notes").write_text("Ada Byron")
    forgotten = forget(practice, "C-1")
    assert set(found(forgotten)) == {"outputs/mine.pdf", "outputs/ada byron.txt", "notes"}
    assert (forgotten.searched.elsewhere, forgotten.searched.strange) == (("archive",), {".jpg": 1})
    kept = {path.name for path in (tmp_path / "cloud").iterdir()}
    assert kept == {"ada_byron_lovelace-c-10.pdf", "ben_osei-c-2.pdf"}
    assert (tmp_path / "copy.pdf").exists()


def test_a_row_of_scores_is_found_where_neither_number_nor_name_tells_anybody(tmp_path: Path) -> None:
    namesakes = client(3, "Ada Byron", A12="7"), client(4, "Ada Byron", A12="8")
    practice = mailing_practice(tmp_path / "practice", *namesakes)
    tables = {"both.csv": (7, 8), "both.xlsx": (7, 8), "other.csv": (8,), "other.xlsx": (8, 77)}
    for name, numbers in tables.items():
        table = ["client", "name"], [[f"{number}", "Ada Byron"] for number in numbers]
        is_book = name.endswith("x")
        content = write_book(simple_book("Scores", *table)) if is_book else write_csv(*table)
        (practice.root / name).write_bytes(content)
    (practice.root / "notes.csv").write_text("number,name\n7,Ada Byron\n")
    assert found(forget(practice, "7")) == {"both.csv": ("number",), "both.xlsx": ("number",)}


def test_a_copy_that_a_coach_has_begun_to_mend_is_found_and_left(practice: Practice) -> None:
    copy = practice.to_fix / "clients.xlsx"
    load_workbook(copy).save(copy)
    forgotten = forget(practice, "C-1")
    assert set(found(forgotten)) == {"outputs/to-fix/clients.xlsx"}
    assert (forgotten.files["copy"], forgotten.shared) == (0, ())


def test_a_draft_that_does_not_say_whose_it_is_is_known_by_its_name(practice: Practice) -> None:
    with Ledger(practice.ledger) as ledger:
        opaque = opaque_file_name("report", "c-1", ledger.key(NAMES_KEY, lambda: bytes(32)))
    theirs, anns = (practice.drafts / name for name in (opaque, "ada_byron_lovelace-c-10.pdf"))
    for path in (theirs, anns, practice.drafts / "briefs" / "ada_b-c-1.pdf"):
        path.write_bytes(pdf_of("", ""))
    exported = export(practice, "C-1")
    assert (exported.holds["documents"], exported.shared) == (6, ("outputs/to-fix/clients.xlsx",))
    assert forget(practice, "C-1").files["document"] == 6
    assert list(practice.drafts.rglob("*.pdf")) == [anns]


def test_their_row_is_passed_over_when_it_comes_back(practice: Practice) -> None:
    forget(practice, "C-1")
    write_inputs(practice.root, ADA | {"A12": ""}, ANN, BEN, name="clients.csv")
    batch = make(practice, press=PdfPress())
    assert statuses(batch) == {"C-10": "current", "C-2": "current"}
    assert any(f"skipped: {FORGOTTEN}" in problem.message for problem in batch.problems)
    round_ = Desk(practice).approve()
    assert states(round_) == {"C-10": "approved", "C-2": "approved"}
    assert not [name for name in traces(practice) if not name.startswith("outputs/to-fix")]


STEPS = (
    "pipeline.workflow.privacy.forgetting.take_out",
    "pipeline.workflow.privacy.forgetting._unlink",
    "pipeline.ledger.traces.Traces.remove",
    "pipeline.ledger.database.Database.purge",
)


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_run_goes_on(practice: Practice, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(step, killed)
        with pytest.raises(KeyboardInterrupt):
            forget(practice, "C-1")
    assert found(forget(practice, "c-1@example.com")) == {}
    assert traces(practice) == {}


def test_again_nothing_is_left_to_do(practice: Practice) -> None:
    forget(practice, "C-1")
    before = tree(practice.root)
    again = forget(practice, "C-1")
    assert (sum(again.files.values()), again.rows, again.reviews, found(again)) == (0, 0, 0, {})
    assert {name for name in before if before[name] != tree(practice.root).get(name)} <= {
        "outputs/ledger.backup.sqlite3",
        "outputs/ledger.sqlite3",
    }


def test_who_is_in_the_ledger_alone_is_forgotten_too(practice: Practice) -> None:
    write_inputs(practice.root, ANN, BEN)
    make(practice, press=PdfPress())
    assert list(practice.old.rglob("*.pdf"))
    forgotten = forget(practice, "C-1")
    assert found(forgotten) == {}
    assert traces(practice) == {}
    assert forgotten.person.addresses == {"c-1@example.com"}


def test_without_any_input_the_ledger_is_enough(practice: Practice) -> None:
    shutil.rmtree(practice.inputs)
    forget(practice, "C-1")
    assert traces(practice) == {}


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("ada", "fits more than one client: C-1, C-10"),
        ("nobody", "Nothing is kept of a client"),
        (" ", "Nothing"),
    ],
)
def test_nobody_goes_who_is_not_meant(practice: Practice, who: str, said: str) -> None:
    before = tree(practice.outputs)
    with pytest.raises(UsageError, match=said):
        forget(practice, who)
    after = tree(practice.outputs)
    assert {name for name in after if before.get(name) != after[name]} <= {"outputs/ledger.backup.sqlite3"}
    assert set(before) == set(after)


def test_a_former_id_goes_with_its_owner_and_a_shared_address_with_nobody(tmp_path: Path) -> None:
    numberless = client(1, "Ada Byron", A12="", G1=GOAL)
    practice = mailing_practice(tmp_path / "practice", numberless, BEN)
    write_inputs(practice.root, ADA, BEN)
    make(practice, press=PdfPress())
    write_inputs(practice.root, ADA, BEN, client(3, "Percy Byron", A8="c-1@example.com"))
    make(practice, press=PdfPress())
    assert len(list(practice.old.rglob("*.pdf"))) == 2
    forgotten = forget(practice, "Ada Byron")
    assert len(forgotten.person.ids) == 2
    assert forgotten.person.marked == {"c-1"}, "the address is Percy's too"
    assert list(practice.old.rglob("*.pdf")) == []
    batch = make(practice, press=PdfPress())
    assert set(statuses(batch)) == {"C-2", "C-3"}
    assert [find.what for find in forgotten.searched.finds] == []
    assert any("another client has the same e-mail address" in told for told in forgotten.signs.untold)


def test_who_shares_an_address_keeps_their_mails_and_is_named(tmp_path: Path) -> None:
    percy = client(3, "Percy Shelley", A8="c-1@example.com")
    practice = mailing_practice(tmp_path / "practice", ADA)
    Desk(practice).approve()
    with Ledger(practice.ledger) as ledger:
        (mail,) = ledger.deliveries.all()
        others = practice.outputs / "outbox" / "percy.eml"
        others.write_bytes((practice.root / mail.message).read_bytes())
        place = practice.relative(others)
        own = replace(mail, folded="c-3", client="C-3", message=place, message_id="<percy>", state="composed")
        ledger.deliveries.add([own], "approved", NOW)
    write_inputs(practice.root, ADA, percy)
    assert dict(export(practice, "C-1").holds)["messages"] == 1
    forgotten = forget(practice, "C-1")
    assert forgotten.files["message"] == 1
    assert list(practice.outputs.rglob("*.eml")) == [others]
    with Ledger(practice.ledger, passing=True) as ledger:
        assert ledger.deliveries.messages() == {place}
    assert forgotten.person.sharers == (("C-3", "Percy Shelley"),)


def test_an_address_in_the_settings_is_looked_for_all_the_same_and_told(tmp_path: Path) -> None:
    joined = '[practice]\nname = "P"\n[intake.addresses]\n"ada@work.example" = "C-1@example.com"\n'
    practice = new_practice(tmp_path / "practice", ADA, BEN, settings=joined)
    make(practice, press=PdfPress())
    forgotten = forget(practice, "C-1")
    assert forgotten.signs.count("e-mail address") == 1
    assert "roadmap.toml" in [each.file for each in forgotten.beyond]
    assert "roadmap.toml" not in [each.file for each in forget(practice, "C-2").beyond]


def test_an_address_stands_for_all_numbers_of_its_owner(tmp_path: Path) -> None:
    practice = mailing_practice(tmp_path / "practice", client(1, "Ada Byron", A12="", A8="ada@example.com"))
    write_inputs(practice.root, client(1, "Ada Byron", A8="ada@example.com"))
    make(practice, press=PdfPress())
    forgotten = forget(practice, "ADA@example.com")
    assert (forgotten.person.id, len(forgotten.person.ids)) == ("C-1", 2)
    assert list(practice.outputs.rglob("*.pdf")) == []


def test_a_pdf_that_the_ledger_names_goes_whatever_it_says_of_itself(tmp_path: Path) -> None:
    practice = new_practice(tmp_path / "practice", ADA, BEN)
    make(practice)
    assert forget(practice, "C-1").files == {"document": 2}
    assert [path.name for path in practice.outputs.rglob("*.pdf")] == ["ben_osei-c-2.pdf"] * 2


def test_a_file_that_stays_ends_the_run_and_is_named(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, f"{missing_ok}", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(OutputError, match=r"ada_byron-c-1\.pdf cannot be written"):
            forgetting._unlink(practice.reports / "ada_byron-c-1.pdf")
    assert found(forget(practice, "C-1")) == {}


def test_a_file_that_cannot_be_read_is_told(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "no", str(path))
        return read(path)

    (practice.outputs / "locked.txt").write_text("Ada Byron")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert forget(practice, "C-1").searched.closed == ("outputs/locked.txt",)


def test_where_a_name_tells_nobody_apart_what_can_be_made_again_goes(tmp_path: Path) -> None:
    namesake = client(3, "Ada Byron")
    practice = mailing_practice(tmp_path / "practice", ADA, namesake)
    practice.today.write_bytes(pdf_of("", ""))
    theirs = export(practice, "C-3").path
    forgotten = forget(practice, "C-1")
    assert forgotten.files == {"document": 2, "sheet": 1}
    assert forgotten.shared == ("outputs/today.pdf",)
    assert found(forgotten) == {}
    assert theirs.exists()
    assert len(list(practice.outputs.rglob("*-c-3.pdf"))) == 2


def test_the_review_has_to_be_closed_first(practice: Practice) -> None:
    owner = practice.root / ".~lock.review.xlsx#"
    owner.touch()
    with pytest.raises(OutputError, match="open in another program"):
        forget(practice, "C-1")
    owner.unlink()
    assert found(forget(practice, "C-1")) == {}


def test_a_review_that_cannot_be_written_is_told(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.review.sheet.ReviewSheet.has_formulas", True)
    forgotten = forget(practice, "C-1")
    assert forgotten.to_do == erasing.FORMULAS.format("review.xlsx", 2)
    assert set(found(forgotten)) == {"review.xlsx"}
    practice.review.write_bytes(b"no workbook")
    assert forget(practice, "C-1").to_do == erasing.UNREADABLE.format("review.xlsx")


def test_one_at_a_time(practice: Practice) -> None:
    with run_lock(practice.outputs), pytest.raises(LockedError):
        forget(practice, "C-1")


def test_an_export_holds_all_of_theirs_and_nothing_of_others(practice: Practice) -> None:
    exported = export(practice, "C-1")
    assert stat.S_IMODE(exported.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(exported.path.parent.stat().st_mode) == 0o700
    assert dict(exported.holds) == {"documents": 4, "messages": 1, "answers": 1, "ledger": 7, "review": 1}
    assert exported.shared == ("outputs/to-fix/clients.xlsx",)
    content = unpacked(exported.path)
    assert b"Lovelace" not in content
    assert b"Osei" not in content
    with zipfile.ZipFile(exported.path) as archive:
        names = archive.namelist()
        (answers,) = json.loads(archive.read("answers.json"))
        ledger = json.loads(archive.read("ledger.json"))
        (review,) = json.loads(archive.read("review.json"))
        readme = archive.read("README.txt").decode()
        for name in names:
            if name.endswith((".pdf", ".eml")):
                assert archive.read(name) == (practice.outputs / name).read_bytes()
    assert answers["answers"]["G1"] == GOAL
    assert (answers["file"], answers["row"], answers["consent"]["mailing"]) == ("inputs/clients.csv", 2, True)
    assert {row["table"] for row in ledger} == {"documents", "deliveries", "events"}
    assert (review["Client number"], review["Send"]) == ("C-1", "yes")
    assert "documents   4" in readme
    before = exported.path.read_bytes()
    assert export(practice, "C-1").path.read_bytes() == before, "the same is written in the same bytes"
