"""From answers to scores, with every point accounted for."""

from pipeline.scoring.engine import Scorer, score

__all__ = ["Scorer", "score"]
