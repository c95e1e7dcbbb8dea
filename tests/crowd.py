"""A crowd as a practice might have: random answers, names and words as people have them, some seen before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client, Source
from pipeline.models.questionnaire import Question
from tests.people import kit

NAMES = (
    "Ana Sá", "Bo Li", "Maya Haddad", "María-José Fernández de la Vega", "Søren Ødegård", "Łukasz Żółć",
    "Nguyễn Thị Minh Khai", "Wilhelmina Featherstonehaugh-Cholmondeley", "ليلى منصور",
    "عبد الرحمن بن محمد الأنصاري", "Zoë O’Neill", "X",
)  # fmt: skip
ROLES = (
    None, "Customer service representative", "Teacher", "senior developer", "Waiter",
    "Freelance photographer", "Deputy head of something that no ladder has heard of", "معلّمة",
    "Marketing Assistants",
)  # fmt: skip
WORDS = (
    "Leading a small team, or with a date for it.",
    "Own studio",
    "I get busy and put it off: two children, a long way to work, and evenings gone before they begin.",
    "إدارة مركز خدمة صغير",
    "a <b>bold</b> goal & {{ braces }}",
    "To know, by the end of next year, whether to stay in support and lead it, or to move to operations, and "
    "to have asked the three people who could tell me what that takes; then to have done the first of it. "
    * 2,
)
HOURS = (None, Fraction(0), Fraction(1), Fraction(4), Fraction(10), Fraction(40))
_FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Dubai"))


def crowd(count: int, seed: int) -> Iterator[tuple[Client, Client | None]]:
    """Yield people, each with what they answered before, if they did. The same seed gives the same people."""
    chance = Random(seed)  # noqa: S311 - the same people every time
    for number in range(count):
        person = _person(number, chance)
        earlier = None
        if chance.random() < 1 / 3:
            days = chance.choice((4, 90, 183, 400))
            earlier = replace(
                person, completed_at=_FIRST - timedelta(days=days), answers=_earlier(person, chance)
            )
        yield person, earlier


def _person(number: int, chance: Random) -> Client:
    blanks, best = chance.choice((0, 0, 0.1, 0.5, 0.95)), chance.choice((0, 0.3, 0.8, 1))
    asked = [question for question in kit().questionnaire.questions if question.scale or question.options]
    answers = {question.id: any_answer(question, chance, blanks=blanks, best=best) for question in asked}
    said: dict[str, Answer] = {
        goal: chance.choice(WORDS) for goal in ("G1", "G2", "G3") if chance.random() < 0.7
    }
    completed = _FIRST + timedelta(days=number % 60)
    return Client(
        id=f"C-{number:03}",
        name=chance.choice(NAMES),
        source=Source("inputs/clients.xlsx", "Clients", number + 2),
        answers={name: answer for name, answer in answers.items() if answer is not None} | said,
        role_title=chance.choice(ROLES),
        hours_a_week=chance.choice(HOURS),
        address_form=chance.choice((None, "neutral", "feminine", "masculine")),
        completed_at=chance.choice((None, completed, completed, completed)),
        call_at=chance.choice((None, completed + timedelta(days=9))),
    )


def _earlier(person: Client, chance: Random) -> dict[str, Answer]:
    """Return answers of which some differ from those of today."""
    share = chance.choice((0, 0.1, 0.5, 1))
    asked = kit().questionnaire.by_id
    drawn = {
        name: any_answer(asked[name], chance, blanks=0.1, best=0) if chance.random() < share else answer
        for name, answer in person.answers.items()
        if asked[name].scale or asked[name].options
    }
    return {name: answer for name, answer in drawn.items() if answer is not None}


def any_answer(question: Question, chance: Random, *, blanks: float, best: float) -> Answer | None:
    """Return any answer: none with probability ``blanks``, else the best with probability ``best``."""
    if chance.random() < blanks:
        return chance.choice((None, Missing.DOES_NOT_APPLY)) if question.accepts_missing else None
    if question.scale:
        scale = kit().questionnaire.scale_by_id[question.scale]
        top = scale.low if question.reverse else scale.high
        return top if chance.random() < best else chance.randint(scale.low, scale.high)
    if question.dimension and chance.random() < best:
        return max(question.options, key=lambda option: option.points or 0).id
    return chance.choice(question.option_ids)
