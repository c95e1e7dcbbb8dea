"""Which path a client stands on, found by the title of their role."""

from collections.abc import Sequence

from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Pathways
from pipeline.models.roadmap import Path
from pipeline.models.titles import fold
from pipeline.models.wording import Wording
from pipeline.planning.ladders import Ladders
from pipeline.planning.related import find_related


def find_path(
    title: str | None,
    goal: str | None,
    pathways: Pathways,
    wordings: Sequence[Wording],
    occupations: Occupations | None = None,
) -> Path | None:
    """Return the path of a role title; for many clients, keep one :class:`PathFinder`."""
    return PathFinder(pathways, wordings, occupations).find(title, goal)


class PathFinder:
    """Finds paths among a kit's own ladders and imported occupations."""

    def __init__(
        self, pathways: Pathways, wordings: Sequence[Wording], occupations: Occupations | None = None
    ) -> None:
        self._ladders = Ladders(pathways, wordings)
        self._occupations = occupations

    def find(self, title: str | None, goal: str | None) -> Path | None:
        """Return the path of a role title with how it was found; None if the title is too far from all.

        The kit's own ladders come first, with titles and other names in every language of the kit; then
        imported occupations; then a close spelling of a name of the kit. Case, accents, spaces and
        punctuation do not matter. ``goal`` is what the client wants in their own words: it chooses between
        ways on. The next stage never points backwards and never bears the client's own title.
        """
        name, wish = fold(title or ""), goal or ""
        if not name:
            return None
        if found := self._ladders.find_stage(name):
            return self._ladders.climb(*found, name, wish)
        related = find_related(name, wish, self._occupations) if self._occupations else None
        if related:
            return related
        near = self._ladders.find_near(name)
        return self._ladders.climb(near, "near", name, wish) if near else None
