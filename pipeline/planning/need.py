"""How much each dimension asks for: far from the target, and important to the client."""

from fractions import Fraction

from pipeline.models.answers import Missing
from pipeline.models.client import Client
from pipeline.models.exact import Rational, whole
from pipeline.models.playbook import PlanRules
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard

NOTHING = Fraction(0)


class NeedFinder:
    """Finds needs by one questionnaire and the rules of one playbook."""

    def __init__(self, asked: Questionnaire, rules: PlanRules) -> None:
        self._areas = asked.importance_by_area
        self._questions = set(self._areas.values())
        self._rules = rules
        self._target = whole(rules.target)
        self._share = 1 / (rules.importance_scale * 100)

    def find(self, client: Client, card: Scorecard) -> dict[str, Fraction]:
        """Return each dimension's need, 0 or more, in the kit's order; 0 where it has no score."""
        urgency = {question: self._urgency(client, question) for question in self._questions}
        return {
            area: self._need(card.dimensions[area].score, urgency[question])
            for area, question in self._areas.items()
        }

    def _need(self, score: Fraction | None, urgency: Fraction) -> Fraction:
        if score is None:
            return NOTHING
        # urgency · (target − score), as one fraction: half of the time of two.
        missing = self._target * score.denominator - score.numerator
        if missing <= 0:
            return NOTHING
        return Fraction(urgency.numerator * missing, urgency.denominator * score.denominator)

    def _urgency(self, client: Client, question: str | None) -> Fraction:
        """Return the need for each point below the target: importance / importance scale / 100."""
        return importance_of(client, question, self._rules) * self._share


def importance_of(client: Client, question: str | None, rules: PlanRules) -> Rational:
    """Return how much an axis matters to a client by the question that asks so, else the rules' default."""
    answer = client.answers.get(question) if question else None
    return rules.blank_importance if answer is None or isinstance(answer, Missing | str) else answer
