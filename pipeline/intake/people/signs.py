"""By what a row tells whose it is, folded once, and what contradicts itself about that."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.intake.people.reasons import Reason, shared, strangers
from pipeline.intake.rows import ReadRow
from pipeline.models.client import fold_id
from pipeline.spreadsheets.folding import fold_address, fold_name


@dataclass(frozen=True, slots=True, eq=False)
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
    """Rows that cannot all be of one person; ``sign`` is what tells them apart."""

    reason: Reason
    rows: tuple[Signed, ...]
    sign: Callable[[Signed], Hashable]

    def against(self, row: Signed) -> list[Signed]:
        """Return the rows that contradict this one; for one that only hangs together with them, all."""
        others = [other for other in self.rows if other is not row]
        return [other for other in others if self.sign(other) != self.sign(row)] or others


def find_clash(rows: Sequence[Signed]) -> Clash | None:
    """Return what is wrong if one address, or one id, is used by more than one person."""
    for users in _by((row.email, row) for row in rows):
        ids = {row.typed for row in users if row.typed}
        names = {row.name for row in users if row.name}
        if len(ids) > 1:
            return Clash(shared("client number"), tuple(users), lambda row: row.typed)
        if len(names) > 1 and not all(row.typed for row in users):
            return Clash(shared("name"), tuple(users), lambda row: row.name)
    for users in _by((row.id, row) for row in rows if _is_legible(row)):
        if not _is_one_person(users):
            return Clash(strangers(), tuple(users), _marks)
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
    marks = [_marks(row) for row in rows]
    known = set(marks[0])
    while fresh := [one for one in marks if one & known and not one <= known]:
        known.update(*fresh)
    return all(one <= known for one in marks)


def _marks(row: Signed) -> frozenset[tuple[str, str]]:
    marks = (("name", row.name), ("email", row.email))
    return frozenset((kind, value) for kind, value in marks if value)
