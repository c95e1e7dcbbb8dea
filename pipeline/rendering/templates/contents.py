"""The order of the cover's list: that of the pages, whatever the wording names first."""

import re
from collections.abc import Iterable

from pipeline.rendering.views.report import Contents

_ID = re.compile(r"""<section\b[^<>]*?\sid\s*=\s*["']?([^"'\s<>]+)""")


def put_in_order(contents: Iterable[Contents], pages: str) -> list[Contents]:
    """Return the lines in the order in which the sections of ``pages`` (markup) have their anchors as ids.

    Lines without a section come last, in their order. What a client wrote cannot be mistaken for a tag:
    it is escaped.
    """
    ids = _ID.findall(pages)
    places = {anchor: place for place, anchor in reversed(list(enumerate(ids)))}
    return sorted(contents, key=lambda line: places.get(line.anchor, len(ids)))
