"""Page 2: the size of its lead, and what the map claims."""

import re
from dataclasses import replace

import pytest

from pipeline.rendering.building.report import build_report
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import assess, settings
from tests.rendering.prints import pages
from tests.rendering.sample_extremes import everyone

DASHED = re.compile(r"<(?:path|rect)[^>]*stroke-dasharray[^>]*>")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lead_is_set_smaller_for_one_in_twenty_at_most(language: str) -> None:
    people = [person for person, _ in crowd(40, 7)]
    reports = [build_report(assess(person, kit()), kit(), settings(), language) for person in people]
    smaller = sum('<section id="you" class="tight tighter' in pages().markup(report) for report in reports)
    assert smaller <= len(people) / 20


def drawn(across: tuple[float, float] | None, up: tuple[float, float] | None) -> list[str]:
    """Return what is dashed on the map of somebody who stands at 79 across and 41 up, with these bounds."""
    plain = everyone()["maya"]
    assert plain.map is not None
    shown = replace(
        plain.map,
        across=replace(plain.map.across, bounds=across),
        up=replace(plain.map.up, bounds=up),
    )
    return DASHED.findall(pages().markup(replace(plain, map=shown, axes=(shown.up, shown.across))))


def test_only_an_axis_with_blanks_takes_part_in_what_is_dashed() -> None:
    assert drawn(None, None) == []
    (across,) = drawn((44, 90), None)
    assert re.search(r'd="M105\.6 (\S+)H216"', across)
    (up,) = drawn(None, (30, 58))
    assert re.search(r'd="M(\S+) 100\.8V168"', up)
    (both,) = drawn((44, 90), (30, 58))
    assert both.startswith('<rect x="105.6" y="100.8" width="110.4" height="67.2"')


def test_no_number_of_the_upright_axis_lies_under_a_dot_at_its_foot() -> None:
    markup = pages().markup(everyone()["worst"])
    radius, gap = 6, 320 - 240
    widths = [
        float(width) for width in re.findall(r'class="t yt small" style="top:\S+?width:(\S+?)pt"', markup)
    ]
    assert len(widths) == 3
    assert max(widths) < gap - radius
