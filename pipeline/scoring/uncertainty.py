"""How far a score could be off: the standard error of measurement, and the bounds that blanks leave open."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import hypot, sqrt

from pipeline.models.exact import Rational
from pipeline.models.scorecard import Estimate
from pipeline.models.scoring_rules import Precision
from pipeline.scoring.points import Span, weighted_mean


def shortened_reliability(reliability: Fraction, kept: Fraction) -> Fraction:
    """Return the reliability of a scale of which the share ``kept`` (0–1) of its items was answered.

    Spearman–Brown prophecy formula r' = f·r / (1 + (f − 1)·r): Spearman (1910), Brown (1910), British
    Journal of Psychology 3.
    """
    return kept * reliability / (1 + (kept - 1) * reliability)


def dimension_sem(precision: Precision, answered: int, items: int) -> float:
    """Return the standard error of measurement of a dimension, in points: SD · √(1 − r')."""
    reliability = shortened_reliability(precision.reliability, Fraction(answered, items))
    return float(precision.standard_deviation) * sqrt(1 - reliability)


def combined_sem(weighted: Iterable[tuple[Fraction | float, float]]) -> float:
    """Return the standard error of a weighted mean: √Σ(w·SEM)², the weights adding up to 1."""
    return sqrt(sum((float(weight) * sem) ** 2 for weight, sem in weighted))


def dimension_bounds(
    worths: Sequence[Rational | None], spans: Sequence[tuple[Rational, Rational]], unit: int = 1
) -> Span:
    """Return a dimension's score with every blank at its worst, then at its best.

    ``worths`` and ``spans`` are in ``unit``-ths of a point.
    """
    pairs = list(zip(worths, spans, strict=True))
    low = sum(span[0] if worth is None else worth for worth, span in pairs)
    high = sum(span[1] if worth is None else worth for worth, span in pairs)
    return Fraction(low, unit * len(pairs)), Fraction(high, unit * len(pairs))


def axis_bounds(weighted: Sequence[tuple[Rational, Span]]) -> Span:
    """Return an axis's bounds from those of all its dimensions, scored or not."""
    low = weighted_mean([(weight, bounds[0]) for weight, bounds in weighted])
    high = weighted_mean([(weight, bounds[1]) for weight, bounds in weighted])
    return low, high


def differ(first: Estimate, second: Estimate) -> bool:
    """Whether two scores are far enough apart to be called different.

    More than the standard error of their difference, √(SEM₁² + SEM₂²): √2 · SEM where both are equally
    uncertain. What is not scored differs from nothing.
    """
    if first.score is None or second.score is None or first.sem is None or second.sem is None:
        return False
    return abs(first.score - second.score) > hypot(first.sem, second.sem)
