"""The ledger's file: the only door to SQLite. Every change is committed, durably, when it happens."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from pipeline.errors import LedgerError
from pipeline.files import make_folder
from pipeline.ledger.faults import explain
from pipeline.ledger.memory import past_of, row_of, told
from pipeline.ledger.schema import STEPS
from pipeline.models.client import fold_id
from pipeline.models.making import Context, Event, Kind, Made
from pipeline.models.past import Owner, Past

_FIELDS = tuple(field.name for field in fields(Made))
_LISTS = ("reasons", "faults")
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)

# Nothing is written where nothing differs.
_REMEMBER = """
    INSERT INTO assessments VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
    SET name = excluded.name, email_mark = excluded.email_mark, answers = excluded.answers
    WHERE (name, email_mark, answers) IS NOT (excluded.name, excluded.email_mark, excluded.answers)
"""


_BUSY_SECONDS = 30
_MEMORY = ":memory:"


class Ledger:
    """What was made and why. Use it in a ``with`` block, by one run at a time for writing."""

    def __init__(self, path: Path, *, passing: bool = False) -> None:
        """Open the ledger at ``path``; it is made if it is not there.

        One that is ``passing`` is a copy in memory, for whoever only looks: neither file nor folder is made,
        changed or locked, a ledger that is not there is an empty one, and what is written is forgotten.

        Raises:
            LedgerError: the file is damaged, or was made by a newer version.
            OutputError: the file cannot be read or, unless it is passing, its folder cannot be written.
        """
        self._path, self._passing = path, passing
        self._known_contexts: dict[str, Context | None] = {}
        self._found_version = 0
        if not passing:
            make_folder(path.parent)
        with self._told():
            if not (passing or path.exists()):
                path.touch(mode=0o600)
            place = _MEMORY if passing else path
            self._database = sqlite3.connect(place, isolation_level=None, timeout=_BUSY_SECONDS)
            self._database.create_function("fold_id", 1, fold_id, deterministic=True)
            try:
                if passing and path.exists():
                    _copy(path, self._database)
                self._prepare()
            except BaseException:
                self._database.close()
                raise

    @property
    def is_outdated(self) -> bool:
        """Whether an earlier version of the program left the file, so that its tables had to be renewed."""
        return self._found_version < len(STEPS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def key(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the random key of that name, made by ``make`` the first time it is asked for."""
        if known := self.find_key(name):
            return known
        made = make()
        with self._told(), self._change():
            self._database.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (name, made))
        return self.find_key(name) or made

    def find_key(self, name: str) -> bytes | None:
        """Return the random key of that name, or None if none was made yet."""
        with self._told():
            row = self._database.execute("SELECT value FROM keys WHERE name = ?", (name,)).fetchone()
            return bytes(row[0]) if row else None

    def documents(self) -> dict[str, dict[Kind, Made]]:
        """Return every document there is, by the folded id of the client and by kind.

        One whose id has become that of another client is there by a key that is no folded id.
        """
        found: dict[str, dict[Kind, Made]] = {}
        with self._told():
            rows = self._database.execute(f"SELECT folded, {_COLUMNS} FROM documents")  # noqa: S608 - no outside text
            for folded, *row in rows:
                made = _made(row)
                found.setdefault(folded, {})[made.kind] = made
        return found

    def paths(self) -> frozenset[str]:
        """Return where all documents lie, relative to the practice."""
        with self._told():
            return frozenset(path for (path,) in self._database.execute("SELECT path FROM documents"))

    def recall(self, made: Made) -> tuple[Mapping[str, str], Context | None]:
        """Return the client's values and the context that a document was made from."""
        digest = made.context_digest
        with self._told():
            if digest not in self._known_contexts:
                self._known_contexts[digest] = self._context(digest)
            return json.loads(made.values), self._known_contexts[digest]

    def record(self, made: Made, context: Context, at: str, event: str, reasons: Sequence[str]) -> None:
        """Remember a document in place of the client's earlier one of its kind, and what happened to it."""
        row = (fold_id(made.client), *_row(made))
        marks = ", ".join("?" * len(row))
        with self._told(), self._change():
            parts = json.dumps(asdict(context), ensure_ascii=False)
            self._database.execute("INSERT OR IGNORE INTO contexts VALUES (?, ?)", (context.digest, parts))
            self._database.execute(
                f"INSERT OR REPLACE INTO documents (folded, {_COLUMNS}) VALUES ({marks})",  # noqa: S608 - no outside text
                row,
            )
            self._add_event(made.client, Event(at, made.kind, event, tuple(reasons)))

    def drop(self, made: Made, at: str, reason: str) -> None:
        """Take out a document that is no longer one of the practice's, and keep the reason."""
        with self._told(), self._change():
            self._database.execute(
                "DELETE FROM documents WHERE client = ? AND kind = ?", (made.client, made.kind)
            )
            self._add_event(made.client, Event(at, made.kind, "put away", (reason,)))

    def note(self, client: str, event: Event) -> None:
        """Remember that something happened."""
        with self._told(), self._change():
            self._add_event(client, event)

    def events(self, client: str) -> list[Event]:
        """Return what happened to a client, oldest first."""
        with self._told():
            rows = self._database.execute(
                "SELECT at, kind, what, reasons FROM events WHERE fold_id(client) = ? ORDER BY number",
                (fold_id(client),),
            )
            return [Event(at, kind, what, tuple(json.loads(reasons))) for at, kind, what, reasons in rows]

    def block(self, mark: str, reason: str, at: str) -> None:
        """Remember that somebody is not to be worked with; see :func:`pipeline.ledger.identity.mark_of`."""
        with self._told(), self._change():
            self._database.execute("INSERT OR REPLACE INTO blocked VALUES (?, ?, ?)", (mark, reason, at))

    def blocked(self) -> dict[str, str]:
        """Return why people are not to be worked with, by their marks."""
        with self._told():
            return dict(self._database.execute("SELECT mark, reason FROM blocked").fetchall())

    def remember(self, assessments: Iterable[Past]) -> None:
        """Remember assessments, each in place of what was known of its client, kit and moment."""
        rows = [row_of(past) for past in assessments]
        with self._told(), self._change():
            self._database.executemany(_REMEMBER, rows)

    def past(self, client: str, kit: str, before: datetime) -> list[Past]:
        """Return the assessments by one kit that a folded id completed before a moment, oldest first."""
        with self._told():
            rows = self._database.execute(
                "SELECT * FROM assessments WHERE folded = ? AND kit = ? AND completed_at < ? "
                "ORDER BY completed_at",
                (client, kit, told(before)),
            )
            return [past_of(row) for row in rows]

    def owners(self, kit: str) -> list[Owner]:
        """Return who had which e-mail address when they completed an assessment by one kit."""
        with self._told():
            rows = self._database.execute(
                "SELECT email_mark, folded, name, min(completed_at) FROM assessments "
                "WHERE kit = ? AND email_mark IS NOT NULL GROUP BY email_mark, folded, name",
                (kit,),
            )
            return [
                Owner(mark, client, name, datetime.fromisoformat(since)) for mark, client, name, since in rows
            ]

    def _prepare(self) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA foreign_keys = ON")
        if run("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        version = self._found_version = run("PRAGMA user_version").fetchone()[0]
        if version > len(STEPS):
            raise LedgerError(
                f"{self._path} was written by a newer version of this program.",
                "Update the program, then run the command again.",
            )
        for step in range(version, len(STEPS)):
            self._migrate(step)

    def _migrate(self, step: int) -> None:
        """Go from version ``step`` to the next, unless another process has just done so."""
        with self._change():
            if self._database.execute("PRAGMA user_version").fetchone()[0] == step:
                for statement in _statements(STEPS[step]):
                    self._database.execute(statement)
                self._database.execute(f"PRAGMA user_version = {step + 1}")

    def _context(self, digest: str) -> Context | None:
        row = self._database.execute("SELECT parts FROM contexts WHERE digest = ?", (digest,)).fetchone()
        return Context(**json.loads(row[0])) if row else None

    def _add_event(self, client: str, event: Event) -> None:
        reasons = json.dumps(event.reasons, ensure_ascii=False)
        self._database.execute(
            "INSERT INTO events (at, client, kind, what, reasons) VALUES (?, ?, ?, ?, ?)",
            (event.at, fold_id(client), event.kind, event.what, reasons),
        )

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction: all of it or nothing, on the disk when it ends."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in plain words what SQLite could not do."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            raise explain(self._path, error, writing=not self._passing) from error


def _copy(path: Path, into: sqlite3.Connection) -> None:
    """Copy the file of a ledger as it stands, without leaving a trace beside it.

    While its log is there, somebody writes or was stopped at it, and what the log holds counts too.
    """
    with path.open("rb"):
        pass  # SQLite would tell a folder, or a file of somebody else's, as a failing disk
    log = path.with_name(f"{path.name}-wal")
    # SQLite cannot read alone a file that keeps a log unless it is told that nobody writes.
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    source = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{how}", uri=True, timeout=_BUSY_SECONDS)
    try:
        source.backup(into)
    finally:
        source.close()


def _row(made: Made) -> tuple[str | int, ...]:
    lists = {name: json.dumps(getattr(made, name), ensure_ascii=False) for name in _LISTS}
    return tuple((asdict(made) | lists).values())


def _made(row: Sequence[Any]) -> Made:
    values = dict(zip(_FIELDS, row, strict=True))
    return Made(**values | {name: tuple(json.loads(values[name])) for name in _LISTS})


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements, which may hold semicolons of their own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
