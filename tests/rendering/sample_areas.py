"""Maya's nine areas and six habits, as the pages show them."""

# A sentence stands on one line, however long.
# ruff: noqa: E501

from collections.abc import Mapping

from pipeline.rendering.views import scores as view_scores
from pipeline.rendering.views.scores import Area, Cited, Level, Mark, Range, Slot

WORDS: Mapping[Mark, str] = {"full": "in place", "half": "partly", "empty": "not yet"}


def _level(*marks: Mark) -> Level:
    return Level(marks, " to ".join(WORDS[mark] for mark in marks))


def _marks(low: float, high: float) -> tuple[Mark, ...]:
    ends: list[Mark] = ["full" if end >= 70 else "half" if end >= 40 else "empty" for end in (low, high)]
    return tuple(dict.fromkeys(ends))


def area(  # noqa: PLR0913, PLR0917 - an area has this many facts
    style: int, name: str, score: float, cited: str, good_for: str, move: str = "", label: str = "Move:"
) -> Area:
    """Return a scored area; ``cited`` reads "question: answer; question: answer"."""
    low, high = max(0.0, score - 10.95), min(100.0, score + 10.95)
    level = _level(*_marks(low, high))
    return Area(
        id=name,
        style=style,
        name=name,
        range=Range(low, score, high),
        level=level,
        slots=(),
        note="",
        alt=f"{name}: {level.words}. The bar shows the range, the mark shows the answers.",
        cited=_cited(cited),
        good_for=good_for,
        move_label=label,
        move=move or "nothing planned here now.",
    )


def _cited(lines: str) -> tuple[Cited, ...]:
    pairs = (line.split(": ") for line in lines.split("; ") if line)
    return tuple(Cited(question, answer) for question, answer in pairs)


COVER = Area(
    id="P2",
    style=0,
    name="Cover, leave and savings",
    range=None,
    level=None,
    slots=(
        Slot("full", "covered", "Health costs"),
        Slot("full", "covered", "Paid time off"),
        Slot("empty", "not", "Income if you cannot work"),
        Slot("empty", "not", "Money for later life"),
    ),
    note="",
    alt="",
    cited=(),
    good_for="getting well, and for rest that is paid.",
    move_label="Move:",
    move="nothing planned here now, with two points open.",
)

PRESENT = (
    area(
        0,
        "Pay and job security",
        76.25,
        "Pay covers the monthly costs: agree; Pay in three months is known: agree; Worry about losing the work: "
        "disagree",
        "trying one new thing at a time, since the month is paid for.",
        "the line “Strength” in the plan shows one way to use this strength.",
    ),
    COVER,
    area(
        0,
        "Time and energy",
        50,
        "Hours leave time for life: agree; Free to change when or where: disagree; No energy left after work: "
        "in between",
        "a plan with fixed slots: four free hours a week are enough for it.",
    ),
)

BUILDING = (
    area(
        1,
        "A clear direction",
        26.25,
        "Can describe work in five years: disagree; Takes work as it comes: agree; Furthest written goal: 3 months",
        "a fresh start: no old plan has to be undone.",
        "a 12-month goal with a five-year role, and a monthly review.",
        "Moves 1 and 6:",
    ),
    area(
        1,
        "Learning and credentials",
        36.25,
        "Learned something useful lately: agree; Credential for the next role: not started; Courses in two years: "
        "none",
        "learning in small steps: it already takes one to four hours a month.",
    ),
    area(
        1,
        "Skills you can show",
        35.83,
        "People skills stronger than last year: agree; Tasks the same as a year ago: agree; Results record: never",
        "showing what the last year has taught you, once it stands on paper.",
        "a wins log, two people’s view, one new duty, and a second look.",
        "Moves 2 to 5:",
    ),
    area(
        1,
        "Work that fits you",
        58.33,
        "Tasks fit what matters to you: in between; Strongest interests in use: agree; Would switch for the same "
        "pay: in between",
        "staying with it: your interests are in use most weeks.",
    ),
    area(
        1,
        "Next steps in reach",
        46.25,
        "Can name a next role: agree; Little room to grow here: in between; Clear next step: talked about",
        "a short way: the next role has a name, and it has been talked about.",
        "two people’s view of what makes you ready.",
        "Move 3:",
    ),
    area(
        1,
        "Contacts and keeping up",
        41.25,
        "Known outside the team: disagree; Changed how you work: in between; Career talks in a month: 1",
        "one good talk at a time: there is already one a month.",
    ),
)

HABITS = (
    view_scores.Habit("Long-term goals", "A goal on paper decides what this year is for.", _level("empty", "half"), "",
               _cited("Can describe work in five years: disagree; Furthest written goal: 3 months"), "Moves 1 and 6"),
    view_scores.Habit("Continuous learning", "What you learn this year is what you can offer next year.",
               _level("empty", "half"), "",
               _cited("Learned something useful lately: agree; Courses in two years: none"), ""),
    view_scores.Habit("Track achievements", "Results on paper are there when somebody asks.", _level("empty", "half"), "",
               _cited("Can show proof of results: disagree; Results record: never"), "Move 2"),
    view_scores.Habit("Seek feedback", "Others see what you are ready for before you do.", _level("half"), "",
               _cited("People asked in three months: 1"), "Moves 3 and 5"),
    view_scores.Habit("Network", "Most next roles are first heard of from somebody.", _level("empty", "half"), "",
               _cited("Known outside the team: disagree; Career talks in a month: 1"), ""),
    view_scores.Habit("Stay adaptable", "Fields change; a small change each year keeps up with them.", _level("half"), "",
               _cited("Changed how you work: in between; Waits to be told what to learn: in between"), ""),
)  # fmt: skip
