"""The tables of documents: what lies on the disk, and from what it was made."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import cached_property, lru_cache
from typing import Any

from pipeline.ledger.database import Database
from pipeline.ledger.events import add_event
from pipeline.models.client import fold_id
from pipeline.models.making import Context, Event, Kind, Made

_FIELDS = tuple(field.name for field in fields(Made))
_LISTS = ("reasons", "faults", "warnings")
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_ALL = f"SELECT folded, {_COLUMNS} FROM documents"  # noqa: S608 - no outside text
_SHORT = _ALL.replace('"values"', "''")
_OF = f"{_SHORT} WHERE folded IN (SELECT value FROM json_each(?))"  # noqa: S608 - as above
_VALUES = 'SELECT "values" FROM documents WHERE client = ? AND kind = ?'
_CLIENTS = "SELECT folded, client, name FROM documents WHERE folded IN (SELECT value FROM json_each(?))"
# The index alone tells who the others are: their rows are long.
_OF_OTHERS = f"""
    {_ALL} WHERE rowid IN (
        SELECT rowid FROM documents WHERE folded NOT IN (SELECT value FROM json_each(?))
    )
"""  # noqa: S608 - as above
_MARKS = ", ".join("?" * (len(_FIELDS) + 1))
_RECORD = f"INSERT OR REPLACE INTO documents (folded, {_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - as above


Papers = dict[str, dict[Kind, Made]]
"""Documents by the folded id of the client and by kind.

One whose id has become that of another client is there by a key that is no folded id.
"""


class Documents(Database):
    """The reports and briefs that there are."""

    def documents(self) -> Papers:
        """Return every document there is."""
        return self._documents(_ALL)

    def documents_of(self, people: Iterable[str]) -> Papers:
        """Return the documents of these folded ids without their values, which are long.

        It takes no longer for those of others.
        """
        return self._documents(_OF, json.dumps(list(people)))

    def documents_of_others(self, people: Iterable[str]) -> Papers:
        """Return the documents that are of none of these folded ids."""
        return self._documents(_OF_OTHERS, json.dumps(list(people)))

    def clients_of(self, people: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return id and name, as documents have them, of those folded ids of whom there are any."""
        rows = self.rows(_CLIENTS, (json.dumps(list(people)),))
        return {folded: (client, name) for folded, client, name in rows}

    def _documents(self, query: str, *values: str) -> Papers:
        found: Papers = {}
        rows = self.rows(query, values)
        with self.decoding():
            for folded, *row in rows:
                made = _made(row)
                found.setdefault(folded, {})[made.kind] = made
        return found

    def count_clients(self) -> int:
        """Return how many clients have documents."""
        return int(self.rows("SELECT COUNT(DISTINCT folded) FROM documents")[0][0])

    def paths(self) -> frozenset[str]:
        """Return where all documents lie, relative to the practice."""
        return frozenset(path for (path,) in self.rows("SELECT path FROM documents"))

    def recall(self, made: Made) -> tuple[Mapping[str, str], Context | None]:
        """Return the client's values and the context that a document was made from."""
        digest = made.context_digest
        with self.decoding():
            if digest not in self._contexts:
                self._contexts[digest] = self._context(digest)
            return json.loads(made.values or self._values(made)), self._contexts[digest]

    def record(self, made: Made, context: Context, at: str, event: str, reasons: Sequence[str]) -> None:
        """Remember a document in place of the client's earlier one of its kind, and what happened to it."""
        parts = json.dumps(asdict(context), ensure_ascii=False)
        with self.change() as change:
            change("INSERT OR IGNORE INTO contexts VALUES (?, ?)", (context.digest, parts))
            change(_RECORD, (fold_id(made.client), *_row(made)))
            add_event(change, made.client, Event(at, made.kind, event, tuple(reasons)))

    def drop(self, made: Made, at: str, reason: str) -> None:
        """Take out a document that is no longer one of the practice's, and keep the reason."""
        with self.change() as change:
            change("DELETE FROM documents WHERE client = ? AND kind = ?", (made.client, made.kind))
            add_event(change, made.client, Event(at, made.kind, "put away", (reason,)))

    def _values(self, made: Made) -> str:
        return str(self.rows(_VALUES, (made.client, made.kind))[0][0])

    @cached_property
    def _contexts(self) -> dict[str, Context | None]:
        """The contexts that were asked for already, by digest."""
        return {}

    def _context(self, digest: str) -> Context | None:
        rows = self.rows("SELECT parts FROM contexts WHERE digest = ?", (digest,))
        return Context(**json.loads(rows[0][0])) if rows else None


def _row(made: Made) -> tuple[str | int, ...]:
    lists = {name: json.dumps(getattr(made, name), ensure_ascii=False) for name in _LISTS}
    return tuple((asdict(made) | lists).values())


def _made(row: Sequence[Any]) -> Made:
    values = dict(zip(_FIELDS, row, strict=True))
    return Made(**values | {name: _texts(values[name]) for name in _LISTS})


@lru_cache
def _texts(stored: str) -> tuple[str, ...]:
    """Return the texts of a list; most documents have the same few, if any."""
    return tuple(json.loads(stored))
