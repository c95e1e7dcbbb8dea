"""From markup to PDF.

The same markup gives the same bytes in any process: fonts come from the kit alone, nothing is fetched, and
no date is read from the clock.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import cached_property
from typing import Any

from pipeline.rendering.assets.brand import glyphs_of
from pipeline.rendering.assets.files import Asset, stylesheet_of
from pipeline.rendering.printing.aloud import tell_words
from pipeline.rendering.printing.document import UNDATED, Attachment, Document, Metadata
from pipeline.rendering.printing.figures import join_labels
from pipeline.rendering.printing.fonts import fonts_among, lend_fonts
from pipeline.rendering.printing.glyphs import Glyphs, mend
from pipeline.rendering.printing.home import HOME
from pipeline.rendering.printing.keeper import Keeper, is_usual
from pipeline.rendering.printing.layout import read_sheets
from pipeline.rendering.printing.letters import Signer
from pipeline.rendering.printing.preflight import examine, read_range
from pipeline.rendering.printing.shelf import Shelf
from pipeline.rendering.printing.weasy import (
    CSS,
    HTML,
    AttachedFile,
    FontConfiguration,
    URLFetcher,
    URLFetcherResponse,
)

KEYS = {
    "ClientID": "client_id",
    "KitDigest": "kit_digest",
    "InputDigest": "input_digest",
    "Version": "version",
}
"""Entries of the PDF's information dictionary, and the field of :class:`Metadata` that each holds."""

PAGES = "pages"
"""The name of a template's ``<meta>`` that says how many pages there may be, such as ``8-10``."""

_BOX = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)", re.DOTALL)
"""How WeasyPrint tells of a character that no font has."""


class Printer:
    """Prints pages with one set of assets. Make one per process: it reads stylesheet and fonts once.

    Raises :class:`RenderError` when the stylesheet is missing or asks for something that is not an asset.
    """

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        stylesheet_of(assets)
        self._assets = assets
        self._signer = Signer(assets)
        self._loan = lend_fonts(self, assets)
        self._shelf = Shelf(self._signer.assets)
        self._fetcher = _Fetcher(self._shelf)
        self._images: dict[str, object] = {}
        with _listening() as self._complaints:
            self._fonts = FontConfiguration()
            self._style = CSS(
                string=stylesheet_of(self._signer.assets).content.decode(),
                base_url=HOME,
                url_fetcher=self._fetcher,
                font_config=self._fonts,
            )
        self._shelf.refuse()
        sheets = (asset.content.decode(errors="replace") for asset in assets.values() if asset.is_stylesheet)
        self._keeper = Keeper() if all(map(is_usual, sheets)) else None

    def renew(self, assets: Mapping[str, Asset]) -> "Printer":
        """Return a printer with other assets, in the place of this one."""
        self.close()
        return Printer(assets)

    def close(self) -> None:
        """Remove the copies of the fonts; nothing can be printed afterwards."""
        self._loan.end()
        self._fonts.__del__()  # WeasyPrint has copies of its own, and no other way to say that they may go

    def _lay_out(self, html: Any, markup: str, variant: Mapping[str, object]) -> Any:  # noqa: ANN401
        options = {"stylesheets": [self._style], "cache": self._images, **variant}
        if self._keeper and is_usual(markup):
            return self._keeper.render(html, self._fonts, **options)
        return html.render(font_config=self._fonts, **options)

    def _finish(self, document: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint ships no type hints
        """Let every glyph and every line stand for its text, before the file is written."""
        mend(pdf.objects, lambda: self._glyphs)
        tell_words(document.pages, pdf)
        join_labels(pdf.objects)

    @cached_property
    def _glyphs(self) -> tuple[Glyphs, ...]:
        return tuple(glyphs_of(font.content) for font in fonts_among(self._assets).values())

    def print(self, markup: str, metadata: Metadata, attached: Attachment | None = None) -> Document:
        """Return the pages as a tagged PDF (PDF/UA-1); with something attached, as PDF/A-3a as well.

        Raises :class:`RenderError` when a page asks for anything that is not an asset.
        """
        variant = {"pdf_variant": "pdf/a-3a", "pdf_tags": True} if attached else {"pdf_variant": "pdf/ua-1"}
        with _listening() as complaints, warnings.catch_warnings():
            # WeasyPrint leaves it to the garbage collector to close its colour profile.
            warnings.filterwarnings("ignore", ".*sRGB2014", ResourceWarning)
            signed = self._signer.sign(markup)
            html = HTML(string=signed.text, base_url=HOME, url_fetcher=self._fetcher)
            pages = self._lay_out(html, signed.text, variant)
            allowed = pages.metadata.custom.get(PAGES)
            _describe(pages.metadata, metadata, attached)
            content = pages.write_pdf(finisher=self._finish, custom_metadata=True, **variant)
        if self._shelf.refused:
            self._images.clear()  # it remembers failures too, and would not ask again
        self._shelf.refuse()
        said = tuple(dict.fromkeys(self._complaints + complaints))
        boxes = (chr(int(box[1], 16)) for note in said if (box := _BOX.fullmatch(note)))
        lacking = tuple(dict.fromkeys((*signed.lacking, *boxes)))
        notes = [note for note in said if not _BOX.fullmatch(note)]
        if notes:
            self._keeper = None  # what is kept would not be complained about again
        sheets = tuple(read_sheets(pages.pages))
        findings = examine(sheets, read_range(allowed) if allowed else None, notes)
        if attached:
            from pipeline.rendering.printing.archive import declare_accessible

            content = declare_accessible(content)
        return Document(content, len(sheets), findings, lacking)


def read_style(asset: Asset) -> tuple[str, ...]:
    """Return what the engine says of the rules of one stylesheet. Nothing is loaded that it asks for."""
    with _listening() as complaints:
        CSS(string=asset.content.decode("utf-8-sig"), base_url=HOME, url_fetcher=_Fetcher(Shelf({})))
    return tuple(dict.fromkeys(complaints))


def _describe(described: Any, metadata: Metadata, attached: Attachment | None) -> None:  # noqa: ANN401
    """Let a PDF say of itself what ``metadata`` says, and nothing that the markup does."""
    described.title, described.authors = metadata.title, [metadata.author]
    described.lang = metadata.language
    described.generator = f"Career Roadmap {metadata.version}"
    described.created = metadata.created.isoformat() if metadata.created else None
    described.modified, described.description, described.keywords = None, None, []
    described.custom = {key: getattr(metadata, field) for key, field in KEYS.items()}
    described.attachments = []
    if attached:
        # Without dates WeasyPrint would write the time of printing.
        day = datetime.combine(metadata.created or UNDATED, time(), UTC)
        described.attachments = [
            AttachedFile(
                string=attached.content,
                name=attached.name,
                description=attached.description,
                created=day,
                modified=day,
                relationship="Data",
            )
        ]


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no type hints
    """Hands out what is on a shelf and nothing else: no way leads from here to the network or to a file."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._shelf = shelf

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - as in the base
        """Return the asset of that address; refuse any other."""
        if asset := self._shelf.find(url):
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
        raise ValueError("not an asset of the kit or the brand")


class _Notes(logging.Handler):
    """Collects what WeasyPrint says."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._notes = notes

    def emit(self, record: logging.LogRecord) -> None:
        self._notes.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect warnings, and keep them from other logs: they may quote what a client wrote."""
    notes: list[str] = []
    logger, handler = logging.getLogger("weasyprint"), _Notes(notes)
    propagates, logger.propagate = logger.propagate, False
    level = logger.level
    logger.setLevel(logging.WARNING)  # else the level of other logs would decide what is heard
    logger.addHandler(handler)
    try:
        yield notes
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagates
