"""What the scoring engine promises of any client."""

from fractions import Fraction

import pytest

from pipeline.models.answers import Missing
from pipeline.models.scorecard import AxisScore, Scorecard
from pipeline.models.scoring_rules import QuadrantRule
from pipeline.scoring.position import find_position
from tests.people import card_of, client, kit, maya, maya_answers
from tests.scoring.extremes import extreme_answers


def card(**answers: int | str) -> Scorecard:
    return card_of(client(answers), kit().questionnaire)


def test_all_best_and_all_worst_reach_the_ends() -> None:
    asked = kit().questionnaire
    for pick, end, label, quadrant in (
        (max, 100, "career-driven", "supported-building"),
        (min, 0, "job-anchored", "finding-footing"),
    ):
        found = card_of(client(extreme_answers(asked, pick)), asked)
        assert {axis.score for axis in found.axes.values()} == {Fraction(end)}
        assert found.position is not None
        assert (found.position.label, found.position.quadrant) == (label, quadrant)


def test_a_band_is_clamped_to_the_line() -> None:
    best = card_of(client(extreme_answers(kit().questionnaire, max)), kit().questionnaire).axes["P"]
    worst = card_of(client(extreme_answers(kit().questionnaire, min)), kit().questionnaire).axes["P"]
    assert best.high == 100.0
    assert worst.low == 0.0
    assert best.low == pytest.approx(93.675, abs=0.001)


@pytest.mark.parametrize("missing", [None, Missing.DOES_NOT_APPLY, Missing.RATHER_NOT_SAY])
def test_an_answer_that_counts_as_missing_gives_no_points(missing: Missing | None) -> None:
    answers = maya_answers() | ({"L01": missing} if missing else {})
    if missing is None:
        del answers["L01"]
    found = card_of(client(answers), kit().questionnaire)
    assert found.items["L01"].score is None
    assert found.items["L01"].contribution == 0
    assert found.items["L01"].answer is missing
    assert found.dimensions["P1"].answered == 3


def test_an_option_without_points_counts_as_missing() -> None:
    found = card_of(maya(B02c="not-sure"), kit().questionnaire)
    assert found.items["B02c"].answer == "not-sure"
    assert found.items["B02c"].score is None
    assert found.dimensions["P2"].answered == 3


def test_half_of_the_items_are_enough() -> None:
    assert card(L01=5, L02=5).dimensions["P1"].score == 100
    assert card(L01=5).dimensions["P1"].score is None
    assert card(L04=5).dimensions["P3"].score is None


def test_an_axis_needs_two_thirds_of_its_areas() -> None:
    two_areas = {"L01": 5, "L02": 5, "L04": 5, "L05": 5}
    assert card(**two_areas).axes["P"].score == 100
    one_area = card(L01=5, L02=5).axes["P"]
    assert (one_area.score, one_area.sem, one_area.low, one_area.high) == (None, None, None, None)
    assert (one_area.scored, one_area.areas) == (1, 3)


def test_without_an_axis_there_is_no_quadrant_and_no_label() -> None:
    position = card(L01=5, L02=5, L04=5, L05=5).position
    assert position is not None
    assert (position.label, position.between, position.quadrant) == (None, None, None)


def test_nothing_answered_has_open_bounds_and_no_score() -> None:
    found = card()
    assert found.axes["F"].score is None
    assert list(found.axes["F"].bounds) == [0, 100]
    assert all(habit.level is None for habit in found.habits.values())


def test_habits_are_the_mean_of_their_answered_items() -> None:
    habits = card_of(maya(), kit().questionnaire).habits
    assert habits["goals"].score == Fraction(25 + 25 + 25 + 30, 4)
    assert habits["goals"].level == "not-yet"
    assert habits["feedback"].score == 40
    assert habits["feedback"].level == "partly"
    assert "base" not in habits


def test_flags_of_a_careless_row() -> None:
    same = {item.id: 3 for item in kit().questionnaire.items if item.scale}
    assert card(**same).flags == ("long-run", "low-variance")


def test_a_run_of_nine_is_no_flag() -> None:
    scaled = [item.id for item in kit().questionnaire.items if item.scale]
    codes = [3] * 9 + [1, 5] * 6 + [1]
    assert "long-run" not in card(**dict(zip(scaled, codes, strict=True))).flags


def test_blanks_do_not_break_a_run() -> None:
    scaled = [item.id for item in kit().questionnaire.items if item.scale]
    codes = dict(zip(scaled, [3, 3, 3, 3, 3, None, 3, 3, 3, 3, 3, *[1, 5] * 5, 1], strict=True))
    found = card(**{name: code for name, code in codes.items() if code is not None})
    assert "long-run" in found.flags


def test_a_few_equal_answers_are_no_sign_of_carelessness() -> None:
    assert card(L01=3, L02=3, L03=3).flags == ()


@pytest.mark.parametrize(
    ("first", "second"), [("L07", "L08"), ("L21", "L22"), ("L18", "L19"), ("L04", "L06"), ("L12", "L13")]
)
def test_answers_that_pull_two_ways(first: str, second: str) -> None:
    assert card(**{first: 4, second: 5}).flags == (f"two-ways:{first}/{second}",)
    assert card(**{first: 4, second: 3}).flags == ()
    assert card(**{first: 4}).flags == ()


def test_a_poor_fit_is_flagged_up_to_two() -> None:
    assert card(Q1=2).flags == ("poor-fit",)
    assert card(Q1=3).flags == ()


def test_near_the_crossroads_is_one_standard_error() -> None:
    near = card_of(maya(L01=2, L02=2), kit().questionnaire)
    assert near.axes["P"].score == pytest.approx(50.4167, abs=0.001)
    assert near.position is not None
    assert near.position.near_crossroads


@pytest.mark.parametrize(
    ("code", "quadrant"), [(3, "supported-building"), (2, "finding-footing"), (4, "supported-building")]
)
def test_exactly_50_is_high(code: int, quadrant: str) -> None:
    answers = {
        item.id: 6 - code if item.reverse else code for item in kit().questionnaire.items if item.scale
    }
    facts = {item.id: None for item in kit().questionnaire.items if not item.scale}
    position = card(**{name: answer for name, answer in (facts | answers).items() if answer}).position
    assert position is not None
    assert position.quadrant == quadrant


def test_the_crossroads_reach_one_whole_standard_error() -> None:
    rule = QuadrantRule(
        across="A", up="B", high=Fraction(50), high_high="hh", high_low="hl", low_high="lh", low_low="ll"
    )
    rules = kit().questionnaire.scoring.model_copy(update={"position": None, "quadrants": rule})
    far = AxisScore(Fraction(90), 4.0, (Fraction(90), Fraction(90)), 1, 1)
    for score_, expected in ((54, True), (Fraction(541, 10), False), (46, True), (45, False)):
        near = AxisScore(Fraction(score_), 4.0, (Fraction(0), Fraction(100)), 1, 1)
        found = find_position(rules, {"A": near, "B": far})
        assert found is not None
        assert found.near_crossroads is expected


def test_who_has_no_place_on_the_map_is_not_near_its_crossroads() -> None:
    """Without present support there is no quadrant; the side of the other axis is known all the same."""
    blank = tuple(item.id for item in kit().questionnaire.items if item.dimension in {"P1", "P2"})
    found = card_of(maya(without=blank, L07=5, L08=1, B03="held"), kit().questionnaire).position
    assert found is not None
    assert (found.quadrant, found.across, found.up) == (None, None, "middle")
    assert not found.near_crossroads


@pytest.mark.parametrize(
    ("points", "sides"), [(50, "middle"), (54, "middle"), (55, "high"), (46, "middle"), (45, "low")]
)
def test_each_axis_of_the_map_has_a_side(points: int, sides: str) -> None:
    somewhere = AxisScore(Fraction(points), 4.0, (Fraction(0), Fraction(100)), 1, 1)
    unscored = AxisScore(None, None, (Fraction(0), Fraction(100)), 0, 1)
    found = find_position(kit().questionnaire.scoring, {"P": somewhere, "F": unscored})
    assert found is not None
    assert (found.across, found.up) == (sides, None)


@pytest.mark.parametrize(
    ("middle", "between"),
    [
        (50, None),
        (58, ("blended", "career-leaning")),
        (42, ("job-leaning", "blended")),
        (60, ("blended", "career-leaning")),
    ],
)
def test_either_end_of_the_range_may_reach_into_another_band(
    middle: int, between: tuple[str, str] | None
) -> None:
    rules = kit().questionnaire.scoring
    axis = AxisScore(Fraction(middle), 4.0, (Fraction(0), Fraction(100)), 6, 6)
    other = AxisScore(Fraction(90), 4.0, (Fraction(90), Fraction(90)), 3, 3)
    found = find_position(rules, {"F": axis, "P": other})
    assert found is not None
    assert found.between == between


def test_a_spread_of_exactly_half_a_point_is_no_flag() -> None:
    scaled = [item.id for item in kit().questionnaire.items if item.scale][:10]
    codes = dict(zip(scaled, [3, 4] * 5, strict=True))
    assert "low-variance" not in card(**codes).flags
