"""The sections of a document's markup, so that one of them can be printed before the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SECTION = re.compile(r"<(/?)section\b([^>]*)>")
_ID = re.compile(r'\bid="([^"]+)"')
_END = "</section>"
_PLACE = '<a id="at-{0}" href="#at-{0}" style="position:absolute;top:0;left:0;width:1pt;height:1pt"></a>'
"""Where a section begins. The fast engine names places to which a link leads, and breaks pages after them."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A document in parts: what comes before its sections, each outermost one by its id, what comes after.

    A document with anything else between its sections, or with a section without an id, has no parts.
    """

    head: str
    sections: Mapping[str, str]
    tail: str

    def alone(self, section: str, page: int) -> str:
        """Return a document of one section, whose first page has the number ``page``."""
        style = f"<style>@page :first {{ counter-set: page {page} }}</style>"
        return self.head.replace("</head>", f"{style}</head>", 1) + self.sections[section] + self.tail

    def placed(self) -> str:
        """Return the document with a place where each section begins, named ``at-`` and the section's id."""
        placed = (
            text.removesuffix(_END) + _PLACE.format(section) + _END for section, text in self.sections.items()
        )
        return self.head + "\n".join(placed) + self.tail


def split(markup: str) -> Markup | None:
    """Return the parts of a document, or None if it cannot be taken apart.

    What a client wrote cannot be mistaken for a tag: it is escaped.
    """
    sections: dict[str, str] = {}
    depth, start, end = 0, 0, 0
    head = ""
    for tag in _SECTION.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            if sections and markup[end : tag.start()].strip():
                return None
            head, start = (head if sections else markup[: tag.start()]), tag.start()
        elif depth == 0:
            end = tag.end()
            found = _ID.search(markup[start : markup.index(">", start)])
            if found is None or found[1] in sections:
                return None
            sections[found[1]] = markup[start:end]
    return Markup(head, sections, markup[end:]) if sections and depth == 0 else None
