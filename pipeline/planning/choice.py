"""Which actions go into the plan: stretch by stretch, the most useful first, as far as the hours reach."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

from pipeline.models.condition import Facts
from pipeline.models.playbook import Action, Horizon, Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.roadmap import Candidate, PlannedAction
from pipeline.models.scorecard import Scorecard
from pipeline.planning.weight import Option

DAYS_A_WEEK = 7

DROPPED = "the coach left it out"

Weights = Mapping[str, Fraction]


class Chooser:
    """Chooses from the actions of one playbook."""

    def __init__(self, questionnaire: Questionnaire, playbook: Playbook) -> None:
        options = [Option(action, questionnaire, playbook) for action in playbook.actions]
        self._names = [option.action.id for option in options]
        self._unit = playbook.hours_unit
        self._horizons = [
            (
                horizon,
                playbook.plan.hours_share * horizon.days / DAYS_A_WEEK * self._unit,
                [option for option in options if option.action.horizon == horizon.days],
            )
            for horizon in playbook.plan.horizons
        ]

    def choose(
        self,
        card: Scorecard,
        facts: Facts,
        weights: Weights,
        weekly_hours: Fraction,
        dropped: Container[str] = (),
    ) -> tuple[tuple[PlannedAction, ...], tuple[Candidate, ...]]:
        """Return the plan, numbered from 1, and every action of the table as it was considered.

        ``weekly_hours`` are the client's free hours. Conditions and prerequisites see the actions that were
        chosen for earlier horizons. An action that nothing asks for has priority 0. ``dropped`` ones are not
        chosen: the next ones that fit take their places.
        """
        chosen: list[Action] = []
        called = set[str]()
        spent = 0
        judged: dict[str, Candidate] = {}
        for horizon, weeks, options in self._horizons:
            known = replace(facts, chosen=frozenset(action.id for action in chosen)) if chosen else facts
            asked = []
            for option in options:
                if turned_down := option.unasked(card, known, called):
                    judged[option.action.id] = turned_down
                else:
                    asked.append(option)
            called.update(option.action.id for option in asked)
            stretch = _Stretch(horizon, self._unit, weeks * weekly_hours, spent, dropped)
            judged |= {candidate.id: candidate for candidate in stretch.fill(asked, weights, known)}
            chosen += stretch.actions
            spent = stretch.spent
        planned = tuple(
            PlannedAction(number, action.id, action.habit, action.horizon, action.hours)
            for number, action in enumerate(chosen, 1)
        )
        return planned, tuple(judged[name] for name in self._names)


@dataclass(slots=True)
class _Stretch:
    """One horizon while it is being filled.

    ``free`` are the hours that may be planned up to its last day, ``spent`` those that already are, both in
    units of which ``unit`` make an hour.
    """

    horizon: Horizon
    unit: int
    free: Fraction
    spent: int
    dropped: Container[str]
    actions: list[Action] = field(default_factory=list)
    habits: set[str] = field(default_factory=set)

    def fill(self, asked: Sequence[Option], weights: Weights, facts: Facts) -> list[Candidate]:
        """Take actions by priority and return the verdict on each."""
        weighed = [(option.priority(weights), option) for option in asked]
        # sort() keeps the order of the table between equal priorities.
        weighed.sort(key=lambda pair: pair[0], reverse=True)
        verdicts = []
        for priority, option in weighed:
            is_dropped = priority and option.action.id in self.dropped
            against = DROPPED if is_dropped else self._against(option, priority, facts)
            if against is None:
                self.actions.append(option.action)
                self.habits.add(option.action.habit)
                self.spent += option.hours
            verdicts.append(option.judged(priority, against))
        return verdicts

    def _against(self, option: Option, priority: int, facts: Facts) -> str | None:
        """Return why an action cannot be chosen though it is asked for, or None if it can."""
        action, days = option.action, self.horizon.days
        if not priority:
            return "no need here"
        if action.needs and action.needs not in facts.chosen:
            return f"needs {action.needs} first"
        if len(self.actions) == self.horizon.actions:
            return f"all places of {days} days are taken"
        if action.habit in self.habits:
            return "another action of the habit is in this stretch"
        hours = self.spent + option.hours
        if hours > self.free:
            needed, free = _up(Fraction(hours, self.unit)), _down(self.free / self.unit)
            return f"would need {needed} hours by day {days}, {free} are free"
        return None


def _up(hours: Fraction) -> str:
    """Write hours with one decimal, never less than they are."""
    return f"{ceil(hours * 10) / 10:g}"


def _down(hours: Fraction) -> str:
    """Write hours with one decimal, never more than they are."""
    return f"{floor(hours * 10) / 10:g}"
