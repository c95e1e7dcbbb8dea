"""Where a client stands: the band of the position axis and the quadrant of the map."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pipeline.models.scorecard import AxisScore, Estimate, Position, Side
from pipeline.models.scoring_rules import Band, QuadrantRule, Scoring, band_of


def find_position(rules: Scoring, axes: Mapping[str, AxisScore]) -> Position | None:
    """Return the position that the axes' scores give, or None for a kit that has none."""
    if rules.position is None and rules.quadrants is None:
        return None
    label, between = _label(rules, axes)
    if rules.quadrants is None:
        return Position(label, between, None, None, None)
    across, up = axes[rules.quadrants.across], axes[rules.quadrants.up]
    quadrant = _quadrant(rules.quadrants, across.score, up.score)
    return Position(label, between, quadrant, _side(rules.quadrants, across), _side(rules.quadrants, up))


def bands_reached(low: float, high: float, bands: Sequence[Band]) -> tuple[str, str]:
    """Return the bands that the two ends of a range from 0 to 100 lie in."""
    return band_of(low, bands), band_of(high, bands)


def _label(rules: Scoring, axes: Mapping[str, AxisScore]) -> tuple[str | None, tuple[str, str] | None]:
    axis = axes[rules.position.axis] if rules.position else None
    if rules.position is None or axis is None or axis.score is None:
        return None, None
    if (low := axis.low) is None or (high := axis.high) is None:
        return None, None
    bands = rules.position.bands
    ends = bands_reached(low, high, bands)
    return band_of(axis.score, bands), ends if ends[0] != ends[1] else None


def _quadrant(rule: QuadrantRule, across: Fraction | None, up: Fraction | None) -> str | None:
    if across is None or up is None:
        return None
    corners = {
        (True, True): rule.high_high,
        (True, False): rule.high_low,
        (False, True): rule.low_high,
        (False, False): rule.low_low,
    }
    return corners[across >= rule.high, up >= rule.high]


def _side(rule: QuadrantRule, axis: Estimate) -> Side | None:
    if axis.score is None or axis.sem is None:
        return None
    if abs(float(axis.score - rule.high)) <= axis.sem:
        return "middle"
    return "high" if axis.score > rule.high else "low"
