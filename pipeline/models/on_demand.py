"""Mappings of what is seldom looked at."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Made = TypeVar("Made")


class OnDemand(Mapping[str, Made]):
    """A mapping with these keys, in their order, whose values are made when they are first asked for."""

    def __init__(self, names: Collection[str], make: Callable[[str], Made]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        """Return the value, made now or before. Raises :class:`KeyError` for what is no key."""
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._names)
