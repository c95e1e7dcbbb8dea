"""The ledger's file: the only door to SQLite. Every change is committed, durably, when it happens."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from pipeline.errors import LedgerError
from pipeline.files import make_folder
from pipeline.ledger.backup import backup_of, replace_backup, way_back
from pipeline.ledger.faults import explain
from pipeline.ledger.schema import STEPS
from pipeline.models.client import fold_id

Row = tuple[Any, ...]
Values = Sequence[str | int | bytes | None]
Change = Callable[[str, Values], int]
"""Runs one statement of a change and returns how many rows it touched."""

_BUSY_SECONDS = 30
_MEMORY = ":memory:"
_CHECKED_AT_ONCE = 100_000_000
"""Bytes of a file that is looked through when it is opened; in a larger one, damage shows as it is read."""

_KNOWN = """
    SELECT coalesce(max(seq), 0) FROM sqlite_sequence
    WHERE name = 'events' AND EXISTS (SELECT 1 FROM deliveries)
"""
"""The number of the last event in a ledger that knows of mails. It only grows, whoever is forgotten."""

_COPY = 0x636F7079
"""The application id of a backup, by which it is known when it was put back. The ledger's own is 0."""


class Database:
    """One SQLite file with the ledger's tables. Use it in a ``with`` block; one run at a time may write."""

    def __init__(self, path: Path, *, passing: bool = False) -> None:
        """Open the ledger at ``path``; it is made if it is not there.

        One that is ``passing`` is a copy in memory, for whoever only looks: neither file nor folder is made,
        changed or locked, a ledger that is not there is an empty one, and what is written is forgotten.

        Raises:
            LedgerError: the file is damaged, or was made by a newer version; or, unless it is passing, see
                :meth:`check_age`.
            OutputError: the file cannot be read or, unless it is passing, its folder cannot be written.
        """
        self._path, self._passing = path, passing
        self._found_version = 0
        self._backup_knows = _last_known(backup_of(path))  # read first: a run that goes on only adds to both
        if not passing:
            if not path.exists():
                self._check_knows(0)
            make_folder(path.parent)
        with self.told():
            if not (passing or path.exists()):
                path.touch(mode=0o600)
            self._database = _connect(_MEMORY if passing else path)
            try:
                if passing and path.exists():
                    _copy(path, self._database)
                self._prepare()
                if not passing:
                    self.check_age()
            except BaseException:
                self._database.close()
                raise
        self._backed_up = self._database.total_changes

    @property
    def is_outdated(self) -> bool:
        """Whether an earlier version of the program left the file, so that its tables had to be renewed."""
        return self._found_version < len(STEPS)

    @property
    def is_put_back(self) -> bool:
        """Whether the file is a backup that took the ledger's place: what happened since is not in it."""
        return bool(self.rows("PRAGMA application_id")[0][0] == _COPY)

    def check_age(self) -> None:
        """Make sure that the automatic backup does not know of mails that this ledger may not know.

        It would if the ledger was lost or an old copy took its place; from either, mails would go twice.

        Raises:
            LedgerError: it does; the hint says how to put it in the ledger's place.
        """
        self._check_knows(int(self.rows("SELECT coalesce(max(seq), 0) FROM sqlite_sequence")[0][0]))

    def _check_knows(self, last: int) -> None:
        if last < self._backup_knows:
            found = "is older than" if self._path.exists() else "is gone, but not"
            raise LedgerError(
                f"{self._path} {found} its own backup, which knows of mails. Nothing was sent.",
                way_back(self._path),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        try:
            if failure is None:
                self.back_up()
        finally:
            self._database.close()

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """Return what a query finds."""
        with self.told():
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One transaction: all of it or nothing, on the disk when it ends."""
        with self.told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield lambda statement, values: self._database.execute(statement, values).rowcount
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say in plain words what SQLite could not do."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise explain(self._path, error, writing=not self._passing) from error

    @contextmanager
    def decoding(self) -> Iterator[None]:
        """Say in plain words that a row holds what no version of the program writes."""
        try:
            yield
        except ValueError as error:
            raise explain(self._path, error, writing=not self._passing) from error

    def accept_as_own(self, change: Change) -> None:
        """Let a backup that was put back be the ledger from now on, as a part of a change."""
        change("PRAGMA application_id = 0", ())

    def back_up(self, *, always: bool = False) -> None:
        """Write the automatic backup anew, if anything changed since: whole and durable, or not at all.

        With ``always``, it is written even if this run has changed nothing.

        Raises:
            OutputError: it cannot be written.
        """
        is_current = self._database.total_changes == self._backed_up and not always
        if self._passing or is_current:
            return
        with self.told(), replace_backup(backup_of(self._path)) as unfinished:
            self._database.execute("VACUUM INTO ?", (str(unfinished),))
            with closing(_connect(unfinished)) as copy:
                copy.execute(f"PRAGMA application_id = {_COPY}")
        self._backed_up = self._database.total_changes

    def purge(self) -> None:
        """Leave nothing in the file, or beside it, of what was deleted: free pages, log and backup.

        Raises:
            LedgerError: another program is reading the file, so that its log cannot be emptied.
            OutputError: the file or its backup cannot be written.
        """
        with self.told():
            self._database.execute("PRAGMA temp_store = MEMORY")  # else a copy passes through the disk
            self._database.execute("VACUUM")
            is_busy, _, _ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise LedgerError(
                f"{self._path} is being read by another program, so traces of what was deleted may be left.",
                "Close that program, then run the command again.",
            )
        self.back_up(always=True)

    def forgo_backup(self) -> None:
        """Leave the backup to whoever has the run lock and may be writing it."""
        self._backed_up = self._database.total_changes

    def count_pages(self) -> tuple[int, int]:
        """Return how many pages the file has, and how many of them are free."""
        (pages,), (free,) = self.rows("PRAGMA page_count")[0], self.rows("PRAGMA freelist_count")[0]
        return pages, free

    def _prepare(self) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA foreign_keys = ON")
        is_small = self._count() <= _CHECKED_AT_ONCE  # for a large one, that would take seconds
        if is_small and run("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        version = self._found_version = run("PRAGMA user_version").fetchone()[0]
        if version > len(STEPS):
            raise LedgerError(
                f"{self._path} was written by a newer version of this program.",
                "Update the program, then run the command again.",
            )
        for step in range(version, len(STEPS)):
            self._migrate(step)

    def _count(self) -> int:
        """Return how many bytes the file has."""
        run = self._database.execute
        return int(run("PRAGMA page_count").fetchone()[0] * run("PRAGMA page_size").fetchone()[0])

    def _migrate(self, step: int) -> None:
        """Go from version ``step`` to the next, unless another process has just done so."""
        with self.change() as change:
            if self._database.execute("PRAGMA user_version").fetchone()[0] == step:
                for statement in _statements(STEPS[step]):
                    change(statement, ())
                change(f"PRAGMA user_version = {step + 1}", ())


def _connect(place: str | Path) -> sqlite3.Connection:
    database = sqlite3.connect(place, isolation_level=None, timeout=_BUSY_SECONDS)
    database.create_function("fold_id", 1, fold_id, deterministic=True)
    return database


def _last_known(backup: Path) -> int:
    """Return the number of the last event in a backup that knows of mails; 0 for any other, or none."""
    try:
        with closing(sqlite3.connect(f"{_uri(backup)}?mode=ro&immutable=1", uri=True)) as copy:
            return int(copy.execute(_KNOWN).fetchone()[0])
    except sqlite3.Error:
        return 0


def _uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _copy(path: Path, into: sqlite3.Connection) -> None:
    """Copy the file of a ledger as it stands, without leaving a trace beside it.

    While its log is there, somebody writes or was stopped at it, and what the log holds counts too.
    """
    with path.open("rb"):
        pass  # SQLite would tell a folder, or a file of somebody else's, as a failing disk
    log = path.with_name(f"{path.name}-wal")
    # SQLite cannot read alone a file that keeps a log unless it is told that nobody writes.
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    source = sqlite3.connect(f"{_uri(path)}?{how}", uri=True, timeout=_BUSY_SECONDS)
    try:
        source.backup(into)
    finally:
        source.close()


def _statements(script: str) -> Iterable[str]:
    """Cut a script into statements, which may hold semicolons of their own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
