"""What the ledger keeps of people, and how it leaves: whole, and for good."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import LedgerError
from pipeline.ledger import Ledger
from pipeline.models.making import Context, Event, Made
from pipeline.models.past import Past
from tests.ledger.test_deliveries import AT as MAILED
from tests.ledger.test_deliveries import MAIL

AT = "2026-10-01T09:00:00+00:00"
MOMENT = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
ONE, TWO = (Context({"brand.primary": colour}, {}, {}, {}) for colour in ("#000000", "#FFFFFF"))
WORDS = "A restaurant of my own by the harbour"


def made(client: str, name: str, context: Context) -> Made:
    return Made(
        kind="report",
        client=client,
        name=name,
        language="en",
        path=f"outputs/reports/{client.lower()}.pdf",
        pdf_digest="p",
        pages=8,
        markup_digest="m",
        values_digest="v",
        values=f'{{"E2": "{WORDS} ({name})"}}',
        context_digest=context.digest,
        made_at=AT,
        reasons=("new client",),
    )


def fill(ledger: Ledger) -> None:
    """Let two people have everything that a ledger can keep of somebody."""
    for client, name, context in (("C-1", "Ada Byron", ONE), ("C-10", "Ben Osei", TWO)):
        ledger.record(made(client, name, context), context, AT, "made", ("new client",))
        ledger.remember([Past(client.lower(), "career", MOMENT, name.lower(), "mark", {"L01": 4})])
        mail = replace(MAIL, folded=client.lower(), client=client, message_id=f"<{client}@x>")
        mail = replace(mail, pdf=f"{name}.pdf", pdf_name=f"{name}.pdf")
        ledger.deliveries.add([mail], "approved", MAILED)
        ledger.note(client, Event(AT, None, "put away", ("no longer in the inputs",)))


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        fill(opened)
        yield opened


def everything(path: Path) -> bytes:
    """The bytes of the ledger and of all that lies beside it."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


def test_all_that_is_kept_of_somebody_can_be_read(ledger: Ledger) -> None:
    kept = ledger.traces.of({"c-1"})
    assert {table: len(rows) for table, rows in kept.items()} == {
        "documents": 1,
        "assessments": 1,
        "deliveries": 1,
        "events": 4,
    }
    assert kept["documents"][0]["values"] == {"E2": f"{WORDS} (Ada Byron)"}
    assert kept["assessments"][0]["answers"] == {"L01": 4}
    assert ledger.traces.ids() == {"c-1", "c-10"}


def test_every_table_with_rows_of_people_is_known(ledger: Ledger) -> None:
    known = set(ledger.traces.of(set()))
    for (table,) in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = {row[1] for row in ledger.rows(f"PRAGMA table_info({table})")}
        if table != "leaving" and columns & {"folded", "client", "name", "recipient"} - {"name"}:
            assert table in known


def test_what_leaves_is_gone_byte_by_byte_and_nobody_else(path: Path, ledger: Ledger) -> None:
    ledger.back_up()
    assert b"Ada Byron" in path.with_name("ledger.backup.sqlite3").read_bytes()
    others = ledger.traces.of({"c-10"})
    assert ledger.traces.remove({"c-1"}) == 7
    ledger.purge()
    for trace in (b"Ada Byron", b"ada byron", b"C-1:", ONE.digest.encode(), b"<C-1@x>"):
        assert trace not in everything(path), trace
    assert b"Ben Osei" in everything(path)
    assert ledger.traces.of({"c-10"}) == others
    assert not any(ledger.traces.of({"c-1"}).values())
    pages, free = ledger.count_pages()
    assert (pages > 0, free) == (True, 0)
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


def test_without_the_purge_something_would_be_left(path: Path, ledger: Ledger) -> None:
    ledger.back_up()
    ledger.traces.remove({"c-1"})
    assert b"Ada Byron" in everything(path)


def test_events_leave_by_no_other_way(path: Path, ledger: Ledger) -> None:
    ledger.traces.remove({"c-1"})
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="events are never deleted"):
        other.execute("DELETE FROM events")
    other.close()
    assert ledger.rows("SELECT * FROM leaving") == []


def test_all_leave_or_none(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger.traces.of({"c-1"})
    monkeypatch.setitem(ledger.traces.of.__globals__["_IDS"], "no_such_table", ("folded",))
    with pytest.raises(LedgerError):
        ledger.traces.remove({"c-1"})
    monkeypatch.delitem(ledger.traces.of.__globals__["_IDS"], "no_such_table")
    assert ledger.traces.of({"c-1"}) == before


def test_who_reads_meanwhile_is_told(path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ledger.connections._BUSY_SECONDS", 0)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM documents").fetchall()
    ledger.traces.remove({"c-1"})
    ledger._database.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(LedgerError, match="being read by another program"):
        ledger.purge()
    reader.execute("COMMIT")
    reader.close()
    ledger.purge()
    assert b"Ada Byron" not in everything(path)


def test_texts_are_whole_however_long(ledger: Ledger) -> None:
    long = "x" * 9_000 + " Ada Byron"
    ledger.note("C-2", Event(AT, None, "told", (long,)))
    assert any(long in text for text in ledger.traces.texts())


def test_what_is_old_is_told(ledger: Ledger) -> None:
    assert ledger.traces.older_than(MOMENT) == []
    assert ledger.traces.count_older(datetime(2026, 5, 2, tzinfo=UTC), ["c-10"]) == 1
    assert ledger.traces.older_than(datetime(2026, 5, 2, tzinfo=UTC)) == ["c-1", "c-10"]
    ledger.remember([Past("c-1", "career", datetime(2026, 9, 1, tzinfo=UTC), "ada byron", None, {})])
    ledger.record(made("C-3", "Cleo Marsh", ONE), ONE, AT, "made", ())
    assert ledger.traces.older_than(datetime(2026, 9, 2, tzinfo=UTC)) == ["c-1", "c-10"]
    assert ledger.traces.older_than(datetime(2026, 10, 2, tzinfo=UTC)) == ["c-1", "c-10", "c-3"]
    here = replace(made("C-4", "Dan Roy", ONE), made_at="2026-10-02T02:00:00+04:00")
    ledger.record(here, ONE, AT, "made", ())
    assert "c-4" in ledger.traces.older_than(datetime(2026, 10, 2, tzinfo=UTC)), "it is 22:00 in UTC"
    ledger.record(replace(here, kind="brief", made_at="2026-10-03T02:00:00+00:00"), ONE, AT, "made", ())
    assert "c-4" not in ledger.traces.older_than(datetime(2026, 10, 2, tzinfo=UTC)), "the brief is newer"


def test_a_backup_can_be_left_to_others(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.block("mark", "stopped", AT)
        ledger.forgo_backup()
    assert not path.with_name("ledger.backup.sqlite3").exists()
