"""The ledger's automatic backup, and the way back to it."""

import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.errors import LedgerError, OutputError
from pipeline.ledger import Ledger
from tests.practices import tree


@pytest.fixture
def backup(path: Path) -> Path:
    return path.with_name("ledger.backup.sqlite3")


def test_a_run_that_changed_something_leaves_a_backup(path: Path, backup: Path) -> None:
    with Ledger(path) as ledger:
        ledger.key("client ids", lambda: b"key")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT value FROM keys").fetchone() == (b"key",)
    copy.close()
    before = tree(path.parent)
    with Ledger(path) as ledger:
        assert ledger.find_key("client ids") == b"key"
    assert tree(path.parent) == before, "nothing changed, so there is nothing to write"


def test_looking_leaves_none(path: Path, backup: Path) -> None:
    with Ledger(path, passing=True) as ledger:
        ledger.key("client ids", lambda: b"key")
    assert not backup.exists()


def test_a_run_that_fails_leaves_the_last_good_one(path: Path, backup: Path) -> None:
    with Ledger(path) as ledger:
        ledger.key("a", lambda: b"1")
    good = backup.read_bytes()
    with suppress(KeyError), Ledger(path) as ledger:
        ledger.key("b", lambda: b"2")
        raise KeyError
    assert backup.read_bytes() == good


def test_a_damaged_ledger_is_mended_as_it_is_told(path: Path, backup: Path) -> None:
    with Ledger(path) as ledger:
        ledger.key("client ids", lambda: b"key")
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(LedgerError, match="is damaged") as caught:
        Ledger(path)
    assert f"copy {backup.name} to {path.name}" in caught.value.hint
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    path.write_bytes(backup.read_bytes())
    with Ledger(path) as ledger:
        assert ledger.find_key("client ids") == b"key"


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(path: Path, backup: Path) -> None:
    with Ledger(path) as ledger:
        ledger.key("a", lambda: b"1")
        backup.mkdir()
        with pytest.raises(OutputError, match="cannot be written"):
            ledger.back_up()
        backup.rmdir()
        assert not list(path.parent.glob(".*.part"))
        (path.parent / f".{backup.name}.part").write_bytes(b"left by a run that was stopped")
    assert not list(path.parent.glob(".*.part"))
    assert backup.exists()
