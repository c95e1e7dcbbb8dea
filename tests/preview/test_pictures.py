"""PDFium does one thing at a time, whatever the browser asks for."""

import io

import pypdfium2
import pytest

from pipeline.preview import pictures


def test_a_picture_is_given_back_before_pdfium_is_free_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    given_back = []
    close = pypdfium2.PdfBitmap.close

    def note(bitmap: pypdfium2.PdfBitmap) -> None:
        given_back.append(pictures._alone.locked())
        close(bitmap)

    monkeypatch.setattr(pypdfium2.PdfBitmap, "close", note)
    stream = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(20, 10)
    document.save(stream)
    document.close()
    assert pictures.draw(stream.getvalue(), 0).startswith(b"\x89PNG")
    assert given_back == [True]
