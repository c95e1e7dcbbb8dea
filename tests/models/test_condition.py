"""The language of triggers and variants."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.models.answers import Missing
from pipeline.models.condition import Condition, Facts

FACTS = Facts(
    answers={"L07": 2, "B08": "none", "A6": Fraction(5, 2), "L09": Missing.DOES_NOT_APPLY},
    points={"B01": Fraction(40)}.get,
    score={"F2": Fraction(50)}.get,
    habit={"goals": "not-yet"}.get,
    states={"quadrant": "steady-base"},
    chosen=frozenset({"T1"}),
)


def holds(**table: object) -> bool:
    return Condition.model_validate(table).holds(FACTS)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"answer": "L07", "at_most": 2}, True),
        ({"answer": "L07", "at_most": 1}, False),
        ({"answer": "L07", "at_least": 2}, True),
        ({"answer": "L07", "above": 2}, False),
        ({"answer": "L07", "below": 3}, True),
        ({"answer": "L07", "is": [2, 3]}, True),
        ({"answer": "L07", "is": [1]}, False),
        ({"answer": "A6", "at_least": 2.5}, True),
        ({"answer": "B08", "is": ["none"]}, True),
        ({"answer": "B08", "is": ["1-year"]}, False),
        ({"answer": "B08", "at_most": 2}, False),
        ({"answer": "B08", "given": True}, True),
        ({"points": "B01", "at_most": 40}, True),
        ({"points": "B01", "below": 40}, False),
        ({"score": "F2", "below": 50}, False),
        ({"score": "F2", "at_least": 40, "below": 51}, True),
        ({"habit": "goals", "is": ["not-yet"]}, True),
        ({"state": "quadrant", "is": ["steady-base"]}, True),
        ({"chosen": "T1"}, True),
        ({"chosen": "T2"}, False),
        ({"all": [{"chosen": "T1"}, {"answer": "L07", "at_most": 2}]}, True),
        ({"all": [{"chosen": "T1"}, {"chosen": "T2"}]}, False),
        ({"any": [{"chosen": "T2"}, {"chosen": "T1"}]}, True),
        ({"none": [{"chosen": "T2"}]}, True),
        ({"none": [{"chosen": "T2"}, {"chosen": "T1"}]}, False),
    ],
)
def test_forms(table: dict[str, Any], expected: object) -> None:
    assert holds(**table) is expected


@pytest.mark.parametrize(
    "subject", [{"answer": "L08"}, {"answer": "L09"}, {"points": "B02"}, {"score": "F9"}]
)
def test_what_is_missing_fulfils_only_given_false(subject: dict[str, str]) -> None:
    assert not holds(**subject, at_least=0)
    assert not holds(**subject, given=True)
    assert holds(**subject, given=False)


def test_what_is_there_does_not_fulfil_given_false() -> None:
    assert not holds(answer="L07", given=False)


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"at_most": 2},
        {"answer": "L07"},
        {"answer": "L07", "points": "B01", "at_most": 2},
        {"chosen": "T1", "at_most": 2},
        {"all": [{"chosen": "T1"}], "any": [{"chosen": "T2"}]},
        {"answer": "L07", "at_most": True},
        {"answer": "L07", "at_most": "much"},
        {"answer": "L07", "at_mots": 2},
    ],
)
def test_ill_formed_conditions_are_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(table)


def test_parts_reach_every_level() -> None:
    table = {"all": [{"chosen": "T1"}, {"any": [{"chosen": "T2"}, {"chosen": "T3"}]}]}
    named = {part.chosen for part in Condition.model_validate(table).parts() if part.chosen}
    assert named == {"T1", "T2", "T3"}


def test_one_that_was_asked_can_be_sent_to_another_process() -> None:
    asked = Condition.model_validate({"all": [{"chosen": "T1"}, {"answer": "L07", "at_most": 2}]})
    assert asked.holds(FACTS)
    sent = pickle.loads(pickle.dumps(asked))  # noqa: S301 - packed here
    assert sent == asked
    assert sent.holds(FACTS)
