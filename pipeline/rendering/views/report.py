"""Everything the page templates print, ready to print: the view model of one report.

Texts are final strings in the report's language (client text included, unescaped: the templates escape).
Numbers are points on 0–100 unless said otherwise. Empty strings and None mean "nothing to say here".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.rendering.views.scores import Area, Axis, Group, Habit, Map, Mark, Stage
from pipeline.rendering.views.since import Since


@dataclass(frozen=True, slots=True)
class Lead:
    """A point with a bold beginning: ``lead`` may be empty."""

    lead: str
    text: str


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
    """The actions of one horizon, none if it is left open: "30 days", "by 11 June" (empty without a date).

    ``begins`` and ``ends`` are where it lies on the line of the whole plan, 0 to 100;
    ``alt`` says it in words.
    """

    title: str
    by: str
    begins: float
    ends: float
    moves: tuple[Move, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan page; there is none without stretches.

    ``summary`` is the line under the title; ``hours_note`` tells of assumed hours.

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
    """The steps as they are printed, today at the foot, and where they come from; without steps, no page."""

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
    """The last page: all numbers, how they came about, what they cannot say.

    ``credit`` is what the licence of imported data asks for, where the report uses them.
    """

    figures: tuple[Figure, ...]
    missing: str
    paragraphs: tuple[Lead, ...]
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Brand:
    """What the practice looks like. Asset names are what :mod:`pipeline.rendering.assets.files` serves."""

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
class Paragraph:
    """A paragraph of a note, and how many ordinary letters it is as wide as."""

    text: str
    letters: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A line of the cover's contents: the anchor of a page and what it is called."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, page by page.

    ``levels`` are the kit's, the lowest first. ``since`` is None without an earlier assessment. ``texts`` are
    the fixed words of the pages by their key in the wording. ``note`` is what the coach wrote for page 2, a
    paragraph each.
    """

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
    levels: tuple[Stage, ...]
    groups: tuple[Group, ...]
    habits: tuple[Habit, ...]
    base: tuple[Area, ...]
    since: Since | None
    plan: Plan
    path: Path
    talk: Talk
    method: Method
    texts: Mapping[str, str]
    note: tuple[Paragraph, ...] = ()
