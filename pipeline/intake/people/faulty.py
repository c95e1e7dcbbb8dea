"""Rows that hold a fault: whose they are, as far as that can be read."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from pipeline.intake.people.signs import Signed


class FaultyRows:
    """Rows that came to no client, found by the signs of the person they speak of."""

    def __init__(self, rows: Iterable[Signed]) -> None:
        self._by_mark: dict[Hashable, list[Signed]] = defaultdict(list)
        self._by_key: dict[Hashable, list[Signed]] = defaultdict(list)
        for row in rows:
            for mark in _legible(row):
                self._by_mark[mark].append(row)
            for key in row.keys:
                self._by_key[key].append(row)

    def of(self, people: Iterable[Signed]) -> list[Signed]:
        """Return every row that is one of this person's, once, in the order of the rows' places."""
        return self._found(self._by_mark, (mark for row in people for mark in _known(row)))

    def near(self, people: Iterable[Signed]) -> list[Signed]:
        """Return every row with the same address or id, whoever it speaks of, in the order of places."""
        return self._found(self._by_key, (key for row in people for key in row.keys))

    def _found(self, index: dict[Hashable, list[Signed]], keys: Iterable[Hashable]) -> list[Signed]:
        if not index:
            return []
        found = {row.row.place: row for key in set(keys) for row in index.get(key, ())}
        return sorted(found.values(), key=lambda row: row.row.place.order)


def surely_of(people: Iterable[Signed], rows: Sequence[Signed]) -> list[Signed]:
    """Return those of the rows that are this person's without doubt, by id, or by address with name."""
    if not rows:
        return []
    sure = {mark for row in people for mark in _sure(row)}
    return [row for row in rows if not sure.isdisjoint(_sure(row))]


def _sure(row: Signed) -> Iterator[Hashable]:
    """Yield the id, and address with name."""
    if row.typed:
        yield row.typed, None, None
    if row.email and row.name:
        yield None, row.email, row.name


def _legible(row: Signed) -> Iterator[Hashable]:
    """Yield what is sure; where the row has neither, address or name alone has to do."""
    yield from _sure(row)
    if not row.typed and bool(row.email) != bool(row.name):
        yield None, row.email, row.name


def _known(row: Signed) -> Iterator[Hashable]:
    """Yield every mark by which a faulty row may be known as one of this person."""
    yield from _sure(row)
    yield None, None, row.name
    if row.email:
        yield None, row.email, None
