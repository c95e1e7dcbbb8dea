"""Temporary folders that go with their process, however it ends."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from pipeline.errors import OutputError
from pipeline.files import output_error, remove_all

_PREFIX = "career-roadmap"
"""No longer, as a socket may lie in such a folder, and its path has room for a hundred bytes alone."""

_OWNER = ".owner"
_JUST_LOCKED = 60
"""For so many seconds a folder with a lock file counts as in use: it may not have been locked yet."""

_JUST_MADE = 3600
"""For so many seconds one without a lock file does: nobody takes as long to make that."""


class Scratch:
    """A temporary folder for this process and user alone, at ``path``; in a ``with`` it goes at the end.

    It is locked as long as this process lives. One whose process was killed is removed when another is made.
    """

    def __init__(self) -> None:
        """Make it. Raises :class:`OutputError` where that cannot be done."""
        place = temporary_folder()
        try:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
            self._lock = FileLock(self.path / _OWNER, mode=0o600, thread_local=False)
            self._take()
        except OSError as error:
            raise output_error(place, error) from error

    def _take(self) -> None:
        try:
            self._lock.acquire()
            _remove_abandoned(self.path)
        except BaseException:  # a signal may end this process here
            self.remove()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let all temporary files of this process be made in it: also those of libraries go with it."""
        usual, tempfile.tempdir = tempfile.tempdir, str(self.path)
        try:
            yield
        finally:
            tempfile.tempdir = usual

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        _clear(self.path)
        self._lock.release()
        _take_away(self.path)


def temporary_folder() -> Path:
    """Return where this process puts temporary files. Raises :class:`OutputError` if it can nowhere."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:
        raise OutputError(
            "No temporary files can be written: /tmp, /var/tmp and all other folders for them are full or "
            "read-only.",
            "Make room in one of them, or set TMPDIR to a folder that can be written, then run the command "
            "again.",
        ) from None


def _remove_abandoned(own: Path) -> None:
    """Remove this user's temporary folders beside ``own`` that no process holds any more."""
    made = own.lstat()
    for folder in own.parent.glob(f"{_PREFIX}*"):
        with suppress(OSError, Timeout):
            found = folder.lstat()
            if (found.st_uid, found.st_mode) == (made.st_uid, made.st_mode):
                _remove_if_abandoned(folder, made.st_mtime)


def _remove_if_abandoned(folder: Path, now: float) -> None:
    """Remove a folder unless a process holds it, or may do so soon; ``now`` in seconds since 1970.

    Raises:
        Timeout, OSError: it stays.
    """
    owner = folder / _OWNER
    if not owner.exists():
        if folder.lstat().st_mtime < now - _JUST_MADE:
            folder.rmdir()  # ours is empty then, and what is not is none of ours
    elif owner.lstat().st_mtime < now - _JUST_LOCKED:
        with FileLock(owner, blocking=False):
            _clear(folder)
        _take_away(folder)


def _clear(folder: Path) -> None:
    """Remove what is in a folder but its lock, which goes last: without one, a folder is empty."""
    with suppress(OSError):
        content = [path for path in folder.iterdir() if path.name != _OWNER]
        for path in content:
            shutil.rmtree(path, ignore_errors=True)
        remove_all(content)


def _take_away(folder: Path) -> None:
    """Remove a folder that is cleared, also where no file can be opened any more."""
    with suppress(OSError):
        (folder / _OWNER).unlink(missing_ok=True)
        folder.rmdir()
