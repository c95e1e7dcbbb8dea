"""A ledger of many clients: what is asked of one of them reads none of the others."""

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import LedgerError
from pipeline.ledger import Ledger
from pipeline.ledger import database as module
from pipeline.ledger.schema import STEPS
from pipeline.models.client import fold_id
from pipeline.models.making import Event
from tests.old_ledger import write_old

QUERIES = [
    "SELECT at FROM events WHERE client = 'c-1' ORDER BY number",
    "DELETE FROM documents WHERE client = 'C-1' AND kind = 'report'",
    "SELECT path FROM documents WHERE folded = 'c-1'",
    "SELECT name FROM assessments WHERE folded = 'c-1' AND kit = 'career' AND completed_at < '2026'",
    "SELECT message FROM deliveries WHERE folded = 'c-1'",
    "SELECT name FROM assessments WHERE email_mark = 'm-1' AND kit = 'career'",
    "SELECT folded FROM deliveries WHERE message = 'outputs/outbox/m1.eml'",
    "SELECT message FROM deliveries WHERE recipient = 'Ada@example.com' COLLATE NOCASE",
]


@pytest.mark.parametrize("version", [1, len(STEPS)])
def test_what_is_asked_of_one_client_is_found_by_an_index(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ledger.sqlite3"
    write_old(path, version)
    with Ledger(path) as ledger:
        told = {query: [row[-1] for row in ledger.rows(f"EXPLAIN QUERY PLAN {query}")] for query in QUERIES}
    assert not {query: plan for query, plan in told.items() if any("SCAN" in step for step in plan)}


def test_events_of_ids_that_were_folded_otherwise_are_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    step = next(number for number, text in enumerate(STEPS) if "events_by_client" in text)
    old = sqlite3.connect(path)
    old.create_function("fold_id", 1, fold_id, deterministic=True)
    for text in STEPS[:step]:
        old.executescript(text)
    old.execute(f"PRAGMA user_version = {step}")
    told = ("2026-01-01T00:00:00+00:00", "C-\u200b1", "report", "made", json.dumps(["new client"]))
    old.execute("INSERT INTO events (at, client, kind, what, reasons) VALUES (?, ?, ?, ?, ?)", told)
    old.commit()
    old.close()
    with Ledger(path) as ledger:
        assert ledger.events("c-1") == [Event(told[0], "report", "made", ("new client",))]
        with pytest.raises(LedgerError, match="never changed"), ledger.change() as change:
            change("UPDATE events SET what = 'nothing'", ())


def test_only_a_small_file_is_looked_through_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.sqlite3"
    with Ledger(path) as ledger:
        for number in range(400):
            ledger.note(f"C-{number}", Event("2026-01-01T00:00:00+00:00", "report", "made", ("x" * 300,)))
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(LedgerError):
        Ledger(path)
    monkeypatch.setattr(module, "_CHECKED_AT_ONCE", 0)
    with Ledger(path, passing=True) as ledger:
        assert ledger.events("C-1")
