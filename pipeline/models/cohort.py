"""What many clients' answers show together. Nobody is named here, and no client's report reads any of it.

Scores are points from 0 to 100. A figure is None where there is nothing to compute it from, never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SMALLEST_GROUP = 5
"""People that a figure about their scores needs: in a smaller group, a single person could be recognised."""

NoFactor = Literal["two-items", "no-common-factor", "factor-not-settled", "improper-factor"]
"""Why one factor has no loadings: too few items, nothing that they share, no end of the search, or a solution
that explains more than an item's whole variance (Heywood case)."""

NoOmega = NoFactor | Literal["few-for-omega"]

Remark = (
    NoOmega
    | Literal["few-complete", "no-variance", "few-people", "few-for-standard-error", "alpha-below-zero"]
)
"""Why a figure of a scale is None or, for "few-people", tells next to nothing. How many are few for that, and
for a standard error, :mod:`pipeline.scoring.reliability` says."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the scores of one area or axis lie. ``clients`` is how many have that score.

    ``deviation`` is the sample standard deviation (None for fewer than two), ``quartiles`` are the 25th and
    the 75th percentile. ``tenths`` counts scores from 0 to below 10, 10 to below 20, …, 90 to 100. ``bands``
    counts them by level (areas) or by band (the axis of the position); it is empty for other axes.
    ``percentiles`` is None until there are enough clients. Of fewer than :data:`SMALLEST_GROUP` clients
    nothing else is known.
    """

    clients: int
    mean: float | None
    deviation: float | None
    low: float | None
    quartiles: tuple[float, float] | None
    median: float | None
    high: float | None
    tenths: tuple[int, ...]
    bands: Mapping[str, int]
    percentiles: Mapping[int, float] | None


@dataclass(frozen=True, slots=True)
class Missed:
    """How often answers are missing, and why. ``no_points``: answered, but the kit gives no points for it."""

    asked: int
    blank: int
    does_not_apply: int
    rather_not_say: int
    no_points: int

    @property
    def total(self) -> int:
        """All missing answers."""
        return self.blank + self.does_not_apply + self.rather_not_say + self.no_points


@dataclass(frozen=True, slots=True)
class Places:
    """How many clients stand where. ``none`` have too few answers for a place, ``near`` are close to others.

    For positions, ``near`` are those whose range reaches into a second one; for quadrants, those near the
    crossroads.
    """

    counts: Mapping[str, int]
    none: int
    near: int


@dataclass(frozen=True, slots=True)
class ScaleFigures:
    """How well the items of one declared scale hang together, over the ``complete`` answers to all of them.

    ``interval`` is the 95 % confidence interval of ``alpha``. ``item_total`` is each item's correlation with
    the sum of the others. ``standard_error`` is in points, from the spread and the alpha of these answers.
    ``remarks`` say why figures are None.
    """

    dimension: str
    items: tuple[str, ...]
    complete: int
    alpha: float | None
    interval: tuple[float, float] | None
    omega: float | None
    item_total: Mapping[str, float | None]
    standard_error: float | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """All of it. Keys are the kit's ids in the kit's order; flags are codes, the frequent ones first.

    ``positions`` and ``quadrants`` are None for a kit without them. ``flagged`` clients have a flag or more.
    """

    clients: int
    axes: Mapping[str, Distribution]
    dimensions: Mapping[str, Distribution]
    positions: Places | None
    quadrants: Places | None
    missing_items: Mapping[str, Missed]
    missing_areas: Mapping[str, Missed]
    flags: Mapping[str, int]
    flagged: int
    scales: tuple[ScaleFigures, ...]
