"""The ledger's file: the only door to SQLite. Every change is committed, durably, when it happens."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from pipeline.errors import LedgerError, OutputError, PipelineError
from pipeline.files import make_folder
from pipeline.ledger.memory import past_of, row_of, told
from pipeline.ledger.schema import STEPS
from pipeline.models.client import fold_id
from pipeline.models.making import Context, Event, Kind, Made
from pipeline.models.past import Past

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


class Ledger:
    """What was made and why. Use it in a ``with`` block, by one run at a time for writing."""

    def __init__(self, path: Path) -> None:
        """Open the ledger at ``path``; it is made if it is not there.

        Raises:
            LedgerError: the file is damaged, or was made by a newer version.
            OutputError: the folder cannot be written, or the disk is full.
        """
        make_folder(path.parent)
        self._path = path
        self._known_contexts: dict[str, Context | None] = {}
        with self._told():
            if not path.exists():
                path.touch(mode=0o600)
            self._database = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._database.create_function("fold_id", 1, fold_id, deterministic=True)
            try:
                self._prepare()
            except BaseException:
                self._database.close()
                raise

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

    def _prepare(self) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA foreign_keys = ON")
        if run("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        version = run("PRAGMA user_version").fetchone()[0]
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
            raise _explained(self._path, error) from error


def _explained(path: Path, error: Exception) -> PipelineError:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return OutputError(
            f"{path} cannot be written: the disk is full.", "Make room, then run the command again."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(error, OSError):
        return OutputError(
            f"{path} cannot be written: it, or its folder, may not be written to.",
            "Check the permissions, or that the disk is not read-only, then run the command again.",
        )
    if name.startswith("SQLITE_IOERR") and name != "SQLITE_IOERR_SHORT_READ":
        return OutputError(
            f"{path} could not be read or written: the disk is full or failing.",
            "Make room or look after the disk, then run the command again; leave the file where it is.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(
            f"{path} is in use by another program.", "Close it there, then run the command again."
        )
    return LedgerError(
        f"{path} is damaged and cannot be read.",
        "Put back a copy from your backup. Without one, move the file away and run `roadmap reports`: every "
        "report is made again, clients without an id of your own count as new, and answers of rows that are "
        "no longer in the inputs are forgotten.",
    )


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
