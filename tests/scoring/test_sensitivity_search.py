"""Sensitivity against brute force: every single other answer is tried, and weights are tried step by step.

The questionnaire is as uneven as a kit may be, and is scored here by a few plain lines of its own.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.models.answers import Answer, responses_of
from pipeline.models.questionnaire import Questionnaire
from pipeline.scoring import Sensitivity, find_sensitivity
from tests.people import card_of, client

EDGES = {"low": 0, "middle": 35, "high": 70}
WEIGHTS = {"calm": Fraction(3), "drive": Fraction(1, 2), "ties": Fraction(1)}
POINTS: dict[str, dict[Answer, Fraction]] = {
    "a": {-1: Fraction(0), 0: Fraction(10), 1: Fraction(55), 2: Fraction(100)},
    "b": {-1: Fraction(100), 0: Fraction(55), 1: Fraction(10), 2: Fraction(0)},
    "c": {code: Fraction(100 * code, 10) for code in range(11)},
    "d": {"no": Fraction(0), "some": Fraction(35), "yes": Fraction(90)},
    "e": {code: Fraction(100 * (6 - code), 5) for code in range(1, 7)},
}
HOMES = {"a": "calm", "b": "calm", "c": "drive", "d": "ties", "e": "ties"}
ASKED = Questionnaire.model_validate(
    {
        "required": [["NAME"]],
        "scoring": {
            "minimum_items": "1/2",
            "minimum_dimensions": "2/3",
            "standard_deviation": 20,
            "reliability": 0.7,
            "levels": [{"id": "any", "at_least": 0}],
            "position": {"axis": "all", "bands": [{"id": k, "at_least": v} for k, v in EDGES.items()]},
        },
        "scales": [
            {"id": "bent", "low": -1, "high": 2, "points": [0, 10, 55, 100]},
            {"id": "ten", "low": 0, "high": 10},
            {"id": "six", "low": 1, "high": 6},
        ],
        "axes": [{"id": "all"}],
        "dimensions": [{"id": name, "axis": "all", "weight": str(w)} for name, w in WEIGHTS.items()],
        "questions": [
            {"id": "NAME", "kind": "text", "role": "name"},
            {"id": "a", "kind": "scale", "scale": "bent", "dimension": "calm"},
            {"id": "b", "kind": "scale", "scale": "bent", "dimension": "calm", "reverse": True},
            {"id": "c", "kind": "scale", "scale": "ten", "dimension": "drive"},
            {
                "id": "d",
                "kind": "choice",
                "dimension": "ties",
                "options": [
                    {"id": "no", "points": 0},
                    {"id": "some", "points": 35},
                    {"id": "yes", "points": 90},
                    {"id": "unsure"},
                ],
            },
            {"id": "e", "kind": "scale", "scale": "six", "dimension": "ties", "reverse": True},
        ],
    }
)

SHARES = {name: float(weight) for name, weight in WEIGHTS.items()}
STEPS = [1.03**step for step in range(1, 234)]
"""Factors from 1 to 1000."""

TINY = 1e-7
Answers = Mapping[str, Answer]
ANSWERS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(list(points)) for name, points in POINTS.items()}
)


Printed = tuple[str, ...]


def estimate(answers: Answers, weights: Mapping[str, float]) -> tuple[float, float] | None:
    """The score of the axis and its standard error; None where fewer than two areas are half answered."""
    found = []
    for area in weights:
        items = [item for item, home in HOMES.items() if home == area]
        known = [float(POINTS[item][answers[item]]) for item in items if item in answers]
        if 2 * len(known) >= len(items):
            part = len(known) / len(items)
            error = 20 * sqrt(1 - part * 0.7 / (1 + (part - 1) * 0.7))
            found.append((float(weights[area]), sum(known) / len(known), error))
    if len(found) < 2:
        return None
    total = sum(weight for weight, _, _ in found)
    error = sqrt(sum((weight * each) ** 2 for weight, _, each in found))
    return sum(weight * mean for weight, mean, _ in found) / total, error / total


def named(answers: Answers, weights: Mapping[str, float] = SHARES) -> Printed:
    """What is printed: the bands that the two ends of the range lie in; nothing without a score."""
    found = estimate(answers, weights)
    if found is None:
        return ()
    ends = max(0, found[0] - found[1]), min(100, found[0] + found[1])
    return tuple(dict.fromkeys([name for name, edge in EDGES.items() if end >= edge][-1] for end in ends))


def found_for(answers: Answers) -> Sensitivity:
    who = client(dict(answers))
    return find_sensitivity(responses_of(who.answers, ASKED), card_of(who, ASKED), ASKED)


@settings(deadline=None, max_examples=200)
@given(answers=ANSWERS)
def test_every_single_other_answer(answers: Answers) -> None:
    """Of the answers that print the same, the one is told whose points are nearest to those given."""
    here = named(answers)
    expected: dict[tuple[str, Printed], Fraction] = {}
    for item, points in POINTS.items():
        now = points[answers[item]] if item in answers else Fraction(0)
        for answer in points:
            reached = named({**answers, item: answer})
            if here and reached and reached != here:
                far = abs(points[answer] - now)
                expected[item, reached] = min(expected.get((item, reached), far), far)
    told = found_for(answers).turns
    assert {(turn.item, turn.printed) for turn in told} == set(expected)
    assert len(told) == len(expected)
    for turn in told:
        now = POINTS[turn.item][answers[turn.item]] if turn.item in answers else Fraction(0)
        changed = {**answers, turn.item: turn.answer}
        assert abs(POINTS[turn.item][turn.answer] - now) == expected[turn.item, turn.printed]
        assert named(changed) == turn.printed
        assert float(turn.score) == pytest.approx((estimate(changed, SHARES) or (0, 0))[0])


@settings(deadline=None, max_examples=100)
@given(answers=ANSWERS)
@example(answers={"c": 4, "d": "yes", "e": 2})
@example(answers={"c": 7, "d": "some", "e": 6})
@example(answers={"a": 0, "b": 1, "c": 10, "d": "yes", "e": 1})
def test_weights_step_by_step(answers: Answers) -> None:
    """From a thousandth to a thousand times its weight: the first that prints another position is told."""
    here = named(answers)
    told = {(tilt.dimension, tilt.more): tilt for tilt in found_for(answers).tilts}
    for area in WEIGHTS if here else ():
        for more in (True, False):
            tilt, ladder = told.pop((area, more), None), STEPS if more else [1 / step for step in STEPS]
            for factor in ladder:
                is_before = tilt is None or (factor < tilt.factor if more else factor > tilt.factor)
                if is_before:
                    assert with_factor(answers, area, factor) == here
            if tilt is not None:
                beyond = tilt.factor * (1 + TINY if more else 1 - TINY)
                assert with_factor(answers, area, beyond) == tilt.printed != here
    assert not told


def with_factor(answers: Answers, area: str, factor: float) -> Printed:
    """What is printed where an area weighs so many times as much."""
    return named(answers, SHARES | {area: SHARES[area] * factor})


def test_a_weight_can_lift_the_lower_end_over_an_edge_and_leave_the_score_in_its_band() -> None:
    """Drive at 40 and ties at 85: the range of 58.0 to 82.0 reaches into the high band from both sides."""
    answers: dict[str, Answer] = {"c": 4, "d": "yes", "e": 2}
    assert named(answers) == ("middle", "high")
    lifted = next(tilt for tilt in found_for(answers).tilts if tilt.dimension == "ties" and tilt.more)
    assert lifted.printed == ("high",)
    score, error = estimate(answers, SHARES | {"ties": lifted.factor}) or (0, 0)
    assert score - error == pytest.approx(EDGES["high"])
