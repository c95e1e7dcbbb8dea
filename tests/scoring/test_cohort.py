"""What many scorecards show together, for the built-in kit and for quite another one."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import cycle, islice
from math import isfinite
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models.answers import Answer, Missing
from pipeline.models.client import Client
from pipeline.models.cohort import Cohort
from pipeline.models.questionnaire import Questionnaire
from pipeline.scoring.cohort import sum_up
from tests.effort import effort
from tests.people import cards_of, client, kit, maya, maya_answers
from tests.scoring.test_general import questionnaire
from tests.strategies import clients

ASKED = kit().questionnaire


def cohort(*people: Client, asked: Questionnaire = ASKED) -> Cohort:
    return sum_up(cards_of(people, asked), asked)


def numbers(tree: Any) -> list[float]:  # noqa: ANN401 - nested figures
    """Every number in nested figures."""
    if isinstance(tree, dict):
        return [number for value in tree.values() for number in numbers(value)]
    if isinstance(tree, list | tuple):
        return [number for value in tree for number in numbers(value)]
    return [tree] if isinstance(tree, int | float) else []


def test_distributions_by_area_and_axis() -> None:
    found = cohort(*3 * (maya(), maya(L01=5), maya(without=("L15", "L16"))))
    assert found.clients == 9
    assert found.axes["F"].clients == 9
    assert found.dimensions["F4"].clients == 6
    assert found.dimensions["P1"].mean == pytest.approx((76.25 * 2 + 82.5) / 3)
    assert found.dimensions["P1"].median == 76.25
    assert found.dimensions["P1"].bands == {"not-yet": 0, "partly": 0, "in-place": 9}
    assert found.dimensions["P1"].tenths == (0, 0, 0, 0, 0, 0, 0, 6, 3, 0)
    assert list(found.axes["F"].bands) == [band.id for band in ASKED.scoring.position.bands]  # type: ignore[union-attr]
    assert found.axes["P"].bands == {}


def test_of_four_scores_nothing_is_told_but_how_many_they_are() -> None:
    """Mean and quartiles of one are that person's score; with five the page shows them too."""
    found = cohort(*[maya()] * 4, maya(without=("L15", "L16"))).dimensions
    assert (found["F4"].clients, found["F4"].mean, found["F4"].tenths, found["F4"].bands) == (4, None, (), {})
    assert (found["F4"].median, found["F4"].quartiles, found["F4"].low, found["F4"].high) == (None,) * 4
    assert (found["P1"].clients, found["P1"].mean) == (5, 76.25)


def test_positions_and_quadrants() -> None:
    nothing = client(dict.fromkeys(maya_answers(), Missing.RATHER_NOT_SAY))
    found = cohort(maya(), maya(B08="5-years", L07=5), nothing)
    assert found.positions is not None
    assert found.quadrants is not None
    assert dict(found.positions.counts) == {
        "job-anchored": 0, "job-leaning": 0, "blended": 2, "career-leaning": 0, "career-driven": 0,
    }  # fmt: skip
    assert (found.positions.none, found.positions.near) == (1, 1)
    assert found.quadrants.counts["steady-base"] == 2
    assert (found.quadrants.none, found.quadrants.near) == (1, 1)


def test_missing_answers_are_counted_apart() -> None:
    people = (
        maya(without=("L04",)),
        maya(L04=Missing.DOES_NOT_APPLY),
        maya(L04=Missing.RATHER_NOT_SAY, L05=Missing.RATHER_NOT_SAY),
        maya(B02a="not-sure"),
    )
    found = cohort(*people)
    assert asdict(found.missing_items["L04"]) == {
        "asked": 4, "blank": 1, "does_not_apply": 1, "rather_not_say": 1, "no_points": 0,
    }  # fmt: skip
    assert asdict(found.missing_areas["P3"]) == {
        "asked": 12, "blank": 1, "does_not_apply": 1, "rather_not_say": 2, "no_points": 0,
    }  # fmt: skip
    assert found.missing_items["B02a"].no_points == found.missing_areas["P2"].total == 1
    assert found.missing_areas["F1"].total == 0


def test_flags_are_counted_the_frequent_ones_first() -> None:
    found = cohort(maya(), maya(Q1=1), maya(Q1=2, L07=4, L08=4))
    assert found.flags == {"poor-fit": 2, "two-ways:L07/L08": 1}
    assert found.flagged == 2


def test_scales_use_complete_answers_after_keying() -> None:
    """L06 is reverse-keyed: agreeing with all three is no agreement between them."""
    codes = [(5, 5, 1), (4, 5, 2), (2, 1, 5), (3, 3, 3), (1, 2, 4), (4, 4, 1)]
    people = [maya(L04=a, L05=b, L06=c) for a, b, c in codes]
    found = cohort(*people, maya(L05=Missing.DOES_NOT_APPLY))
    scale = next(figures for figures in found.scales if figures.dimension == "P3")
    assert (scale.items, scale.complete) == (("L04", "L05", "L06"), 6)
    assert (scale.alpha or 0) > 0.9
    assert all((value or 0) > 0.8 for value in scale.item_total.values())


def test_only_declared_areas_have_scales() -> None:
    assert [figures.dimension for figures in cohort(maya()).scales] == ["P3", "F1", "F4"]


def test_another_kit_without_axes() -> None:
    dimensions = [{"id": "calm", "reliability": ["q1", "q2"]}, {"id": "drive"}]
    asked = questionnaire(dimensions=dimensions)
    answers: list[dict[str, Answer]] = [{"q1": 1, "q2": 6, "q3": 0}, {"q1": 6, "q2": 1, "q3": 10}, {"q1": 3}]
    found = cohort(*3 * [*map(client, answers)], asked=asked)
    assert (found.axes, found.positions, found.quadrants) == ({}, None, None)
    assert found.dimensions["drive"].bands == {"low": 3, "high": 3}
    assert [(figures.complete, figures.alpha) for figures in found.scales] == [(6, 1.0)]


def test_a_kit_that_declares_nothing_has_no_scales() -> None:
    assert cohort(client({"q1": 2}), asked=questionnaire()).scales == ()


@pytest.mark.parametrize("people", [(), (maya(),), (maya(), maya(), maya())])
def test_none_one_or_the_same_thrice_invent_nothing(people: tuple[Client, ...]) -> None:
    found = cohort(*people)
    assert found.clients == len(people)
    assert all(isfinite(number) for number in numbers(asdict(found)))
    for scale in found.scales:
        assert (scale.alpha, scale.interval, scale.omega, scale.standard_error) == (None,) * 4
        assert scale.remarks == (("no-variance",) if len(people) > 1 else ("few-complete",))


@effort(20)
@given(st.lists(clients(), max_size=8))
def test_every_figure_is_a_number_and_every_count_adds_up(people: list[Client]) -> None:
    found = cohort(*people)
    assert all(isfinite(number) for number in numbers(asdict(found)))
    for places in (found.positions, found.quadrants):
        assert places is not None
        assert sum(places.counts.values()) + places.none == len(people)
    for name, missed in found.missing_items.items():
        assert missed.asked == len(people)
        given = sum(card.items[name].score is not None for card in cards_of(people[:1], ASKED))
        assert missed.total <= len(people) - given
    total = sum(missed.total for missed in found.missing_items.values())
    assert total == sum(missed.total for missed in found.missing_areas.values())


def test_ten_thousand_cost_less_than_scoring_them() -> None:
    people = [maya(L04=code, B08="1-year", L16=Missing.DOES_NOT_APPLY) for code in (1, 3, 5)]
    started = process_time()
    cards = cards_of(islice(cycle(people), 500), ASKED)
    scoring = (process_time() - started) * 20
    started = process_time()
    found = sum_up(list(islice(cycle(cards), 10_000)), ASKED)
    assert process_time() - started < scoring
    assert found.clients == 10_000


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_clients_is_nothing(random: Any) -> None:  # noqa: ANN401 - hypothesis has no type for it
    people = list(islice(cycle([maya(), maya(L04=1, L06=5), maya(L05=5), maya(without=("L07",))]), 11))
    mixed = random.sample(people, len(people))
    assert as_plain(cohort(*people)) == as_plain(cohort(*mixed))


def as_plain(found: Cohort) -> Mapping[str, Any]:
    return asdict(found)
