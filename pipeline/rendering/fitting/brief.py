"""How much goes on the one page of the coach's brief: heights of its parts, in points, on the safe side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.rendering.fitting.widths import wrap
from pipeline.rendering.text.typography import Direction
from pipeline.rendering.views.report import Lead, Move
from pipeline.rendering.views.scores import Axis

_NAME, _GAP, _GAPS = 25, 5, 20
"""A line of the name, the gap over a paragraph, and the gaps of the head together."""

_RULE, _MOST_RULES = 25, 12
"""The lines to write on."""


@dataclass(frozen=True, slots=True)
class Type:
    """How high a line is: of text, of small print, of the lead; and a heading with the gap over it.

    ``letters`` are those on a line of a column; Arabic ones are set larger.
    """

    line: int
    small: int
    lead: int
    heading: int
    letters: int

    def head(self, name: str, about: str, position: str) -> int:
        """Return what stands over the columns: name, call, role, and the position in a sentence."""
        said = (
            _NAME * wrap(name, 48)
            + self.line * wrap(about, 2 * self.letters)
            + self.lead * wrap(position, 78)
        )
        return 2 * self.small + self.line + _GAPS + said

    def quotes(self, quotes: Sequence[Lead]) -> int:
        """Return the height of quotations, each under a line that says what was asked."""
        rows = sum(self.small + _GAP + self.line * wrap(quote.text, self.letters) for quote in quotes)
        return self.heading + rows if quotes else 0

    def moves(self, moves: Sequence[Move]) -> int:
        """Return the height of the first moves, each with its hours in small print."""
        rows = (_GAP + self.line * wrap(move.title, self.letters - 4) + self.small for move in moves)
        return self.heading + sum(rows) if moves else 0

    def axes(self, axes: Sequence[Axis], others: str, wish: str) -> int:
        """Return the height of the axes, with a sentence about further ones and the wish."""
        rows = (_GAP + self.line * (2 + wrap(axis.said, self.letters)) for axis in axes)
        return self.heading + sum(rows) + sum(self.each([text for text in (others, wish) if text]))

    def text(self, text: str) -> int:
        """Return the height of a paragraph under a heading; 0 where there is none."""
        return self.heading + sum(self.each([text])) if text else 0

    def each(self, texts: Sequence[str]) -> Iterator[int]:
        """Yield the height of every paragraph."""
        return (_GAP + self.line * wrap(text, self.letters) for text in texts)

    def fill(self, texts: Sequence[str], room: float) -> tuple[tuple[str, ...], int]:
        """Return the first texts that fit under each other, and how much of the room they take."""
        heights = list(accumulate(self.each(texts)))
        count = sum(height <= room for height in heights)
        return tuple(texts[:count]), heights[count - 1] if count else 0

    def rules(self, left: float) -> int:
        """Return how many lines to write on there is room for, under a heading."""
        return max(0, min(_MOST_RULES, int(left - self.heading) // _RULE))


TYPES: Mapping[Direction, Type] = {"ltr": Type(15, 10, 20, 35, 48), "rtl": Type(20, 15, 25, 40, 44)}
"""The type of a page by the direction that its language runs in."""
