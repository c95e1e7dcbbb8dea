"""Sensitivity against brute force: every single other answer is tried, and weights are searched by halving.

The questionnaire is as uneven as a kit may be, and is scored here by a few plain lines of its own.
"""

from collections.abc import Mapping
from fractions import Fraction

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

Answers = Mapping[str, Answer]
ANSWERS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(list(points)) for name, points in POINTS.items()}
)


def points_of(answers: Answers, weights: Mapping[str, Fraction]) -> Fraction | None:
    """The score of the axis; None where fewer than two areas are half answered."""
    means = {}
    for area in weights:
        known = [
            POINTS[item][answers[item]] for item, home in HOMES.items() if home == area and item in answers
        ]
        if 2 * len(known) >= sum(home == area for home in HOMES.values()):
            means[area] = sum(known, Fraction(0)) / len(known)
    if len(means) < 2:
        return None
    total = sum((weights[area] * mean for area, mean in means.items()), Fraction(0))
    return total / sum((weights[area] for area in means), Fraction(0))


def band(answers: Answers, weights: Mapping[str, Fraction] = WEIGHTS) -> str | None:
    points = points_of(answers, weights)
    return None if points is None else [name for name, edge in EDGES.items() if points >= edge][-1]


def found_for(answers: Answers) -> Sensitivity:
    who = client(dict(answers))
    return find_sensitivity(responses_of(who.answers, ASKED), card_of(who, ASKED), ASKED)


@settings(deadline=None, max_examples=200)
@given(answers=ANSWERS)
def test_every_single_other_answer(answers: Answers) -> None:
    """Of the answers that reach a band, the one is told whose points are nearest to those given."""
    here = band(answers)
    expected: dict[tuple[str, str], Fraction] = {}
    for item, points in POINTS.items():
        now = points[answers[item]] if item in answers else Fraction(0)
        for answer in points:
            changed = {**answers, item: answer}
            reached = band(changed)
            if here is not None and reached is not None and reached != here:
                far = abs(points[answer] - now)
                expected[item, reached] = min(expected.get((item, reached), far), far)
    told = found_for(answers).turns
    assert {(turn.item, turn.label) for turn in told} == set(expected)
    assert len(told) == len(expected)
    for turn in told:
        now = POINTS[turn.item][answers[turn.item]] if turn.item in answers else Fraction(0)
        assert abs(POINTS[turn.item][turn.answer] - now) == expected[turn.item, turn.label]
        assert band({**answers, turn.item: turn.answer}) == turn.label
        assert turn.score == points_of({**answers, turn.item: turn.answer}, WEIGHTS)


@settings(deadline=None, max_examples=200)
@given(answers=ANSWERS)
@example(answers={"c": 4, "d": "yes", "e": 2})
@example(answers={"c": 7, "d": "some", "e": 6})
def test_weights_by_halving(answers: Answers) -> None:
    """Weights from a millionth to a million times what they are: where does the band change first?"""
    here = band(answers)
    expected = {}
    for area in WEIGHTS if here is not None else ():
        for more in (True, False):
            if (turn := first_turn(answers, area, more=more)) is not None:
                expected[area, more] = turn
    told = found_for(answers).tilts
    assert {(tilt.dimension, tilt.more) for tilt in told} == set(expected)
    assert len(told) == len(expected)
    for tilt in told:
        factor, reached = expected[tilt.dimension, tilt.more]
        assert reached == tilt.label
        assert abs(factor / tilt.factor - 1) < Fraction(1, 10**9)


def first_turn(answers: Answers, area: str, *, more: bool) -> tuple[Fraction, str] | None:
    """The factor of a weight at which the band changes, and the band just beyond; None if there is none."""

    def at(factor: Fraction) -> str | None:
        return band(answers, WEIGHTS | {area: WEIGHTS[area] * factor})

    here, step = at(Fraction(1)), Fraction(2) if more else Fraction(1, 2)
    near, far = Fraction(1), step
    while at(far) == here:
        near, far = far, far * step
        if not Fraction(1, 10**6) < far < 10**6:
            return None
    for _ in range(60):
        middle = (near + far) / 2
        near, far = (middle, far) if at(middle) == here else (near, middle)
    return far, at(far) or ""


def test_on_an_edge_any_change_of_weight_to_the_lower_side_is_enough() -> None:
    """Drive at 40 and ties at 85 weigh to 70, where the high band begins: drive pulls down."""
    answers: dict[str, Answer] = {"c": 4, "d": "yes", "e": 2}
    assert points_of(answers, WEIGHTS) == EDGES["high"]
    tilts = [tilt for tilt in found_for(answers).tilts if tilt.label == "middle"]
    assert [tilt.factor for tilt in tilts] == [1, 1]
    assert {tilt.dimension: tilt.more for tilt in tilts} == {"drive": True, "ties": False}
