"""Which ladder a client stands on, found by the title of their role."""

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache

from pipeline.models.pathways import Ladder, Pathways
from pipeline.models.roadmap import Path
from pipeline.models.wording import Wording

CLOSE = 0.9
"""How alike (0 to 1, as difflib counts) two titles must be for a slip of the pen, not for two roles."""

Names = dict[str, tuple[str, ...]]
"""The folded names of each stage, its title first."""


def find_path(
    title: str | None, goal: str | None, pathways: Pathways, wordings: tuple[Wording, ...]
) -> Path | None:
    """Return where on which ladder a role title stands, or None if it is too far from all of them.

    Titles and other names count in every language of the kit, with case, accents, spaces and punctuation
    folded. ``goal`` is what the client wants in their own words: it chooses between ladders that share the
    stage. The next stage never points backwards and never bears the client's own title.
    """
    name = fold(title or "")
    if not name:
        return None
    names = _names(pathways, wordings)
    stage = _exact(name, names) or _near(name, names)
    if stage is None:
        return None
    ladder = _ladder(stage, fold(goal or ""), pathways, names)
    return Path(
        ladder=ladder.id,
        stage=stage,
        next_stage=_next(ladder, stage, name, names),
        end_stage=ladder.stages[-1].id,
        sure=name in names[stage],
    )


def fold(text: str) -> str:
    """Return words alone, in one case and without accents, parted by single spaces."""
    marked = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in marked if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", plain.casefold()))


_fold_name = lru_cache(maxsize=None)(fold)
"""For the kit's own names, which are the same for every client."""


def _names(pathways: Pathways, wordings: tuple[Wording, ...]) -> Names:
    found: dict[str, list[str]] = {rung.id: [] for ladder in pathways.ladders for rung in ladder.stages}
    for wording in wordings:
        for stage in found.keys() & wording.stages.keys():
            texts = wording.stages[stage]
            found[stage] += [_fold_name(name) for name in (texts.title, *texts.aliases)]
    return {stage: tuple(names) for stage, names in found.items()}


def _exact(name: str, names: Names) -> str | None:
    return next((stage for stage, own in names.items() if name in own), None)


def _near(name: str, names: Names) -> str | None:
    known = {own: stage for stage in reversed(names) for own in names[stage]}
    close = get_close_matches(name, known, n=1, cutoff=CLOSE)
    return known[close[0]] if close else None


def _ladder(stage: str, goal: str, pathways: Pathways, names: Names) -> Ladder:
    """Return the ladder whose later stages the goal names, else the first that goes on from the stage."""
    shared = [ladder for ladder in pathways.ladders if stage in {rung.id for rung in ladder.stages}]
    wished = [ladder for ladder in shared if _mentions(goal, _later(ladder, stage), names)]
    onward = [ladder for ladder in shared if _later(ladder, stage)]
    return (wished or onward or shared)[0]


def _mentions(goal: str, stages: tuple[str, ...], names: Names) -> bool:
    return any(f" {name} " in f" {goal} " for stage in stages for name in names[stage])


def _later(ladder: Ladder, stage: str) -> tuple[str, ...]:
    return tuple(rung.id for rung in ladder.stages[ladder.position(stage) + 1 :])


def _next(ladder: Ladder, stage: str, name: str, names: Names) -> str | None:
    return next((later for later in _later(ladder, stage) if name not in names[later]), None)
