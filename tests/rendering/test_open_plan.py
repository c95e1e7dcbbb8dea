"""A plan that has room for steps of the client's own: the room is there to write in."""

import re
from functools import cache

import pytest

from pipeline.models.review import Review
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from pipeline.workflow.assessing import Assessor
from tests.people import kit
from tests.rendering.built import build, settings, whole_maya
from tests.rendering.prints import pages, print_report


@cache
def open_report(language: str) -> Report:
    """Return the report of somebody whose coach took every action out of the plan."""
    every = tuple(action.id for action in kit().playbook.actions)
    return build_report(
        Assessor(kit()).assess(whole_maya(), review=Review(dropped=every)), kit(), settings(), language
    )


def page_of(report: Report, name: str) -> str:
    """Return the markup of one page, with spaces where no line may break as other spaces."""
    markup = pages().markup(report).replace("\N{NO-BREAK SPACE}", " ")
    return markup.partition(f'<section id="{name}"')[2].partition("</section>")[0]


def lines_of(report: Report) -> list[int]:
    """Return how many lines to write on each step of the client's own has on the page of the plan."""
    page = page_of(report, "plan")
    own = re.findall(r'<div class="ac own">(.*?)<div class="if">', page, re.DOTALL)
    return [each.count('<div class="line">') for each in own]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_plan_without_moves_fills_its_page_with_lines(language: str) -> None:
    report = open_report(language)
    first, *others = lines_of(report)
    assert others == [first, first]
    assert 4 <= first <= 6
    document = print_report(report)
    assert (document.findings, document.pages) == ((), 10)


def test_a_plan_full_of_moves_has_no_such_room() -> None:
    assert lines_of(build(whole_maya())) == []


@pytest.mark.parametrize(
    ("language", "told"), [("en", "room for a step of your own"), ("ar", "مكان لخطوة من اختيارك")]
)
def test_page_two_says_that_the_plan_is_open(language: str, told: str) -> None:
    assert told in page_of(open_report(language), "you")
    assert told not in page_of(build(whole_maya()), "you")
