"""What speaks for each action of the playbook before places and hours are given out."""

from collections.abc import Container, Mapping
from fractions import Fraction

from pipeline.models.condition import Facts
from pipeline.models.exact import Rational, round_sum_of_products, whole
from pipeline.models.playbook import Action, Measure, Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.roadmap import BILLION, Candidate
from pipeline.models.scorecard import Scorecard


def find_weights(needs: Mapping[str, Fraction], card: Scorecard) -> dict[str, Fraction]:
    """Return what each dimension's need counts for: less where it rests on few answers."""
    weights = dict(needs)
    for name, area in card.dimensions.items():
        if area.answered < area.items:
            weights[name] *= Fraction(area.answered, area.items)
    return weights


class Option:
    """An action of the playbook, with all that is the same for every client worked out.

    ``hours`` are in the playbook's ``hours_unit``: whole numbers, which are added and compared much faster.
    """

    def __init__(self, action: Action, questionnaire: Questionnaire, playbook: Playbook) -> None:
        self.action = action
        self.hours = int(action.hours * playbook.hours_unit)
        rules = playbook.plan
        ease = rules.ease / (rules.ease + action.hours)
        self._factors = [(name, whole(BILLION * share * ease)) for name, share in action.shares.items()]
        self._holds = action.when.holds if action.when else None
        self._item = action.measure.item if action.measure else None
        self._target = target_of(action.measure, questionnaire) if action.measure else None
        self._met = self.judged(0, "its measure is already met")
        self._uncalled = self.judged(0, "not called for by the answers")

    def unasked(self, card: Scorecard, facts: Facts, asked: Container[str]) -> Candidate | None:
        """Return the action as turned down because nothing asks for it; None if something does.

        ``asked`` are the actions of earlier horizons that something asks for: what follows an action is asked
        for by that action alone.
        """
        if self._item and self._is_met(card.items[self._item].score):
            return self._met
        if self._holds and not self._holds(facts):
            return self._uncalled
        if self.action.needs and self.action.needs not in asked:
            return self._uncalled
        return None

    def priority(self, weights: Mapping[str, Fraction]) -> int:
        """Return the priority in billionths: Σ share · weight · ease / (ease + hours), unless it is given.

        A smaller difference means nothing: the order of the table decides.
        """
        if self.action.priority is not None:
            return round(self.action.priority * BILLION)
        return round_sum_of_products([(factor, weights[name]) for name, factor in self._factors])

    def judged(self, priority: int, against: str | None) -> Candidate:
        """Return the action as it was considered: ``against`` says why it was turned down, if it was."""
        action = self.action
        return Candidate(
            id=action.id,
            habit=action.habit,
            horizon=action.horizon,
            hours=action.hours,
            billionths=priority,
            chosen=against is None,
            why=against or f"chosen for {action.horizon} days",
        )

    def _is_met(self, points: Fraction | None) -> bool:
        return points is not None and self._target is not None and whole(points) >= self._target


def target_of(measure: Measure, questionnaire: Questionnaire) -> Rational | None:
    """Return the points (0 to 100) of the answer that a measure aims for; None if it has none."""
    worths = questionnaire.worth_of(questionnaire.by_id[measure.item])
    points = {str(answer): worth for answer, worth in worths.items()}.get(str(measure.to))
    return None if points is None else whole(points)
