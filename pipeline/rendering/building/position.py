"""Page 2 in words: where somebody stands, what they wish, what they can build on."""

from collections.abc import Iterator
from fractions import Fraction

from pipeline.models.questionnaire import Question
from pipeline.rendering.building.case import Case
from pipeline.rendering.building.levels import top
from pipeline.rendering.fitting.widths import breadth
from pipeline.rendering.text.hours import say_hours
from pipeline.rendering.views.report import Lead, Paragraph

PARAGRAPHS = 4
"""A note of more lines than these runs on in one paragraph: it would be taller than its words are long."""

ENTRIES = 3
"""How many things to build on page 2 names."""

GOOD_ANSWER = 75
"""The points from which a single answer is something to build on."""


def build_position(case: Case) -> str:
    """Return the headline: the position, first what it is good for, then today's base and the way ahead.

    A kit without positions has none.
    """
    if case.asked.scoring.position is None:
        return ""
    keys = ("position.good_for", "position.base", "position.shown", "position.open")
    return " ".join(filter(None, [_label(case), *(case.words.say(key) for key in keys)]))


def _label(case: Case) -> str:
    position = case.card.position
    if position is None or position.label is None:
        return case.words.say("position.unscored")
    names = case.wording.positions
    if position.between:
        first, last = position.between
        return case.words.say("position.between", first=names[first], last=names[last])
    return case.words.say("position.at", label=names[position.label])


def build_note(case: Case) -> str:
    """Return what the position does not mean."""
    return case.words.say("position.note")


def build_wish(case: Case) -> str:
    """Return what they chose if only one could move, and what that means beside where they are."""
    return " ".join(filter(None, (case.words.say("wish.choice"), case.words.say("wish.match"))))


def build_coach_note(case: Case) -> tuple[Paragraph, ...]:
    """Return what the coach wrote for page 2, as it was written: a paragraph for each line."""
    lines = [" ".join(line.split()) for line in case.assessment.review.note.splitlines()]
    written = tuple(filter(None, lines))
    paragraphs = written if len(written) <= PARAGRAPHS else (" ".join(written),)
    return tuple(Paragraph(text, round(breadth(text))) for text in paragraphs)


def build_base(case: Case) -> tuple[str, tuple[Lead, ...]]:
    """Return the title and entries of the box: strengths, then single best answers, then what is there."""
    found = [*_strengths(case), *_best_answers(case)][:ENTRIES]
    title = case.words.say("build_on.title" if found else "build_on.start_title")
    return title, tuple([*found, *_starts(case)][:ENTRIES])


def strong_areas(case: Case) -> list[str]:
    """The areas in place, the highest first; of equal ones, the first of the kit."""
    scored = {name: area.score for name, area in case.card.dimensions.items() if area.score is not None}
    return sorted(
        (name for name, score in scored.items() if score >= top(case)), key=lambda name: -scored[name]
    )


def _strengths(case: Case) -> list[Lead]:
    return [_strength(case, area) for area in strong_areas(case)]


def _strength(case: Case, area: str) -> Lead:
    said = case.wording.dimensions[area]
    why = case.words.fill(said.strength, f"dimensions.{area}.strength")
    return Lead(said.name, case.words.say("build_on.strength", why=why))


def _best_answers(case: Case) -> Iterator[Lead]:
    """Yield the best single answers, one an area that is no strength, those ahead before those of today."""
    seen = set(strong_areas(case))
    for item in sorted(_good_items(case), key=lambda item: _rank(case, item)):
        if item.dimension not in seen:
            seen.add(item.dimension or "")
            yield Lead("", case.words.language.sentence(case.wording.questions[item.id].best))


def _good_items(case: Case) -> list[Question]:
    scores = case.card.items
    return [
        item
        for item in case.asked.items
        if (scores[item.id].score or 0) >= _least(item) and case.wording.questions[item.id].best
    ]


def _least(item: Question) -> int:
    """A statement need not be agreed with fully; of a fact, the sentence says the best option."""
    return GOOD_ANSWER if item.scale else 100


def _rank(case: Case, item: Question) -> tuple[bool, float]:
    rule = case.asked.scoring.position
    axes = {area.id: area.axis for area in case.asked.dimensions}
    ahead = rule is not None and axes[item.dimension or ""] == rule.axis
    return not ahead, -float(case.card.items[item.id].score or 0)


def _starts(case: Case) -> Iterator[Lead]:
    """Yield what is there to start from: each text of the kit's table "start" that has something to say."""
    hours = say_hours(case.words, case.client.hours_a_week or Fraction(0), counted=True)
    given = sum(item.score is not None for item in case.card.items.values())
    for key in case.words.under("start"):
        said = case.words.say(key, n=given, hours=hours)
        if said:
            yield Lead("", said)
