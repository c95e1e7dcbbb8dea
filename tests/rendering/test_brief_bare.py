"""The coach's page of a kit without axes, and of a plan without actions: what is missing is said."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.kit import load_kit
from pipeline.models.answers import Answer
from pipeline.models.kit import Kit
from pipeline.models.playbook import Playbook
from pipeline.rendering.building.brief import build_brief
from tests.other_kit import ITEMS, REVERSED, write_kit
from tests.people import BUILT_IN_KITS, client, kit
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.compared import compare
from tests.rendering.prints import pages


@pytest.fixture
def strengths(tmp_path: Path) -> Kit:
    write_kit(tmp_path / "own")
    return load_kit("strengths", BUILT_IN_KITS / "strengths", tmp_path / "own")


def answers(best: bool) -> dict[str, Answer]:  # noqa: FBT001 - all best, or all worst
    return {item: 6 if best != (item in REVERSED) else 1 for item in ITEMS}


def test_without_axes_the_areas_stand_on_the_page(strengths: Kit) -> None:
    blank = {item: answer for item, answer in answers(best=True).items() if item not in ITEMS[1::5]}
    found = build_brief(assess(client(blank), strengths), strengths, settings(), "en")
    assert found.others == (
        "Focus: strong · Calm: not enough answers yet: 0 of 5 · "
        "Craft: strong · People: strong · Drive: strong."
    )
    markup = pages().markup(found)
    assert "Where the answers are" in markup
    assert "Focus: strong" in markup.replace("\u00a0", " ")


def test_a_kit_that_advises_nothing_has_no_line_about_moves(strengths: Kit) -> None:
    found = build_brief(assess(client(answers(best=True)), strengths), strengths, settings(), "en")
    assert (found.moves, found.no_moves) == ((), "")
    assert "First moves" not in pages().markup(found)


def test_an_area_that_moved_is_told_with_then_and_now(strengths: Kit) -> None:
    day = whole_maya().completed_at
    assert day is not None
    before = replace(client(answers(best=True)), completed_at=day)
    now = replace(client(answers(best=False)), completed_at=day.replace(year=2028))
    found = build_brief(compare(now, before, strengths), strengths, settings(), "en")
    down = "moved down by more than answers shift from day to day, then strong, now to build."
    assert f"Focus {down}" in found.since


def test_a_line_begins_with_a_capital_letter_where_no_role_is_told() -> None:
    assessment = assess(replace(whole_maya(), role_title=None), kit())
    assert build_brief(assessment, kit(), settings(), "en").about == "Answers of 12 May 2026"


def test_why_nothing_is_planned_is_said() -> None:
    hurried = replace(whole_maya(), hours_a_week=Fraction(1, 100))
    found = build_brief(assess(hurried, kit()), kit(), settings(), "en")
    assert (found.moves, found.no_moves) == ((), "Every action takes more time than is free.")
    assert "First moves" in pages().markup(found)
    assert found.no_moves in pages().markup(found).replace("\u00a0", " ")


def test_a_kit_whose_actions_are_gone_says_so_too() -> None:
    book = kit().playbook
    bare = replace(kit(), playbook=Playbook(plan=book.plan, actions=(), strengths=book.strengths))
    found = build_brief(assess(whole_maya(), bare), bare, settings(), "en")
    assert found.no_moves == "Nothing in these answers calls for one of the actions."
