"""WeasyPrint, and the only door to it: what is used of it, loaded without its word on the machine's fonts."""

import warnings

with warnings.catch_warnings():
    # WeasyPrint looks for the machine's fonts when it is loaded; the pages use none but the kit's own.
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
    from weasyprint import CSS, HTML
    from weasyprint import Attachment as AttachedFile
    from weasyprint.formatting_structure.boxes import BlockContainerBox, MarginBox, ReplacedBox, TextBox
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "HTML",
    "AttachedFile",
    "BlockContainerBox",
    "FontConfiguration",
    "MarginBox",
    "ReplacedBox",
    "TextBox",
    "URLFetcher",
    "URLFetcherResponse",
]
