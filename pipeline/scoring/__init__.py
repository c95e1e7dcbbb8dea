"""From answers to scores, with every point accounted for."""

from pipeline.scoring.engine import Scorer, score
from pipeline.scoring.uncertainty import differ

__all__ = ["Scorer", "differ", "score"]
