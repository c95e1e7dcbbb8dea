"""Two hundred people in every language: reports and briefs keep to the standard and are fit to be sent."""

import io

import page as checker
import pikepdf
import pytest

from pipeline.models.assessment import Assessment
from pipeline.rendering import build_brief, build_report
from pipeline.rendering.document import Document
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import settings
from tests.rendering.prints import describe, pages, print_report, printer

pytestmark = pytest.mark.proof

PEOPLE, SEED = 200, 20
MOST_BYTES = 200_000


@pytest.mark.parametrize("language", kit().wordings)
def test_every_document_keeps_to_the_standard_and_needs_no_mending(language: str) -> None:
    assessor = Assessor(kit())
    faults = {}
    for person, earlier in crowd(PEOPLE, SEED):
        assessment = assessor.assess(person, earlier)
        report = build_report(assessment, kit(), settings(), language)
        found = [*_faults(print_report(report)), *_faults(_brief(assessment, language))]
        if found:
            faults[person.id, person.name] = found
    assert faults == {}


def _brief(assessment: Assessment, language: str) -> Document:
    report = build_report(assessment, kit(), settings(), language)
    markup = pages().markup(build_brief(assessment, kit(), settings(), language))
    return printer().print(markup, describe(report))


def _faults(document: Document) -> list[str]:
    checked = checker.validate_pdf_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)
    found = [f"{failure.rule_id}: {failure.message}" for failure in checked.failures]
    found += [finding.message for finding in document.findings]
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        found += pdf.check_pdf_syntax()
    if len(document.content) > MOST_BYTES:
        found.append(f"{len(document.content)} bytes")
    return found
