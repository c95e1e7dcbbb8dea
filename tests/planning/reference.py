"""The plan once more: slow, plain, and with the table written out, to hold the real one against.

Nothing here reads the code of planning, nor a kit: the table and the rules stand as they were designed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.models.answers import Missing
from pipeline.models.client import Client
from pipeline.models.scorecard import Scorecard

Answers = Mapping[str, object]
Scores = Mapping[str, Fraction | None]
Trigger = Callable[[Answers, Scores], bool]

BASE = ("P1", "P2", "P3")
AREAS = (*BASE, "F1", "F2", "F3", "F4", "F5", "F6")


@dataclass(frozen=True)
class Row:
    id: str
    habit: str
    shares: Mapping[str, Fraction]
    asked: Trigger
    days: int
    hours: Fraction
    fixed: Fraction | None = None
    after: str | None = None
    measure: tuple[str, str] | None = None
    """The question whose answer shows that the action worked, and the least answer that does."""


def low(name: str, limit: int) -> Trigger:
    return lambda answers, _: is_code(answers.get(name)) and int(str(answers[name])) <= limit


def high(name: str, limit: int) -> Trigger:
    return lambda answers, _: is_code(answers.get(name)) and int(str(answers[name])) >= limit


def one_of(name: str, *options: str) -> Trigger:
    return lambda answers, _: answers.get(name) in options


def given(name: str) -> Trigger:
    return lambda answers, _: answers.get(name) is not None and not isinstance(answers[name], Missing)


def under_50(area: str) -> Trigger:
    return lambda _, scores: (score := scores[area]) is not None and score < 50


def either(*triggers: Trigger) -> Trigger:
    return lambda answers, scores: any(trigger(answers, scores) for trigger in triggers)


def both(*triggers: Trigger) -> Trigger:
    return lambda answers, scores: all(trigger(answers, scores) for trigger in triggers)


def always(_answers: Answers, _scores: Scores) -> bool:
    return True


def is_code(answer: object) -> bool:
    return isinstance(answer, int)


def away(answers: Answers, _scores: Scores) -> bool:
    return answers.get("A4") in ("not-working", "career-break")


def works(answers: Answers, scores: Scores) -> bool:
    return not away(answers, scores)


def cover_is(option: str) -> Trigger:
    return either(*(one_of(f"B02{row}", option) for row in "abcd"))


def matters(answers: Answers, _scores: Scores) -> bool:
    importance = answers.get("I1")
    return not is_code(importance) or int(str(importance)) >= 3


def row(  # noqa: PLR0913, PLR0917 - one parameter for each column of the table
    name: str,
    habit: str,
    areas: str,
    asked: Trigger,
    days: int,
    hours: str,
    fixed: str | None = None,
    after: str | None = None,
    measure: str | None = None,
) -> Row:
    parts = areas.split()
    shares = dict(zip(parts[::2], map(Fraction, parts[1::2]), strict=True))
    item, _, least = (measure or "").partition(" ")
    return Row(
        name,
        habit,
        shares,
        asked,
        days,
        Fraction(hours),
        Fraction(fixed) if fixed else None,
        after,
        (item, least) if measure else None,
    )


ADRIFT = either(one_of("B01", "hourly-variable", "self-employed", "commission"), low("L02", 2))
UNLOGGED = one_of("B09", "never", "over-12-months")
TABLE = (
    row("G1", "goals", "F1 1", one_of("B08", "none", "3-months"), 30, "2", measure="B08 1-year"),
    row("G2", "goals", "F1 1", low("L07", 2), 30, "2"),
    row("G3", "goals", "F1 1", either(high("L08", 4), low("L09", 2)), 90, "1.5"),
    row("L1", "learning", "F2 1", one_of("B03", "unknown", "not-started"), 30, "2", measure="B03 started"),
    row("L2", "learning", "F2 1", both(one_of("B05", "0"), under_50("F2")), 90, "10", measure="B05 1"),
    row("L3", "learning", "F2 1", one_of("B04", "0"), 30, "4", measure="B04 1-4"),
    row("L4", "learning", "F2 1", low("L10", 2), 60, "2"),
    row(
        "T1",
        "achievements",
        "F3 1",
        one_of("B09", "never", "over-12-months"),
        30,
        "1",
        measure="B09 1-6-months",
    ),
    row("T2", "achievements", "F3 1", low("L14", 3), 60, "2"),
    row("T3", "achievements", "F3 1", always, 90, "1.5", after="T1"),
    row("T4", "achievements", "F3 1", both(works, high("L13", 4)), 60, "1.5"),
    row("B1", "feedback", "F3 1", one_of("B10", "0", "1"), 30, "1.5", measure="B10 2"),
    row("B2", "feedback", "F3 1", always, 60, "2", after="B1"),
    row("B3", "feedback", "F5 1", one_of("B07", "none", "talked"), 60, "1", measure="B07 written"),
    row("N1", "network", "F6 7/10 F5 3/10", one_of("B11", "0", "1"), 30, "2", measure="B11 2-3"),
    row("N2", "network", "F6 1", low("L20", 2), 90, "3"),
    row("N3", "network", "F5 1/2 F6 1/2", under_50("F5"), 90, "4"),
    row("N4", "network", "F5 1", low("L18", 2), 30, "1.5"),
    row("A1", "adapt", "F6 1", high("L22", 4), 30, "1.5"),
    row("A2", "adapt", "F6 1", low("L21", 2), 60, "2"),
    row("A3", "adapt", "F6 1", under_50("F6"), 90, "2"),
    row("S1", "base", "P2 1", both(works, cover_is("not-sure")), 30, "1", fixed="1/4"),
    row("S2", "base", "P2 1", both(works, cover_is("no"), matters), 60, "2"),
    row("S3", "base", "P1 1", both(works, ADRIFT), 60, "2"),
    row("S4", "base", "P3 1", both(works, either(low("L04", 2), high("L06", 4))), 30, "1"),
    row("S5", "base", "P1 1", both(works, low("L01", 2)), 60, "2"),
    row("S6", "base", "P1 1", both(works, high("L03", 4)), 30, "2"),
    row("S7", "base", "P3 1", both(works, low("L05", 2)), 60, "1"),
    row("W1", "goals", "F4 1", both(works, low("L15", 2)), 30, "1"),
    row("W2", "goals", "F4 1", high("L17", 4), 60, "2"),
    row("X1", "learning", "F3 1", either(low("L11", 2), low("L12", 2)), 60, "4"),
    row("R1", "base", "", away, 30, "1", fixed="0.4"),
    row("R2", "base", "", away, 60, "2", fixed="0.35"),
    row("R3", "base", "", away, 90, "6", fixed="0.3"),
)
# From the worst answer to the best; "not sure" and the like stand for no answer.
STEPS = {
    "B03": ("unknown", "not-started", "started", "held"),
    "B04": ("0", "1-4", "5-9", "10+"),
    "B05": ("0", "1", "2", "3+"),
    "B07": ("none", "talked", "written"),
    "B08": ("none", "3-months", "1-year", "3-years", "5-years"),
    "B09": ("never", "over-12-months", "6-12-months", "1-6-months", "last-month"),
    "B10": ("0", "1", "2", "3+"),
    "B11": ("0", "1", "2-3", "4+"),
}
SHARE = (
    row("M1", "share", "F6 1", always, 30, "1", fixed="0.1"),
    row("M2", "share", "F3 1", always, 60, "1", fixed="0.1"),
    row("M3", "share", "F1 1", always, 90, "1", fixed="0.1"),
)


ROWS = (*TABLE, *SHARE)
STRENGTHS = dict(zip(AREAS, ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"), strict=True))


def is_met(one: Row, answers: Answers) -> bool:
    """Whether the answer that shows that an action worked is there already."""
    if one.measure is None:
        return False
    item, least = one.measure
    steps, answer = STEPS[item], answers.get(item)
    return answer in steps and steps.index(str(answer)) >= steps.index(least)


def strength(card: Scorecard) -> str | None:
    """Return the action that uses the highest scored area, of equal ones the first."""
    scores = {area: score for area in AREAS if (score := card.dimensions[area].score) is not None}
    return STRENGTHS[max(scores, key=lambda area: scores[area])] if scores else None


def needs(client: Client, card: Scorecard) -> dict[str, Fraction]:
    found = {}
    for area in AREAS:
        importance = client.answers.get("I1" if area in BASE else "I2")
        weight = 3 if importance is None or isinstance(importance, Missing) else int(str(importance))
        score = card.dimensions[area].score
        found[area] = (
            Fraction(0) if score is None or score >= 70 else Fraction(weight, 5) * (70 - score) / 100
        )
    return found


def priority(one: Row, card: Scorecard, wanted: Mapping[str, Fraction]) -> Fraction:
    if one.fixed is not None:
        return one.fixed
    total = Fraction(0)
    for area, share in one.shares.items():
        scored = card.dimensions[area]
        total += share * wanted[area] * Fraction(scored.answered, scored.items) * 8 / (8 + one.hours)
    return round(total, 9)


def priorities(client: Client, card: Scorecard, table: tuple[Row, ...] = ROWS) -> dict[str, Fraction]:
    """Return every priority: 0 where nothing asks for it, its measure is met, or it follows such a one."""
    wanted = needs(client, card)
    scores = {area: card.dimensions[area].score for area in AREAS}
    open_rows = {
        one.id
        for one in rows_for(card, wanted, table)
        if one.asked(client.answers, scores) and not is_met(one, client.answers)
    }
    called = {one.id for one in table if {one.id, one.after or one.id} <= open_rows}
    return {one.id: priority(one, card, wanted) if one.id in called else Fraction(0) for one in table}


def rows_for(card: Scorecard, wanted: Mapping[str, Fraction], table: tuple[Row, ...]) -> list[Row]:
    """Return the actions that are open to somebody: those to keep and share, only where nothing is needed."""
    at_ease = any(axis.score is not None for axis in card.axes.values()) and not any(wanted.values())
    return [one for one in table if at_ease or one not in SHARE]


def chosen_ids(client: Client, card: Scorecard, table: tuple[Row, ...] = ROWS) -> list[str]:
    """Return the ids of the plan in its order, by trying every place anew."""
    wanted = needs(client, card)
    rows = rows_for(card, wanted, table)
    scores = {area: card.dimensions[area].score for area in AREAS}
    free_a_week = client.hours_a_week or Fraction(2)
    plan: list[Row] = []
    for days, places in ((30, 3), (60, 2), (90, 1)):
        earlier = {one.id for one in plan}
        for _ in range(places):
            taken = {one.habit for one in plan if one.days == days}
            spent = sum(one.hours for one in plan)
            open_rows = [
                one
                for one in rows
                if one.days == days
                and one not in plan
                and one.habit not in taken
                and one.asked(client.answers, scores)
                and not is_met(one, client.answers)
                and (one.after is None or one.after in earlier)
                and priority(one, card, wanted) > 0
                and (spent + one.hours) * 7 <= Fraction(4, 5) * free_a_week * days
            ]
            if open_rows:
                plan.append(max(open_rows, key=lambda one: (priority(one, card, wanted), -rows.index(one))))
    return [one.id for one in plan]
