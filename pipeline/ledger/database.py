"""The ledger's file, and what is asked of it. Every change is committed, durably, when it happens."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pipeline.errors import LedgerError
from pipeline.files import make_folder
from pipeline.ledger.backup import backup_of, replace_backup, way_back
from pipeline.ledger.connections import Glance, Row, Values, connect, read_alone
from pipeline.ledger.faults import explain
from pipeline.ledger.schema import STEPS

Change = Callable[[str, Values], int]
"""Runs one statement of a change and returns how many rows it touched."""

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

        One that is ``passing`` is for whoever only looks: neither file nor folder is made, changed or locked,
        a ledger that is not there is an empty one, and what is written is forgotten. It becomes a copy in
        memory when something is written, or at once if its tables are those of an earlier version.

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
        with self.explaining():
            if not (passing or path.exists()):
                path.touch(mode=0o600)
            self._glance = Glance(path) if passing and path.exists() else None
            self._database = connect(_MEMORY if passing else path)
            try:
                self._prepare()
                if not passing:
                    self.check_age()
            except BaseException:
                self._close()
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
            self._close()

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """Return what a query finds."""
        with self.explaining():
            if self._glance:
                return self._glance.rows(query, values)
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One transaction: all of it or nothing, on the disk when it ends."""
        with self.explaining():
            self._copy()
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield lambda statement, values: self._database.execute(statement, values).rowcount
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def explaining(self) -> Iterator[None]:
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
        with self.explaining(), replace_backup(backup_of(self._path)) as unfinished:
            self._database.execute("VACUUM INTO ?", (str(unfinished),))
            with closing(connect(unfinished)) as copy:
                copy.execute(f"PRAGMA application_id = {_COPY}")
        self._backed_up = self._database.total_changes

    def purge(self) -> None:
        """Leave nothing in the file, or beside it, of what was deleted: free pages, log and backup.

        Raises:
            LedgerError: another program is reading the file, so that its log cannot be emptied.
            OutputError: the file or its backup cannot be written.
        """
        with self.explaining():
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
        self._examine()
        for step in range(self._found_version, len(STEPS)):
            self._migrate(step)

    def _examine(self) -> None:
        """Make sure that the file is whole, and of no newer version."""
        (pages, _), (size,) = self.count_pages(), self.rows("PRAGMA page_size")[0]
        is_small = pages * size <= _CHECKED_AT_ONCE  # for a large one, that would take seconds
        if is_small and self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise sqlite3.DatabaseError("damaged")
        self._found_version = int(self.rows("PRAGMA user_version")[0][0])
        if self._found_version > len(STEPS):
            raise LedgerError(
                f"{self._path} was written by a newer version of this program.",
                "Update the program, then run the command again.",
            )

    def _copy(self) -> None:
        """Go on with a copy in memory, if it was only looked at so far."""
        if self._glance:
            self._glance.copy(self._database)
            self._glance.close()
            self._glance = None

    def _close(self) -> None:
        if self._glance:
            self._glance.close()
        self._database.close()

    def _migrate(self, step: int) -> None:
        """Go from version ``step`` to the next, unless another process has just done so."""
        with self.change() as change:
            if self._database.execute("PRAGMA user_version").fetchone()[0] == step:
                for statement in _statements(STEPS[step]):
                    change(statement, ())
                change(f"PRAGMA user_version = {step + 1}", ())


def text_of(moment: datetime) -> str:
    """Return a moment as the tables have it: texts in the order of the times that they tell."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _last_known(backup: Path) -> int:
    """Return the number of the last event in a backup that knows of mails; 0 for any other, or none."""
    try:
        return int(read_alone(backup, _KNOWN)[0])
    except sqlite3.Error:
        return 0


def _statements(script: str) -> Iterable[str]:
    """Cut a script into statements, which may hold semicolons of their own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
