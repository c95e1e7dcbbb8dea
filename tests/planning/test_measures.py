"""What became of the actions of an earlier plan."""

import pytest

from pipeline.models.answers import Answer, Missing
from pipeline.models.progress import MeasureChange
from pipeline.planning.measures import follow_measures
from tests.people import card_of, client, kit, maya, maya_answers, plan

KIT = kit()


def followed(**now: Answer) -> dict[str, MeasureChange]:
    """Return what became of the actions of Maya's plan (G1, T1, B1, T4, B2, G3) by what she answers now."""
    earlier, later = maya(), client(maya_answers() | now)
    before, after = (card_of(each, KIT.questionnaire) for each in (earlier, later))
    changes = follow_measures(plan(earlier, before, KIT), before, after, KIT)
    return {change.action: change for change in changes}


def test_only_actions_with_a_measure_are_followed_in_the_order_of_the_plan() -> None:
    assert list(followed()) == ["G1", "T1", "B1"]


@pytest.mark.parametrize(
    ("action", "now", "status"),
    [
        ("G1", {}, "same"),
        ("G1", {"B08": "1-year"}, "met"),
        ("G1", {"B08": "5-years"}, "met"),
        ("G1", {"B08": "none"}, "further"),
        ("T1", {"B09": "over-12-months"}, "closer"),
        ("T1", {"B09": "6-12-months"}, "closer"),
        ("T1", {"B09": "last-month"}, "met"),
        ("B1", {"B10": "0"}, "further"),
        ("B1", {"B10": Missing.RATHER_NOT_SAY}, "unknown"),
    ],
)
def test_how_a_measure_stands(action: str, now: dict[str, Answer], status: str) -> None:
    assert followed(**now)[action].status == status


def test_it_tells_both_answers() -> None:
    assert followed(B08="1-year")["G1"] == MeasureChange("G1", "B08", "3-months", "1-year", "met")


def test_what_was_blank_before_can_be_met_but_neither_nearer_nor_farther() -> None:
    """Somebody else may do what a plan says without having told where they started."""
    earlier = maya()
    first = card_of(earlier, KIT.questionnaire)
    made = plan(earlier, first, KIT)
    blank = card_of(maya(without=("B08", "B09")), KIT.questionnaire)
    now = card_of(maya(B08="1-year", B09="over-12-months"), KIT.questionnaire)
    found = {change.action: change.status for change in follow_measures(made, blank, now, KIT)}
    assert found == {"G1": "met", "T1": "unknown", "B1": "same"}
