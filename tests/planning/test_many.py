"""What is kept from client to client changes nothing for the next one."""

from dataclasses import replace
from random import Random

from pipeline.models.answers import responses_of
from pipeline.planning import Planner
from pipeline.scoring import Scorer
from tests.people import card_of, kit, plan
from tests.planning.test_reference import random_client

TITLES = (None, "Waiter", "Waitr", "Teacher", "Graphic desinger", "Nurse", "waiter", "Graphic designer")


def test_one_scorer_and_one_planner_serve_everybody() -> None:
    chance = Random(20260713)  # noqa: S311 - a fixed seed, so that a failure comes again
    scorer, planner = Scorer(kit().questionnaire), Planner(kit())
    for _ in range(100):
        person = replace(random_client(chance), role_title=chance.choice(TITLES))
        card = card_of(person, kit().questionnaire)
        assert scorer.score(responses_of(person.answers, kit().questionnaire)) == card
        assert planner.plan(person, card) == plan(person, card, kit())
