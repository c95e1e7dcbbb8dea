"""The paths that a coach may choose for a client, and what they are called."""

import re
from collections.abc import Mapping

from pipeline.models.kit import Kit
from pipeline.models.review import NO_PATH
from pipeline.models.titles import fold_role
from pipeline.models.wording import Wording
from pipeline.planning.ladders import Ladders

NO_PATH_LABEL = "none: their own words"
_NO_PATH = frozenset({NO_PATH, "none", "no path"})
_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")


class Ways:
    """All stages of a kit's ladders as paths to choose, called by ``wording``, and its occupations.

    ``labels`` are the names of what can be chosen from a list; a stage of several ladders is there for each.
    """

    def __init__(self, kit: Kit, wording: Wording) -> None:
        self._ladders = Ladders(kit.pathways, tuple(kit.wordings.values()))
        self._occupations = kit.occupations
        ladders = [(ladder.id, stage.id) for ladder in kit.pathways.ladders for stage in ladder.stages]
        stages = [stage for _, stage in ladders]
        titles = {stage: wording.stages[stage].title for stage in stages}
        self.labels: Mapping[str, str] = {NO_PATH: NO_PATH_LABEL} | {
            f"{ladder}/{stage}": f"{titles[stage]} ({ladder})" if stages.count(stage) > 1 else titles[stage]
            for ladder, stage in ladders
        }
        self._ways = {fold_role(label): way for way, label in self.labels.items()}

    def find(self, text: str) -> str | None:
        """Return a path as :class:`~pipeline.models.review.Review` names it; None if the text names none.

        A path goes by its label, by the title or another name of its stage in any language of the kit, or by
        the code or title of an imported occupation.
        """
        if text.casefold() in _NO_PATH:
            return NO_PATH
        if text in self.labels:
            return text
        name = fold_role(text)
        stage = self._ladders.find_stage(name)
        return self._ways.get(name) or (stage[0] if stage else self._find_occupation(text))

    def label(self, way: str) -> str:
        """Return what a path is called; its own name where it is on no list."""
        return self.labels.get(way, way)

    def _find_occupation(self, text: str) -> str | None:
        known = self._occupations
        if known is None:
            return None
        if _CODE.fullmatch(text):
            return text if known.by_code(text) else None
        found = known.find(text)
        return found[1][0].code if found and len(found[1]) == 1 else None
