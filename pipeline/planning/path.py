"""Which path a client stands on, found by the title of their role."""

from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Pathways
from pipeline.models.roadmap import Path
from pipeline.models.titles import fold
from pipeline.models.wording import Wording
from pipeline.planning.ladders import climb, find_near, find_stage, names_of
from pipeline.planning.related import find_related


def find_path(
    title: str | None,
    goal: str | None,
    pathways: Pathways,
    wordings: tuple[Wording, ...],
    occupations: Occupations | None = None,
) -> Path | None:
    """Return the path of a role title, with how it was found; None if the title is too far from all.

    The kit's own ladders come first, with titles and other names in every language of the kit; then imported
    occupations; then a close spelling of a name of the kit. Case, accents, spaces and punctuation do not
    matter. ``goal`` is what the client wants in their own words: it chooses between ways on. The next stage
    never points backwards and never bears the client's own title.
    """
    name, wish = fold(title or ""), fold(goal or "")
    if not name:
        return None
    names = names_of(pathways, wordings)
    if found := find_stage(name, names, wordings):
        return climb(*found, name, wish, pathways, names)
    related = find_related(name, wish, occupations) if occupations else None
    if related:
        return related
    near = find_near(name, names)
    return climb(near, "near", name, wish, pathways, names) if near else None
