"""The engines that print pages: one seam, from markup and assets to the bytes of a PDF."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import RenderError
from pipeline.models.making import STANDARD_ENGINE, EngineName

if TYPE_CHECKING:  # whoever only asks whether an engine is there loads none
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.document import Attachment, Document, Metadata

_FAST_PACKAGE = "plutoprint"

LACKING = (
    "tags for screen readers, bookmarks, attachments, and page numbers in the list of contents; "
    "and whether all text stays in its box was not looked at"
)
"""What a draft does without, as it is told."""


class Engine(Protocol):
    """Prints pages with one set of assets, which it reads once."""

    def print(self, markup: str, metadata: "Metadata", attached: "Attachment | None" = None) -> "Document":
        """Return the pages as a PDF. Raises :class:`RenderError` when a page asks for what is no asset."""

    def renew(self, assets: "Mapping[str, Asset]") -> "Engine":
        """Return an engine with other assets, in the place of this one, which prints no more.

        Raises:
            SpentError: another process has to be set up with them.
            RenderError, OSError: as :func:`open_engine`.
        """

    def close(self) -> None:
        """Give back what is held; nothing can be printed afterwards."""


def has_engine(name: EngineName) -> bool:
    """Whether an engine is installed: the standard one always is."""
    return name == STANDARD_ENGINE or find_spec(_FAST_PACKAGE) is not None


def require_engine(name: EngineName) -> None:
    """Raise :class:`RenderError` if an engine is not installed."""
    if not has_engine(name):
        raise RenderError(
            "The fast engine, PlutoPrint, is not installed.",
            'Install it into the same environment: pip install "plutoprint>=0.23,<0.24" - or leave out '
            "--engine plutoprint (and engine under [reports] in roadmap.toml) to use the standard engine.",
        )


def open_engine(name: EngineName, assets: "Mapping[str, Asset]") -> Engine:
    """Return an engine that is set up with these assets.

    Raises:
        RenderError: it is not installed, or the assets lack a stylesheet or fonts.
        OSError: the temporary folder cannot be written.
    """
    require_engine(name)
    if name == "plutoprint":
        from pipeline.rendering.printing.draft import DraftPrinter

        return DraftPrinter(assets)
    from pipeline.rendering.printing.pdf import Printer

    return Printer(assets)
