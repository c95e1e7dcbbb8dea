"""Which path a client stands on, found by the title of their role."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Pathways
from pipeline.models.roadmap import Path
from pipeline.models.titles import fold_role
from pipeline.models.wording import Wording
from pipeline.planning.ladders import Ladders
from pipeline.planning.related import find_nearly_related, find_related, follow_related


class PathFinder:
    """Finds paths among a kit's own ladders and imported occupations."""

    def __init__(
        self, pathways: Pathways, wordings: Sequence[Wording], occupations: Occupations | None = None
    ) -> None:
        self._ladders = Ladders(pathways, wordings)
        self._occupations = occupations
        self._grades = frozenset(fold_role(word) for wording in wordings for word in wording.grades)

    def find(self, title: str | None, goal: str | None) -> Path | None:
        """Return the path of a role title with how it was found; None if the title is too far from all.

        The kit's own ladders come first, with titles and other names in every language of the kit; then
        imported occupations; then both again without words of grade ("senior"); then a close spelling of a
        name of the kit; then one of an occupation. Case, accents, number, spaces and punctuation do not
        matter. ``goal`` is what the client wants in their own words: it chooses between ways on. The
        next stage never points backwards and never bears the client's own title.
        """
        name, wish = fold_role(title or ""), goal or ""
        if not name:
            return None
        if found := self._find_known(name, wish) or self._find_ungraded(name, wish):
            return found
        near = self._ladders.find_near(name)
        if near:
            return self._ladders.climb(near, "near", name, wish)
        return find_nearly_related(name, self._occupations) if self._occupations else None

    def follow(self, way: str, title: str | None, goal: str | None) -> Path | None:
        """Return the path that a coach chose, as :class:`~pipeline.models.review.Review` names it.

        It is None where none is wanted, and where the kit does not have this one.
        """
        ladder, _, stage = way.rpartition("/")
        if stage in self._ladders:
            return self._ladders.climb(stage, "chosen", fold_role(title or ""), goal or "", ladder)
        known = self._occupations
        here = known.by_code(way) if known else None
        return follow_related(here, "chosen", goal or "", known) if here and known else None

    def _find_known(self, name: str, wish: str) -> Path | None:
        if found := self._ladders.find_stage(name):
            return self._ladders.climb(*found, name, wish)
        return find_related(name, wish, self._occupations) if self._occupations else None

    def _find_ungraded(self, name: str, wish: str) -> Path | None:
        """Return the path of a title without its words of grade; not sure where grades are steps."""
        words = name.split()
        graded = self._grades.intersection(words)
        plain = " ".join(word for word in words if word not in graded)
        found = self._find_known(plain, wish) if graded and plain else None
        if found is None or not found.sure:
            return found
        return replace(found, match="near" if self._ladders.has_grades(found, self._grades) else "grade")
