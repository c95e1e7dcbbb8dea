"""From scores and plan to a printed report: a view of every page, its markup, its PDF.

Importing this costs nothing: what is named here is loaded when it is first used. WeasyPrint alone takes most
of a second, and a command that prints no report never needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.rendering.assets import Asset, gather_assets, load_logo, load_photo
    from pipeline.rendering.brief import build_brief
    from pipeline.rendering.build import build_report
    from pipeline.rendering.document import Attachment, Document, Metadata
    from pipeline.rendering.page import Pages
    from pipeline.rendering.pdf import Printer
    from pipeline.rendering.view import Report
    from pipeline.rendering.view_brief import Brief

__all__ = [
    "Asset",
    "Attachment",
    "Brief",
    "Document",
    "Metadata",
    "Pages",
    "Printer",
    "Report",
    "build_brief",
    "build_report",
    "gather_assets",
    "load_logo",
    "load_photo",
]

_HOMES = {
    "Asset": "assets",
    "Brief": "view_brief",
    "Attachment": "document",
    "Document": "document",
    "Metadata": "document",
    "Pages": "page",
    "Printer": "pdf",
    "Report": "view",
    "build_brief": "brief",
    "build_report": "build",
    "gather_assets": "assets",
    "load_logo": "assets",
    "load_photo": "assets",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
