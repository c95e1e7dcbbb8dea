"""Several PDFs as one, to be printed on paper in one go."""

import io
from collections.abc import Iterable
from contextlib import ExitStack

import pikepdf


def bind(contents: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of all, in their order. The same bytes give the same bytes.

    Their tags for screen readers are left out, and so is what each said of itself.
    """
    with ExitStack() as open_files, pikepdf.new() as bound:
        for content in contents:
            pdf = open_files.enter_context(pikepdf.open(io.BytesIO(content)))
            bound.pages.extend(pdf.pages)
        for page in bound.pages:
            for key in ("/StructParents", "/Tabs"):
                if key in page:
                    del page[key]
        stream = io.BytesIO()
        bound.save(stream, deterministic_id=True)
        return stream.getvalue()
