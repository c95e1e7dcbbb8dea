"""Plans for the situations that people are in: no work, no needs, no hours, no answers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.models.answers import Answer
from pipeline.models.client import Client
from pipeline.models.facts import facts_of
from pipeline.models.kit import Kit
from pipeline.models.playbook import Action, Measure, Playbook
from pipeline.models.roadmap import Roadmap
from tests.people import card_of, client, kit, maya, plan

BEST: dict[str, Answer] = {
    question.id: max(question.options, key=lambda option: option.points or 0).id
    if question.options
    else (1 if question.reverse else 5)
    for question in kit().questionnaire.items
}


def planned(person: Client, book: Kit | None = None) -> Roadmap:
    using = book or kit()
    return plan(person, card_of(person, using.questionnaire), using)


def ids(roadmap: Roadmap) -> list[str]:
    return [one.id for one in roadmap.actions]


def with_playbook(**changed: object) -> Kit:
    """Return the kit with parts of its playbook replaced."""
    parts = {name: getattr(kit().playbook, name) for name in Playbook.model_fields}
    return replace(kit(), playbook=Playbook.model_validate(parts | changed))


def with_action(name: str, **changed: object) -> Kit:
    actions = tuple(
        Action.model_validate({**dict(action), **changed}) if action.id == name else action
        for action in kit().playbook.actions
    )
    return with_playbook(actions=actions)


@pytest.mark.parametrize("arrangement", ["not-working", "career-break"])
def test_those_not_working_now_bridge_the_gap_instead_of_securing_a_base(arrangement: str) -> None:
    roadmap = planned(maya(A4=arrangement, L01=1, L03=5, L04=1, L05=1, B02a="not-sure"))
    base = [one.id for one in roadmap.actions if one.habit == "base"]
    assert base == ["R1", "R2"]
    assert not [one.id for one in roadmap.candidates if one.id.startswith("S") and one.priority]


def test_for_those_not_working_now_all_three_bridges_fit_where_nothing_else_is_needed() -> None:
    roadmap = planned(client(BEST | {"A4": "not-working"}))
    assert [one.id for one in roadmap.actions if one.habit == "base"] == ["R1", "R2", "R3"]


def test_the_arrangement_changes_texts_for_the_self_employed_and_nothing_else_of_the_plan() -> None:
    employed, own = maya(A4="full-time"), maya(A4="self-employed")
    assert planned(employed) == planned(own)
    variant = kit().playbook.variant
    assert variant is not None
    for person, uses in ((employed, False), (own, True)):
        card = card_of(person, kit().questionnaire)
        assert variant.holds(facts_of(person, card)) is uses


def test_with_every_need_met_the_plan_is_to_share() -> None:
    roadmap = planned(client(BEST))
    assert not any(roadmap.needs.values())
    assert ids(roadmap) == ["M1", "M2", "M3"]
    assert roadmap.states["needs"] == "none"


def test_without_any_score_there_is_nothing_to_share_yet() -> None:
    assert ids(planned(client({"L01": 5}))) == []


def test_one_open_need_is_enough_for_nothing_of_sharing_to_appear() -> None:
    roadmap = planned(client(BEST | {"B10": "0", "L11": 1, "L12": 1, "L13": 5}))
    assert roadmap.states["needs"] == "some"
    assert "B1" in ids(roadmap)
    assert not [one for one in roadmap.candidates if one.habit == "share" and one.priority]


def test_an_area_without_a_need_gives_its_actions_no_weight() -> None:
    steady = planned(client(BEST | {"L03": 4}))
    assert {one.id: one.why for one in steady.candidates}["S6"] == "no need here"


def test_what_is_unsure_comes_up_even_where_the_area_itself_needs_nothing() -> None:
    roadmap = planned(client(BEST | {"B02c": "not-sure"}))
    assert roadmap.needs["P2"] == 0
    assert ids(roadmap) == ["S1", "M1", "M2", "M3"]


@pytest.mark.parametrize(("hours", "told"), [(None, "blank"), (0, "zero")])
def test_blank_or_no_hours_are_planned_as_two_a_week_and_told(hours: int | None, told: str) -> None:
    roadmap = planned(maya(hours=hours))
    assert roadmap.weekly_hours == 2
    assert roadmap.hours_given == told
    assert ids(roadmap) == ids(planned(maya(hours=2)))


def test_many_hours_fill_no_more_than_the_places() -> None:
    roadmap = planned(maya(hours=80))
    assert [one.horizon for one in roadmap.actions] == [30, 30, 30, 60, 60, 90]


def test_hours_are_counted_over_the_whole_plan_so_far() -> None:
    person = replace(maya(), hours_a_week=Fraction(1, 2))
    roadmap = planned(person)
    for days in (30, 60, 90):
        spent = sum(one.hours for one in roadmap.actions if one.horizon <= days)
        assert spent <= Fraction(4, 5) * Fraction(1, 2) * days / 7
    assert ids(roadmap) == ["T1", "T4", "G3"]


def test_an_action_that_fills_the_hours_to_the_minute_still_fits() -> None:
    # 0.8 x 35/24 hours x 30/7 days are exactly the 5 hours of the two actions.
    person = replace(maya(B09="last-month", B10="3+", B11="4+"), hours_a_week=Fraction(35, 24))
    tight = with_action("L1", hours=3)
    assert [one for one in ids(planned(person, tight)) if one in {"G1", "L1"}] == ["G1", "L1"]
    less = replace(person, hours_a_week=Fraction(35, 24) - Fraction(1, 1000))
    why = {one.id: one.why for one in planned(less, tight).candidates}
    assert why["L1"] == "would need 5 hours by day 30, 4.9 are free"
    why = {one.id: one.why for one in planned(person, with_action("L1", hours="3.01")).candidates}
    assert why["L1"] == "would need 5.1 hours by day 30, 5 are free"


def whys(person: Client, book: Kit | None = None) -> dict[str, str]:
    return {one.id: one.why for one in planned(person, book).candidates}


def test_a_follow_up_waits_for_the_action_that_it_follows() -> None:
    tight = with_action("B1", hours=9)
    assert whys(maya(), tight)["B1"] == "all places of 30 days are taken"
    assert whys(maya(), tight)["B2"] == "needs B1 first"


@pytest.mark.parametrize("person", [maya(B10="3+", B09="last-month"), client({"B10": "3+", "L01": 4})])
def test_what_follows_an_action_that_nothing_calls_for_is_not_called_for_either(person: Client) -> None:
    why = whys(person)
    for first, second in (("B1", "B2"), ("T1", "T3")):
        assert why[first] in {"not called for by the answers", "its measure is already met"}
        assert why[second] == "not called for by the answers"


def test_a_weekly_entry_follows_the_log_it_is_written_in() -> None:
    roadmap = planned(maya(L07=5, L08=1, L09=5, B08="5-years"))
    assert ids(roadmap)[-1] == "T3"
    assert ids(roadmap).index("T1") < ids(roadmap).index("T3")


def test_conditions_see_what_was_chosen_for_earlier_horizons() -> None:
    book = with_action("A2", when={"chosen": "G1"}, priority="0.9")
    assert "A2" in ids(planned(maya(), book))
    assert "A2" not in ids(planned(maya(B08="5-years"), book))


@pytest.mark.parametrize(("answer", "why"), [(2, "its measure is already met"), (3, "chosen for 30 days")])
def test_a_measure_on_a_reverse_keyed_scale_is_met_by_less_agreement(answer: int, why: str) -> None:
    book = with_action("T1", when=None, measure=Measure(item="L08", to=2))
    assert {one.id: one.why for one in planned(maya(L08=answer), book).candidates}["T1"] == why


def test_a_measure_whose_answer_counts_as_missing_is_never_met() -> None:
    book = with_action("T1", measure=Measure(item="B02a", to="not-sure"))
    assert "T1" in ids(planned(maya(), book))


def test_an_area_with_too_few_answers_needs_nothing() -> None:
    roadmap = planned(maya(without=("L07", "L08", "L09")))
    assert roadmap.needs["F1"] == 0


def test_a_need_that_rests_on_few_answers_weighs_less() -> None:
    def weight(person: Client) -> Fraction:
        roadmap = planned(person)
        priority = next(one.priority for one in roadmap.candidates if one.id == "G1")
        return priority / roadmap.needs["F1"]

    assert weight(maya()) == Fraction(8, 10)
    assert float(weight(maya(without=("L09",)))) == pytest.approx(0.8 * 3 / 4)


def test_a_missing_importance_counts_as_three_of_five() -> None:
    assert planned(maya(without=("I1", "I2"))).needs == planned(maya(I1=3, I2=3)).needs


@pytest.mark.parametrize(("default", "counts_as"), [(None, Fraction(6)), (Fraction(5), Fraction(5))])
def test_a_missing_importance_follows_the_scale_unless_the_kit_says_otherwise(
    default: Fraction | None, counts_as: Fraction
) -> None:
    changed = {"importance_scale": Fraction(10), "default_importance": default}
    plan_rules = kit().playbook.plan.model_copy(update=changed)
    book = replace(kit(), playbook=kit().playbook.model_copy(update={"plan": plan_rules}))
    found = planned(maya(without=("I1", "I2")), book).needs
    assert found["F1"] == counts_as / 10 * (70 - Fraction("26.25")) / 100


def test_an_area_that_belongs_to_no_axis_has_the_default_importance() -> None:
    asked = kit().questionnaire
    loose = tuple(
        area.model_copy(update={"axis": None}) if area.id == "F1" else area for area in asked.dimensions
    )
    book = replace(kit(), questionnaire=asked.model_copy(update={"dimensions": loose}))
    assert planned(maya(), book).needs["F1"] == planned(maya(I2=3)).needs["F1"]


def test_the_strength_is_the_highest_area_and_of_equal_ones_the_first() -> None:
    assert planned(maya()).strength == "K1"
    assert planned(maya(L01=1, L02=1, L15=5)).strength == "K7"
    assert planned(client(BEST)).strength == "K1"
    assert planned(client(BEST | {"L01": 4})).strength == "K2"
    assert planned(client({"L21": 2, "L22": 4})).strength == "K9"


def test_where_nothing_is_scored_there_is_no_strength_and_no_need() -> None:
    roadmap = planned(client({"L07": 1}))
    assert roadmap.strength is None
    assert not any(roadmap.needs.values())


def test_a_kit_without_actions_still_plans() -> None:
    roadmap = planned(maya(), with_playbook(actions=(), strengths=()))
    assert (roadmap.actions, roadmap.candidates, roadmap.strength) == ((), (), None)
