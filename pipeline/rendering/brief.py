"""Puts the coach's brief together: one page to read before the call."""

from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.rendering.build_brand import build_brand
from pipeline.rendering.build_position import build_position
from pipeline.rendering.build_talk import build_call, build_questions
from pipeline.rendering.case import open_case
from pipeline.rendering.view_brief import Brief


def build_brief(assessment: Assessment, kit: Kit, settings: Settings, language: str) -> Brief:
    """Return everything that the page for the coach prints, in the kit's words of ``language``.

    The same arguments always give the same brief; no clock is read.

    Raises:
        KitError: the kit does not speak the language, or lacks a text.
        TemplateError: a text of the kit cannot be filled.
    """
    case = open_case(assessment, kit, settings, language)
    words = case.words
    return Brief(
        client_id=case.client.id,
        name=case.client.name,
        language=language,
        direction=case.wording.language.direction,
        page=settings.reports.page,
        title=words.say("brief.title"),
        foot=words.say("brief.foot"),
        date=case.written_on,
        brand=build_brand(settings),
        call=build_call(case).line,
        position=build_position(case),
        questions=build_questions(case),
        texts={key.removeprefix("brief.page."): words.say(key) for key in words.under("brief.page")},
    )
