"""What templates may not do: get something of any length out of a number, or go round without an end."""

from collections.abc import Iterable, Iterator, Sized
from itertools import islice
from typing import Any

from pipeline.rendering.templates.jinja import SecurityError, do_batch, sync_do_slice

LONGEST = 100_000
"""The most characters or entries that a template may get by repeating something."""

MOST_ROUNDS = 1_000_000
"""How often loops and calls of one document may go round, all together; a report needs about 1,200."""

STRETCHING = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
"""Methods that make a text of any length from a number."""

OPERATORS = frozenset({"*", "**", "%"})
"""Operators that may do so."""


def check_operands(operator: str, left: Any, right: Any) -> None:  # noqa: ANN401 - whatever a template has
    """Raise :class:`SecurityError` where ``*``, ``**`` or ``%`` of these would fill the memory."""
    lengths = [len(side) for side in (left, right) if isinstance(side, (str, list, tuple))]
    if operator == "*" and lengths:
        times = next((side for side in (left, right) if isinstance(side, int)), 0)
        if lengths[0] * times > LONGEST:
            raise SecurityError(f"something is repeated {times:,} times; that is too long for a page")
    elif operator == "**" and (abs(left) > LONGEST or abs(right) > LONGEST.bit_length()):
        raise SecurityError("a power of these numbers is too large for a page")
    elif lengths:
        raise SecurityError("a text cannot be put together with %; join its parts with ~")


class Rounds:
    """Counts the rounds of one document, so that of a template that never ends the line can be told."""

    def __init__(self) -> None:
        self._left = MOST_ROUNDS

    def take(self, count: int = 1) -> None:
        """Count some more. Raises :class:`SecurityError` when they are too many."""
        self._left -= count
        if self._left < 0:
            raise SecurityError(f"loops and calls go round more than {MOST_ROUNDS:,} times in one document")

    def go_through(self, entries: Iterable[Any]) -> Iterable[Any]:
        """Return what a loop goes through, with its rounds counted."""
        if not isinstance(entries, Sized):
            entries = list(islice(entries, MOST_ROUNDS + 1))
        self.take(len(entries))
        return entries


def batch(value: Any, linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401
    """Part a list into lists of so many entries, as Jinja does."""
    return do_batch(value, _few(linecount), fill_with)


def cut(value: Any, slices: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401
    """Part a list into so many lists, as Jinja's ``slice`` does."""
    return sync_do_slice(value, _few(slices), fill_with)


def _few(count: int) -> int:
    if count > LONGEST:
        raise SecurityError(f"a list is parted by {count:,}; that is too many for a page")
    return count
