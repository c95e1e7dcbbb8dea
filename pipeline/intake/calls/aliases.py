"""Other addresses under which clients book their calls: the lines of ``[intake.addresses]``."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.intake.calls.entries import Booking
from pipeline.intake.calls.owners import Owners, Person
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_address
from pipeline.spreadsheets.places import Place, shown

_SETTINGS = Place("roadmap.toml")
_PASSED_OVER = "So calls booked with it are passed over."


class Aliases:
    """The addresses that calls are booked with, each with the one that its client answered with.

    One that stands there twice, in other capitals, stands for nobody.
    """

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._counts = Counter(map(fold_address, lines))
        self._own = {
            fold_address(alias): fold_address(own)
            for alias, own in lines.items()
            if self._counts[fold_address(alias)] == 1
        }

    def apply(self, booking: Booking) -> Booking:
        """Return a booking with the address of the answers in place of the one that it was booked with."""
        own = self._own.get(booking.email or "")
        return replace(booking, email=own) if own else booking

    def judge(self, owners: Owners, hidden: AbstractSet[str]) -> Iterator[tuple[str, Problem]]:
        """Yield the folded aliases of which something is wrong, with that: an error, if it stands for nobody.

        ``hidden`` are folded addresses of people who are not to be named.
        """
        for alias, own in self._lines.items():
            key = fold_address(alias)
            holder, owner = owners.holder(key), owners.holder(fold_address(own))
            if holder and not (owner and _are_one(holder, owner)):
                yield key, _tell_taken(alias, holder.place_of(key), holder)
            elif fold_address(own) in hidden:
                continue
            elif self._counts[key] > 1:
                yield key, _tell_doubled(alias)
            elif not owner:
                yield key, _tell_unknown(alias, own)


def _are_one(person: Person, other: Person) -> bool:
    """Whether rows that were judged apart, since one of them is faulty, are of one person by their number."""
    return person is other or not person.ids.isdisjoint(other.ids)


def _tell_taken(alias: str, place: Place, holder: Person) -> Problem:
    return _SETTINGS.problem(
        f"“{shown(alias)}” under [intake.addresses] gives calls of {holder.name}, who answered with this "
        f"address in {place.spoken}, to another address. {_PASSED_OVER}",
        "Delete the line; or, if its two addresses are the wrong way round, write that of the answers last.",
    )


def _tell_doubled(alias: str) -> Problem:
    return _SETTINGS.problem(
        f"“{shown(alias)}” under [intake.addresses] stands there more than once: capitals make no other "
        f"address. {_PASSED_OVER}",
        "Keep the line that is right, and delete the others.",
    )


def _tell_unknown(alias: str, own: str) -> Problem:
    return _SETTINGS.problem(
        f"“{shown(alias)}” under [intake.addresses] gives calls to “{shown(own)}”, and nobody here answered "
        "with that.",
        "Write the address that the client answered with; if they are no longer here, delete the line.",
        severity="warning",
    )
