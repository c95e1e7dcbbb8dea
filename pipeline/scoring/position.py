"""Where a client stands: the band of the position axis and the quadrant of the map."""

from collections.abc import Mapping

from pipeline.models.questionnaire import QuadrantRule, Scoring, band_of
from pipeline.models.scorecard import AxisScore, Position


def find_position(rules: Scoring, axes: Mapping[str, AxisScore]) -> Position | None:
    """Return the position that the axes' scores give, or None for a kit that has none."""
    if rules.position is None and rules.quadrants is None:
        return None
    label, between = _label(rules, axes)
    quadrant = _quadrant(rules.quadrants, axes) if rules.quadrants else None
    near = bool(rules.quadrants and _near_crossroads(rules.quadrants, axes))
    return Position(label, between, quadrant, near)


def _label(rules: Scoring, axes: Mapping[str, AxisScore]) -> tuple[str | None, tuple[str, str] | None]:
    axis = axes[rules.position.axis] if rules.position else None
    if rules.position is None or axis is None or axis.score is None:
        return None, None
    if (low := axis.low) is None or (high := axis.high) is None:
        return None, None
    bands = rules.position.bands
    ends = band_of(low, bands), band_of(high, bands)
    return band_of(axis.score, bands), ends if ends[0] != ends[1] else None


def _quadrant(rule: QuadrantRule, axes: Mapping[str, AxisScore]) -> str | None:
    across, up = axes[rule.across].score, axes[rule.up].score
    if across is None or up is None:
        return None
    corners = {
        (True, True): rule.high_high,
        (True, False): rule.high_low,
        (False, True): rule.low_high,
        (False, False): rule.low_low,
    }
    return corners[across >= rule.high, up >= rule.high]


def _near_crossroads(rule: QuadrantRule, axes: Mapping[str, AxisScore]) -> bool:
    return any(
        axis.score is not None and axis.sem is not None and abs(float(axis.score - rule.high)) <= axis.sem
        for axis in (axes[rule.across], axes[rule.up])
    )
