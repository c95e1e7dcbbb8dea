"""From a scorecard to a plan: what to do in 30, 60 and 90 days, and the ladder that lies ahead."""

from pipeline.planning.plan import Planner

__all__ = ["Planner"]
