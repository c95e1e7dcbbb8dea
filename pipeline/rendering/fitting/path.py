"""Whether the path stands on one page: heights of its steps, in points, on the safe side."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.rendering.fitting.widths import ROOM, wrap
from pipeline.rendering.text.typography import Direction
from pipeline.rendering.views.report import Path, Step

_TREAD, _WIDTH, _NOTE = 85, 460, 270
"""How much narrower each step is than the one below, the lowest one, and the widest note."""

_LEAST, _PADDING, _GAP = 120, 25, 5
"""The height of a step with few words, what stands empty at its ends, and the gap over a paragraph."""

_SHORT = 70
"""Up to so many letters a title is set large."""


@dataclass(frozen=True, slots=True)
class _Type:
    """How high a line is, of text and of a large title, and how wide an ordinary letter of each."""

    line: int
    large: int
    letter: float
    large_letter: float

    def step(self, step: Step, width: float) -> int:
        """Return the height of one step, whose words are so many points wide."""
        is_large = len(step.title) <= _SHORT
        high, letter = (self.large, self.large_letter) if is_large else (self.line, self.letter)
        note = _GAP + self.line * wrap(step.note, min(width, _NOTE) / self.letter) if step.note else 0
        signs = [wrap(gate.text, (width / 2 - _PADDING) / self.letter) for gate in step.gates]
        rows = sum(_GAP + self.line * max(signs[at : at + 2]) for at in range(0, len(signs), 2))
        words = self.line + high * wrap(step.title, width / letter) + note + rows
        return max(_LEAST, _PADDING + words)


_TYPES: Mapping[Direction, _Type] = {"ltr": _Type(15, 20, 5.6, 7.2), "rtl": _Type(20, 25, 5.8, 7.4)}


def fits_page(path: Path, direction: Direction) -> bool:
    """Whether all steps, from the top one down, stand on one page with the line about their source."""
    widths = range(_WIDTH - _TREAD * (len(path.steps) - 1), _WIDTH + 1, _TREAD)
    kind = _TYPES[direction]
    steps = sum(map(kind.step, path.steps, widths))
    return steps + kind.line + 2 * kind.line <= ROOM
