"""Puts the pages of one report together."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.building.answers import LONGEST_NAME, shorten
from pipeline.rendering.building.areas import build_foundation, build_groups, build_habits
from pipeline.rendering.building.axes import build_axes, build_map
from pipeline.rendering.building.brand import build_brand
from pipeline.rendering.building.case import Case, open_case
from pipeline.rendering.building.levels import build_levels
from pipeline.rendering.building.method import build_method
from pipeline.rendering.building.path import build_path
from pipeline.rendering.building.plan import build_moves, build_plan
from pipeline.rendering.building.position import (
    build_base,
    build_coach_note,
    build_note,
    build_position,
    build_wish,
)
from pipeline.rendering.building.since import build_since
from pipeline.rendering.building.talk import build_call, build_talk
from pipeline.rendering.views.report import Contents, Report

MOVES = 3
"""How many actions page 2 shows."""

FOOT_NAMES = {"ltr": 70, "rtl": 50}
"""Letters after which a name is cut at the foot of a page; Arabic pages are set larger."""


def build_report(assessment: Assessment, kit: Kit, settings: Settings, language: str) -> Report:
    """Return everything that the pages about one client print, in the kit's words of ``language``.

    The same arguments always give the same report; no clock is read.

    Raises:
        KitError: the kit does not speak the language, or lacks a text.
        TemplateError: a text of the kit cannot be filled.
    """
    case = open_case(assessment, kit, settings, language)
    report = _build_pages(case, language)
    return replace(report, contents=_contents(case, report))


def _build_pages(case: Case, language: str) -> Report:
    """Return all pages, before it is listed which of them have something on them."""
    axes, groups, moves = build_axes(case), build_groups(case), build_moves(case)
    talk, (title, entries) = build_talk(case), build_base(case)
    return Report(
        client_id=case.client.id,
        name=shorten(case.client.name, LONGEST_NAME),
        language=language,
        direction=case.wording.language.direction,
        page=case.settings.reports.page,
        title=case.words.say("title"),
        foot=_foot(case),
        date=case.written_on,
        date_said=case.day(case.written_on, "plain") if case.written_on else "",
        brand=build_brand(case.settings),
        call=build_call(case),
        contents=(),
        position=build_position(case),
        position_note=build_note(case),
        map=build_map(case, axes),
        axes=axes,
        wish=build_wish(case),
        build_on_title=title,
        build_on=entries,
        moves=moves[:MOVES],
        levels=build_levels(case),
        groups=groups,
        habits=build_habits(case),
        base=build_foundation(case, groups),
        since=build_since(case),
        plan=build_plan(case, moves),
        path=build_path(case),
        talk=talk,
        method=build_method(case),
        texts=_fixed_texts(case, {"you.moves": len(moves[:MOVES]), "talk.questions": len(talk.questions)}),
        note=build_coach_note(case),
    )


def _foot(case: Case) -> str:
    """Return the line at the foot of every page: a name that is longer than its part of the line is cut."""
    longest = FOOT_NAMES[case.wording.language.direction]
    parts = [shorten(case.client.name, longest), case.words.say("document")]
    parts += [case.day(case.written_on, "plain")] if case.written_on else []
    return case.words.say("foot_joint").join(parts)


def _contents(case: Case, report: Report) -> tuple[Contents, ...]:
    """Return a line for every page that has something on it; their texts may count the cards of areas."""
    pages: dict[str, object] = {
        "you": report.axes,
        "since": report.since,
        "habits": report.habits,
        "plan": report.plan.stretches,
        "path": report.path.steps,
    }
    keys = {key.partition(".")[2]: key for key in case.words.under("contents")}
    cards = sum(len(group.areas) for group in report.groups if group.is_answered)
    return tuple(
        Contents(name, case.words.say(key, n=cards)) for name, key in keys.items() if pages.get(name, True)
    )


def _fixed_texts(case: Case, counts: Mapping[str, int]) -> dict[str, str]:
    """Every text under "page", by its key inside it; ``counts`` are the numbers that some of them name."""
    texts = {}
    for key in case.words.under("page"):
        name = key.partition(".")[2]
        number = counts.get(name, 0)
        count = case.words.count(number)
        texts[name] = case.words.say(key, n=number, count=count, title_count=count[:1].upper() + count[1:])
    return texts
