"""What holds for the scores of every client there could be."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.models.answers import Answer
from pipeline.models.client import Client
from tests.people import card_of, client, kit
from tests.scoring.extremes import worth
from tests.strategies import answer_sets, clients

ASKED = kit().questionnaire


@given(clients())
def test_scores_bands_and_bounds_stay_on_the_line(someone: Client) -> None:
    card = card_of(someone, ASKED)
    for part in (*card.axes.values(), *card.dimensions.values()):
        assert 0 <= part.bounds[0] <= part.bounds[1] <= 100
        if part.score is not None:
            assert 0 <= part.score <= 100
            assert part.low is not None
            assert part.high is not None
            assert 0 <= part.low <= part.score <= part.high <= 100


@given(answer_sets())
def test_contributions_add_up_to_the_axis_exactly(answers: dict[str, Answer]) -> None:
    card = card_of(client(answers), ASKED)
    for axis, result in card.axes.items():
        areas = [part.id for part in ASKED.dimensions if part.axis == axis]
        by_area = sum((card.dimensions[area].contribution for area in areas), Fraction(0))
        by_item = sum(
            (card.items[item.id].contribution for item in ASKED.items if item.dimension in areas), Fraction(0)
        )
        assert by_area == by_item == (result.score or 0)


@given(answer_sets(), st.data())
def test_a_better_answer_never_lowers_its_axis(answers: dict[str, Answer], data: st.DataObject) -> None:
    values = {item.id: worth(item, ASKED) for item in ASKED.items}
    given_items = [name for name in values if answers.get(name) in values[name]]
    if not given_items:
        return
    item = data.draw(st.sampled_from(given_items))
    better = [answer for answer, points in values[item].items() if points >= values[item][answers[item]]]
    before = card_of(client(answers), ASKED)
    after = card_of(client(answers | {item: data.draw(st.sampled_from(better))}), ASKED)
    for axis, result in before.axes.items():
        improved = after.axes[axis].score
        assert (improved is None) == (result.score is None)
        assert improved is None or result.score is None or improved >= result.score


@given(answer_sets(), clients())
def test_the_profile_changes_no_score(answers: dict[str, Answer], other: Client) -> None:
    scored = {item.id for item in ASKED.items} | {"Q1"}
    profile = {name: answer for name, answer in other.answers.items() if name not in scored}
    only_scored = {name: answer for name, answer in answers.items() if name in scored}
    plain = card_of(client(only_scored), ASKED)
    dressed = card_of(client(profile | only_scored, hours=60, role_title="CEO"), ASKED)
    assert plain == dressed


@given(answer_sets())
def test_blanks_widen_the_bounds_and_never_the_certainty(answers: dict[str, Answer]) -> None:
    whole = card_of(client(answers), ASKED)
    for name in list(answers)[:3]:
        part = card_of(client({key: value for key, value in answers.items() if key != name}), ASKED)
        for axis, result in whole.axes.items():
            low, high = part.axes[axis].bounds
            assert low <= result.bounds[0] <= result.bounds[1] <= high
