"""How much each dimension asks for: far from the target, and important to the client."""

from fractions import Fraction

from pipeline.models.client import Answer, Client, Missing
from pipeline.models.playbook import PlanRules
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard

NOTHING = Fraction(0)


def find_needs(
    client: Client, card: Scorecard, questionnaire: Questionnaire, rules: PlanRules
) -> dict[str, Fraction]:
    """Return each dimension's need, 0 or more, in the kit's order; 0 where it has no score."""
    urgency = {axis.id: _urgency(client, axis.importance, rules) for axis in questionnaire.axes}
    usual = _urgency(client, None, rules)
    return {
        dimension.id: _need(
            card.dimensions[dimension.id].score, urgency.get(dimension.axis or "", usual), rules
        )
        for dimension in questionnaire.dimensions
    }


def _need(score: Fraction | None, urgency: Fraction, rules: PlanRules) -> Fraction:
    if score is None or score >= rules.target:
        return NOTHING
    return urgency * (rules.target - score)


def _urgency(client: Client, question: str | None, rules: PlanRules) -> Fraction:
    """Return the need for each point below the target: the importance, as a share of its scale, of 100."""
    answer: Answer | None = client.answers.get(question) if question else None
    importance = (
        rules.default_importance if answer is None or isinstance(answer, Missing | str) else Fraction(answer)
    )
    return importance / (100 * rules.importance_scale)
