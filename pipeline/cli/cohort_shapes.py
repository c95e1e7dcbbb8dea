"""The JSON of ``roadmap cohort``. Keys are promised to stay; more may be added. No client is named.

Figures are rounded to a millionth; one that cannot be computed is null.
"""

from dataclasses import asdict
from typing import Any

from pipeline.cli.shapes import of_problem
from pipeline.models.cohort import Cohort, Distribution, Places, ScaleFigures
from pipeline.models.scorecard_shape import round_number
from pipeline.scoring.distribution import CLIENTS_FOR_PERCENTILES
from pipeline.scoring.reliability import COMPLETE_FOR_STANDARD_ERROR
from pipeline.workflow.cohort import Together

Shape = dict[str, Any]
_DIGITS = 6


def of_together(together: Together) -> Shape:
    """Return all that ``cohort`` tells."""
    kit, cohort = together.reading.kit, together.cohort
    return {
        "kit": kit.name,
        "kit_digest": kit.digest,
        "clients": cohort.clients,
        "needed": {
            "percentiles": CLIENTS_FOR_PERCENTILES,
            "standard_error": COMPLETE_FOR_STANDARD_ERROR,
        },
        "axes": {name: _of_distribution(lie) for name, lie in cohort.axes.items()},
        "dimensions": {name: _of_distribution(lie) for name, lie in cohort.dimensions.items()},
        "positions": _of_places(cohort.positions, "between"),
        "quadrants": _of_places(cohort.quadrants, "near_crossroads"),
        "missing": _of_missing(cohort),
        "flags": dict(cohort.flags),
        "flagged": cohort.flagged,
        "scales": [_of_scale(figures) for figures in cohort.scales],
        "problems": [of_problem(problem) for problem in together.reading.intake.problems],
    }


def _of_distribution(lie: Distribution) -> Shape:
    percentiles = lie.percentiles
    return {
        "clients": lie.clients,
        "mean": _of(lie.mean),
        "standard_deviation": _of(lie.deviation),
        "min": _of(lie.low),
        "quartiles": [_of(end) for end in lie.quartiles] if lie.quartiles else None,
        "median": _of(lie.median),
        "max": _of(lie.high),
        "tenths": list(lie.tenths),
        "bands": dict(lie.bands),
        "percentiles": percentiles and {str(share): _of(value) for share, value in percentiles.items()},
    }


def _of_places(places: Places | None, near: str) -> Shape | None:
    if places is None:
        return None
    return {"counts": dict(places.counts), "none": places.none, near: places.near}


def _of_missing(cohort: Cohort) -> Shape:
    return {
        "items": {name: asdict(missed) for name, missed in cohort.missing_items.items()},
        "dimensions": {name: asdict(missed) for name, missed in cohort.missing_areas.items()},
    }


def _of_scale(figures: ScaleFigures) -> Shape:
    return {
        "dimension": figures.dimension,
        "items": list(figures.items),
        "complete": figures.complete,
        "alpha": _of(figures.alpha),
        "alpha_interval": [_of(end) for end in figures.interval] if figures.interval else None,
        "omega": _of(figures.omega),
        "omega_method": "one factor, unweighted least squares (minres), covariances",
        "item_total": {name: _of(value) for name, value in figures.item_total.items()},
        "standard_error": _of(figures.standard_error),
        "remarks": list(figures.remarks),
    }


def _of(value: float | None) -> float | None:
    return round_number(value, _DIGITS)
