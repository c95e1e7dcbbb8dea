"""A report for archives: PDF/A-3a and PDF/UA-1 in one file, with the scores inside for programs."""

import io
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import count

import page as checker
import pikepdf
import pypdf
import pytest

from pipeline.rendering.printing.archive import declare_accessible
from pipeline.rendering.printing.document import Attachment, Document
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


def faults(content: bytes) -> list[str]:
    found = checker.validate_pdf_bytes(content, profile=checker.ValidationProfile.PDF_A_3A).failures
    return [f"{failure.rule_id}: {failure.message}" for failure in found]


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


UNCLEAR = b"\r\nendstream"


def ending_in_cr(text: bytes) -> bytes:
    """Compress a text with as many spaces after it as let the last byte be CR."""
    begun = zlib.compressobj()
    start = begun.compress(text)
    found = (end_with(b" " * spaces, begun.copy()) for spaces in count())
    return start + next(end for end in found if end.endswith(b"\r"))


def end_with(text: bytes, begun: "zlib._Compress") -> bytes:
    return begun.compress(text) + begun.flush()


def altered(content: bytes, alter: Callable[[pikepdf.Pdf], None]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        alter(pdf)
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def let_a_page_end_in_cr(pdf: pikepdf.Pdf) -> None:
    """Have the pages as they are before they are said to be accessible, the first one ending in CR."""
    said = pdf.Root.Metadata.read_bytes()
    start, end = said.index(b"<rdf:Description xmlns:pdfuaid"), said.rindex(b"</rdf:RDF>")
    pdf.Root.Metadata.write(said[:start] + said[end:])
    drawn = pdf.pages[0].obj.Contents
    drawn.write(ending_in_cr(drawn.read_bytes()), filter=pikepdf.Name.FlateDecode)


def leave_a_note(note: str, pdf: pikepdf.Pdf) -> None:
    pdf.Root.Sample = pikepdf.String(note)


def test_a_stream_that_ends_in_cr_is_as_long_as_it_says() -> None:
    unclear = altered(archived("maya").content, let_a_page_end_in_cr)
    assert UNCLEAR in unclear
    cured = declare_accessible(unclear)
    assert UNCLEAR not in cured
    assert declare_accessible(unclear) == cured
    assert faults(cured) == []
    shown, meant = (
        pypdf.PdfReader(io.BytesIO(content)).pages[0] for content in (cured, archived("maya").content)
    )
    assert shown.extract_text() == meant.extract_text()


def test_the_settings_of_a_stream_stay_with_its_filter() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        content = next(
            packed for last in range(256) if (packed := zlib.compress(bytes((0, 1, last)))).endswith(b"\r")
        )
        settings = pikepdf.Dictionary(Predictor=15, Columns=2)
        pdf.Root.Sample = pdf.make_stream(b"")
        pdf.Root.Sample.write(content, filter=pikepdf.Name.FlateDecode, decode_parms=settings)

    with pikepdf.open(io.BytesIO(declare_accessible(altered(archived("maya").content, add)))) as pdf:
        kept = pdf.Root.Sample
        assert kept.read_raw_bytes()[-2:-1] == b"\r"
        assert kept.DecodeParms.Columns == 2


@pytest.mark.proof
def test_the_list_of_objects_does_not_end_in_cr_either() -> None:
    """A note is tried at each length until one lets a file as it is usually saved end its list in CR."""
    plain = archived("maya").content
    made = (altered(plain, partial(leave_a_note, "x" * length)) for length in range(2000))
    unclear = next(content for content in made if UNCLEAR in content)
    assert UNCLEAR not in declare_accessible(unclear)
