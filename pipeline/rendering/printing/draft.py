"""From markup to a draft: the same pages by a faster engine that lacks what a finished report needs.

PlutoPrint knows no tags, bookmarks, archive variants or ``target-counter()``, and tells nothing of what runs
out of its box. The same markup gives the same bytes, as it does with the standard engine.
"""

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from pipeline.errors import RenderError, SpentError
from pipeline.rendering.assets.files import STYLESHEET, Asset, stylesheet_of
from pipeline.rendering.printing.document import UNDATED, Attachment, Document, Metadata
from pipeline.rendering.printing.fonts import fonts_among, lend_fonts
from pipeline.rendering.printing.home import HOME
from pipeline.rendering.printing.kept_fonts import RULES, ask_first
from pipeline.rendering.printing.letters import Signer
from pipeline.rendering.printing.pluto import (
    PAGE_MARGINS_NONE,
    PAGE_SIZE_A4,
    PDF_METADATA_AUTHOR,
    PDF_METADATA_CREATION_DATE,
    PDF_METADATA_SUBJECT,
    PDF_METADATA_TITLE,
    Book,
    Error,
    ResourceData,
    ResourceFetcher,
    default_resource_fetcher,
)
from pipeline.rendering.printing.shelf import Shelf

_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_STYLE = f'<link rel="stylesheet" href="{STYLESHEET}">'
"""Comes before all that a page says itself. Given as the user's style, it would win over that."""


class DraftPrinter:
    """Prints drafts with one set of assets. Make one per process, and renew it: another would see its fonts.

    Raises :class:`RenderError` when the stylesheet or all fonts are missing.
    """

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        stylesheet_of(assets)
        self._fonts, self._loan = fonts_among(assets), lend_fonts(self, assets, RULES)
        self._read(assets)

    def renew(self, assets: Mapping[str, Asset]) -> "DraftPrinter":
        """Print with other assets from now on.

        Raises:
            SpentError: the fonts are others; those of before stay known for as long as the process lives.
            RenderError: the stylesheet is missing.
        """
        if fonts_among(assets) != self._fonts:
            raise SpentError
        stylesheet_of(assets)
        self._read(assets)
        return self

    def _read(self, assets: Mapping[str, Asset]) -> None:
        self._signer = Signer(assets)
        self._shelf = Shelf(ask_first(self._signer.assets, self._loan.files))

    def close(self) -> None:
        """Remove the copies of the fonts; nothing can be printed afterwards."""
        self._loan.end()

    def print(self, markup: str, metadata: Metadata, attached: Attachment | None = None) -> Document:  # noqa: ARG002 - a draft carries no attachment
        """Return the pages as a PDF without tags.

        Raises :class:`RenderError` when a page asks for anything that is not an asset, or cannot be laid out.
        """
        signed = self._signer.sign(markup)
        book, stream = Book(PAGE_SIZE_A4, PAGE_MARGINS_NONE), io.BytesIO()
        book.custom_resource_fetcher = _Fetcher(self._shelf, self._loan.files)
        try:
            book.load_html(_HEAD.sub(lambda head: head[0] + _STYLE, signed.text, count=1), base_url=HOME)
            _describe(book, metadata)
            book.write_to_pdf_stream(stream)
        except Error as error:
            raise RenderError(
                "The fast engine cannot print this page.", "Use the standard engine."
            ) from error
        finally:
            self._shelf.refuse()
        return Document(stream.getvalue(), book.get_page_count(), (), signed.lacking)


class _Fetcher(ResourceFetcher):
    """Hands out what is on a shelf; for anything else there is nothing, and the shelf remembers it.

    Fonts come from their ``files``: the engine may let go of one after Python has ended, and of nothing that
    is Python's then.
    """

    def __init__(self, shelf: Shelf, files: Mapping[str, Path]) -> None:
        super().__init__()
        self._shelf, self._files = shelf, files

    def fetch_url(self, url: str) -> ResourceData:
        """Return an asset, or nothing."""
        asset = self._shelf.find(url)
        if asset and asset.name in self._files:
            return default_resource_fetcher.fetch_url(self._files[asset.name].as_uri())
        return ResourceData(asset.content, asset.media_type) if asset else ResourceData(b"", "text/plain")


def _describe(book: Book, metadata: Metadata) -> None:
    """Let a PDF say of itself what ``metadata`` says, that it is a draft, and no time of printing."""
    day = datetime.combine(metadata.created or UNDATED, time(), UTC)
    book.set_metadata(PDF_METADATA_TITLE, metadata.title)
    book.set_metadata(PDF_METADATA_AUTHOR, metadata.author)
    book.set_metadata(PDF_METADATA_SUBJECT, f"Draft, by Career Roadmap {metadata.version}")
    book.set_metadata(PDF_METADATA_CREATION_DATE, day.isoformat())
