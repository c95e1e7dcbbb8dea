"""Rows that hold a fault: whose they are, as far as that can be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.intake.rows import ReadRow
from pipeline.spreadsheets.folding import fold_name

Mark = tuple[str | None, str | None, str | None]
"""What tells a person: id as typed, e-mail address and name, folded, or the part of them that is known."""


class FaultyRows:
    """Rows that came to no client, found by the marks of the person they speak of."""

    def __init__(self, rows: Iterable[ReadRow]) -> None:
        self._by_mark: dict[Mark, list[ReadRow]] = defaultdict(list)
        for row in rows:
            for mark in _legible(row):
                self._by_mark[mark].append(row)

    def of(self, marks: Iterable[Mark]) -> list[ReadRow]:
        """Return every row that has one of the marks, once, in the order of the rows' places."""
        found = {row.place: row for mark in set(marks) for row in self._by_mark.get(mark, ())}
        return sorted(found.values(), key=lambda row: row.place.order)


def _legible(row: ReadRow) -> Iterator[Mark]:
    """Yield the id, and address with name; where the row has no id, one of the two has to do."""
    identity = fold_name(row.id) if row.typed_id and row.id else None
    email = fold_name(row.email) if row.email else None
    name = fold_name(row.name) if row.name else None
    if identity:
        yield identity, None, None
    if (email and name) or (not identity and (email or name)):
        yield None, email, name


def marks_of(identity: str | None, email: str | None, name: str) -> Iterator[Mark]:
    """Yield every mark by which a faulty row may be known as one of this person."""
    folded = fold_name(name)
    yield None, None, folded
    if identity:
        yield fold_name(identity), None, None
    if email:
        yield None, fold_name(email), None
        yield None, fold_name(email), folded
