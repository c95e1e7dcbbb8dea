"""How many scores lie where."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import fsum, sqrt

from pipeline.models.cohort import Distribution
from pipeline.models.scoring_rules import Band

CLIENTS_FOR_PERCENTILES = 200
"""Scores that percentiles need at least: with fewer, single people would move them."""

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
_TENTHS = 10


def distribution_of(scores: Sequence[Fraction], bands: Sequence[Band] = ()) -> Distribution:
    """Return how these scores (0–100) lie, with counts by ``bands`` if there are any."""
    ordered = sorted(map(float, scores))
    some = len(ordered) > 0
    mean = fsum(ordered) / len(ordered) if some else None
    locked = len(ordered) < CLIENTS_FOR_PERCENTILES
    return Distribution(
        clients=len(ordered),
        mean=mean,
        deviation=_deviation(ordered, mean),
        low=ordered[0] if some else None,
        quartiles=(percentile(ordered, 25), percentile(ordered, 75)) if some else None,
        median=percentile(ordered, 50) if some else None,
        high=ordered[-1] if some else None,
        tenths=_tenths(ordered),
        bands=_by_band(ordered, bands),
        percentiles=None if locked else {share: percentile(ordered, share) for share in PERCENTILES},
    )


def percentile(ordered: Sequence[float], share: int) -> float:
    """Return the value below which ``share`` percent of rising values lie, between two of them in proportion.

    Definition 7 of Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American
    Statistician 50, 361–365: the one of spreadsheets (PERCENTILE.INC). Needs at least one value.
    """
    before, part = divmod(share * (len(ordered) - 1), 100)
    if not part:
        return ordered[before]
    return ordered[before] + (ordered[before + 1] - ordered[before]) * part / 100


def _deviation(values: Sequence[float], mean: float | None) -> float | None:
    """Return the sample standard deviation (n − 1)."""
    if mean is None or len(values) < 2:  # noqa: PLR2004 - one value alone does not vary
        return None
    return sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _tenths(values: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * _TENTHS
    for value in values:
        counts[min(_TENTHS - 1, int(value // _TENTHS))] += 1
    return tuple(counts)


def _by_band(values: Sequence[float], bands: Sequence[Band]) -> Mapping[str, int]:
    starts = [float(band.at_least) for band in bands]
    counts = [0] * len(bands)
    for value in values if bands else ():
        counts[bisect_right(starts, value) - 1] += 1
    return {band.id: count for band, count in zip(bands, counts, strict=True)}
