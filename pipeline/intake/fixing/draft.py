"""What a fix-it is made of."""

from dataclasses import dataclass
from math import ceil

from pipeline.models.problem import Problem
from pipeline.models.wording import Wording
from pipeline.spreadsheets.tables import Table

_LINE, _HIGHEST = 15.0, 240.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet of ``file`` with its header's row (from 0), and the problems of its rows and cells.

    ``title`` is that of the sheet in the fix-it; ``others`` are the titles of sheets that are not copied.
    """

    file: str
    title: str
    table: Table
    header: int
    problems: tuple[Problem, ...]
    others: tuple[str, ...] = ()


def height_for(*texts: tuple[str, float]) -> float:
    """Return how high a row has to be, in points, for texts in columns of widths in characters."""
    lines = [sum(ceil(max(len(line), 1) / width) for line in text.split("\n")) for text, width in texts]
    return min(max(lines) * _LINE, _HIGHEST)


def question_of(field: str | None, wording: Wording) -> str:
    """Return the text of a question; none for a problem of no question."""
    words = wording.questions.get(field or "")
    return words.text if words else ""
