"""The English texts of actions and stages: complete, short enough for their places, plain."""

import re
from collections.abc import Iterator

import pytest

from pipeline.models.wording import ActionWording, placeholders
from tests.people import kit
from tests.wording.readability import GRADE, grade

LONGEST = {"title": 60, "first_step": 110, "done": 45, "hurdle": 45, "short": 75}
LONGEST_WHY = 18
LONGEST_SIGN = 45

ACTIONS = kit().wordings["en"].actions
FIELDS = ("title", "why", "first_step", "done", "hurdle", "short", "resource")
FOR_THE_AWAY_ALONE = {"R1", "R2", "R3"}
FOR_WORKERS_ALONE = {"T4", "W1", "S1", "S2", "S3", "S4", "S5", "S6", "S7"}


def told(action: ActionWording, readers: str = "") -> dict[str, str]:
    """Return the texts as an employee reads them, or the ``readers`` of a "variant" or of "away"."""
    other = getattr(action, readers) if readers else None
    return {name: (other and getattr(other, name)) or getattr(action, name) for name in FIELDS}


def all_told() -> Iterator[tuple[str, dict[str, str]]]:
    for name, action in ACTIONS.items():
        yield name, told(action)
        yield f"{name} (self-employed)", told(action, "variant")
        yield f"{name} (not working now)", told(action, "away")


def test_every_action_strength_and_stage_has_its_texts() -> None:
    assert set(ACTIONS) == set(kit().playbook.ids)
    for name, texts in all_told():
        assert all(texts[field] for field in FIELDS[:-1]), name
    stages = {stage.id for ladder in kit().pathways.ladders for stage in ladder.stages}
    assert set(kit().wordings["en"].stages) == stages
    for stage, said in kit().wordings["en"].stages.items():
        assert 2 <= len(said.evidence) <= 3, stage
        assert said.aliases, stage
        assert all(len(sign) <= LONGEST_SIGN for sign in said.evidence), stage


@pytest.mark.parametrize("field", LONGEST)
def test_texts_fit_their_places(field: str) -> None:
    for name, texts in all_told():
        assert len(texts[field]) <= LONGEST[field], name


def test_a_reason_is_one_short_sentence() -> None:
    for name, texts in all_told():
        assert len(texts["why"].split()) <= LONGEST_WHY, name
        assert re.fullmatch(r"[A-Z][^.!?]*\.", texts["why"]), name


def test_the_if_part_is_in_the_first_person_and_leaves_the_rest_open() -> None:
    for name, texts in all_told():
        assert re.fullmatch(r"If .+, I will", texts["hurdle"]), name


def test_evidence_and_short_names_go_on_inside_a_line() -> None:
    for name, texts in all_told():
        for field in ("done", "short"):
            assert not texts[field].endswith("."), (name, field)
            assert not texts[field][0].isupper() or texts[field].startswith("CV"), (name, field)


def test_nothing_is_filled_in() -> None:
    for name, texts in all_told():
        assert not any(placeholders(text) for text in texts.values()), name


def test_the_two_cover_actions_begin_alike() -> None:
    for readers in ("", "variant", "away"):
        assert told(ACTIONS["S1"], readers)["first_step"] == told(ACTIONS["S2"], readers)["first_step"]


def test_the_self_employed_are_not_sent_to_a_manager_or_an_employer() -> None:
    for name, action in ACTIONS.items():
        texts = " ".join(told(action, "variant").values()) if name not in FOR_THE_AWAY_ALONE else ""
        assert not re.search(r"\b(manager|employer|employers|boss|salary|adverts?)\b", texts), name


def test_those_who_do_not_work_now_are_not_sent_to_work() -> None:
    held = {action.id: action.when for action in kit().playbook.actions}
    assert all(held[name] for name in FOR_WORKERS_ALONE)
    for name, action in ACTIONS.items():
        texts = " ".join(told(action, "away").values())
        here_and_now = r"(?i)\b(tasks? of this week|every week|working week|sees your work|write your role)\b"
        if name not in FOR_WORKERS_ALONE:
            assert not re.search(here_and_now, texts), name


def test_texts_can_be_read_at_grade_eight() -> None:
    for name, texts in all_told():
        text = f"{texts['title']}. {texts['why']} {texts['first_step']} Done when {texts['done']}."
        assert grade(text) <= GRADE, (name, grade(text))
