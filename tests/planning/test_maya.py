"""Maya's agreed needs, priorities and plans. Source: docs/assessment.md, "The plan", "A worked example"."""

from fractions import Fraction

from pipeline.models.client import Client
from pipeline.models.roadmap import Roadmap
from tests.people import card_of, kit, maya, plan

PRIORITIES = {
    "G3": 0.3684,
    "G1": 0.35,
    "G2": 0.35,
    "T1": 0.3037,
    "T3": 0.2877,
    "T4": 0.2877,
    "B1": 0.2877,
    "T2": 0.2733,
    "B2": 0.2733,
    "L1": 0.27,
    "A3": 0.23,
    "N1": 0.218,
    "B3": 0.2111,
    "N2": 0.2091,
    "N3": 0.175,
    "L2": 0.15,
    "S7": 0.1067,
    "S2": 0.096,
}


def planned(client: Client) -> Roadmap:
    return plan(client, card_of(client, kit().questionnaire), kit())


def by_horizon(roadmap: Roadmap) -> dict[int, list[str]]:
    return {days: [one.id for one in roadmap.actions if one.horizon == days] for days in (30, 60, 90)}


def test_needs() -> None:
    needs = planned(maya()).needs
    expected = {
        "P1": 0,
        "P2": 0.12,
        "P3": 0.12,
        "F1": 0.4375,
        "F2": 0.3375,
        "F3": 0.3417,
        "F4": 0.1167,
        "F5": 0.2375,
        "F6": 0.2875,
    }
    assert {area: float(round(need, 4)) for area, need in needs.items()} == expected


def test_priorities_of_all_that_her_answers_call_for() -> None:
    asked = {one.id: one.priority for one in planned(maya()).candidates if one.priority}
    assert {name: float(round(priority, 4)) for name, priority in asked.items()} == PRIORITIES


def test_priorities_are_rounded_to_the_ninth_decimal() -> None:
    priorities = {one.id: one.priority for one in planned(maya()).candidates}
    assert priorities["G3"] == Fraction("0.368421053")


def test_plan_for_four_hours_a_week() -> None:
    roadmap = planned(maya(hours=4))
    assert by_horizon(roadmap) == {30: ["G1", "T1", "B1"], 60: ["T4", "B2"], 90: ["G3"]}
    assert roadmap.total_hours == Fraction("9.5")
    assert [one.number for one in roadmap.actions] == [1, 2, 3, 4, 5, 6]
    assert roadmap.strength == "K1"


def test_plan_for_one_hour_a_week() -> None:
    assert by_horizon(planned(maya(hours=1))) == {30: ["G1", "T1"], 60: ["T4", "B3"], 90: ["G3"]}


def test_every_action_of_the_table_says_why_it_was_chosen_or_not() -> None:
    roadmap = planned(maya(hours=1))
    assert [one.id for one in roadmap.candidates] == [action.id for action in kit().playbook.actions]
    why = {one.id: one.why for one in roadmap.candidates}
    assert why["G1"] == "chosen for 30 days"
    assert why["G2"] == "another action of the habit is in this stretch"
    assert why["B1"] == "would need 4.5 hours by day 30, 3.4 are free"
    assert why["B2"] == "needs B1 first"
    assert why["S7"] == "all places of 60 days are taken"
    assert why["L3"] == "its measure is already met"
    assert why["M1"] == "not called for by the answers"


def test_what_was_chosen_is_what_is_planned() -> None:
    roadmap = planned(maya())
    assert {one.id for one in roadmap.candidates if one.chosen} == {one.id for one in roadmap.actions}


def test_states_tell_conditions_about_the_plan() -> None:
    assert planned(maya()).states == {"needs": "some", "hours": "given", "path": "none", "ladder": "none"}
