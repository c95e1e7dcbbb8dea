"""A drawing and the words around it, as one thing to read aloud.

WeasyPrint tags a drawing as a figure, and an HTML ``figure`` around it as nothing in particular, with its
words beside the drawing: the alternative text would be read, then loose labels. So the whole of it becomes
the figure (PDF 32000-1, 14.8.4.5), whose alternative text stands for all that is in it.
"""

from collections.abc import Iterable
from typing import Any

_NOTHING = "/NonStruct"
"""How an element is tagged whose name says nothing: of those that hold a drawing, a ``figure`` alone."""


def join_labels(objects: Iterable[Any]) -> None:
    """Let each ``figure`` of a document be one figure; ``objects`` are those of the PDF, not written yet."""
    elements = {element.reference: element for element in objects if _is_element(element)}
    for drawing in [each for each in elements.values() if each["S"] == "/Figure"]:
        around = elements.get(drawing["P"])
        while around is not None and around["S"] != _NOTHING:
            around = elements.get(around["P"])
        if around is not None:
            around["S"], drawing["S"] = "/Figure", _NOTHING
            around["A"], around["Alt"] = drawing.pop("A"), drawing.pop("Alt")


def _is_element(found: Any) -> bool:  # noqa: ANN401 - WeasyPrint ships no type hints
    return isinstance(found, dict) and found.get("Type") == "/StructElem"
