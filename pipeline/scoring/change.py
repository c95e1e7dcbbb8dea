"""Whether a score has moved between two assessments by more than its uncertainty.

Source: Jacobson & Truax (1991), "Clinical significance: a statistical approach to defining meaningful change
in psychotherapy research", Journal of Consulting and Clinical Psychology 59, 12–19.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import hypot

from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import DimensionScore
from pipeline.scoring.uncertainty import combined_sem

CONFIDENCE = 1.96
"""Standard errors that a change must exceed: 95 % of changes by chance alone are smaller."""


@dataclass(frozen=True, slots=True)
class AxisChange:
    """An axis on two occasions, over the ``areas`` that were scored both times.

    ``before`` and ``after`` are points (0–100) and may differ from the axis's scores of the day, which may
    rest on other areas. ``needed`` is the least difference that is more than chance, in points.
    """

    areas: tuple[str, ...]
    before: Fraction
    after: Fraction
    needed: float

    @property
    def difference(self) -> Fraction:
        """How far the axis went up (or, below 0, down)."""
        return self.after - self.before

    @property
    def is_reliable(self) -> bool:
        """Whether it moved by more than chance explains."""
        return abs(self.difference) > self.needed


def difference_error(before: float, after: float) -> float:
    """Return the standard error of a difference, √(SE₁² + SE₂²), from those of the two scores."""
    return hypot(before, after)


def reliable_change_index(before: float, after: float, error: float) -> float:
    """Return a difference in units of its standard error; beyond ±1.96 it is called reliable."""
    return (after - before) / error


def axis_change(
    axis: str,
    before: Mapping[str, DimensionScore],
    after: Mapping[str, DimensionScore],
    asked: Questionnaire,
) -> AxisChange | None:
    """Compare an axis on two occasions by the dimensions' scores of both.

    None where fewer areas than an axis needs (``minimum_dimensions``) were scored both times.
    """
    areas = [part for part in asked.dimensions if part.axis == axis]
    scores = {
        part.id: (part.weight, first, second)
        for part in areas
        if (first := _estimate(before, part.id)) and (second := _estimate(after, part.id))
    }
    if not scores or len(scores) < asked.scoring.minimum_dimensions * len(areas):
        return None
    total = sum((weight for weight, _, _ in scores.values()), Fraction(0))
    shares = [(weight / total, first, second) for weight, first, second in scores.values()]
    errors = (
        combined_sem((share, first[1]) for share, first, _ in shares),
        combined_sem((share, second[1]) for share, _, second in shares),
    )
    return AxisChange(
        areas=tuple(scores),
        before=sum((share * first[0] for share, first, _ in shares), Fraction(0)),
        after=sum((share * second[0] for share, _, second in shares), Fraction(0)),
        needed=CONFIDENCE * difference_error(*errors),
    )


def _estimate(scores: Mapping[str, DimensionScore], area: str) -> tuple[Fraction, float] | None:
    """Return an area's score with its standard error, None where it was not scored or not asked."""
    found = scores.get(area)
    if found is None or found.score is None or found.sem is None:
        return None
    return found.score, found.sem
