"""People for the tests: clients made from plain answers, and Maya, whose numbers are agreed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from pipeline.kit import load_kit
from pipeline.models.answers import Answer, responses_of
from pipeline.models.client import Client, Source
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import Scorecard
from pipeline.planning import Planner
from pipeline.scoring import Scorer

BUILT_IN_KITS = Path(__file__).parents[1] / "templates"

_MAYA_CODES = (4, 4, 2, 4, 2, 3, 2, 4, 2, 4, 4, 3, 4, 2, 3, 4, 3, 4, 3, 2, 3, 3)
_MAYA_FACTS: dict[str, Answer] = {
    "B01": "hourly-fixed",
    "B02a": "yes",
    "B02b": "yes",
    "B02c": "no",
    "B02d": "no",
    "B03": "not-started",
    "B04": "1-4",
    "B05": "0",
    "B06": "0",
    "B07": "talked",
    "B08": "3-months",
    "B09": "never",
    "B10": "1",
    "B11": "1",
    "I1": 3,
    "I2": 5,
}


@cache
def kit() -> Kit:
    """Return the built-in kit, loaded once."""
    return load_kit("career", BUILT_IN_KITS / "career")


def maya_answers() -> dict[str, Answer]:
    """Return Maya's scored answers and what matters to her, by question."""
    codes = {f"L{number:02}": code for number, code in enumerate(_MAYA_CODES, 1)}
    return {**codes, **_MAYA_FACTS}


def client(
    answers: Mapping[str, Answer],
    *,
    hours: int | None = 4,
    name: str = "Maya Haddad",
    role_title: str | None = None,
) -> Client:
    """Return a client who gave these answers."""
    return Client(
        id="C-001",
        name=name,
        source=Source("inputs/clients.xlsx", "Clients", 2),
        answers=answers,
        email="maya@example.com",
        role_title=role_title,
        hours_a_week=None if hours is None else Fraction(hours),
    )


def card_of(somebody: Client, asked: Questionnaire) -> Scorecard:
    """Return a client's scorecard."""
    used = scorer() if asked is kit().questionnaire else Scorer(asked)
    return used.score(responses_of(somebody.answers, asked))


@cache
def scorer() -> Scorer:
    """Return who scores by the built-in kit; to set one up takes longer than to score."""
    return Scorer(kit().questionnaire)


def cards_of(people: Iterable[Client], asked: Questionnaire) -> list[Scorecard]:
    """Return the scorecards of many clients."""
    scorer = Scorer(asked)
    return [scorer.score(responses_of(somebody.answers, asked)) for somebody in people]


def maya(*, hours: int | None = 4, without: tuple[str, ...] = (), **changed: Answer) -> Client:
    """Return Maya with some answers changed or left blank."""
    answers = maya_answers() | changed
    return client({key: value for key, value in answers.items() if key not in without}, hours=hours)


def plan(somebody: Client, card: Scorecard, used: Kit) -> Roadmap:
    """Return one client's plan by a kit."""
    return (planner() if used is kit() else Planner(used)).plan(somebody, card)


@cache
def planner() -> Planner:
    """Return who plans by the built-in kit."""
    return Planner(kit())
