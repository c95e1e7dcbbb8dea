"""Fills every template once for somebody made up, so that what cannot be filled is told before any client."""

from datetime import UTC, datetime
from fractions import Fraction

from pipeline.models.answers import Answer
from pipeline.models.client import Client, Source
from pipeline.models.kit import Kit
from pipeline.models.questionnaire import Question
from pipeline.practice import Practice
from pipeline.scoring.cohort import sum_up
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.printing import build_view

_SAID = "Sample"
_THEN, _NOW = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 7, 6, 9, tzinfo=UTC)
_CALL = datetime(2026, 7, 13, 9, tzinfo=UTC)


def fill_templates(practice: Practice, kit: Kit) -> None:
    """Fill the templates of every document, in every language, for somebody made up; print nothing.

    Raises:
        TemplateError: one cannot be filled; the message names file, line and reason.
    """
    from pipeline.rendering.building.cohort import build_cohort
    from pipeline.rendering.building.mail import build_mail
    from pipeline.rendering.templates.page import Pages

    pages, settings = Pages(kit.folders), practice.settings
    client = make_client(kit, _NOW, first=True)
    assessment = Assessor(kit).assess(client, make_client(kit, _THEN, first=False))
    together = sum_up([assessment.card], kit.questionnaire)
    for language in kit.wordings:
        pages.markup(build_view("report", assessment, kit, settings, language))
        pages.markup(build_view("brief", assessment, kit, settings, language))
        pages.markup(build_cohort(together, kit, settings, language, (_THEN.date(), _NOW.date())))
        letter = build_mail(client, kit, settings, language)
        pages.markup(letter)
        pages.plain(letter)


def make_client(kit: Kit, at: datetime, *, first: bool) -> Client:
    """Return somebody who answered everything, with the first of all answers or with the last."""
    asked = {question.id: _answer(question, kit, first=first) for question in kit.questionnaire.questions}
    return Client(
        id=_SAID,
        name=_SAID,
        source=Source(_SAID, None, 1),
        answers={name: answer for name, answer in asked.items() if answer is not None},
        email="sample@example.com",
        role_title=_SAID,
        hours_a_week=Fraction(4),
        completed_at=at,
        call_at=_CALL,
    )


def _answer(question: Question, kit: Kit, *, first: bool) -> Answer | None:
    """Return an answer; None to a question about the person, which is a field of its own."""
    if question.scale:
        scale = kit.questionnaire.scale_by_id[question.scale]
        return scale.low if first else scale.high
    if question.options:
        return question.option_ids[0 if first else -1]
    if question.kind == "number":
        return question.at_least or Fraction(1)
    return _SAID if question.kind == "text" else None
