"""Why the rows of one person do not go on, in the words that a coach is told."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Generic, TypeVar

from pipeline.models import sentences
from pipeline.spreadsheets.places import Place

Reason = tuple[Callable[[str], str], str]
"""What is told of a row, given the places of the other rows in words; and what to do."""

_NAMED = 3
_LISTED = 5
_PAIR = 2

_T = TypeVar("_T")


def undated() -> Reason:
    """Rows differ, and not all of them have a time of completion."""
    return (
        lambda others: (
            f"The same client has other answers in {others}, and no time of completion says which are newer."
        ),
        "Keep the row that is right, or add the time of completion to each.",
    )


def tied(places: Sequence[Place], moment: datetime) -> Reason:
    """The latest rows differ, and all of them were completed at the same moment."""
    both = "both" if len(places) == _PAIR else "all"
    message = (
        f"The same client has different answers in {named(places, len(places))}, "
        f"and {both} say {moment.day} {moment:%B %Y %H:%M}."
    )
    return lambda _: message, "Change the time of the newer one, or delete one."


def outdated(places: Sequence[Place], *, dated: bool) -> Reason:
    """Faulty rows are newer, or may be, if the times of completion are not all known (``dated``)."""
    where = named(places, len(places))
    if dated:
        message = f"A later row of the same person has a problem: {where}."
        return lambda _: message, "Mend that one, or delete it."
    message = f"Another row of the same person has a problem, and it may be the newer one: {where}."
    return lambda _: message, "Mend that one or delete it, or add the time of completion to both."


class Others(Generic[_T]):
    """The members of a group that another one of them is told about: those that differ from it by a sign.

    Found once for each sign, so that a group of thousands stays quick.
    """

    def __init__(self, members: Iterable[tuple[_T, Hashable]], say: Callable[[_T], str]) -> None:
        """Take the members with their signs, and what says one of them in a sentence."""
        self._members = list(members)
        self._say = say
        self._counts: dict[Hashable, int] = {}
        for _, sign in self._members:
            self._counts[sign] = self._counts.get(sign, 0) + 1
        self._told: dict[Hashable, str] = {}

    def all(self) -> str:
        """Return all members in a sentence."""
        return joined((self._say(member) for member, _ in self._members), len(self._members))

    def than(self, sign: Hashable) -> str:
        """Return the members with another sign in a sentence."""
        if sign not in self._told:
            others = (self._say(member) for member, own in self._members if own != sign)
            self._told[sign] = joined(others, len(self._members) - self._counts.get(sign, 0))
        return self._told[sign]


def named(places: Iterable[Place], count: int) -> str:
    """Return ``count`` places in a sentence: the first few, and how many more there are."""
    return joined((place.spoken for place in places), count)


def joined(texts: Iterable[str], count: int) -> str:
    """Return ``count`` texts in a sentence: the first few, and how many more there are."""
    first = list(islice(texts, _NAMED))
    more = count - len(first)
    return " and ".join([*first, *([f"{more} more"] if more else [])])


def listed_rows(places: Iterable[Place]) -> str:
    """Return rows of one file in words: "2, 3 and 4", or the first few and how many more there are."""
    return listed([f"{number}" for number in sorted(place.row or 0 for place in places)], "")


def listed(names: Sequence[str], what: str) -> str:
    """Return names in a sentence: all of a few, or the first ones and how many more of ``what`` there are."""
    if len(names) > _LISTED:
        return sentences.listed(names, _LISTED, what)
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
