import sqlite3
import stat
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pipeline.errors import LedgerError, OutputError
from pipeline.ledger import Ledger
from pipeline.ledger.schema import STEPS
from pipeline.models.making import Context, Event, Made

CONTEXT = Context(
    {"brand.primary": "#143F3B"}, {"report.css": "a1"}, {"logo.svg": "b2"}, {"weasyprint": "70"}
)
MADE = Made(
    kind="report",
    client="C-1",
    name="Ada Byron",
    language="en",
    path="outputs/reports/ada_byron-c-1.pdf",
    pdf_digest="d0",
    pages=9,
    markup_digest="m0",
    values_digest="v0",
    values='{"L01": "4", "G1": "Wörter"}',
    context_digest=CONTEXT.digest,
    made_at="2026-10-01T09:00:00+00:00",
    reasons=("new client",),
)
AT = "2026-10-02T09:00:00+00:00"


def record(ledger: Ledger, made: Made = MADE, event: str = "made") -> None:
    ledger.record(made, CONTEXT, AT, event, made.reasons)


def test_what_was_recorded_is_there_after_opening_again(path: Path) -> None:
    with Ledger(path) as ledger:
        record(ledger)
    with Ledger(path) as ledger:
        assert ledger.documents() == {"c-1": {"report": MADE}}
        assert ledger.recall(MADE) == ({"L01": "4", "G1": "Wörter"}, CONTEXT)
        assert ledger.events("c-1") == [Event(AT, "report", "made", ("new client",))]


@pytest.mark.parametrize("typed", ["c-1", "Ｃ-1", " C-１"])
def test_a_client_has_one_report_however_the_id_is_typed(ledger: Ledger, typed: str) -> None:
    record(ledger)
    later = replace(MADE, client=typed, pdf_digest="d1", reasons=("answer changed: L01",))
    record(ledger, later)
    assert ledger.documents() == {"c-1": {"report": later}}
    assert [event.reasons for event in ledger.events("C-1")] == [("new client",), ("answer changed: L01",)]


def test_a_dropped_report_leaves_its_events(ledger: Ledger) -> None:
    record(ledger)
    ledger.drop(MADE, AT, "no longer in the inputs")
    failed = Event(AT, None, "failed", ("the page is too wide.",))
    ledger.note("C-1", failed)
    assert ledger.documents() == {}
    assert ledger.events("C-1") == [
        Event(AT, "report", "made", ("new client",)),
        Event(AT, "report", "put away", ("no longer in the inputs",)),
        failed,
    ]


def test_a_report_and_a_brief_are_kept_apart(ledger: Ledger) -> None:
    brief = replace(MADE, kind="brief", path="outputs/briefs/ada_byron-c-1.pdf", pages=1, pdf_digest="b0")
    record(ledger)
    record(ledger, brief)
    assert ledger.documents() == {"c-1": {"report": MADE, "brief": brief}}
    ledger.drop(MADE, AT, "no longer in the inputs")
    assert ledger.documents() == {"c-1": {"brief": brief}}


@pytest.mark.parametrize("change", ["UPDATE events SET what = 'x'", "DELETE FROM events"])
def test_events_are_append_only(path: Path, ledger: Ledger, change: str) -> None:
    record(ledger)
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        other.execute(change)
    other.close()
    assert len(ledger.events("C-1")) == 1


def test_a_key_is_made_once(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.key("ids", lambda: b"first") == b"first"
        assert ledger.key("names", lambda: b"other") == b"other"
    with Ledger(path) as ledger:
        assert ledger.key("ids", lambda: b"second") == b"first"


def test_two_that_make_a_key_at_once_agree(path: Path) -> None:
    with Ledger(path) as first, Ledger(path) as second:
        assert first.key("ids", lambda: second.key("ids", lambda: b"second")) == b"second"


def test_people_who_are_not_to_be_worked_with_are_kept_by_their_marks(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.blocked() == {}
        ledger.block("m1", "stopped", AT)
        ledger.block("m1", "asked to be forgotten", AT)
    with Ledger(path) as ledger:
        assert ledger.blocked() == {"m1": "asked to be forgotten"}


def _write_old(path: Path, version: int, *reports: tuple[str, Made]) -> None:
    """Write a ledger as an earlier version left it, with reports by the keys that it gave them."""
    path.parent.mkdir(exist_ok=True)
    old = sqlite3.connect(path)
    old.create_function("fold_id", 1, str.casefold)
    for step in STEPS[:version]:
        old.executescript(step)
    old.execute(f"PRAGMA user_version = {version}")
    old.execute("INSERT INTO contexts VALUES (?, '{}')", (CONTEXT.digest,))
    for folded, made in reports:
        row = asdict(made) | {"reasons": "[]"}
        del row["kind"], row["faults"], row["warnings"]
        marks = ", ".join("?" * (1 + len(row)))
        old.execute(f"INSERT INTO reports VALUES ({marks})", (folded, *row.values()))  # noqa: S608 - no outside text
        old.execute(
            "INSERT INTO events (at, client, what, reasons) VALUES (?, ?, 'made', '[]')", (AT, folded)
        )
    old.commit()
    old.close()


@pytest.mark.parametrize("version", [2, 3])
def test_reports_of_ids_that_have_become_one_are_all_kept_until_they_are_dropped(
    path: Path, version: int
) -> None:
    """The one that is nobody's any more has to be found, or its file would stay for ever."""
    ids = ("C-1", "c\u200d-1", "C\ufe0f-1")
    made = [replace(MADE, client=client, path=f"{number}.pdf") for number, client in enumerate(ids)]
    _write_old(path, version, *((each.client.casefold(), each) for each in made))
    with Ledger(path) as ledger:
        found = {key: papers["report"] for key, papers in ledger.documents().items()}
        assert {each.path for each in found.values()} == {"0.pdf", "1.pdf", "2.pdf"}
        (kept,) = (each for key, each in found.items() if key == "c-1")
        for each in found.values():
            if each != kept:
                ledger.drop(each, AT, "no longer in the inputs")
        assert ledger.documents() == {"c-1": {"report": kept}}


def test_a_ledger_in_which_ids_were_folded_by_case_alone_keeps_its_reports(path: Path) -> None:
    _write_old(path, 2, ("ｃ-1", replace(MADE, client="Ｃ-1")))
    with Ledger(path) as ledger:
        assert ledger.documents()["c-1"]["report"].client == "Ｃ-1"
        record(ledger)
        assert ledger.documents() == {"c-1": {"report": MADE}}
        assert [event.what for event in ledger.events("C-1")] == ["made", "made"]
        ledger.drop(MADE, AT, "no longer in the inputs")
        assert ledger.documents() == {}


def test_a_ledger_in_which_there_were_reports_alone_keeps_them(path: Path) -> None:
    _write_old(path, 4, ("c-1", MADE), ("c-2", replace(MADE, client="C-2")))
    brief = replace(MADE, kind="brief", path="outputs/briefs/ada_byron-c-1.pdf")
    with Ledger(path) as ledger:
        old = replace(MADE, reasons=())
        assert ledger.documents() == {"c-1": {"report": old}, "c-2": {"report": replace(old, client="C-2")}}
        assert ledger.events("C-1") == [Event(AT, "report", "made", ())]
        record(ledger, brief)
        assert ledger.documents()["c-1"] == {"report": old, "brief": brief}
    with Ledger(path) as ledger:
        assert ledger.documents()["c-1"] == {"report": old, "brief": brief}, "it is brought up to date once"


def test_a_ledger_of_the_first_version_gains_what_came_later(path: Path) -> None:
    path.parent.mkdir()
    first = sqlite3.connect(path)
    first.executescript(STEPS[0])
    first.executescript("PRAGMA user_version = 1; INSERT INTO keys VALUES ('client ids', x'01');")
    first.close()
    with Ledger(path) as ledger:
        assert ledger.key("client ids", bytes) == b"\x01"
        assert ledger.blocked() == {}


def test_an_unknown_context_is_no_error(ledger: Ledger) -> None:
    assert ledger.recall(replace(MADE, context_digest="gone"))[1] is None


def test_the_file_is_private_durable_and_versioned(path: Path, ledger: Ledger) -> None:
    record(ledger)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    run = ledger._database.execute
    assert run("PRAGMA journal_mode").fetchone() == ("wal",)
    assert run("PRAGMA synchronous").fetchone() == (2,)
    assert run("PRAGMA secure_delete").fetchone() == (1,)
    assert run("PRAGMA user_version").fetchone() == (len(STEPS),)
    strict = run(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
    )
    assert all(is_strict for _, is_strict in strict.fetchall())


def test_a_change_that_fails_changes_nothing(ledger: Ledger) -> None:
    record(ledger)
    broken = replace(MADE, pdf_digest="d1", pages="nine")  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        record(ledger, broken)
    assert ledger.documents() == {"c-1": {"report": MADE}}
    assert len(ledger.events("C-1")) == 1


def test_no_database_at_all(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this was never a database" * 100)
    with pytest.raises(LedgerError, match="is damaged and cannot be read") as caught:
        Ledger(path)
    assert "backup" in caught.value.hint
    assert path.read_bytes().startswith(b"this was never"), "nothing is thrown away"


def test_a_damaged_page_is_told(path: Path) -> None:
    with Ledger(path) as ledger:
        for number in range(200):
            record(ledger, replace(MADE, client=f"C-{number}"))
    content = bytearray(path.read_bytes())
    content[5000:40000] = bytes(35000)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"), Ledger(path) as ledger:
        ledger.documents()


def test_values_that_are_no_longer_readable(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="damaged"):
        ledger.recall(replace(MADE, values="{"))


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger._database.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="newer version") as caught:
        Ledger(path)
    assert "Update" in caught.value.hint


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be written"):
        Ledger(path)


def test_a_failing_disk_is_not_told_as_damage(ledger: Ledger) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    with pytest.raises(OutputError, match="full or failing") as caught, ledger.explaining():
        raise error
    assert "leave the file" in caught.value.hint


def test_a_mistake_of_the_program_is_not_told_as_damage(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="a mistake"), ledger.change():
        raise ValueError("a mistake")
    record(ledger)
    with pytest.raises(ValueError, match="a mistake"), ledger.explaining():
        raise ValueError("a mistake")


def test_a_full_disk_is_told_and_loses_nothing(ledger: Ledger) -> None:
    record(ledger)
    pages = ledger._database.execute("PRAGMA page_count").fetchone()[0]
    ledger._database.execute(f"PRAGMA max_page_count = {pages}")
    huge = replace(MADE, values='{"G1": "' + "x" * 100_000 + '"}')
    with pytest.raises(OutputError, match="the disk is full"):
        record(ledger, huge)
    assert ledger.documents() == {"c-1": {"report": MADE}}


def test_a_read_only_file_is_told(ledger: Ledger) -> None:
    ledger._database.execute("PRAGMA query_only = ON")
    with pytest.raises(OutputError, match="may not be written to"):
        record(ledger)


def test_somebody_else_is_writing(path: Path, ledger: Ledger) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger._database.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(LedgerError, match="in use by another program"):
        record(ledger)
    other.close()
