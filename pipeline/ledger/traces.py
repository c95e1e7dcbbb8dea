"""All that the ledger keeps of people, and the one door by which it leaves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from pipeline.ledger.database import Change, Database, text_of

Kept = Mapping[str, list[dict[str, object]]]
"""Rows as columns and values, by table."""

_IDS = {
    "documents": ("folded", "fold_id(client)"),
    "assessments": ("folded",),
    "deliveries": ("folded", "fold_id(client)"),
    "events": ("fold_id(client)",),
}
"""What tells whose a row is, for every table with rows of people."""

_JSON = frozenset({"values", "answers", "reasons", "faults", "warnings"})
"""Columns that hold JSON."""

_OLD = (
    """
    FROM assessments AS one
    WHERE completed_at < ?1
        AND NOT EXISTS (SELECT 1 FROM assessments WHERE folded = one.folded AND completed_at >= ?1)
    """,
    """
    FROM documents AS one
    WHERE datetime(made_at) < datetime(?1)
        AND NOT EXISTS (SELECT 1 FROM assessments WHERE folded = one.folded)
        AND NOT EXISTS (
            SELECT 1 FROM documents WHERE folded = one.folded AND datetime(made_at) >= datetime(?1)
        )
    """,
)
"""Who last answered before a moment; of those without a time of completion, whose documents are older."""

_BESIDES = "AND folded NOT IN (SELECT value FROM json_each(?2))"
_COUNT = "SELECT COUNT(DISTINCT folded)"
_FIRST = "SELECT DISTINCT folded"
_UP_TO = "ORDER BY folded LIMIT ?3"


class Traces:
    """What a ledger keeps of people. ``ids`` are folded ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: AbstractSet[str]) -> Kept:
        """Return the rows of one person, by table."""
        return {table: [row for one in sorted(ids) for row in self._rows_of(table, one)] for table in _IDS}

    def ids(self) -> set[str]:
        """Return the folded ids of everybody of whom something is kept."""
        queries = (f"SELECT DISTINCT {own[-1]} FROM {table}" for table, own in _IDS.items())  # noqa: S608 - no outside text
        return {folded for query in queries for (folded,) in self._database.rows(query)}

    def names(self) -> list[tuple[str, str, str | None]]:
        """Return whose assessments there are: folded id, folded name, mark of the address."""
        rows = self._database.rows("SELECT DISTINCT folded, name, email_mark FROM assessments")
        return [(folded, name, mark) for folded, name, mark in rows]

    def count_older(self, moment: datetime, besides: Iterable[str] = ()) -> int:
        """Return of how many, besides some, all that is kept is older than that."""
        values = text_of(moment), json.dumps(list(besides))
        return sum(self._database.rows(f"{_COUNT} {old} {_BESIDES}", values)[0][0] for old in _OLD)

    def older_than(
        self, moment: datetime, besides: Iterable[str] = (), at_most: int | None = None
    ) -> list[str]:
        """Return the folded ids of the same in their order, ``at_most`` so many (all)."""
        values = text_of(moment), json.dumps(list(besides)), -1 if at_most is None else at_most
        queries = (f"{_FIRST} {old} {_BESIDES} {_UP_TO}" for old in _OLD)
        found = (folded for query in queries for (folded,) in self._database.rows(query, values))
        return sorted(found)[:at_most]

    def remove(self, ids: AbstractSet[str]) -> int:
        """Take out all rows of one person, their events too, and return how many there were.

        Contexts that no document is left of go with them. The marks of people who are not to be worked
        with stay: they lead back to nobody. Until :meth:`~pipeline.ledger.database.Database.purge`, free
        pages, log and backup may hold what was taken out.
        """
        with self._database.change() as change:
            for one in ids:
                change(
                    "INSERT OR IGNORE INTO leaving SELECT client FROM events WHERE fold_id(client) = ?", [one]
                )
            removed = sum(_delete(change, table, one) for table in _IDS for one in ids)
            change("DELETE FROM contexts WHERE digest NOT IN (SELECT context_digest FROM documents)", ())
            change("DELETE FROM leaving", ())
        return removed

    def texts(self) -> Iterator[str]:
        """Yield every value of every table as text, however the file is cut into pages."""
        for (table,) in self._database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in self._database.rows(f'SELECT * FROM "{table}"'):  # noqa: S608 - named by the file itself
                yield from (value for value in row if isinstance(value, str))

    def _rows_of(self, table: str, folded: str) -> Iterator[dict[str, object]]:
        names = [row[1] for row in self._database.rows(f"PRAGMA table_info({table})")]
        where, values = _where(table, folded)
        for row in self._database.rows(f"SELECT * FROM {table} WHERE {where}", values):  # noqa: S608 - no outside text
            with self._database.decoding():
                yield {name: _plain(name, value) for name, value in zip(names, row, strict=True)}


def _delete(change: Change, table: str, folded: str) -> int:
    where, values = _where(table, folded)
    return change(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608 - no outside text


def _where(table: str, folded: str) -> tuple[str, list[str]]:
    own = _IDS[table]
    return " OR ".join(f"{column} = ?" for column in own), [folded] * len(own)


def _plain(name: str, value: object) -> object:
    return json.loads(value) if name in _JSON and isinstance(value, str) else value
