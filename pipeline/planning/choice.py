"""Which actions go into the plan: stretch by stretch, the most useful first, as far as the hours reach."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

from pipeline.models.condition import Facts
from pipeline.models.playbook import Action, Horizon, PlanRules
from pipeline.models.roadmap import Candidate, PlannedAction
from pipeline.planning.weight import Weighed

DAYS_A_WEEK = 7


def choose(
    weighed: tuple[Weighed, ...], rules: PlanRules, weekly_hours: Fraction, facts: Facts
) -> tuple[tuple[PlannedAction, ...], tuple[Candidate, ...]]:
    """Return the plan, numbered from 1, and every action of the table as it was considered.

    ``weekly_hours`` are the client's free hours. Conditions and prerequisites see the actions that were
    chosen for earlier horizons. An action that nothing asks for has priority 0.
    """
    chosen: list[Action] = []
    judged: dict[str, Candidate] = {}
    for horizon in rules.horizons:
        free = rules.hours_share * weekly_hours * horizon.days / DAYS_A_WEEK
        stretch = _Stretch(horizon, free, sum((action.hours for action in chosen), Fraction(0)))
        known = replace(facts, chosen=frozenset(action.id for action in chosen))
        here = [one for one in weighed if one.action.horizon == horizon.days]
        judged |= {candidate.id: candidate for candidate in _fill(stretch, here, known)}
        chosen += stretch.actions
    planned = tuple(
        PlannedAction(number, action.id, action.habit, action.horizon, action.hours)
        for number, action in enumerate(chosen, 1)
    )
    return planned, tuple(judged[one.action.id] for one in weighed)


@dataclass(slots=True)
class _Stretch:
    """One horizon while it is being filled.

    ``free`` are the hours that may be planned up to its last day, ``spent`` those that already are.
    """

    horizon: Horizon
    free: Fraction
    spent: Fraction
    actions: list[Action] = field(default_factory=list)

    def no_room(self, action: Action) -> str | None:
        """Return why the action does not fit any more, or None if it does."""
        days = self.horizon.days
        if len(self.actions) == self.horizon.actions:
            return f"all places of {days} days are taken"
        if action.habit in {other.habit for other in self.actions}:
            return "another action of the habit is in this stretch"
        hours = self.spent + action.hours
        if hours > self.free:
            return f"would need {_up(hours)} hours by day {days}, {_down(self.free)} are free"
        return None

    def take(self, action: Action) -> None:
        """Put the action into the plan."""
        self.actions.append(action)
        self.spent += action.hours


def _fill(stretch: _Stretch, weighed: Sequence[Weighed], facts: Facts) -> list[Candidate]:
    """Fill a stretch by priority and return the verdict on each of its actions."""
    verdicts = []
    # sorted() keeps the order of the table between equal priorities.
    for one in sorted(weighed, key=lambda one: one.priority, reverse=True):
        unasked = one.unasked(facts)
        against = unasked or one.unready(facts) or stretch.no_room(one.action)
        if against is None:
            stretch.take(one.action)
        verdicts.append(_verdict(one.action, Fraction(0) if unasked else one.priority, against))
    return verdicts


def _verdict(action: Action, priority: Fraction, against: str | None) -> Candidate:
    return Candidate(
        id=action.id,
        habit=action.habit,
        horizon=action.horizon,
        hours=action.hours,
        priority=priority,
        chosen=against is None,
        why=against or f"chosen for {action.horizon} days",
    )


def _up(hours: Fraction) -> str:
    """Write hours with one decimal, never less than they are."""
    return f"{ceil(hours * 10) / 10:g}"


def _down(hours: Fraction) -> str:
    """Write hours with one decimal, never more than they are."""
    return f"{floor(hours * 10) / 10:g}"
