"""What speaks for each action of the playbook before places and hours are given out."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pipeline.models.condition import Facts
from pipeline.models.playbook import Action, Measure, PlanRules, Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard

DECIMALS = 9
"""Priorities are rounded to 1e-9: a smaller difference means nothing, and the order of the table decides."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An action with its priority (0 or more) and whether its measure is already met."""

    action: Action
    priority: Fraction
    met: bool

    def unasked(self, facts: Facts) -> str | None:
        """Return why nothing asks for the action, or None if something does."""
        if self.met:
            return "its measure is already met"
        if self.action.when and not self.action.when.holds(facts):
            return "not called for by the answers"
        return None

    def unready(self, facts: Facts) -> str | None:
        """Return why the action cannot be chosen yet though it is asked for, or None if it can."""
        if not self.priority:
            return "no need here"
        if self.action.needs and self.action.needs not in facts.chosen:
            return f"needs {self.action.needs} first"
        return None


def weigh(
    playbook: Playbook,
    questionnaire: Questionnaire,
    card: Scorecard,
    needs: Mapping[str, Fraction],
) -> tuple[Weighed, ...]:
    """Return every action of the playbook with its priority, in the order of the table."""
    # A need counts for less where it rests on few answers.
    weights = {
        name: need * Fraction(card.dimensions[name].answered, card.dimensions[name].items)
        for name, need in needs.items()
    }
    return tuple(
        Weighed(action, _priority(action, weights, playbook.plan), _is_met(action, questionnaire, card))
        for action in playbook.actions
    )


def _priority(action: Action, weights: Mapping[str, Fraction], rules: PlanRules) -> Fraction:
    if action.priority is not None:
        return action.priority
    urgency = sum((share * weights[name] for name, share in action.shares.items()), Fraction(0))
    return round(urgency * rules.ease / (rules.ease + action.hours), DECIMALS)


def _is_met(action: Action, questionnaire: Questionnaire, card: Scorecard) -> bool:
    if action.measure is None:
        return False
    points = card.items[action.measure.item].score
    target = _target(action.measure, questionnaire)
    return points is not None and target is not None and points >= target


def _target(measure: Measure, questionnaire: Questionnaire) -> Fraction | None:
    """Return the points (0 to 100) of the answer that a measure aims for; None if it has none."""
    question = questionnaire.by_id[measure.item]
    if question.scale is None:
        return next(option.points for option in question.options if option.id == str(measure.to))
    scale = questionnaire.scale_by_id[question.scale]
    points = Fraction(100 * (int(measure.to) - scale.low), scale.high - scale.low)
    return 100 - points if question.reverse else points
