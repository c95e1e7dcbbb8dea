"""Two hundred people, every language: reports, briefs and archives keep to the standards, fit to be sent."""

import io
from itertools import islice

import page as checker
import pikepdf
import pytest

from pipeline.models.assessment import Assessment
from pipeline.rendering.building.brief import build_brief
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Attachment, Document
from pipeline.rendering.views.report import Report
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import settings
from tests.rendering.prints import describe, pages, print_report, printer

pytestmark = pytest.mark.proof

PEOPLE, SEED = 200, 20
PARTS = 5
"""So many tests share the people of a language, and the cores of the machine share these."""

MOST_BYTES = 200_000
ACCESSIBLE, ARCHIVE = checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_3A


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", kit().wordings)
def test_every_document_keeps_to_the_standard_and_needs_no_mending(language: str, part: int) -> None:
    assessor = Assessor(kit())
    faults = {}
    for person, earlier in islice(crowd(PEOPLE, SEED), part, None, PARTS):
        assessment = assessor.assess(person, earlier)
        report = build_report(assessment, kit(), settings(), language)
        found = [
            *_faults(print_report(report), ACCESSIBLE),
            *_faults(_brief(assessment, language), ACCESSIBLE),
            *_faults(_archive(report, person.id), ACCESSIBLE, ARCHIVE),
        ]
        if found:
            faults[person.id, person.name] = found
    assert faults == {}


def _brief(assessment: Assessment, language: str) -> Document:
    report = build_report(assessment, kit(), settings(), language)
    markup = pages().markup(build_brief(assessment, kit(), settings(), language))
    return printer().print(markup, describe(report))


def _archive(report: Report, scores: str) -> Document:
    attached = Attachment("scorecard.json", "The scores behind these pages", scores)
    return printer().print(pages().markup(report), describe(report), attached)


def _faults(document: Document, *standards: checker.ValidationProfile) -> list[str]:
    checked = [checker.validate_pdf_bytes(document.content, profile=standard) for standard in standards]
    found = [f"{failure.rule_id}: {failure.message}" for each in checked for failure in each.failures]
    found += [finding.message for finding in document.findings]
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        found += pdf.check_pdf_syntax()
    if len(document.content) > MOST_BYTES:
        found.append(f"{len(document.content)} bytes")
    return found
