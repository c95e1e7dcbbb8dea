"""The door to SQLite: a connection to a ledger's file that writes, and a glance that leaves no trace."""

import errno
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from pipeline.models.client import fold_id

Row = tuple[Any, ...]
Values = Sequence[str | int | bytes | None]
Found = TypeVar("Found")

_BUSY_SECONDS = 30
_ALONE = "mode=ro&immutable=1"
"""SQLite makes a log beside a file that keeps one, even to read it, unless it is told that nobody writes."""


def connect(place: str | Path) -> sqlite3.Connection:
    """Return a connection that writes; the file is made if it is not there."""
    return _with_functions(sqlite3.connect(place, isolation_level=None, timeout=_BUSY_SECONDS))


class Glance:
    """A connection that only reads: neither the file nor its folder is made, changed or locked.

    While the file's log is there, somebody writes or was stopped at it: what the log holds counts too. All of
    it is copied into memory at once, so that nobody who writes or cleans up has to wait for who only looks.
    Without a log nobody writes. If somebody begins to and the file itself changes, what was just being read
    is read anew.
    """

    def __init__(self, path: Path) -> None:
        """Look at the file at ``path``. Raises :class:`OSError` or :class:`sqlite3.Error` if that fails."""
        _check_readable(path)
        self._path = path
        self._open()

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """Return what a query finds."""
        return self._settled(lambda: self._connection.execute(query, values).fetchall())

    def copy(self, into: sqlite3.Connection) -> None:
        """Copy all of it."""
        self._settled(lambda: self._connection.backup(into))

    def close(self) -> None:
        """Look no longer."""
        self._connection.close()

    def _open(self) -> None:
        self._found = _state_of(self._path)  # first: whatever is written from now on shows
        self._is_alone = not _has_log(self._path)
        self._connection = _look(self._path, _ALONE) if self._is_alone else _snapshot(self._path)

    def _settled(self, read: Callable[[], Found]) -> Found:
        """Return what was read of a file that did not change meanwhile."""
        while True:
            try:
                found = read()
            except sqlite3.DatabaseError:
                if not self._has_changed:
                    raise
            else:
                if not self._has_changed:
                    return found
            self.close()
            self._open()

    @property
    def _has_changed(self) -> bool:
        return self._is_alone and _state_of(self._path) != self._found


def read_alone(path: Path, query: str) -> Row:
    """Return the one row that a query finds in a file which nobody writes. Raises :class:`sqlite3.Error`."""
    with closing(_look(path, _ALONE)) as connection:
        return tuple(connection.execute(query).fetchone())


def _check_readable(path: Path) -> None:
    """Raise :class:`OSError` where SQLite would tell of a failing disk: at a folder, at somebody else's file.

    It is not opened to find out. When a process closes a file, the system drops all of its locks on it, those
    of other connections too; whoever writes then loses the log to the next program that opens the ledger
    (https://sqlite.org/howtocorrupt.html, section 2.2). So as long as this process has a ledger open, nothing
    but SQLite opens the file or what lies beside it.
    """
    if not path.is_file() or not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, "no file that can be read")


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _snapshot(path: Path) -> sqlite3.Connection:
    """Return a copy in memory of a file with its log, as both are at this moment."""
    copy = _with_functions(sqlite3.connect(":memory:", isolation_level=None))
    try:
        with closing(_look(path, "mode=ro")) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM sqlite_schema").fetchall()  # waits its time, which no copy does
            connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _look(path: Path, how: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{how}"
    return _with_functions(sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS))


def _with_functions(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.create_function("fold_id", 1, fold_id, deterministic=True)
    return connection


def _state_of(path: Path) -> tuple[int, int, int]:
    """Return by what a file's change is seen: its number, its size, the time of its last change."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
