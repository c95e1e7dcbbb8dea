"""What must hold of any two assessments."""

from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models.client import Client
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import Scorecard
from pipeline.planning.measures import follow_measures
from pipeline.scoring.change import CONFIDENCE, compare_answers, compare_scores
from tests.people import card_of, kit, plan
from tests.strategies import clients

KIT = kit()
ASKED = KIT.questionnaire


def card(somebody: Client) -> Scorecard:
    return card_of(somebody, ASKED)


@given(clients())
@settings(max_examples=60, deadline=None)
def test_an_assessment_compared_with_itself_shows_nothing_changed(somebody: Client) -> None:
    one = card(somebody)
    assert compare_answers(one, one, ASKED) == ((), ())
    for change in compare_scores(one, one, ASKED).values():
        assert change is None or (change.difference == 0 and not change.is_reliable)
    measures = follow_measures(plan(somebody, one, KIT), one, one, KIT)
    assert {measure.status for measure in measures} <= {"same", "unknown"}


@given(clients(), clients())
@settings(max_examples=60, deadline=None)
def test_swapping_the_two_swaps_the_signs(first: Client, second: Client) -> None:
    one, other = card(first), card(second)
    there, back = compare_scores(one, other, ASKED), compare_scores(other, one, ASKED)
    assert list(there) == list(back)
    for name, change in there.items():
        turned = back[name]
        assert (change is None) == (turned is None)
        if change and turned:
            assert (change.areas, change.difference) == (turned.areas, -turned.difference)
            assert abs(change.needed - turned.needed) < 1e-9
    for forth, others in zip(
        compare_answers(one, other, ASKED), compare_answers(other, one, ASKED), strict=True
    ):
        assert [(each.item, each.before, each.after) for each in forth] == [
            (each.item, each.after, each.before) for each in others
        ]
        for change_there, change_back in zip(forth, others, strict=True):
            assert (change_there.difference is None) == (change_back.difference is None)
            assert (change_there.difference or 0) == -(change_back.difference or 0)


def _difference_error(axis: str, one: Scorecard, other: Scorecard, asked: Questionnaire) -> float:
    """√(SEM₁² + SEM₂²) of an axis over the areas scored both times, written out; all weights are 1."""
    areas = [area.id for area in asked.dimensions if area.axis == axis]
    pairs = [(one.dimensions[area].sem, other.dimensions[area].sem) for area in areas]
    both = [(first, second) for first, second in pairs if first is not None and second is not None]
    return hypot(*(sem / len(both) for pair in both for sem in pair))


@given(clients(), clients(), st.sampled_from([axis.id for axis in ASKED.axes]))
@settings(max_examples=80, deadline=None)
def test_it_moved_only_beyond_what_chance_explains(first: Client, second: Client, axis: str) -> None:
    one, other = card(first), card(second)
    change = compare_scores(one, other, ASKED)[axis]
    if change:
        error = _difference_error(axis, one, other, ASKED)
        assert abs(change.needed - CONFIDENCE * error) < 1e-9
        assert change.is_reliable == (abs(change.difference) > change.needed)
        assert -100 <= change.difference <= 100
