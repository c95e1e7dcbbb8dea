"""The numbers that were agreed for Maya, digit by digit."""

import pytest

from pipeline.models.scorecard import AxisScore, Estimate, Scorecard
from tests.people import card_of, client, kit, maya, maya_answers

BLANKS = ("L03", "L08", "B03", "L16")


def maya_card(*without: str) -> Scorecard:
    return card_of(maya(without=without), kit().questionnaire)


def shown(estimate: Estimate) -> float:
    assert estimate.score is not None
    return round(float(estimate.score), 4)


def bounds(axis: AxisScore) -> tuple[float, float]:
    return round(float(axis.bounds[0]), 4), round(float(axis.bounds[1]), 4)


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("P1", 76.25),
        ("P2", 50),
        ("P3", 50),
        ("F1", 26.25),
        ("F2", 36.25),
        ("F3", 35.8333),
        ("F4", 58.3333),
        ("F5", 46.25),
        ("F6", 41.25),
    ],
)
def test_dimensions(dimension: str, expected: float) -> None:
    assert shown(maya_card().dimensions[dimension]) == expected


def test_axes_and_their_bands() -> None:
    axes = maya_card().axes
    assert shown(axes["P"]) == 58.75
    assert shown(axes["F"]) == 40.6944
    assert [round(end or 0, 1) for end in (axes["P"].low, axes["P"].high)] == [52.4, 65.1]
    assert [round(end or 0, 1) for end in (axes["F"].low, axes["F"].high)] == [36.2, 45.2]


def test_position_is_between_two_labels_on_a_steady_base() -> None:
    position = maya_card().position
    assert position is not None
    assert position.label == "blended"
    assert position.between == ("job-leaning", "blended")
    assert position.quadrant == "steady-base"
    assert not position.near_crossroads


def test_four_blanks() -> None:
    axes = maya_card(*BLANKS).axes
    assert (shown(axes["P"]), shown(axes["F"])) == (58.8889, 39.7222)
    assert round(axes["P"].sem or 0, 4) == 6.5443
    assert round(axes["F"].sem or 0, 4) == 4.7359
    assert bounds(axes["P"]) == (52.5, 60.8333)
    assert bounds(axes["F"]) == (34.2361, 48.125)


def test_an_area_with_too_few_answers_is_not_scored() -> None:
    card = maya_card(*BLANKS, "L15")
    assert card.dimensions["F4"].score is None
    assert shown(card.axes["F"]) == 37.6667
    assert (card.axes["F"].scored, card.axes["F"].areas) == (5, 6)
    assert round(card.axes["F"].sem or 0, 4) == 5.1026
    assert bounds(card.axes["F"]) == (31.4583, 50.9028)


@pytest.mark.parametrize(
    ("item", "better", "axis", "gain"),
    [
        ("L07", 3, "F", 1.0417),
        ("L11", 5, "F", 0.6944),
        ("B08", "1-year", "F", 1.25),
        ("L01", 5, "P", 2.0833),
    ],
)
def test_one_step_up(item: str, better: int | str, axis: str, gain: float) -> None:
    before = card_of(maya(), kit().questionnaire).axes[axis].score
    after = card_of(client(maya_answers() | {item: better}), kit().questionnaire).axes[axis].score
    assert before is not None
    assert after is not None
    assert round(float(after - before), 4) == gain
