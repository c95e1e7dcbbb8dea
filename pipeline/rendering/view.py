"""Everything the page templates print, ready to print: the view model of one report.

Texts are final strings in the report's language (client text included, unescaped: the templates escape).
Numbers are points on 0–100 unless said otherwise. Empty strings and None mean "nothing to say here".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    "about 41, likely 36–45" or says why there is no number. ``importance`` is 1–5 or None.
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
    it shows. Either axis may lack its range: without the across axis the templates draw a strip of the other.
    """

    across: Axis
    up: Axis
    middle: tuple[float, float]
    corners: tuple[str, str, str, str]
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

    ``moves`` are numbers of the plan that serve it; ``move_label`` and ``move`` read "Moves 1 and 6",
    "a 12-month goal …", or "Move", "nothing planned here now.".
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


@dataclass(frozen=True, slots=True)
class Group:
    """The areas of one axis under its heading."""

    style: int
    heading: str
    intro: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """A point with a bold beginning: ``lead`` may be empty."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: its level, what it does, the answers behind it, the moves that serve it."""

    name: str
    line: str
    level: Level | None
    note: str
    cited: tuple[Cited, ...]
    move: str


@dataclass(frozen=True, slots=True)
class Move:
    """One action of the plan as it is printed. ``hours`` reads "90 minutes", ``why`` is a sentence.

    ``short`` is the title as a sentence. ``first_step`` takes under 15 minutes; it
    stands alone where :attr:`Plan.steps_only` is set.
    """

    number: int
    title: str
    why: str
    hours: str
    done: str
    hurdle: str
    short: str
    first_step: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The actions of one horizon: "30 days", "by 11 June" (empty when there is no date)."""

    title: str
    by: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan page. ``summary`` is the line under the title; ``hours_note`` tells of assumed hours.

    ``strength`` is the line of its own; ``obstacle`` the client's own words in quotation marks.
    ``steps_only`` is set when the client has no free hours: only first steps are printed.
    """

    summary: str
    hours_note: str
    first_step: str
    stretches: tuple[Stretch, ...]
    strength: Lead | None
    strength_hours: str
    obstacle: str
    steps_only: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """A sign of readiness and how far the answers show it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path: "1 year, in your words", a title, whether the title is the client's words."""

    when: str
    title: str
    is_quote: bool
    note: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The steps as they are printed, today at the foot, and where they come from."""

    intro: str
    steps: tuple[Step, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Call:
    """The discovery call: texts for cover and page 9; dates empty without a call."""

    day: str
    time: str
    line: str
    minutes: int
    price: str
    booking_url: str
    booking_label: str
    booking_shown: str


@dataclass(frozen=True, slots=True)
class TalkStep:
    """A stretch of the call, such as "Minute 0–5", and what happens in it."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Page 9."""

    coach: str
    initials: str
    coach_line: str
    steps_title: str
    steps: tuple[TalkStep, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of numbers on the last page."""

    style: int | None
    name: str
    score: str
    range: str
    answered: str


@dataclass(frozen=True, slots=True)
class Method:
    """The last page: all numbers, how they came about, what they cannot say."""

    figures: tuple[Figure, ...]
    missing: str
    paragraphs: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Brand:
    """What the practice looks like. Asset names are what :mod:`pipeline.rendering.assets` serves."""

    practice: str
    logo: str
    photo: str
    primary: str
    accent: str
    heading_font: str
    body_font: str
    footer: str
    email: str
    phone: str
    website: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A line of the cover's contents: the anchor of a page and what it is called."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, page by page. ``texts`` are the fixed words of the pages by their key in the wording."""

    client_id: str
    name: str
    language: str
    direction: Literal["ltr", "rtl"]
    page: Literal["A4", "Letter"]
    title: str
    foot: str
    date: date | None
    date_said: str
    brand: Brand
    call: Call | None
    contents: tuple[Contents, ...]
    position: str
    position_note: str
    map: Map | None
    axes: tuple[Axis, ...]
    wish: str
    build_on_title: str
    build_on: tuple[Lead, ...]
    moves: tuple[Move, ...]
    groups: tuple[Group, ...]
    habits: tuple[Habit, ...]
    base: tuple[Area, ...]
    plan: Plan
    path: Path
    talk: Talk
    method: Method
    texts: Mapping[str, str]
