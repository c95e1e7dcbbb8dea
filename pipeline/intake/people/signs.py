"""By what a row tells whose it is, folded once, and what contradicts itself about that."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.intake.people.reasons import Others
from pipeline.intake.rows import ReadRow
from pipeline.models.client import fold_id
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_address, fold_name
from pipeline.spreadsheets.places import cut, shown

_NAME_CHARACTERS = 40


# Nobody changes one; but a frozen one takes far longer to make, and each row has its own.
@dataclass(slots=True, eq=False)
class Signed:
    """A row with its signs: ``id`` as typed or derived, ``typed`` only if typed; None for what is unknown."""

    row: ReadRow
    id: str | None
    typed: str | None
    email: str | None
    name: str | None

    @classmethod
    def of(cls, row: ReadRow) -> "Signed":
        """Return the row with its signs, whether it holds faults or not."""
        identity = fold_id(row.id) if row.id else None
        return cls(
            row,
            identity,
            identity if row.typed_id else None,
            fold_address(row.email) if row.email else None,
            fold_name(row.name) if row.name else None,
        )

    @property
    def keys(self) -> Iterator[Hashable]:
        """What makes two rows speak of the same person or contradict each other."""
        if self.id:
            yield "id", self.id
        if self.email:
            yield "email", self.email


@dataclass(frozen=True, slots=True)
class Clash:
    """Rows that share one sign, an address or an id, and cannot all be of one person.

    ``what`` differs between them, and ``own`` is what a row tells of it, as it is compared and as it is said.
    """

    shared: Literal["email", "id"]
    rows: Sequence[Signed]
    what: str
    own: Callable[[Signed], Hashable]
    said: Callable[[ReadRow], Iterable[str | None]]

    def tell(self, people: Iterable[Signed]) -> Iterator[Problem]:
        """Yield what is wrong: at each of the rows, and at others that hang together with them."""
        others = Others([(row, self.own(row)) for row in self.rows], self._named)
        sharing = set(self.rows)
        for row in dict.fromkeys([*people, *self.rows]):
            yield self._at(row, others) if row in sharing else self._beside(row, others)

    def _at(self, row: Signed, others: Others[Signed]) -> Problem:
        """Return the problem of a row with the shared sign, at the cell that holds it."""
        value = row.row.email if self.shared == "email" else row.row.id
        question, column = row.row.signs.get(self.shared, (None, None))
        place = row.row.place
        return place.at(place.row or 1, column).problem(
            f"The {self._sign} {shown(value)} also stands in {others.than(self.own(row))}, "
            f"with another {self.what}.",
            self._fix,
            found=value,
            field=question,
            client=row.row.id,
        )

    def _beside(self, row: Signed, others: Others[Signed]) -> Problem:
        return row.row.place.problem(
            f"Other rows of this client have one {self._sign} and more than one {self.what}: {others.all()}.",
            self._fix,
            client=row.row.id,
        )

    @property
    def _sign(self) -> str:
        return "e-mail address" if self.shared == "email" else "client number"

    @property
    def _fix(self) -> str:
        if self.shared == "email":
            return f"Correct the address or the {self.what}."
        return "Give each person a number of their own, or correct name or address."

    def _named(self, row: Signed) -> str:
        """Return a row's place, and what it tells of the person as far as it differs."""
        known = [cut(text, _NAME_CHARACTERS) for text in self.said(row.row) if text]
        return f"{row.row.place.spoken} ({', '.join(known)})" if known else row.row.place.spoken


def find_clash(rows: Sequence[Signed]) -> Clash | None:
    """Return what is wrong if one address, or one id, is used by more than one person."""
    for users in _by((row.email, row) for row in rows):
        ids = {row.typed for row in users if row.typed}
        names = {row.name for row in users if row.name}
        if len(ids) > 1:
            number, said = "client number", lambda row: (row.name, row.id if row.typed_id else None)
            return Clash("email", users, number, lambda row: row.typed, said)
        if len(names) > 1 and not all(row.typed for row in users):
            return Clash("email", users, "name", lambda row: row.name, lambda row: (row.name,))
    for users in _by((row.id, row) for row in rows if _is_legible(row)):
        if not _is_one_person(users):
            return Clash("id", users, "name and address", _marks, lambda row: (row.name, row.email))
    return None


def _by(pairs: Iterable[tuple[str | None, Signed]]) -> Iterable[list[Signed]]:
    """Return the rows that share a sign, without those that lack it or stand alone."""
    found: dict[str, list[Signed]] = defaultdict(list)
    for key, row in pairs:
        if key:
            found[key].append(row)
    return [rows for rows in found.values() if len(rows) > 1]


def _is_legible(row: Signed) -> bool:
    """Whether it can be told if the row is a stranger's: a faulty one needs both name and address."""
    return row.row.client is not None or bool(row.name and row.email)


def _is_one_person(rows: Sequence[Signed]) -> bool:
    """Whether name or address lead from each row of one id to the others: not both may change at once."""
    by_mark: dict[Hashable, list[Signed]] = defaultdict(list)
    for row in rows:
        for mark in _marks(row):
            by_mark[mark].append(row)
    reached = [*_marks(rows[0])]
    while reached:
        for row in by_mark.pop(reached.pop(), ()):
            reached += _marks(row)
    return not by_mark


def _marks(row: Signed) -> frozenset[tuple[str, str]]:
    marks = (("name", row.name), ("email", row.email))
    return frozenset((kind, value) for kind, value in marks if value)
