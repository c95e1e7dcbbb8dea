"""Scores in the words of the kit, for tables and lines on a terminal."""

from pipeline.models.scorecard import Estimate, Position
from pipeline.models.wording import Wording


def say_position(position: Position | None, wording: Wording) -> str:
    """Name the position; where its range reaches into a second one, both."""
    if position is None or position.label is None:
        return "–"
    if position.between is None:
        return wording.positions[position.label]
    first, second = (wording.positions[label] for label in position.between)
    return f"between “{first}” and “{second}”"


def say_range(estimate: Estimate) -> str:
    """Write a score with its range, in whole points."""
    if estimate.score is None or estimate.low is None or estimate.high is None:
        return "–"
    return f"{float(estimate.score):.0f} ({estimate.low:.0f}–{estimate.high:.0f})"


def say_flag(flag: str, wording: Wording) -> str:
    """Write a flag as the question that the kit asks about it, if it has one, else as its code."""
    kind, _, items = flag.partition(":")
    text = wording.texts.get(f"{kind.replace('-', '_')}.{items.replace('/', '-')}")
    return text if isinstance(text, str) else flag
