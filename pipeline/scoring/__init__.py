"""From answers to scores, with every point accounted for."""

from pipeline.scoring.engine import Scorer
from pipeline.scoring.sensitivity import Sensitivity, find_sensitivity
from pipeline.scoring.uncertainty import differ

__all__ = ["Scorer", "Sensitivity", "differ", "find_sensitivity"]
