"""The engine knows no kit: other scales, weights and structures are scored by the same code."""

from fractions import Fraction
from math import sqrt
from typing import Any

import pytest

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


def test_an_area_may_be_measured_more_exactly_than_the_others() -> None:
    own = {"minimum_items": 1, "standard_deviation": 10, "reliability": 0.9}
    asked = questionnaire(dimensions=[{"id": "calm", "precision": own}, {"id": "drive"}])
    card = card_of(client(ANSWERS), asked)
    assert card.dimensions["calm"].sem == pytest.approx(10 * sqrt(0.1))
    assert card.dimensions["drive"].sem == pytest.approx(15 * sqrt(0.2))
    blank = {name: answer for name, answer in ANSWERS.items() if name != "q2"}
    assert card_of(client(blank), asked).dimensions["calm"].score is None
    assert card_of(client(blank), questionnaire()).dimensions["calm"].score == 100


def test_what_an_area_does_not_say_is_as_for_all() -> None:
    asked = questionnaire(dimensions=[{"id": "calm", "precision": {"reliability": 0.5}}, {"id": "drive"}])
    card = card_of(client(ANSWERS), asked)
    assert card.dimensions["calm"].sem == pytest.approx(15 * sqrt(0.5))
