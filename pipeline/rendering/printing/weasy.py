"""WeasyPrint, and the only door to it: what is used of it, loaded without its word on the machine's fonts."""

import warnings

with warnings.catch_warnings():
    # WeasyPrint looks for the machine's fonts when it is loaded; the pages use none but the kit's own.
    warnings.filterwarnings("ignore", "No fonts configured in FontConfig", UserWarning)
    from pydyf import String
    from weasyprint import CSS, DEFAULT_OPTIONS, HTML
    from weasyprint import Attachment as AttachedFile
    from weasyprint.css import (
        ComputedStyle,
        InitialStyle,
        StyleFor,
        declaration_precedence,
        find_style_attributes,
        find_stylesheets,
        preprocess_declarations,
    )
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.media_queries import evaluate_media_query
    from weasyprint.css.targets import TargetCollector
    from weasyprint.document import Document as Rendering
    from weasyprint.formatting_structure.boxes import BlockContainerBox, MarginBox, ReplacedBox, TextBox
    from weasyprint.html import UA_STYLESHEET
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS",
    "DEFAULT_OPTIONS",
    "HTML",
    "UA_STYLESHEET",
    "AbsolutePlaceholder",
    "AttachedFile",
    "BlockContainerBox",
    "ComputedStyle",
    "CounterStyle",
    "FontConfiguration",
    "InitialStyle",
    "LayoutContext",
    "MarginBox",
    "Rendering",
    "ReplacedBox",
    "String",
    "StyleFor",
    "TargetCollector",
    "TextBox",
    "URLFetcher",
    "URLFetcherResponse",
    "declaration_precedence",
    "evaluate_media_query",
    "find_style_attributes",
    "find_stylesheets",
    "get_image_from_uri",
    "preprocess_declarations",
]
