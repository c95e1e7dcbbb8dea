"""Scores with their reasons. All scores run from 0 to 100 and are exact fractions until they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.models.answers import Answer

Bounds = tuple[Fraction, Fraction]
"""The score with every blank at its worst, then at its best answer."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its two uncertainties.

    ``score`` is None where too little was answered; then ``sem`` (the standard error of measurement, in
    points) is None too and only ``bounds`` is known.
    """

    score: Fraction | None
    sem: float | None
    bounds: Bounds

    @property
    def low(self) -> float | None:
        """The lower end of the ±1 SEM band, clamped to 0."""
        return None if self.score is None or self.sem is None else max(0.0, float(self.score) - self.sem)

    @property
    def high(self) -> float | None:
        """The upper end of the ±1 SEM band, clamped to 100."""
        return None if self.score is None or self.sem is None else min(100.0, float(self.score) + self.sem)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: what was answered, its points (None if missing), and what a point of it adds to its axis."""

    answer: Answer | None
    score: Fraction | None
    weight: Fraction

    @property
    def contribution(self) -> Fraction:
        """The item's share of the axis score: 0 where it, or its dimension or axis, is not scored."""
        return self.weight * (self.score or 0)


@dataclass(frozen=True, slots=True)
class DimensionScore(Estimate):
    """One dimension: ``answered`` of ``items`` carry points.

    ``share`` is its weight in its axis among the scored dimensions, 0 where it or the axis is not scored.
    """

    answered: int
    items: int
    share: Fraction

    @property
    def contribution(self) -> Fraction:
        """The dimension's part of the axis score."""
        return self.share * (self.score or 0)


@dataclass(frozen=True, slots=True)
class AxisScore(Estimate):
    """One axis, based on ``scored`` of its ``areas``."""

    scored: int
    areas: int


Side = Literal["low", "middle", "high"]
"""Where a score lies on an axis of the map: within one standard error of its middle, below that, or above."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands.

    ``label`` is the code of the band that the position axis falls in; ``between`` the two bands that its
    range reaches into, when they differ; ``quadrant`` needs both axes of the map, ``across`` and ``up`` one
    each. Each is None where a score is.
    """

    label: str | None
    between: tuple[str, str] | None
    quadrant: str | None
    across: Side | None
    up: Side | None

    @property
    def printed(self) -> tuple[str, ...]:
        """What is printed: the one band, the two that the range lies between, or nothing."""
        return self.between or ((self.label,) if self.label else ())

    @property
    def near_crossroads(self) -> bool:
        """Whether there is a place on the map that is close to another one: near the middle of an axis."""
        return self.quadrant is not None and "middle" in (self.across, self.up)


@dataclass(frozen=True, slots=True)
class HabitScore:
    """The mean of a habit's answered items, and the id of the level it falls in (both None if unanswered)."""

    score: Fraction | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of somebody whom it does not name; ``position`` needs axes.

    Keys are the kit's ids, in the kit's order.
    """

    position: Position | None
    axes: Mapping[str, AxisScore]
    dimensions: Mapping[str, DimensionScore]
    items: Mapping[str, ItemScore]
    habits: Mapping[str, HabitScore]
    flags: tuple[str, ...]
