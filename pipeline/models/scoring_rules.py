"""How answers become scores, and scores words: the rules of a kit, as ``questionnaire.toml`` gives them."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import Field

from pipeline.models.data import Data, Exact, Id, Whole
from pipeline.models.exact import whole

Share = Annotated[Exact, Field(gt=0, le=1)]
Points = Annotated[Exact, Field(ge=0, le=100)]
ScaleCode = Annotated[Whole, Field(ge=-1000, le=1000)]
Deviation = Annotated[Exact, Field(gt=0, le=100)]
Reliability = Annotated[Exact, Field(gt=0, lt=1)]


class Precision(Data):
    """How exactly an area is measured: the share of items it needs, SD and reliability of its score."""

    minimum_items: Share
    standard_deviation: Deviation
    reliability: Reliability


class OwnPrecision(Data):
    """What of the kit's precision is otherwise for one area."""

    minimum_items: Share | None = None
    standard_deviation: Deviation | None = None
    reliability: Reliability | None = None


class Band(Data):
    """A named stretch of the 0–100 line, from ``at_least`` up to the next band."""

    id: Id
    at_least: Points

    @cached_property
    def edge(self) -> int | Fraction:
        """``at_least``, quick to compare."""
        return whole(self.at_least)


def band_of(score: float | Fraction, bands: Sequence[Band]) -> str:
    """Return the id of the band (or level) that a score from 0 to 100 falls in."""
    return next(band.id for band in reversed(bands) if score >= band.edge)


class PositionRule(Data):
    """The axis that the headline position is read from, and its bands in rising order."""

    axis: Id
    bands: tuple[Band, ...]


class QuadrantRule(Data):
    """The two axes of the map; ``high`` is where a score counts as high. Names are across-then-up."""

    across: Id
    up: Id
    high: Annotated[Exact, Field(gt=0, le=100)]
    high_high: Id
    high_low: Id
    low_high: Id
    low_low: Id


class CarelessRule(Data):
    """When a run of equal answers, or answers that hardly vary, is worth a question.

    Looks at the items of ``scale`` in the kit's order, blanks skipped; both need ``at_least`` answers.
    """

    scale: Id
    run: Annotated[Whole, Field(ge=2, le=1000)]
    deviation: Annotated[Exact, Field(ge=0, le=1000)]
    at_least: Annotated[Whole, Field(ge=2, le=1000)]


class Pair(Data):
    """Two items that pull two ways when both are answered with ``at_least`` or more."""

    first: Id
    second: Id
    at_least: ScaleCode


class FitRule(Data):
    """The question that asks how well the answers fit; ``at_most`` or less flags a poor fit."""

    question: Id
    at_most: ScaleCode


class Scoring(Precision):
    """The rules of scoring; see ``docs/assessment.md`` for the arithmetic and its sources."""

    minimum_dimensions: Share
    levels: tuple[Band, ...]
    position: PositionRule | None = None
    quadrants: QuadrantRule | None = None
    careless: CarelessRule | None = None
    pairs: tuple[Pair, ...] = ()
    fit: FitRule | None = None
