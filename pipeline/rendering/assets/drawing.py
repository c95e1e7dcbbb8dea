"""Drawings (SVG) that can be printed: nothing in them loads, runs, needs a font, or grows without end.

What was looked at is what is printed: a drawing is written anew from its parsed elements.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, tostring

MOST_DRAWN = 5_000
"""Elements that are drawn in all, those that are drawn again by reference counted each time."""

DEEPEST = 60
"""Elements inside each other; the engine draws by recursion."""

_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_REFUSED: Mapping[str, str] = {
    "script": "a script or foreign content",
    "foreignObject": "a script or foreign content",
    "image": "a picture inside the drawing",
    "text": "text that needs a font",
    "tspan": "text that needs a font",
    "textPath": "text that needs a font",
    "pattern": "a pattern or marker that is drawn many times",
    "marker": "a pattern or marker that is drawn many times",
}
_LOADS = "styles that load something"
_REPEATS = "a gradient that repeats"
_ENDLESS = "parts that are drawn too often or lie too deep in each other"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing and the reasons, as nouns, why it must not be printed; without any it may be.

    With a reason against it there is no ``content``: one that is too deep cannot even be written anew.
    """

    content: bytes
    faults: tuple[str, ...]


def read_drawing(content: bytes) -> Drawing | None:
    """Return what an SVG file holds, or None if it is no XML or declares entities (a way to explode)."""
    try:
        root = fromstring(content, forbid_entities=True, forbid_external=True)
    except Exception:  # noqa: BLE001 - defusedxml raises its own kinds beside ParseError and ValueError
        return None
    faults = {fault for element in root.iter() for fault in _faults(element)}
    if _kind(root) != "svg":
        faults.add("something other than a drawing")
    if not faults and not _Unfolded(root).is_bounded:
        faults.add(_ENDLESS)
    return Drawing(b"" if faults else tostring(root), tuple(sorted(faults)))


def _kind(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _faults(element: Element) -> Iterator[str]:
    kind = _kind(element)
    if kind in _REFUSED:
        yield _REFUSED[kind]
    if kind == "style":
        yield from _style_faults(element.text or "")
    for qualified, value in element.attrib.items():
        name = qualified.rpartition("}")[2]
        if name == "href" and not value.startswith("#"):
            yield "a link to something outside"
        elif name.lower().startswith("on"):
            yield "a script or foreign content"
        elif _loads(value):
            yield _LOADS
        if "spreadmethod" in value.lower() or (name == "spreadMethod" and value != "pad"):
            yield _REPEATS  # as often as fits: a short one into a wide shape takes for ever


def _style_faults(style: str) -> Iterator[str]:
    """Rules apply to many elements: what they would draw each time cannot be counted, but for gradients."""
    if _loads(style):
        yield _LOADS
    bare = style.lower()
    if "spreadmethod" in bare:
        yield _REPEATS
    if any(word in bare for word in ("clip-path", "mask", "filter")):
        yield "a style sheet that clips or masks"


def _loads(style: str) -> bool:
    """Tell whether a piece of CSS loads something; ``url(#…)`` points inside the drawing and does not."""
    bare = "".join(style.split()).replace("'", "").replace('"', "").lower()
    return "@import" in bare or "\\" in bare or "url(" in bare.replace("url(#", "")


class _Unfolded:
    """A drawing with everything that it draws by reference put in place, counted without doing so."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._named: dict[str, list[Element]] = {}
        for element in root.iter():
            self._named.setdefault(element.attrib.get("id", ""), []).append(element)
        self._counted: dict[Element, tuple[int, int]] = {}

    @property
    def is_bounded(self) -> bool:
        """Whether it has a count and a depth, and both are small; one that draws itself has none."""
        try:
            drawn, depth = self._count(self._root, 1)
        except RecursionError:
            return False
        return drawn <= MOST_DRAWN and depth <= DEEPEST

    def _count(self, element: Element, depth: int) -> tuple[int, int]:
        """Return how many elements one stands for, and how deep they lie."""
        if depth > DEEPEST:
            raise RecursionError
        if element not in self._counted:
            parts = [self._count(part, depth + 1) for part in (*element, *self._drawn_by(element))]
            drawn = 1 + sum(count for count, _ in parts)
            self._counted[element] = drawn, 1 + max((below for _, below in parts), default=0)
        return self._counted[element]

    def _drawn_by(self, element: Element) -> Iterator[Element]:
        for qualified, value in element.attrib.items():
            is_link = qualified.rpartition("}")[2] == "href"
            names = [value[1:]] if is_link else _REFERENCE.findall(re.sub(r"[\s'\"]", "", value))
            for name in filter(None, names):
                yield from self._named.get(name, ())
