"""How much each dimension asks for: far from the target, and important to the client."""

from fractions import Fraction

from pipeline.models.client import Answer, Client, Missing
from pipeline.models.playbook import PlanRules
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard


def find_needs(
    client: Client, card: Scorecard, questionnaire: Questionnaire, rules: PlanRules
) -> dict[str, Fraction]:
    """Return each dimension's need, 0 or more, in the kit's order; 0 where it has no score."""
    importance = {axis.id: _importance(client, axis.importance, rules) for axis in questionnaire.axes}
    return {
        dimension.id: _need(
            card.dimensions[dimension.id].score,
            importance.get(dimension.axis or "", rules.default_importance),
            rules,
        )
        for dimension in questionnaire.dimensions
    }


def _need(score: Fraction | None, importance: Fraction, rules: PlanRules) -> Fraction:
    if score is None:
        return Fraction(0)
    return importance / rules.importance_scale * max(Fraction(0), rules.target - score) / 100


def _importance(client: Client, question: str | None, rules: PlanRules) -> Fraction:
    answer: Answer | None = client.answers.get(question) if question else None
    if answer is None or isinstance(answer, Missing | str):
        return rules.default_importance
    return Fraction(answer)
