"""Reports built from clients by the whole chain of the core, and a look at all they say."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pipeline.models.answers import Answer
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.settings import PracticeSettings, Settings
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from tests.people import card_of, client, kit, maya, plan

DUBAI = ZoneInfo("Asia/Dubai")


def settings(**practice: object) -> Settings:
    """Return the settings of the practice that the pages were designed with."""
    known: dict[str, object] = {
        "name": "Meridian Coaching",
        "coach": "Nadia Karam",
        "coach_line": "I read every answer before we speak.",
        "email": "nadia@example.com",
        "booking_url": "https://book.example.com/nadia-karam",
        "call_price_text": "The call is free",
    }
    return Settings(practice=PracticeSettings.model_validate(known | practice))


def build(person: Client, chosen: Settings | None = None, chosen_kit: Kit | None = None) -> Report:
    """Score, plan and build the report of one client."""
    used = chosen_kit or kit()
    return build_report(assess(person, used), used, chosen or settings(), "en")


def assess(person: Client, used: Kit) -> Assessment:
    """Score and plan."""
    card = card_of(person, used.questionnaire)
    return Assessment(person, card, plan(person, card, used))


def whole_maya(**changed: Answer) -> Client:
    """Return Maya with her goals, her role, the day of her answers and her call."""
    answers: dict[str, Answer] = {
        "I3": "future",
        "G1": "Leading a small team, or with a date for it.",
        "G2": "Running operations for a support centre.",
        "G3": "I get busy and put it off.",
    }
    person = maya()
    return replace(
        person,
        answers={**person.answers, **answers, **changed},
        role_title="Customer service representative",
        completed_at=datetime(2026, 5, 12, 9, 0, tzinfo=DUBAI),
        call_at=datetime(2026, 5, 21, 17, 30, tzinfo=DUBAI),
    )


def extreme(*, best: bool) -> Client:
    """Return somebody who gave the best, or the worst, answer to every item."""
    answers: dict[str, Answer] = {}
    for item in kit().questionnaire.items:
        if item.scale:
            answers[item.id] = 5 if item.reverse != best else 1
        else:
            ranked = sorted((o.points, o.id) for o in item.options if o.points is not None)
            answers[item.id] = ranked[-1 if best else 0][1]
    return client(answers)


def strings_of(value: object) -> Iterator[str]:
    """Every string anywhere in a view."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings_of(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from strings_of(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_of(part)
