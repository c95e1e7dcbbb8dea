"""Who is meant, and which ids, names, addresses and words are one person's."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from pipeline.errors import UsageError
from pipeline.ledger import Ledger, derive_id, mark_of
from pipeline.models.client import fold_id
from pipeline.models.sentences import listed
from pipeline.spreadsheets.folding import fold_address
from pipeline.spreadsheets.names import is_longer_name, is_same_name
from pipeline.workflow.people import key_of
from pipeline.workflow.privacy.records import Record
from pipeline.workflow.reading import fold_words

_LISTED = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as far as the practice knows them.

    ``id`` and ``name`` are those that a coach sees; ``ids`` are all that were ever theirs, folded, and
    ``names`` and ``addresses`` all that are known, in whatever spelling. ``marked`` are the
    identities by which their rows are known again, whatever becomes of the rest: never one that another
    client shares. ``sharers`` are those whom one of their addresses is kept of as well, by id and name: the
    same person by another number and name, or somebody else.
    """

    id: str
    ids: frozenset[str]
    name: str = ""
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    sharers: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The person as a coach reads of them: by name, and by the id that commands take."""
        return f"{self.name} ({self.id})" if self.name else self.id

    def may_be(self, name: str) -> bool:
        """Whether a name can be theirs: it is not somebody else's, as far as is known."""
        return not name or not self.names or any(_is_alike(name, own) for own in self.names)

    def has_address(self, address: str) -> bool:
        """Whether an e-mail address is theirs, however it is written."""
        return fold_address(address) in set(map(fold_address, self.addresses))


class People:
    """Everybody whom ``records`` tell of; ``ledger`` has the key of marks, and knows who was blocked."""

    def __init__(self, records: Iterable[Record], ledger: Ledger) -> None:
        self._key, self._blocked = key_of(ledger), ledger.blocked()
        self._records: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            self._records[record.folded].append(record)

    def find(self, who: str) -> Person:
        """Return who is meant by an id, an e-mail address, or unambiguous words of a name, whole ones.

        Somebody of whom nothing is known but that they were blocked is known by id or address alone.

        Raises:
            UsageError: nobody is meant, or more than one; the message lists ids.
        """
        found = self._matches(who)
        if not found and (mark := self._known_mark(who)):
            return Person(mark, frozenset({mark}), marked=frozenset({mark}))
        people: list[Person] = []
        for seed in found:
            if not any(seed in person.ids for person in people):
                people.append(self._person(seed))
        if len(people) == 1:
            return people[0]
        if people:
            ids = listed([person.id for person in people], _LISTED)
            named = [f"{person.id}: {person.name}" for person in people[:_LISTED] if person.name]
            raise UsageError(f'"{who}" fits more than one client: {ids}.', "Name one of them by id.", named)
        raise UsageError(
            f'Nothing is kept of a client who is "{who}", by id, e-mail or name.',
            "If they were forgotten or stopped before, name them by id or e-mail.",
        )

    def others(self, person: Person) -> set[str]:
        """Return by what everybody else is known: ids, names, addresses and words."""
        return {
            text
            for folded, records in self._records.items()
            if folded not in person.ids
            for record in records
            for text in (record.id, record.name, record.address, *record.words)
            if text
        }

    def _matches(self, who: str) -> Sequence[str]:
        """Return the folded ids that are meant: by id, else by address, else by words of a name.

        Half a word is not enough: what is done to somebody here cannot be taken back.
        """
        if (folded := fold_id(who)) in self._records:
            return [folded]
        mark, derived = mark_of(self._key, fold_address(who)), derive_id(self._key, fold_address(who))
        by_address = self._ids_of(lambda each: each.folded == derived or self._mark(each) == mark)
        words = fold_words(who)
        if by_address or not words:
            return by_address
        return self._ids_of(lambda each: f" {words} " in f" {fold_words(each.name)} ")

    def _ids_of(self, fits: Callable[[Record], bool]) -> list[str]:
        return [folded for folded, records in self._records.items() if any(map(fits, records))]

    def _known_mark(self, who: str) -> str | None:
        """Return the identity by which somebody was blocked of whom nothing else is known."""
        identities = (fold_id(who), derive_id(self._key, fold_address(who)))
        return next((each for each in identities if mark_of(self._key, each) in self._blocked), None)

    def _person(self, seed: str) -> Person:
        own = self._records[seed]
        if seed in self._derived(own) and not _agree([each.name for each in own if each.is_row]):
            raise UsageError(
                f"Rows of several people have the address of {seed} and no number of their own.",
                "Give each of them a number, or correct the address, then run the command again.",
            )
        ids = frozenset({seed, *(other for other in self._records if self._is_theirs(other, seed))})
        records = [record for folded in sorted(ids) for record in self._records[folded]]
        return Person(
            id=next((each.id for each in own if each.id != each.folded), own[0].id),
            ids=ids,
            name=next((each.name for each in (*own, *records) if each.name and each.mark is None), ""),
            names=frozenset(each.name for each in records if each.name),
            addresses=frozenset(each.address for each in records if each.address),
            words=frozenset(word for each in records for word in each.words),
            marked=(ids | self._derived(records)) - self._shared(records, ids),
            sharers=tuple(self._sharers(records, ids)),
        )

    def _sharers(self, records: Sequence[Record], ids: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """Yield id and name of everybody else whose address is one of the records'."""
        marks = self._marks(records)
        for folded, others in self._records.items():
            if folded not in ids and marks & self._marks(others):
                typed = next((each.id for each in others if each.id != each.folded), folded)
                yield typed, next((each.name for each in others if each.name and each.mark is None), "")

    def _is_theirs(self, other: str, seed: str) -> bool:
        """Whether another id was the same person's: its address is theirs, and no name speaks against it."""
        own, others = self._records[seed], self._records[other]
        is_made_of_it = other in self._derived(own) or seed in self._derived(others)
        shares = is_made_of_it or bool(self._marks(own) & self._marks(others))
        names = [each.name for each in (*own, *others) if each.name]
        return shares and _agree(names)

    def _shared(self, records: Iterable[Record], ids: AbstractSet[str]) -> set[str]:
        """Return the ids made of addresses that are somebody else's as well."""
        others = (of for folded, of in self._records.items() if folded not in ids)
        elsewhere = {mark for of in others for mark in self._marks(of)}
        return self._derived(each for each in records if self._mark(each) in elsewhere)

    def _derived(self, records: Iterable[Record]) -> set[str]:
        return {derive_id(self._key, fold_address(each.address)) for each in records if each.address}

    def _marks(self, records: Iterable[Record]) -> set[str]:
        return set(filter(None, map(self._mark, records)))

    def _mark(self, record: Record) -> str | None:
        return mark_of(self._key, fold_address(record.address)) if record.address else record.mark


def _agree(names: Sequence[str]) -> bool:
    """Whether all names may be one person's."""
    return all(_is_alike(one, other) for one, other in pairwise(names))


def _is_alike(one: str, other: str) -> bool:
    return is_same_name(one, other) or is_longer_name(one, other)
