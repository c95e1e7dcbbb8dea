"""The kit's own ladders: which stage a role title names, and what comes after it."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from pipeline.models.pathways import Ladder, Pathways, Stage
from pipeline.models.roadmap import Match, Path, Rung
from pipeline.models.titles import fold
from pipeline.models.wording import Wording

CLOSE = 0.9
"""How alike (0 to 1, as difflib counts) two titles must be for a slip of the pen, not for two roles."""

Names = dict[str, tuple[str, ...]]
"""The folded names of each stage: its titles in all languages, then its other names."""

_fold_name = lru_cache(maxsize=None)(fold)
"""For the kit's own names, which are the same for every client."""


def names_of(pathways: Pathways, wordings: tuple[Wording, ...]) -> Names:
    """Return what each stage is called in any language of the kit."""
    stages = dict.fromkeys(rung.id for ladder in pathways.ladders for rung in ladder.stages)
    return {stage: (*_titles(stage, wordings), *_aliases(stage, wordings)) for stage in stages}


def find_stage(name: str, names: Names, wordings: tuple[Wording, ...]) -> tuple[str, Match] | None:
    """Return the stage that bears a folded name, and whether as its title or as another name."""
    stage = next((stage for stage, own in names.items() if name in own), None)
    if stage is None:
        return None
    return stage, "title" if name in _titles(stage, wordings) else "alias"


def find_near(name: str, names: Names) -> str | None:
    """Return the stage that bears nearly this folded name."""
    # Of two titles so alike, neither is much longer: two thirds of all names need no further look.
    slack = len(name) * 2 * (1 - CLOSE) / CLOSE
    known = {
        own: stage for stage in reversed(names) for own in names[stage] if abs(len(own) - len(name)) <= slack
    }
    close = get_close_matches(name, known, n=1, cutoff=CLOSE)
    return known[close[0]] if close else None


def climb(  # noqa: PLR0913, PLR0917 - what a title was found as, and among what
    stage: str, match: Match, name: str, goal: str, pathways: Pathways, names: Names
) -> Path:
    """Return the path from a stage on: along the ladder whose later stages the folded ``goal`` names.

    Without such a ladder it is the first that goes on from the stage. The next stage lies further up and
    does not bear the client's own title, ``name``.
    """
    ladder = _ladder(stage, goal, pathways, names)
    rungs = {rung.id: rung for rung in ladder.stages}
    ahead = next((later for later in _later(ladder, stage) if name not in names[later]), None)
    return Path(
        ladder=ladder.id,
        source=ladder.source,
        match=match,
        stage=_rung(rungs[stage]),
        next_stage=_rung(rungs[ahead]) if ahead else None,
        end_stage=_rung(ladder.stages[-1]),
    )


def mentions(goal: str, names: Iterable[str]) -> bool:
    """Whether a folded text holds one of these folded names, as whole words."""
    return any(f" {name} " in f" {goal} " for name in names)


def _rung(stage: Stage) -> Rung:
    return Rung(stage.id, stage.occupation)


def _titles(stage: str, wordings: tuple[Wording, ...]) -> tuple[str, ...]:
    return tuple(_fold_name(said.stages[stage].title) for said in wordings if stage in said.stages)


def _aliases(stage: str, wordings: tuple[Wording, ...]) -> tuple[str, ...]:
    spoken = (said.stages[stage].aliases for said in wordings if stage in said.stages)
    return tuple(_fold_name(alias) for aliases in spoken for alias in aliases)


def _ladder(stage: str, goal: str, pathways: Pathways, names: Names) -> Ladder:
    shared = [ladder for ladder in pathways.ladders if stage in {rung.id for rung in ladder.stages}]
    wished = [
        ladder
        for ladder in shared
        if mentions(goal, (name for later in _later(ladder, stage) for name in names[later]))
    ]
    onward = [ladder for ladder in shared if _later(ladder, stage)]
    return (wished or onward or shared)[0]


def _later(ladder: Ladder, stage: str) -> tuple[str, ...]:
    return tuple(rung.id for rung in ladder.stages[ladder.position(stage) + 1 :])
