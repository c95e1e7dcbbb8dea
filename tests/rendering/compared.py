"""Clients who were assessed twice."""

from dataclasses import replace
from datetime import timedelta

from pipeline.models.answers import Answer
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.rendering.building.report import build_report
from pipeline.rendering.views.report import Report
from pipeline.workflow.assessing import Assessor
from tests.people import kit
from tests.rendering.built import settings, whole_maya

MODERATE: dict[str, Answer] = {
    "B08": "1-year", "B09": "last-month", "B10": "2", "B02c": "yes", "B07": "written", "L07": 4, "L22": 4,
}  # fmt: skip
"""What Maya answers half a year later: facts that her plan was to change, and one answer that went down."""


def later(apart: int = 186, /, **changed: Answer) -> Client:
    """Return Maya, assessed again after some days with these answers changed."""
    person = whole_maya(**changed)
    assert person.completed_at is not None
    return replace(person, completed_at=person.completed_at + timedelta(days=apart))


def compare(now: Client, before: Client | None = None, used: Kit | None = None) -> Assessment:
    """Assess somebody who was assessed before (without more said, as Maya)."""
    return Assessor(used or kit()).assess(now, before or whole_maya())


def report_of(assessment: Assessment, used: Kit | None = None) -> Report:
    """Return the report with what changed."""
    return build_report(assessment, used or kit(), settings(), "en")
