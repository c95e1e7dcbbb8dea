"""Temporary folders: each goes with its process, or with the next run."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.batch.crew import _LONGEST_TEMPORARY_FOLDER
from pipeline.batch.executors import Means, open_local
from pipeline.errors import OutputError
from pipeline.scratch import Scratch

LONGEST_PATH_OF_A_SOCKET = 103
"""In bytes, on macOS (``sun_path``, without the byte that ends it)."""

KILLED_WITH_A_FOLDER = """
import os, signal
from pipeline.scratch import Scratch
print(Scratch().path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""

KILLED_WITH_WORKERS = """
import os, signal, tempfile
from contextlib import nullcontext
from multiprocessing.util import get_temp_dir
from pipeline.batch.executors import Means, open_local
executor = open_local(nullcontext, Means(1, 30, 1000))
made = executor.submit(tempfile.mkdtemp).result()
print(get_temp_dir(), made, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for temporary folders that is ours alone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def age(folder: Path) -> None:
    """Let a folder seem to be an hour old."""
    then = folder.stat().st_mtime - 3600
    os.utime(folder / ".owner", (then, then))


def old_folder(path: Path) -> Path:
    """Make a folder that is as private as ours, and seems to be two hours old."""
    path.mkdir(mode=0o700)
    then = path.stat().st_mtime - 7200
    os.utime(path, (then, then))
    return path


def test_it_is_private_and_removed_with_all_that_is_in_it() -> None:
    scratch = Scratch()
    (scratch.path / "fonts").mkdir()
    (scratch.path / "fonts" / "a.ttf").write_bytes(b"a")
    assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o700
    scratch.remove()
    assert not scratch.path.exists()


def test_one_that_a_killed_process_left_is_removed_by_the_next() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WITH_A_FOLDER], capture_output=True, text=True, check=False
    )
    left = Path(killed.stdout.strip())
    assert left.is_dir()
    Scratch().remove()
    assert left.is_dir(), "it may just have been made"
    age(left)
    Scratch().remove()
    assert not left.exists()


def test_all_that_a_killed_run_and_its_workers_left_goes_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        monkeypatch.setenv("TMPDIR", short)
        monkeypatch.setattr("tempfile.tempdir", short)
        command = [sys.executable, "-c", KILLED_WITH_WORKERS]
        killed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        own, workers = (Path(line).relative_to(short).parts for line in killed.stdout.split())
        assert (len(own), len(workers), own[0] != workers[0]) == (2, 2, True)
        until = time.monotonic() + 10
        while list(Path(short).iterdir()) and time.monotonic() < until:
            for folder in Path(short).iterdir():  # as their processes end
                age(folder)
            Scratch().remove()
        assert not list(Path(short).iterdir())


def test_one_that_was_left_before_it_was_locked_goes_when_nobody_can_be_locking_it(temporary: Path) -> None:
    left, new = old_folder(temporary / "career-roadmapa_b1c2d3"), temporary / "career-roadmapd3c2b1_a"
    new.mkdir(mode=0o700)
    Scratch().remove()
    assert not left.exists()
    assert new.is_dir()


def test_one_that_an_older_version_left_goes_too(temporary: Path) -> None:
    left = old_folder(temporary / "career-roadmap-a_b1c2d3")
    (left / ".owner").touch()
    (left / "a.ttf").touch()
    age(left)
    Scratch().remove()
    assert not left.exists()


def test_one_that_is_in_use_stays_and_so_does_what_is_none(temporary: Path) -> None:
    used, notes = Scratch(), temporary / "career-roadmap-notes"
    notes.mkdir(mode=0o700)
    (notes / "a.txt").touch()
    foreign = [old_folder(temporary / "career-roadmap"), notes]
    foreign[0].chmod(0o755)
    os.utime(notes, (0, 0))
    (temporary / "career-roadmap-file").touch()
    age(used.path)
    Scratch().remove()
    assert used.path.is_dir()
    assert all(folder.is_dir() for folder in foreign)
    assert (temporary / "career-roadmap-file").exists()
    used.remove()


def test_one_whose_removal_is_cut_short_can_be_told_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(folder: Path, **_: object) -> NoReturn:
        removed.append(folder.name)
        raise SystemExit

    removed: list[str] = []
    scratch = Scratch()
    (scratch.path / "fonts").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", end)
        with pytest.raises(SystemExit):
            scratch.remove()
    assert removed == ["fonts"]
    assert (scratch.path / ".owner").is_file(), "so that another run can remove it"
    scratch.remove()


@pytest.mark.parametrize("name", ["FileLock.acquire", "_remove_abandoned"])
def test_a_process_that_ends_while_it_makes_one_leaves_none(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def end(*_: object) -> NoReturn:
        raise SystemExit

    monkeypatch.setattr(f"pipeline.scratch.{name}", end)
    with pytest.raises(SystemExit):
        Scratch()
    assert not list(temporary.iterdir())


def test_where_no_file_can_be_opened_any_more_that_is_said_and_none_is_left(temporary: Path) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
    try:
        with pytest.raises(OutputError) as caught:
            Scratch()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert caught.value.message == f"{temporary} cannot be written: this process has too many files open."
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("begin", [Scratch, partial(open_local, nullcontext, Means(1, 30, 1000))])
def test_where_there_is_no_place_for_any_that_is_said(
    monkeypatch: pytest.MonkeyPatch, begin: Callable[[], object]
) -> None:
    def find_none() -> NoReturn:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._get_default_tempdir", find_none)
    with pytest.raises(OutputError, match="full or read-only") as caught:
        begin()
    assert "TMPDIR" in caught.value.hint


def test_a_socket_has_room_in_one_wherever_workers_are_forked() -> None:
    with Scratch() as scratch:
        path = "/".join(
            ("t" * _LONGEST_TEMPORARY_FOLDER, scratch.path.name, "pymp-12345678", "listener-12345678")
        )
    assert len(path) <= LONGEST_PATH_OF_A_SOCKET
