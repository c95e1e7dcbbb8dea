"""What a coach leaves out of a plan, and the path that a coach chooses."""

from dataclasses import replace

import pytest

from pipeline.models.client import Client
from pipeline.models.review import NO_PATH, Review
from pipeline.models.roadmap import Roadmap
from pipeline.planning import Planner
from tests.people import card_of, kit, maya

PLANNER = Planner(kit())


def planned(review: Review, person: Client | None = None) -> Roadmap:
    """Plan for Maya, or for somebody else, as a coach wants it."""
    somebody = person or maya()
    return PLANNER.plan(somebody, card_of(somebody, kit().questionnaire), review)


def ids(roadmap: Roadmap) -> list[str]:
    return [action.id for action in roadmap.actions]


def test_the_next_action_takes_the_place_of_one_that_is_left_out() -> None:
    assert ids(planned(Review())) == ["G1", "T1", "B1", "T4", "B2", "G3"]
    left = planned(Review(dropped=("G1", "T1")))
    assert ids(left) == ["G2", "B1", "L1", "T4", "B2", "G3"]
    assert [action.number for action in left.actions] == [1, 2, 3, 4, 5, 6]
    why = {candidate.id: candidate.why for candidate in left.candidates if not candidate.chosen}
    assert why["G1"] == why["T1"] == "the coach left it out"


def test_an_action_that_nothing_calls_for_is_not_said_to_be_left_out() -> None:
    before = {one.id: one.why for one in planned(Review()).candidates}
    uncalled = next(name for name, why in before.items() if why == "not called for by the answers")
    after = {one.id: one.why for one in planned(Review(dropped=(uncalled,))).candidates}
    assert after[uncalled] == before[uncalled]


def test_the_next_best_strength_stands_for_one_that_is_left_out() -> None:
    first = planned(Review()).strength
    assert first
    second = planned(Review(dropped=(first,))).strength
    assert second
    assert second != first


@pytest.mark.parametrize("role", ["Customer service representative", "Beekeeper", None])
def test_a_chosen_stage_is_taken_whatever_the_role_is(role: str | None) -> None:
    somebody = replace(maya(), role_title=role)
    path = planned(Review(path="retail/store-manager"), somebody).path
    assert path
    assert (path.match, path.sure, path.ladder, path.stage.id) == ("chosen", True, "retail", "store-manager")
    assert path.next_stage
    assert path.next_stage.id == "retail-operations-manager"


def test_a_stage_of_several_ladders_is_followed_along_the_chosen_one() -> None:
    shared = {
        ladder.id for ladder in kit().pathways.ladders for stage in ladder.stages if stage.id == "teacher"
    }
    assert len(shared) > 1
    chosen = {planned(Review(path=f"{ladder}/teacher")).path for ladder in shared}
    assert {path.ladder for path in chosen if path} == shared
    usual = planned(Review(path="teacher")).path
    assert usual
    assert usual.ladder in shared


def test_a_coach_may_want_no_path_or_one_that_is_gone() -> None:
    somebody = replace(maya(), role_title="Customer service representative")
    assert planned(Review(), somebody).path
    assert planned(Review(path=NO_PATH), somebody).path is None
    assert planned(Review(path="gone/nowhere"), somebody).path is None
