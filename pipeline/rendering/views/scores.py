"""The parts of a report that show scores: levels, ranges, axes, areas, habits.

See :mod:`pipeline.rendering.views.report` for what the fields have in common.
"""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["full", "half", "empty"]


@dataclass(frozen=True, slots=True)
class Level:
    """One level, or two where the range crosses from one into the next.

    ``marks`` has a circle for each, ``words`` says it ("not yet to partly").
    """

    marks: tuple[Mark, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the kit's levels as a key shows it: its circle, its words, and where it lies (0–100)."""

    mark: Mark
    words: str
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Range:
    """A score with its likely range (0–100)."""

    low: float
    score: float
    high: float


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis as page 2 shows it.

    ``id`` is the kit's; ``style`` is the index of the axis (0 present, 1 building) and picks mark, colour and
    pattern. ``range`` is None when unscored; ``bounds`` is set only when answers are blank. ``said`` reads
    "about 41, likely 36–45" or says why there is no number. ``importance`` is 1–5 dots or None.
    """

    id: str
    style: int
    name: str
    heading: str
    intro: str
    range: Range | None
    bounds: tuple[float, float] | None
    said: str
    note: str
    importance: int | None
    importance_said: str


@dataclass(frozen=True, slots=True)
class Map:
    """The two-axis map. ``middle`` is the half-width of the grey zone in points for (across, up).

    ``corners`` are the quadrant names: top start, top end, bottom start, bottom end. ``alt`` says what
    it shows. Either axis may lack its range: then the templates draw a strip of the other, and ``alone`` says
    so.
    """

    across: Axis
    up: Axis
    middle: tuple[float, float]
    corners: tuple[str, str, str, str]
    alone: str
    alt: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact of an area that is shown as facts: "covered", "Health costs"."""

    mark: Mark | None
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One answer in the client's report: short question, short answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Area:
    """One dimension: a bar with a level, or slots; or ``note`` when too little was answered.

    ``moves`` are numbers of the plan that serve it; ``move_label`` and ``move`` read "Moves 1 and 6:",
    "a 12-month goal …", or "Move:", "nothing planned here now.".
    ``is_answered`` tells whether any question of it has an answer.
    """

    id: str
    style: int
    name: str
    range: Range | None
    level: Level | None
    slots: tuple[Slot, ...]
    note: str
    alt: str
    cited: tuple[Cited, ...]
    good_for: str
    move_label: str
    move: str
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """The areas of one axis under its heading; ``is_answered`` where any of them is."""

    style: int
    heading: str
    intro: str
    areas: tuple[Area, ...]
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: its level, what it does, the answers behind it, the moves that serve it."""

    name: str
    line: str
    level: Level | None
    note: str
    cited: tuple[Cited, ...]
    move: str
