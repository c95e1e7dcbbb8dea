"""Cards and habits without any answer: their pages are left out, and nothing speaks of them."""

import re
from dataclasses import replace

import pytest

from pipeline.models.client import Client
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from tests.people import client, kit
from tests.rendering.built import assess, settings, whole_maya
from tests.rendering.prints import pages, print_report


def without(*axes: str) -> Client:
    """Return Maya with no answer on the areas of these axes."""
    asked, maya = kit().questionnaire, whole_maya()
    areas = {area.id for area in asked.dimensions if area.axis in axes}
    blank = {item.id for item in asked.items if item.dimension in areas}
    return replace(maya, answers={name: said for name, said in maya.answers.items() if name not in blank})


def report(person: Client, language: str = "en") -> Report:
    return build_report(assess(person, kit()), kit(), settings(), language)


def sections(made: Report) -> list[str]:
    return re.findall(r'<section[^>]*? id="([^"]+)', pages().markup(made))


def cards(made: Report) -> int:
    return pages().markup(made).count('<div class="card side')


def test_the_cards_and_habits_of_an_axis_without_answers_are_left_out() -> None:
    made = report(without("F"))
    assert cards(made) == 3
    assert sections(made) == ["cover", "you", "glance", "areas", "plan", "path", "talk", "method"]
    assert "habits" not in [line.anchor for line in made.contents]


def test_cards_alone_are_left_out_where_habits_have_answers() -> None:
    made = report(without("P"))
    assert cards(made) == 6
    assert 'class="card key"' not in pages().markup(made), "it would have a page to itself"
    assert sections(made)[3:5] == ["areas", "habits"]


def test_a_report_without_answers_has_no_cards_and_says_so_on_its_cover() -> None:
    made = report(client({}))
    assert sections(made) == ["cover", "you", "glance", "plan", "path", "talk", "method"]
    assert [line.title for line in made.contents if line.anchor == "glance"] == ["Nine areas at a glance"]


@pytest.mark.parametrize(("axis", "language"), [("F", "en"), ("P", "ar")])
def test_as_many_pages_are_made_as_the_template_allows(axis: str, language: str) -> None:
    document = print_report(report(without(axis), language))
    assert document.findings == ()
    assert document.pages == {"F": 8, "P": 9}[axis]
