"""What actions are called, so that a coach may name them by id or by title."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.models.kit import Kit
from pipeline.models.wording import ActionWording
from pipeline.spreadsheets.folding import fold

_JOINT = re.compile(r"([\n;,،؛])")
_MOST_PARTS = 21


class Actions:
    """The actions of a kit, by their ids and by their titles in each of its languages."""

    def __init__(self, kit: Kit) -> None:
        self._ids = kit.playbook.ids
        self._named: dict[str, str] = {}
        for wording in kit.wordings.values():
            for name, words in wording.actions.items():
                for title in _titles(words):
                    self._named |= {fold(title): name, fold(f"{name} {title}"): name}
        self._named |= {fold(name): name for name in self._ids}

    def find(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of the actions that a cell names, in the order of the kit, and what names none.

        They are parted by commas, semicolons or lines. A title may hold commas itself: the longest that fits
        is taken.
        """
        found, strange = _match(_JOINT.split(text), self._named)
        return tuple(name for name in self._ids if name in found), tuple(strange)


def _titles(words: ActionWording) -> Iterator[str]:
    yield from filter(None, (words.title, words.variant.title, words.away.title))


def _match(parts: Sequence[str], named: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """Match pieces, which take turns with the joints between them, to names."""
    found: set[str] = set()
    strange: list[str] = []
    start = 0
    while start < len(parts):
        last = min(len(parts), start + _MOST_PARTS)
        runs = ((end, fold("".join(parts[start:end]))) for end in range(last, start, -2))
        end, key = next(((end, key) for end, key in runs if key in named), (start + 1, ""))
        if key:
            found.add(named[key])
        elif parts[start].strip():
            strange.append(parts[start].strip())
        start = end + 1
    return found, strange
