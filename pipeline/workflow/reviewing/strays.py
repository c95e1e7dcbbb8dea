"""Rows in which the coach decided something, and of which it is not certain whose they are.

A hold among them must never be read as *yes*: it holds whom the row may be about, or everybody. What was
decided about somebody who is gone holds nobody, and is told.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pipeline.ledger import Ledger
from pipeline.models.client import Client, fold_id
from pipeline.models.problem import Problem
from pipeline.review.columns import HEADERS, Column
from pipeline.review.sheet import Row
from pipeline.spreadsheets.names import is_longer_name, is_same_name
from pipeline.workflow.people import blocked_in
from pipeline.workflow.reading import Reading

_WRITE = f"Write the number as in the inputs into the column “{HEADERS['client']}”, or delete the row."
_GONE = "If they are gone, delete the row; if not, write number and name as in the inputs."
_WHO: tuple[Column, ...] = ("client", "name")
_WRITTEN: tuple[Column, ...] = ("plan", "found", "words", "flags", "chat")
"""Columns that only the program fills, and at least one of them for everybody."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A row without an owner, and the clients whom it may be about; none if nobody can tell."""

    row: Row
    clients: tuple[Client, ...]

    def tell(self, client: Client | None) -> Problem:
        """Return the problem of a client whom it may be about, or (None) of everybody."""
        if client:
            told = "Something is decided in this row, whose number is not this client's, and whose name is."
        else:
            told = "Something is decided in this row, and nobody can tell whose it is: no report is sent."
        found = self.row.text("client")
        return self.row.at("client").problem(told, _WRITE, found=found, client=client.id if client else None)


@dataclass(frozen=True)
class Register:
    """Who is known: the clients in ``reading``, those of them ``with_row`` by folded id, and the ledger."""

    reading: Reading
    with_row: Collection[str]
    ledger: Ledger

    def find_strays(self, rows: Sequence[Row]) -> Iterator[Stray]:
        """Yield those of the rows without an owner that decide something for nobody can tell whom."""
        for row in rows:
            key = fold_id(row.text("client"))
            if not row.decides or (key and (key in self._present or self._is_stopped(key))):
                continue
            is_former = key != "" and key in self._former
            namesakes = tuple(self._namesakes(row.text("name"), is_former=is_former))
            if namesakes or not (is_former or is_drafted(row)):
                yield Stray(row, namesakes)

    def find_gone(self, rows: Sequence[Row], strays: Sequence[Stray]) -> Iterator[Problem]:
        """Yield what is told of those of the rows that are about nobody in the inputs, strays aside.

        Where not all inputs were meant to be read, nobody can tell.
        """
        for row in rows if self.reading.is_default else ():
            key = fold_id(row.text("client"))
            is_known = not key or key in self._present or self._is_stopped(key)
            if is_known or any(row is stray.row for stray in strays):
                continue
            if row.decides or not is_drafted(row):
                told = "This row is about nobody in the inputs, so nothing in it counts."
                found = row.text("client")
                yield row.at("client").problem(told, _GONE, found=found, severity="warning")

    def _namesakes(self, name: str, *, is_former: bool) -> Iterator[Client]:
        """Yield the clients of a name; where the number was somebody's, those alone who have no row."""
        for client in self.reading.intake.clients if name else ():
            if is_former and fold_id(client.id) in self.with_row:
                continue
            if is_same_name(name, client.name) or is_longer_name(name, client.name):
                yield client

    def _is_stopped(self, folded: str) -> bool:
        return self._stopped is not None and self._stopped(folded) is not None

    @cached_property
    def _present(self) -> AbstractSet[str]:
        """The folded ids of everybody in the inputs, held rows included."""
        intake = self.reading.intake
        ids = (*(row.id for row in intake.rows), *(client.id for client in intake.clients))
        return {fold_id(identity) for identity in ids if identity}

    @cached_property
    def _former(self) -> AbstractSet[str]:
        """The folded ids of everybody of whom the ledger keeps anything."""
        return self.ledger.traces.ids()

    @cached_property
    def _stopped(self) -> Callable[[str], str | None] | None:
        return blocked_in(self.ledger)


def is_drafted(row: Row) -> bool:
    """Whether the program wrote the row for somebody, who is gone where nobody has that number and name."""
    return all(map(row.text, _WHO)) and any(map(row.text, _WRITTEN))
