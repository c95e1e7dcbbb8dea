"""The whole plan, put together from its parts."""

from fractions import Fraction

from pipeline.models.client import Client
from pipeline.models.facts import facts_of
from pipeline.models.kit import Kit
from pipeline.models.playbook import PlanRules, Strength
from pipeline.models.roadmap import HoursGiven, Path, Roadmap, plan_states
from pipeline.models.scorecard import Scorecard
from pipeline.planning.choice import choose
from pipeline.planning.need import find_needs
from pipeline.planning.path import find_path
from pipeline.planning.weight import weigh


def plan(client: Client, card: Scorecard, kit: Kit) -> Roadmap:
    """Return what the client could do next, with everything that was weighed.

    ``card`` is the client's scorecard by the same ``kit``. Of the profile, the plan reads what the kit's
    conditions name, the free hours and the role title. It never raises for what a client answered.
    """
    playbook = kit.playbook
    needs = find_needs(client, card, kit.questionnaire, playbook.plan)
    weekly_hours, hours_given = _hours(client, playbook.plan)
    path = _path(client, kit)
    facts = facts_of(client, card, chosen=frozenset(), **plan_states(needs, hours_given, path))
    weighed = weigh(playbook, kit.questionnaire, card, needs)
    actions, candidates = choose(weighed, playbook.plan, weekly_hours, facts)
    return Roadmap(
        actions=actions,
        strength=_strength(playbook.strengths, card),
        candidates=candidates,
        needs=needs,
        weekly_hours=weekly_hours,
        hours_given=hours_given,
        path=path,
    )


def _hours(client: Client, rules: PlanRules) -> tuple[Fraction, HoursGiven]:
    """Return the hours a week to plan for, and whether the client gave them."""
    if client.hours_a_week is None:
        return rules.default_hours, "blank"
    if client.hours_a_week <= 0:
        return rules.default_hours, "zero"
    return client.hours_a_week, "given"


def _path(client: Client, kit: Kit) -> Path | None:
    question = kit.questionnaire.by_role.get("goal_role")
    goal = client.text(question.id) if question else None
    return find_path(client.role_title, goal, kit.pathways, tuple(kit.wordings.values()), kit.occupations)


def _strength(strengths: tuple[Strength, ...], card: Scorecard) -> str | None:
    """Return the action that uses the highest scored dimension; of equal ones, the first of the table."""
    best: Strength | None = None
    highest = Fraction(-1)
    for strength in strengths:
        score = card.dimensions[strength.dimension].score
        if score is not None and score > highest:
            best, highest = strength, score
    return best.id if best else None
