"""Ladders of roles. Titles and evidence stand in the wording, by the ids of ladder and stage."""

from functools import cached_property
from typing import Literal

from pipeline.models.data import Data, Id

Credential = Literal["none", "optional", "legal"]


class Stage(Data):
    """One rung: ``credential`` says whether a paper is needed, ``occupation`` is an O*NET-SOC code."""

    id: Id
    credential: Credential = "none"
    occupation: str | None = None


class Ladder(Data):
    """Stages from start to end, the last one always optional. ``source`` says where the ladder comes from."""

    id: Id
    source: str
    stages: tuple[Stage, ...]

    def position(self, stage: str) -> int:
        """The index of a stage on this ladder."""
        return [rung.id for rung in self.stages].index(stage)


class Pathways(Data):
    """``pathways.toml``. ``gates`` are the items whose answers show how ready somebody is for a next step."""

    gates: tuple[Id, ...] = ()
    ladders: tuple[Ladder, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Ladder]:
        """Every ladder by its id."""
        return {ladder.id: ladder for ladder in self.ladders}
