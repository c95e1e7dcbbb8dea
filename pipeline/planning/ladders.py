"""The kit's own ladders: which stage a role title names, and what comes after it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from pipeline.models.pathways import Ladder, Pathways, Stage
from pipeline.models.roadmap import Match, Path, Rung
from pipeline.models.titles import fold_role
from pipeline.models.wording import Wording

CLOSE = 0.9
"""How alike (0 to 1, as difflib counts) two titles must be for a slip of the pen, not for two roles."""

TITLES_KEPT = 4096
"""Titles of which it is remembered what they nearly are called."""

_fold_name = lru_cache(maxsize=None)(fold_role)
"""For the kit's own names, which are the same for every client."""


class Ladders:
    """The ladders of a kit, and the names of their stages in all of its languages, folded."""

    def __init__(self, pathways: Pathways, wordings: Sequence[Wording]) -> None:
        self._ladders: dict[str, list[Ladder]] = {}
        for ladder in pathways.ladders:
            for rung in ladder.stages:
                self._ladders.setdefault(rung.id, []).append(ladder)
        self._names: dict[str, set[str]] = {stage: set() for stage in self._ladders}
        self._bearers: dict[str, tuple[str, Match]] = {}
        self._title_words: dict[str, set[str]] = {stage: set() for stage in self._ladders}
        for stage, name, match in _named(self._ladders, wordings):
            self._names[stage].add(name)
            if match == "title":
                self._title_words[stage].update(name.split())
            self._bearers.setdefault(name, (stage, match))
        # Many clients share a title, and looking for its like takes longer than the rest of a plan.
        self.find_near = lru_cache(TITLES_KEPT)(self._find_near)

    def find_stage(self, name: str) -> tuple[str, Match] | None:
        """Return the stage that bears a folded name, and whether as its title or as another name.

        The title of any stage goes before another name of any.
        """
        return self._bearers.get(name)

    def _find_near(self, name: str) -> str | None:
        """Return the stage that bears nearly this folded name."""
        # Of two titles so alike, neither is much longer: two thirds of all names need no further look.
        slack = len(name) * 2 * (1 - CLOSE) / CLOSE
        known = [own for own in self._bearers if abs(len(own) - len(name)) <= slack]
        close = get_close_matches(name, known, n=1, cutoff=CLOSE)
        return self._bearers[close[0]][0] if close else None

    def __contains__(self, stage: str) -> bool:
        """Whether a ladder has a stage of this id."""
        return stage in self._ladders

    def climb(self, stage: str, match: Match, title: str, goal: str, along: str = "") -> Path:
        """Return the path from a stage on: along the ladder whose later stages the client's ``goal`` names.

        Without such a ladder it is the first that goes on from the stage; ``along`` is the id of one that is
        taken in any case, if the stage is on it. The next stage lies further up and
        does not bear the client's own folded ``title``.
        """
        ladder = self._choose(stage, goal, along)
        later = _later(ladder, stage)
        ahead = next((rung for rung in later if title not in self._names[rung.id]), None)
        return Path(
            ladder=ladder.id,
            source=ladder.source,
            match=match,
            stage=_rung(ladder.stages[-len(later) - 1]),
            next_stage=_rung(ahead) if ahead else None,
            end_stage=_rung(ladder.stages[-1]),
        )

    def has_grades(self, path: Path, words: Collection[str]) -> bool:
        """Whether the ladder of a path has a stage whose title holds one of these words of grade."""
        shared = self._ladders.get(path.stage.id, ())
        rungs = (rung for ladder in shared if ladder.id == path.ladder for rung in ladder.stages)
        return any(not self._title_words[rung.id].isdisjoint(words) for rung in rungs)

    def _choose(self, stage: str, goal: str, along: str) -> Ladder:
        shared = [ladder for ladder in self._ladders[stage] if ladder.id == along] or self._ladders[stage]
        if len(shared) == 1:
            return shared[0]
        wish = fold_role(goal)
        wished = [
            ladder
            for ladder in shared
            if mentions(wish, (name for later in _later(ladder, stage) for name in self._names[later.id]))
        ]
        onward = [ladder for ladder in shared if _later(ladder, stage)]
        return (wished or onward or shared)[0]


def mentions(goal: str, names: Iterable[str]) -> bool:
    """Whether a folded text holds one of these folded names, as whole words."""
    return any(f" {name} " in f" {goal} " for name in names)


def _named(stages: Iterable[str], wordings: Sequence[Wording]) -> Iterator[tuple[str, str, Match]]:
    """Yield stage, folded name and kind of every name: all titles first, as they count for more."""
    said = [
        (stage, wording.stages[stage]) for stage in stages for wording in wordings if stage in wording.stages
    ]
    for stage, texts in said:
        if name := _fold_name(texts.title):
            yield stage, name, "title"
    for stage, texts in said:
        yield from ((stage, name, "alias") for name in map(_fold_name, texts.aliases) if name)


def _later(ladder: Ladder, stage: str) -> tuple[Stage, ...]:
    return ladder.stages[ladder.position(stage) + 1 :]


def _rung(stage: Stage) -> Rung:
    return Rung(stage.id, stage.occupation)
