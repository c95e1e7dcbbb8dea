"""A ledger that is only looked at: the file stays as it is, and so does its folder."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import LedgerError, OutputError
from pipeline.ledger import Ledger, connections
from tests.old_ledger import write_old
from tests.practices import tree


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out puts #1?" / "ledger.sqlite3"


def test_one_that_is_not_there_is_empty_and_stays_away(path: Path) -> None:
    with Ledger(path, passing=True) as ledger:
        assert ledger.documents() == {}
        assert ledger.key("a", lambda: b"made") == b"made"
        assert ledger.find_key("a") == b"made"
    assert not path.parent.exists()


def test_it_shows_what_there_is_and_forgets_what_is_written(path: Path) -> None:
    with Ledger(path) as ledger:
        ledger.key("a", lambda: b"kept")
    before = tree(path.parent)
    with Ledger(path, passing=True) as ledger:
        assert ledger.find_key("a") == b"kept"
        assert ledger.key("b", lambda: b"lost") == b"lost"
        assert tree(path.parent) == before
    assert tree(path.parent) == before
    with Ledger(path) as ledger:
        assert ledger.find_key("b") is None


def test_what_a_run_has_just_written_is_there_while_it_goes_on(path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"new")
        with Ledger(path, passing=True) as ledger:
            assert ledger.find_key("a") == b"new"
        writing.key("b", lambda: b"goes on")


def test_what_a_stopped_run_left_in_its_log_counts(path: Path, tmp_path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"logged")
        left = Path(shutil.copytree(path.parent, tmp_path / "left"))
    before = (left / path.name).read_bytes()
    with Ledger(left / path.name, passing=True) as ledger:
        assert ledger.find_key("a") == b"logged"
    assert (left / path.name).read_bytes() == before


def test_one_of_an_earlier_version_is_renewed_in_memory_alone(path: Path) -> None:
    write_old(path, 6)
    before = tree(path.parent)
    with Ledger(path, passing=True) as ledger:
        assert ledger.is_outdated
        assert ledger.documents() == {}
    assert tree(path.parent) == before


def test_while_another_writes_all_that_is_read_is_of_one_moment(path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"before")
        with Ledger(path, passing=True) as ledger:
            writing.key("b", lambda: b"meanwhile")
            assert ledger.find_key("b") is None
            assert ledger.key("c", lambda: b"lost") == b"lost"
            assert ledger.find_key("b") is None
        assert writing.find_key("c") is None


def test_it_takes_no_lock_away_from_whoever_writes_in_the_same_process(path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"before")
        with Ledger(path, passing=True) as ledger:
            assert ledger.find_key("a") == b"before"
        elsewhere(path, "ledger.block('stopped there', 'stopped', ''); ledger.forgo_backup()")
        assert path.with_name(f"{path.name}-wal").exists(), "whoever closed it believed to be the last"
        writing.block("stopped here", "stopped", "")
        seen = elsewhere(path, "print(*sorted(ledger.blocked()), sep=', ')")
        assert seen == "stopped here, stopped there\n"


def test_it_keeps_nobody_from_cleaning_up(path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"before")
        with Ledger(path, passing=True) as ledger:
            writing.purge()
            assert ledger.find_key("a") == b"before"


def test_one_that_another_program_has_for_itself_is_in_use(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.01)
    with Ledger(path) as alone:
        alone.rows("PRAGMA locking_mode = EXCLUSIVE")
        alone.key("a", lambda: b"its own")
        with pytest.raises(LedgerError, match="in use by another program"):
            Ledger(path, passing=True)


def elsewhere(path: Path, what: str) -> str:
    """Let another process do something with the ledger, and return what it prints."""
    opening = (
        f"from pathlib import Path; from pipeline.ledger import Ledger\nwith Ledger(Path({str(path)!r}))"
    )
    script = f"{opening} as ledger: {what}"
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout


def test_what_changes_under_the_eyes_of_the_reader_is_read_anew(path: Path) -> None:
    with Ledger(path) as writing:
        writing.key("a", lambda: b"first")
    with Ledger(path, passing=True) as ledger:
        assert ledger.find_key("a") == b"first"
        with Ledger(path) as writing, writing.change() as change:
            change("UPDATE keys SET value = x'02'", ())
        assert ledger.find_key("a") == b"\x02"
        path.write_bytes(b"this was never a database" * 1000)
        with pytest.raises(LedgerError, match="is damaged"):
            ledger.find_key("a")


def test_what_is_wrong_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this was never a database" * 100)
    with pytest.raises(LedgerError, match="is damaged"):
        Ledger(path, passing=True)
    path.unlink()
    path.mkdir()
    with pytest.raises(OutputError, match="cannot be read"):
        Ledger(path, passing=True)
