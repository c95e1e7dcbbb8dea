"""Several PDFs as one."""

import io

import pikepdf
import pytest
from pypdf import PdfReader

from pipeline.rendering.printing.binding import bind
from tests.posting import pdf_of


def test_pages_follow_each_other_and_say_nothing_of_whose_they_were() -> None:
    tagged = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400))
        page.obj.StructParents, page.obj.Tabs = 0, pikepdf.Name.S
        pdf.save(tagged)
    bound = bind([tagged.getvalue(), pdf_of("C-1", "digest")])
    first, second = PdfReader(io.BytesIO(bound)).pages
    assert first.mediabox.width == 300
    assert second.mediabox.width != 300
    assert "/StructParents" not in first
    assert b"C-1" not in bound


def test_the_same_bytes_give_the_same_bytes() -> None:
    pages = [pdf_of("C-1", "one"), pdf_of("C-2", "two")]
    assert bind(pages) == bind(pages)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(pikepdf.PdfError):
        bind([b"no PDF"])
