"""Reliable change against its published example and the agreed numbers of the two axes."""

from fractions import Fraction

import pytest

from pipeline.models.answers import Answer, Missing
from pipeline.models.progress import AnswerChange, ScoreChange
from pipeline.models.scorecard import Scorecard
from pipeline.scoring.change import (
    CONFIDENCE,
    compare_answers,
    compare_scores,
    difference_error,
)
from pipeline.scoring.reliability import standard_error
from pipeline.scoring.uncertainty import shortened_reliability
from tests.people import card_of, client, kit, maya_answers

ASKED = kit().questionnaire


def card(*without: str, **changed: Answer) -> Scorecard:
    answers = {key: value for key, value in (maya_answers() | changed).items() if key not in without}
    return card_of(client(answers), ASKED)


def change(axis: str, before: Scorecard, after: Scorecard) -> ScoreChange:
    found = compare_scores(before, after, ASKED)[axis]
    assert found is not None
    return found


def test_the_published_example() -> None:
    """Jacobson & Truax (1991), p. 14: SD 7.5, reliability .80, from 47.5 to 32.5."""
    error = standard_error(7.5, 0.80)
    difference = difference_error(error, error)
    assert (round(error, 3), round(difference, 3)) == (3.354, 4.743)
    found = ScoreChange((), Fraction("47.5"), Fraction("32.5"), (error, error), CONFIDENCE * difference)
    assert round(float(found.difference) / found.needed * CONFIDENCE, 2) == -3.16
    assert found.is_reliable


@pytest.mark.parametrize(
    ("kept", "expected"),
    [("1", Fraction(7, 10)), ("2", Fraction(14, 17)), ("1/2", Fraction(7, 13)), ("2/3", Fraction(14, 23))],
)
def test_the_spearman_brown_formula(kept: str, expected: Fraction) -> None:
    """Spearman (1910), Brown (1910): f·r / (1 + (f − 1)·r), here for r = .70."""
    assert shortened_reliability(Fraction(7, 10), Fraction(kept)) == expected


@pytest.mark.parametrize(("axis", "needed"), [("F", 12.396), ("P", 17.531)])
def test_what_an_axis_has_to_move_with_complete_answers(axis: str, needed: float) -> None:
    """The built-in kit's agreed numbers: 1.96 · √(SEM₁² + SEM₂²), Jacobson & Truax (1991)."""
    found = change(axis, card(), card())
    assert round(found.needed, 3) == needed
    assert found.difference == 0
    assert not found.is_reliable


def test_a_small_step_is_none_and_a_large_one_is() -> None:
    small = change("F", card(), card(L07=4, B08="3-years"))
    assert small.difference > 0
    assert not small.is_reliable
    leap: dict[str, Answer] = dict.fromkeys(
        ("L07", "L09", "L10", "L11", "L14", "L16", "L18", "L20", "L21"), 5
    )
    large = change("F", card(), card(**leap))
    assert large.is_reliable
    back = change("F", card(**leap), card())
    assert back.difference == -large.difference
    assert back.is_reliable


def test_it_takes_the_areas_that_were_scored_both_times() -> None:
    """Without F4 before, F rests on five areas on both sides: one that came or went is no change."""
    before, after = card("L15", "L16"), card()
    found = change("F", before, after)
    assert "F4" not in found.areas
    assert len(found.areas) == 5
    assert found.before == found.after == before.axes["F"].score
    assert after.axes["F"].score != found.after
    assert round(found.needed, 3) == round(1.96 * 2**0.5 * 20 * 0.3**0.5 / 5**0.5, 3)


def test_blanks_make_it_ask_for_more() -> None:
    assert change("F", card("L16", "B03"), card()).needed > change("F", card(), card()).needed


def test_too_few_areas_in_common_cannot_be_compared() -> None:
    first, second = card("L15", "L16", "L20", "L21", "L22"), card("L07", "L08", "L09")
    assert first.axes["F"].score is not None
    assert second.axes["F"].score is not None
    assert compare_scores(first, second, ASKED)["F"] is None
    empty = card_of(client({}), ASKED)
    assert compare_scores(empty, empty, ASKED) == {"P": None, "F": None}


def test_an_area_without_an_axis_is_compared_on_its_own() -> None:
    """Its standard error is that of its answers: SD · √(1 − r), here both times with all of them."""
    areas = [area.model_copy(update={"axis": None}) for area in ASKED.dimensions if area.axis == "P"]
    asked = ASKED.model_copy(
        update={
            "axes": ASKED.axes[1:],
            "dimensions": (*areas, *(area for area in ASKED.dimensions if area.axis != "P")),
        }
    )
    found = compare_scores(card(), card(L01=5), asked)
    assert list(found) == ["F", "P1", "P2", "P3"]
    pay = found["P1"]
    assert pay is not None
    assert (pay.areas, pay.before, pay.difference) == (("P1",), Fraction("76.25"), Fraction("6.25"))
    assert round(pay.needed, 3) == round(1.96 * 2**0.5 * 20 * 0.3**0.5, 3)


def test_changed_answers_are_told_in_the_order_of_the_kit_facts_apart() -> None:
    facts, answers = compare_answers(card(), card("L16", B02c="yes", B08="1-year", L11=5, L03=4), ASKED)
    assert facts == (
        AnswerChange("B02c", "no", "yes", Fraction(100)),
        AnswerChange("B08", "3-months", "1-year", Fraction(30)),
    )
    assert answers == (
        AnswerChange("L16", 4, None, None),
        AnswerChange("L11", 4, 5, Fraction(25)),
        AnswerChange("L03", 2, 4, Fraction(-50)),
    )


def test_not_sure_is_an_answer_and_an_answer_not_given_is_as_good_as_a_blank() -> None:
    facts, answers = compare_answers(
        card("L01", L02=Missing.RATHER_NOT_SAY),
        card("L02", L01=Missing.DOES_NOT_APPLY, B02a="not-sure"),
        ASKED,
    )
    assert facts == (AnswerChange("B02a", "yes", "not-sure", None),)
    assert answers == ()
