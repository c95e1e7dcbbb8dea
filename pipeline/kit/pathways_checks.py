"""Checks that ladders can be climbed, that none leads back, and that a role names one stage of them."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from pipeline.kit.faults import Faults, repeated, require
from pipeline.models.kit import Kit
from pipeline.models.pathways import Ladder, Pathways
from pipeline.models.titles import fold_role
from pipeline.models.wording import StageWording, Wording

PATHWAYS = "pathways.toml"

_SHORTEST_LADDER = 2


def check_pathways(kit: Kit, faults: Faults) -> None:
    """Record every ladder that cannot be climbed, and gates that are no items."""
    items = {item.id for item in kit.questionnaire.items}
    for name in kit.pathways.gates:
        require(name, items, "scored question", (PATHWAYS, "gates"), faults)
    for name in repeated([ladder.id for ladder in kit.pathways.ladders]):
        faults.add(PATHWAYS, name, "there is more than one ladder of this name")
    before = len(faults.found)
    for ladder in kit.pathways.ladders:
        for message in _ladder_faults(ladder):
            faults.add(PATHWAYS, ladder.id, message)
    # A ladder with a stage twice leads back by itself, and is told already.
    if len(faults.found) == before and (circle := _find_circle(kit.pathways)):
        faults.add(PATHWAYS, circle[0], f"the ladders lead in a circle: {', then '.join(circle)}")


def _ladder_faults(ladder: Ladder) -> Iterator[str]:
    if len(ladder.stages) < _SHORTEST_LADDER:
        yield "a ladder needs at least two stages"
    for name in repeated([stage.id for stage in ladder.stages]):
        yield f'the stage "{name}" stands twice'


def _find_circle(pathways: Pathways) -> list[str]:
    """Return the stages through which a client could come back to one, or none."""
    climb: TopologicalSorter[str] = TopologicalSorter()
    for ladder in pathways.ladders:
        for lower, upper in pairwise(ladder.stages):
            climb.add(upper.id, lower.id)
    try:
        climb.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def check_names(file: str, wording: Wording, faults: Faults) -> None:
    """Record names that two stages share. A title of one may be another name of another: the title counts."""
    titles: dict[str, str] = {}
    others: dict[str, str] = {}
    for stage, said in wording.stages.items():
        for name in _names(said):
            known = titles if name == said.title else others
            owner = known.setdefault(fold_role(name), stage)
            if owner != stage:
                faults.add(file, stage, f'"{name}" is a name of {owner} too; leave it to one of them')


def _names(said: StageWording) -> tuple[str, ...]:
    return (said.title, *said.aliases)
