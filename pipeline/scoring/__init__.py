"""From answers to scores, with every point accounted for."""

from pipeline.scoring.engine import score

__all__ = ["score"]
