# ruff: noqa: ANN401 - WeasyPrint ships no type hints
"""Lays out documents with what was computed for the documents before.

Documents of a kit have the same elements in the same places under the same rules: what WeasyPrint computes
for each of them anew comes out the same. Its rules for notes and markers, which apply to every single
element, come to nothing where there are none. Without that work the pages are the same, byte by byte.
"""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from pipeline.rendering.printing.styles import Ground, Place, Styles
from pipeline.rendering.printing.weasy import (
    DEFAULT_OPTIONS,
    UA_STYLESHEET,
    CounterStyle,
    LayoutContext,
    Rendering,
    TargetCollector,
    evaluate_media_query,
    find_stylesheets,
    get_image_from_uri,
)

MOST_STYLES = 20_000
"""Styles that are kept: a report has some hundreds, most of them those of the report before."""

MOST_HEADS = 50
"""Different heads of documents: a kit has a few for each language."""

_UNUSUAL = re.compile(r"list-item|footnote|note\(|\d[dlps]?v(?:w|h|i|b|min|max)\b", re.IGNORECASE)
"""Notes, markers of what is no ``li``, and lengths that are parts of the page."""

_NOTES = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
_MARKER = "marker"


def is_usual(text: str) -> bool:
    """Whether styles can be kept for a stylesheet, or a document's markup, as far as can be told from it."""
    return not _UNUSUAL.search(text)


@dataclass(frozen=True, slots=True, eq=False)
class _Head:
    """The stylesheets of a document's own, what they define beside rules, and the place above its root."""

    sheets: tuple[Any, ...]
    counters: Any
    profiles: dict[str, Any]
    top: Place = field(default_factory=Place)


class Keeper:
    """Lays out documents with the styles that it has kept: one for each set of fonts and stylesheets."""

    def __init__(self) -> None:
        self._heads: dict[Any, _Head] = {}
        self._left = MOST_STYLES

        class Kept(Rendering):  # type: ignore[misc]  # WeasyPrint ships no type hints
            @classmethod
            def _build_layout_context(cls, *given: Any) -> Any:
                return self._context(*given)

        self._rendering = Kept

    def render(self, html: Any, fonts: Any, **options: Any) -> Any:
        """Lay out a document, as its own ``render`` does."""
        return self._rendering._render(html, fonts, None, None, {**DEFAULT_OPTIONS, **options})  # noqa: SLF001

    def _may_keep(self) -> bool:
        self._left -= 1
        return self._left >= 0

    def _context(
        self,
        html: Any,
        fonts: Any,
        counters: Any,
        profiles: Any,
        options: Mapping[str, Any],
    ) -> Any:
        head = self._head(html, fonts)
        counters.update(head.counters)
        profiles.update(head.profiles)
        sheets = [
            (_plain_sheet(), "user agent", None),
            *((sheet, "author", None) for sheet in head.sheets),
            *((sheet, "user", None) for sheet in options["stylesheets"]),
        ]
        targets = TargetCollector()
        styles = Styles(html, Ground(sheets, fonts, head.top, self._may_keep), targets)
        images = partial(
            get_image_from_uri, cache=options["cache"], url_fetcher=html.url_fetcher, options=options
        )
        return LayoutContext(styles, images, fonts, counters, targets)

    def _head(self, html: Any, fonts: Any) -> _Head:
        """Return the document's own stylesheets, read once for all documents that have the same."""
        elements = [each.etree_element for each in html.wrapper_element.query_all("style", "link")]
        read = [each for each in elements if _is_for(html.media_type, each.get("media", ""))]
        key = tuple((each.tag, *sorted(each.items()), each.text) for each in read)
        if known := self._heads.get(key):
            return known
        counters, profiles = CounterStyle(), dict[str, Any]()
        for defined in html._ua_counter_style():  # noqa: SLF001
            counters.update(defined)
        around = (html.wrapper_element, html.media_type, html.url_fetcher, html.base_url, fonts)
        head = _Head(tuple(find_stylesheets(*around, counters, profiles, [], [])), counters, profiles)
        if len(self._heads) < MOST_HEADS:
            self._heads[key] = head
        return head


def _is_for(medium: str, media: str) -> bool:
    """Whether WeasyPrint reads a stylesheet for these media."""
    return bool(evaluate_media_query([each.strip() for each in (media.strip() or "all").split(",")], medium))


@cache
def _plain_sheet() -> Any:
    """Return WeasyPrint's own stylesheet without rules for notes, its rule for markers for ``li`` alone.

    No other element has a marker without asking for it, which is unusual.
    """
    sheet, matcher = copy(UA_STYLESHEET), copy(UA_STYLESHEET.matcher)
    matcher.other_selectors = [
        ((_is_item, *rest) if rest[2] == _MARKER else (test, *rest))
        for test, *rest in matcher.other_selectors
        if rest[2] not in _NOTES
    ]
    sheet.matcher = matcher
    return sheet


def _is_item(element: Any) -> bool:
    return bool(element.local_name == "li")
