"""The whole plan, put together from its parts."""

from collections.abc import Container, Sequence
from fractions import Fraction

from pipeline.models.client import Client
from pipeline.models.facts import facts_of
from pipeline.models.kit import Kit
from pipeline.models.playbook import PlanRules, Strength
from pipeline.models.review import UNREVIEWED, Review
from pipeline.models.roadmap import HoursGiven, Path, Roadmap, plan_states
from pipeline.models.scorecard import Scorecard
from pipeline.planning.choice import Chooser
from pipeline.planning.need import NeedFinder
from pipeline.planning.path import PathFinder
from pipeline.planning.weight import find_weights


class Planner:
    """Plans by one kit, which is prepared once."""

    def __init__(self, kit: Kit) -> None:
        self._questionnaire, self._playbook = kit.questionnaire, kit.playbook
        self._needs = NeedFinder(kit.questionnaire, kit.playbook.plan)
        self._chooser = Chooser(kit.questionnaire, kit.playbook)
        self._paths = PathFinder(kit.pathways, tuple(kit.wordings.values()), kit.occupations)

    def plan(self, client: Client, card: Scorecard, review: Review = UNREVIEWED) -> Roadmap:
        """Return what the client could do next, with everything that was weighed.

        ``card`` is the client's scorecard by the same kit. Of the profile, the plan reads what the kit's
        conditions name, the free hours and the role title. ``review`` is what the coach left out or chose.
        It never raises for what a client answered.
        """
        rules = self._playbook.plan
        needs = self._needs.find(client, card)
        weekly_hours, hours_given = _hours(client, rules)
        path = self.find_path(client, review)
        facts = facts_of(client, card, chosen=frozenset(), **plan_states(needs, hours_given, path))
        weights = find_weights(needs, card)
        actions, candidates = self._chooser.choose(card, facts, weights, weekly_hours, review.dropped)
        return Roadmap(
            actions=actions,
            strength=_strength(self._playbook.strengths, card, review.dropped),
            candidates=candidates,
            needs=needs,
            weekly_hours=weekly_hours,
            hours_given=hours_given,
            path=path,
        )

    def find_path(self, client: Client, review: Review = UNREVIEWED) -> Path | None:
        """Return the path alone: the one that the coach chose, or that the client's role title leads to."""
        question = self._questionnaire.by_role.get("goal_role")
        goal = client.text(question.id) if question else None
        if review.path:
            return self._paths.follow(review.path, client.role_title, goal)
        return self._paths.find(client.role_title, goal)


def _hours(client: Client, rules: PlanRules) -> tuple[Fraction, HoursGiven]:
    """Return the hours a week to plan for, and whether the client gave them."""
    if client.hours_a_week is None:
        return rules.default_hours, "blank"
    if client.hours_a_week <= 0:
        return rules.default_hours, "zero"
    return client.hours_a_week, "given"


def _strength(strengths: Sequence[Strength], card: Scorecard, dropped: Container[str]) -> str | None:
    """Return the action that uses the highest scored dimension; of equal ones, the first of the table.

    It is none of the ``dropped`` ones.
    """
    best: Strength | None = None
    highest = Fraction(-1)
    for strength in (each for each in strengths if each.id not in dropped):
        score = card.dimensions[strength.dimension].score
        if score is not None and score > highest:
            best, highest = strength, score
    return best.id if best else None
