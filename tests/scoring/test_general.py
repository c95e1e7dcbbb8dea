"""The engine knows no kit: other scales, weights and structures are scored by the same code."""

from fractions import Fraction
from typing import Any

from pipeline.models.answers import Answer
from pipeline.models.questionnaire import Questionnaire
from tests.people import card_of, client


def questionnaire(**changed: object) -> Questionnaire:
    data: dict[str, Any] = {
        "required": [["NAME"]],
        "scoring": {
            "minimum_items": "1/2",
            "minimum_dimensions": 1,
            "standard_deviation": 15,
            "reliability": 0.8,
            "levels": [{"id": "low", "at_least": 0}, {"id": "high", "at_least": 50}],
        },
        "scales": [{"id": "six", "low": 1, "high": 6}, {"id": "ten", "low": 0, "high": 10}],
        "dimensions": [{"id": "calm"}, {"id": "drive"}],
        "questions": [
            {"id": "NAME", "kind": "text", "role": "name"},
            {"id": "q1", "kind": "scale", "scale": "six", "dimension": "calm"},
            {"id": "q2", "kind": "scale", "scale": "six", "dimension": "calm", "reverse": True},
            {"id": "q3", "kind": "scale", "scale": "ten", "dimension": "drive"},
        ],
    }
    return Questionnaire.model_validate(data | changed)


ANSWERS: dict[str, Answer] = {"q1": 6, "q2": 5, "q3": 3}


def test_a_kit_without_axes() -> None:
    card = card_of(client(ANSWERS), questionnaire())
    assert card.axes == {}
    assert card.position is None
    assert card.dimensions["calm"].score == Fraction(100 + 20, 2)
    assert card.dimensions["drive"].score == 30
    assert card.items["q1"].contribution == 0


def test_weights_within_an_axis() -> None:
    dimensions = [{"id": "calm", "axis": "all", "weight": 3}, {"id": "drive", "axis": "all"}]
    asked = questionnaire(axes=[{"id": "all"}], dimensions=dimensions)
    card = card_of(client(ANSWERS), asked)
    assert card.axes["all"].score == Fraction(3 * 60 + 30, 4)
    assert card.items["q3"].contribution == Fraction(30, 4)
    assert card.position is None
