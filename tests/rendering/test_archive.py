"""A report for archives: PDF/A-3a and PDF/UA-1 in one file, with the scores inside for programs."""

import io
import json
from dataclasses import replace
from functools import cache

import page as checker
import pikepdf
import pypdf
import pytest

from pipeline.rendering.document import Attachment, Document
from tests.rendering.prints import describe, pages, printed, printer
from tests.rendering.sample_extremes import everyone

SCORES = Attachment(
    "scorecard.json", "The scores behind these pages", json.dumps({"client": "مايا", "F": 40.6944})
)


@cache
def archived(name: str) -> Document:
    report = everyone()[name]
    return printer().print(pages().markup(report), describe(report), SCORES)


@pytest.mark.parametrize("name", ["maya", "bare", "strip", "arabic-name", "brand"])
@pytest.mark.parametrize("standard", [checker.ValidationProfile.PDF_A_3A, checker.ValidationProfile.PDF_UA_1])
def test_one_file_passes_both_standards(name: str, standard: checker.ValidationProfile) -> None:
    report = checker.validate_pdf_bytes(archived(name).content, profile=standard)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_without_being_asked_for_a_file_is_none_for_archives() -> None:
    plain = printed("maya").content
    assert not checker.is_pdf_compliant_bytes(plain, profile=checker.ValidationProfile.PDF_A_3A)
    assert not pypdf.PdfReader(io.BytesIO(plain)).attachments


def test_the_scores_come_out_as_they_went_in() -> None:
    attached = pypdf.PdfReader(io.BytesIO(archived("maya").content)).attachments
    assert {name: [part.decode() for part in parts] for name, parts in attached.items()} == {
        SCORES.name: [SCORES.content]
    }


def test_the_same_report_gives_the_same_bytes_and_other_scores_give_others() -> None:
    report = everyone()["maya"]
    markup, described = pages().markup(report), describe(report)
    assert printer().print(markup, described, SCORES).content == archived("maya").content
    other = replace(SCORES, content="{}")
    assert printer().print(markup, described, other).content != archived("maya").content


def test_the_file_inside_bears_the_day_of_completion_and_never_that_of_printing() -> None:
    for name, day in (("maya", "D:20260512"), ("bare", "D:19700101")):
        with pikepdf.open(io.BytesIO(archived(name).content)) as pdf:
            dates = pdf.attachments[SCORES.name].get_file()
            assert dates.creation_date is not None
            assert dates.creation_date.strftime("D:%Y%m%d") == day


def test_pages_text_and_size_stay_what_they_are() -> None:
    kept, plain = (pypdf.PdfReader(io.BytesIO(made.content)) for made in (archived("maya"), printed("maya")))
    assert [page.extract_text() for page in kept.pages] == [page.extract_text() for page in plain.pages]
    assert kept.metadata is not None
    assert str(kept.metadata["/ClientID"]) == "C-001"
    assert len(archived("maya").content) < 200_000
