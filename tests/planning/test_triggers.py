"""Each trigger of the playbook, on both sides of its limit."""

import pytest

from pipeline.models.answers import Answer, Missing
from tests.people import card_of, client, kit, plan

Given = dict[str, Answer]

UNASKED = {"not called for by the answers", "its measure is already met"}


def asked(answers: Given) -> set[str]:
    """Return the actions that these answers call for, apart from those that follow another one."""
    person = client(answers)
    roadmap = plan(person, card_of(person, kit().questionnaire), kit())
    follows = {action.id for action in kit().playbook.actions if action.needs}
    return {one.id for one in roadmap.candidates if one.why not in UNASKED} - follows


LIMITS: list[tuple[str, Given, Given]] = [
    ("G1", {"B08": "3-months"}, {"B08": "1-year"}),
    ("G1", {"B08": "none"}, {}),
    ("G2", {"L07": 2}, {"L07": 3}),
    ("G3", {"L08": 4}, {"L08": 3}),
    ("G3", {"L09": 2}, {"L09": 3}),
    ("L1", {"B03": "unknown"}, {"B03": "started"}),
    ("L1", {"B03": "not-started"}, {"B03": "held"}),
    (
        "L2",
        {"B05": "0", "B04": "0", "B03": "held", "L10": 4},
        {"B05": "0", "B04": "0", "B03": "held", "L10": 5},
    ),
    ("L2", {"B05": "0", "L10": 1}, {"B05": "1", "L10": 1}),
    ("L3", {"B04": "0"}, {"B04": "1-4"}),
    ("L4", {"L10": 2}, {"L10": 3}),
    ("T1", {"B09": "over-12-months"}, {"B09": "6-12-months"}),
    ("T1", {"B09": "never"}, {"B09": Missing.RATHER_NOT_SAY}),
    ("T2", {"L14": 3}, {"L14": 4}),
    ("T4", {"L13": 4}, {"L13": 3}),
    ("B1", {"B10": "1"}, {"B10": "2"}),
    ("B3", {"B07": "talked"}, {"B07": "written"}),
    ("N1", {"B11": "1"}, {"B11": "2-3"}),
    ("N2", {"L20": 2}, {"L20": 3}),
    ("N3", {"L18": 3, "L19": 3, "B06": "0"}, {"L18": 3, "L19": 3, "B06": "1"}),
    ("N4", {"L18": 2}, {"L18": 3}),
    ("A1", {"L22": 4}, {"L22": 3}),
    ("A2", {"L21": 2}, {"L21": 3}),
    ("A3", {"L20": 2, "L21": 3, "L22": 3}, {"L20": 3, "L21": 3, "L22": 3}),
    ("S1", {"B02d": "not-sure"}, {"B02d": "no"}),
    ("S2", {"B02a": "no", "I1": 3}, {"B02a": "no", "I1": 2}),
    ("S2", {"B02a": "no"}, {"B02a": "other-way"}),
    ("S2", {"B02b": "no", "I1": Missing.RATHER_NOT_SAY}, {"B02b": "not-sure"}),
    ("S3", {"B01": "hourly-variable"}, {"B01": "self-employed-regular"}),
    ("S3", {"L02": 2}, {"L02": 3}),
    ("S4", {"L04": 2}, {"L04": 3}),
    ("S4", {"L06": 4}, {"L06": 3}),
    ("S5", {"L01": 2}, {"L01": 3}),
    ("S6", {"L03": 4}, {"L03": 3}),
    ("S7", {"L05": 2}, {"L05": 3}),
    ("W1", {"L15": 2}, {"L15": 3}),
    ("W2", {"L17": 4}, {"L17": 3}),
    ("X1", {"L11": 2}, {"L11": 3}),
    ("X1", {"L12": 2}, {"L12": 3}),
    ("R1", {"A4": "not-working"}, {"A4": "studying"}),
    ("R2", {"A4": "career-break"}, {"A4": "several"}),
    ("R3", {"A4": "career-break"}, {}),
]


@pytest.mark.parametrize(("action", "called", "not_called"), LIMITS)
def test_trigger(action: str, called: Given, not_called: Given) -> None:
    assert action in asked(called)
    assert action not in asked(not_called)


def test_every_action_with_a_trigger_of_its_own_is_tried_above() -> None:
    tried = {action for action, _, _ in LIMITS} | {"M1", "M2", "M3"}
    assert tried == {action.id for action in kit().playbook.actions if action.when}
