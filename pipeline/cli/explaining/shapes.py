"""The numbers behind an explanation as JSON: with the scorecard, enough to compute everything again.

Keys are promised to stay; more may be added.
"""

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.models.roadmap import Roadmap
from pipeline.models.scorecard import DimensionScore, Scorecard
from pipeline.models.scorecard_shape import of_answer, round_number
from pipeline.models.scoring_rules import Precision
from pipeline.planning.choice import DAYS_A_WEEK
from pipeline.planning.need import importance_of
from pipeline.scoring.points import key_of
from pipeline.scoring.uncertainty import shortened_reliability

if TYPE_CHECKING:
    from pipeline.workflow.explaining import Explanation

Shape = dict[str, Any]


def of_arithmetic(explanation: "Explanation") -> Shape | None:
    """Return rules, points of all answers, weights and shares, then needs and what fills the plan.

    None for a client who is held.
    """
    made = explanation.assessment
    return of_numbers(made.client, made.card, made.roadmap, explanation.reading.kit) if made else None


def of_numbers(client: Client, card: Scorecard, roadmap: Roadmap, kit: Kit) -> Shape:
    """Return the numbers for one client by themselves."""
    asked = kit.questionnaire
    return {
        "rules": _of_rules(kit),
        "items": {item.id: _of_item(item, card, asked) for item in asked.items},
        "dimensions": _of_dimensions(card, asked),
        "axes": _of_axes(client, card, kit),
        "needs": {name: round_number(need) for name, need in roadmap.needs.items()},
        "actions": _of_actions(kit),
        "stretches": _of_stretches(roadmap, kit),
    }


def _of_rules(kit: Kit) -> Shape:
    scoring, plan = kit.questionnaire.scoring, kit.playbook.plan
    numbers = {
        "minimum_items": scoring.minimum_items,
        "minimum_dimensions": scoring.minimum_dimensions,
        "standard_deviation": scoring.standard_deviation,
        "reliability": scoring.reliability,
        "importance_scale": plan.importance_scale,
        "target": plan.target,
        "ease": plan.ease,
        "hours_share": plan.hours_share,
    }
    position, quadrants = scoring.position, scoring.quadrants
    return {
        **{name: round_number(value) for name, value in numbers.items()},
        "bands": {band.id: round_number(band.at_least) for band in (position.bands if position else ())},
        "high": round_number(quadrants.high) if quadrants else None,
    }


def _of_item(item: Question, card: Scorecard, asked: Questionnaire) -> Shape:
    scale = asked.scale_by_id.get(item.scale or "")
    return {
        "dimension": item.dimension,
        "scale": [scale.low, scale.high] if scale else None,
        "reverse": item.reverse,
        "points": [
            [of_answer(each), round_number(given)] for each, given in key_of(item, asked).points.items()
        ],
        "weight": round_number(card.items[item.id].weight),
    }


def _of_dimensions(card: Scorecard, asked: Questionnaire) -> Shape:
    return {
        part.id: {
            "axis": part.axis,
            "weight": round_number(part.weight),
            "share": round_number(card.dimensions[part.id].share),
            **_of_precision(card.dimensions[part.id], asked.precisions[part.id]),
        }
        for part in asked.dimensions
    }


def _of_precision(found: DimensionScore, precision: Precision) -> Shape:
    """Return what an area's standard error comes from; ``reliability`` is that of the answered items."""
    kept = Fraction(found.answered, found.items)
    return {
        "precision": {name: round_number(value) for name, value in precision},
        "needed": ceil(precision.minimum_items * found.items),
        "reliability": round_number(shortened_reliability(precision.reliability, kept)),
    }


def _of_axes(client: Client, card: Scorecard, kit: Kit) -> Shape:
    rules = kit.questionnaire.scoring
    return {
        axis.id: {
            "needed": ceil(rules.minimum_dimensions * card.axes[axis.id].areas),
            "importance": round_number(Fraction(importance_of(client, axis.importance, kit.playbook.plan))),
            "importance_answer": of_answer(client.answers.get(axis.importance or "")),
        }
        for axis in kit.questionnaire.axes
    }


def _of_actions(kit: Kit) -> Shape:
    return {
        action.id: {
            "shares": {name: round_number(share) for name, share in action.shares.items()},
            "given_priority": round_number(action.priority),
            "needs": action.needs,
        }
        for action in kit.playbook.actions
    }


def _of_stretches(roadmap: Roadmap, kit: Kit) -> list[Shape]:
    rules = kit.playbook.plan
    return [
        {
            "days": horizon.days,
            "actions": horizon.actions,
            "free": round_number(rules.hours_share * roadmap.weekly_hours * horizon.days / DAYS_A_WEEK),
            "taken": round_number(
                sum((each.hours for each in roadmap.actions if each.horizon <= horizon.days), Fraction(0))
            ),
        }
        for horizon in rules.horizons
    ]
