import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import LockedError, OutputError
from pipeline.files import (
    digest,
    digest_of_file,
    make_folder,
    move,
    output_error,
    run_lock,
    sweep,
    write_atomically,
)

KILLED_WHILE_WRITING = """
import os, sys
from pathlib import Path
from pipeline import files
files.os.fsync = lambda handle: os._exit(9)
files.write_atomically(Path(sys.argv[1]), b"new")
"""

HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from pipeline.files import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_what_is_written_is_there_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "outputs" / "reports" / "a.pdf"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["a.pdf"]


def test_a_process_killed_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_atomically(path, b"old")
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(path)], check=False)
    assert done.returncode == 9
    assert path.read_bytes() == b"old"
    left = [entry.name for entry in tmp_path.iterdir() if entry != path]
    assert len(left) == 1, "the unfinished file is there, and does not look like a result"
    assert left[0].startswith(".")
    assert left[0].endswith(".part")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / left[0]).write_bytes(b"left, too")
    sweep(tmp_path)
    assert [entry for entry in tmp_path.rglob("*") if entry.is_file()] == [path]


def test_a_failing_write_leaves_nothing_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(OutputError, match="the disk is full") as caught:
        write_atomically(tmp_path / "a.pdf", b"x")
    assert "Make room" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "may not be written"),
        (errno.EACCES, "may not be written"),
        (errno.EISDIR, "a folder stands where a file should be"),
    ],
)
def test_each_cause_has_its_words(number: int, told: str) -> None:
    error = output_error(Path("outputs"), OSError(number, "x"))
    assert told in error.message
    assert error.hint


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("I am a file")
    for folder in (tmp_path / "outputs", tmp_path / "outputs" / "reports"):
        with pytest.raises(OutputError, match="a file stands where a folder should be"):
            make_folder(folder)
    with pytest.raises(OutputError, match="a file stands where a folder should be"):
        write_atomically(tmp_path / "outputs" / "a.pdf", b"")
    assert (tmp_path / "outputs").read_text() == "I am a file"


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match="a folder stands where a file should be"):
        write_atomically(tmp_path / "a.pdf", b"")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.pdf"]


def test_moving_makes_the_folder(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"x")
    move(tmp_path / "a", tmp_path / "old" / "b")
    assert (tmp_path / "old" / "b").read_bytes() == b"x"
    assert not (tmp_path / "a").exists()
    with pytest.raises(OutputError):
        move(tmp_path / "a", tmp_path / "old" / "c")


@given(st.binary(max_size=300))
def test_a_file_has_the_digest_of_its_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("digest") / "a"
    path.write_bytes(content)
    assert digest_of_file(path) == digest(content)


def test_no_file_has_no_digest(tmp_path: Path) -> None:
    assert digest_of_file(tmp_path / "none") is None
    assert digest_of_file(tmp_path) is None


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=rf"process {other.pid} on ") as caught, run_lock(tmp_path):
            pass
        assert "Wait" in caught.value.hint
        other.kill()
    with run_lock(tmp_path):
        assert f"process {os.getpid()} " in (tmp_path / ".lock-holder").read_text()
    assert not (tmp_path / ".lock-holder").exists()


def test_what_a_killed_run_left_unfinished_goes_when_the_next_begins(tmp_path: Path) -> None:
    kept = [tmp_path / "kept.txt", tmp_path / ".hidden", tmp_path / "reports" / ".x.part"]
    kept[-1].parent.mkdir()
    left = [tmp_path / ".x.part", tmp_path / ".x.part-journal"]
    for path in (*kept, *left):
        path.touch()
    with run_lock(tmp_path):
        assert not any(path.exists() for path in left)
        assert all(path.exists() for path in kept)


def test_a_holder_that_cannot_be_removed_keeps_nobody_out(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        (tmp_path / ".lock-holder").unlink()
        (tmp_path / ".lock-holder").mkdir()
    (tmp_path / ".lock-holder").rmdir()
    with run_lock(tmp_path):
        pass


def test_who_holds_the_lock_may_not_be_known_yet(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        (tmp_path / ".lock-holder").unlink()
        with pytest.raises(LockedError, match="just starting"), run_lock(tmp_path):
            pass


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(tmp_path):
        raise ZeroDivisionError
    with run_lock(tmp_path):
        pass


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / ".lock").mkdir()
    with pytest.raises(OutputError), run_lock(tmp_path):
        pass
