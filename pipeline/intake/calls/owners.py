"""Whose call a booking is: its address and its id must not contradict what is known of a person."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.intake.calls.entries import Booking
from pipeline.intake.people.signs import Signed
from pipeline.intake.values import Fault
from pipeline.models.client import Client
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Place

_FIX = "Correct the one that is wrong, or clear it."


@dataclass(frozen=True, eq=False)
class Person:
    """All rows of one person, and the client that goes on, if one does."""

    client: Client | None
    rows: Sequence[Signed]

    @property
    def id(self) -> str | None:
        """The id by which the person is spoken of, if it is known."""
        return self.client.id if self.client else next((row.row.id for row in self.rows if row.row.id), None)

    @property
    def name(self) -> str:
        """The name by which the person is spoken of."""
        names = (row.row.name for row in self.rows if row.row.name)
        return self.client.name if self.client else next(names, "this client")

    @cached_property
    def emails(self) -> frozenset[str]:
        """Every folded address of theirs."""
        return frozenset(row.email for row in self.rows if row.email)

    def place_of(self, email: str) -> Place:
        """Return the first row with a folded address of theirs."""
        return next(row.row.place for row in self.rows if row.email == email)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every folded id that the coach gave them."""
        return frozenset(row.typed for row in self.rows if row.typed)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every folded id of theirs, typed or derived."""
        return frozenset(row.id for row in self.rows if row.id)


class Owners:
    """The people of the inputs by their addresses and ids.

    Of those who share a sign, the one who goes on is meant: at most one of them does.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_key: dict[Hashable, Person] = {}
        self._by_name: dict[str, list[Client]] = defaultdict(list)
        for person in people:
            for key in {key for row in person.rows for key in row.keys}:
                known = self._by_key.get(key)
                self._by_key[key] = max(known, person, key=_weight) if known else person
            if person.client:
                self._by_name[fold(person.client.name)].append(person.client)

    def holder(self, email: str) -> Person | None:
        """Return who answered with a folded address."""
        return self._by_key.get(("email", email))

    def of(self, booking: Booking) -> Person | Fault | None:
        """Return whom a booking means, or why it is nobody's; None if nobody has its address or id."""
        by_email = self.holder(booking.email) if booking.email else None
        by_id = self._by_key.get(("id", booking.id))
        if by_email and by_id:
            return _one(by_email, by_id, booking)
        if by_id and booking.email and by_id.emails:
            return Fault(
                f"The client number of this call is that of {by_id.name}, "
                f"and the e-mail address {booking.address} is not.",
                _FIX,
            )
        if by_email and booking.id and by_email.numbers:
            return Fault(
                f"The e-mail address of this call is that of {by_email.name}, and the client number is not.",
                _FIX,
            )
        return by_email or by_id

    def namesake_of(self, booking: Booking) -> Client | None:
        """Return the only client with the name of whom nobody knows the address, if they have another."""
        namesakes = self._by_name.get(fold(booking.name), [])
        is_one = len(namesakes) == 1 and booking.address and not booking.id
        return namesakes[0] if is_one and namesakes[0].email else None


def _one(by_email: Person, by_id: Person, booking: Booking) -> Person | Fault:
    """Return the person, of whom different rows may tell address and id, or why these are not one person."""
    if by_email is by_id or booking.id in by_email.ids or booking.email in by_id.emails:
        return max(by_email, by_id, key=_weight)
    return Fault(
        "The e-mail address of this call belongs to one client, and the client number to another.", _FIX
    )


def _weight(person: Person) -> tuple[bool, str]:
    return person.client is not None, person.id or ""
