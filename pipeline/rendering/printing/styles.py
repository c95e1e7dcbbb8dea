# ruff: noqa: ANN401 - WeasyPrint ships no type hints
"""The styles of a document's elements: computed once for all elements, of all documents, that are the same.

They are the same if the same declarations apply to them, under parents that are the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from pipeline.rendering.printing.weasy import (
    ComputedStyle,
    InitialStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

_DECLARING = ("style", "lang", "id", "name", "width", "height")
"""Attributes that WeasyPrint makes declarations of."""

_BENEATH_PAGE = ("html", "body")
"""Elements whose ``overflow`` WeasyPrint gives to the page, and takes from them."""

Declared = Sequence[tuple[Any, Iterable[Any], str]]
"""Specificity, declarations and base address."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An element's style, those of its pseudo-elements, and the places beneath by what applies to them."""

    style: Any = None
    others: tuple[tuple[str, Any], ...] = ()
    beneath: dict[Any, "Place"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What styles are computed from: sheets with origin and strength, and the place ``top`` above all roots.

    ``may_keep`` is asked for each style that was computed.
    """

    sheets: Sequence[tuple[Any, str, Any]]
    fonts: Any
    top: Place
    may_keep: Callable[[], bool]


class Styles(StyleFor):  # type: ignore[misc]
    """The styles of one document; where they ``anchor`` something, the collector is told."""

    def __init__(self, html: Any, ground: Ground, targets: Any) -> None:
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self._sheets = ground.sheets
        self.font_config = ground.fonts
        self.initial_page_sizes = {"box": None, "area": None}
        self._ground = ground
        self._root: Place | None = None
        others = []
        for element, place in self._places(html):
            self._put(targets, (element, None), place.style)
            others += [((element, name), style) for name, style in place.others]
        for key, style in others:
            self._put(targets, key, style)

    def _put(self, targets: Any, key: Any, style: Any) -> None:
        self._computed_styles[key] = style
        if style["anchor"]:
            targets.collect_anchor(style["anchor"])

    def _places(self, html: Any) -> Iterator[tuple[Any, Place]]:
        """Yield every element with its place, parents first."""
        declared: dict[Any, list[Any]] = defaultdict(list)
        own = find_style_attributes(html.etree_element, base_url=html.base_url)
        for specificity, element, declarations, base in own:
            declared[element].append((specificity, declarations, base))
        matchers = [(number, sheet.matcher.match) for number, (sheet, *_) in enumerate(self._sheets)]
        places: dict[Any, Place] = {None: self._ground.top}
        for wrapper in html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            above = places[wrapper.parent.etree_element if wrapper.parent else None]
            rules = [(number, rule) for number, match in matchers for rule in match(wrapper)]
            said = (element.tag, *map(element.get, _DECLARING)) if element in declared else ()
            key = (said, *((number, rule[0], rule[2], id(rule[3][0])) for number, rule in rules))
            place = above.beneath.get(key)
            if place is None:
                place = self._compute(above.style, declared.get(element, ()), rules, html.base_url)
                if self._ground.may_keep():
                    above.beneath[key] = place
            elif element.tag in _BENEATH_PAGE:
                place.style.pop("overflow", None)
            self._root = self._root or place
            places[element] = place
            yield element, place

    def _compute(self, parent: Any, own: Declared, rules: Sequence[Any], base: str) -> Place:
        """Return a new place beneath a parent's style, for what applies to it."""
        given: dict[str | None, dict[str, Any]] = {None: {}}
        for specificity, declarations, address in own:
            _cascade(given[None], preprocess_declarations(address, declarations), "author", inf, specificity)
        for number, (specificity, _, name, (declarations, layer)) in rules:
            sheet, origin, hinted = self._sheets[number]
            order = inf if layer is None else sheet.layers.index(layer)
            _cascade(given.setdefault(name, {}), declarations, origin, order, hinted or specificity)
        style = self._new_style(parent, given.pop(None), None, base)
        others = ((name, self._new_style(style, said, name, base)) for name, said in given.items() if name)
        return Place(style, tuple(others))

    def _new_style(self, parent: Any, cascaded: dict[str, Any], name: str | None, base: str) -> Any:
        above = (
            InitialStyle(self.font_config) if parent is None else self._root.style if self._root else parent
        )
        sizes = self.initial_page_sizes
        return ComputedStyle(parent, cascaded, name, above, base, self.font_config, sizes)


def _cascade(
    style: dict[str, Any],
    declarations: Iterable[Any],
    origin: str,
    layer: float,
    specificity: Any,
) -> None:
    """Let declarations that are as strong as what was declared before take its place.

    See https://www.w3.org/TR/css-cascade-5/#cascading.
    """
    for name, value, is_important in declarations:
        weight = (declaration_precedence(origin, is_important), layer, specificity)
        if name not in style or style[name][1] <= weight:
            style[name] = value, weight
