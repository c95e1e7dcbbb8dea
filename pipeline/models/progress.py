"""What lies between two assessments of one client. Points run from 0 to 100 and are exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from pipeline.models.answers import Answer
from pipeline.models.client import Client
from pipeline.models.scorecard import Scorecard

SHORT_WHILE = 28
"""Days below which two assessments lie so close together that they seldom show a change."""


def days_between(since: datetime, until: datetime) -> int:
    """Return the whole days between two moments, by the calendar of the later one's time zone."""
    return (until.date() - since.astimezone(until.tzinfo).date()).days


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A score on two occasions, over the ``areas`` that were scored both times.

    ``before`` and ``after`` may differ from the scores of the day, which may rest on other areas. ``sems``
    are the standard errors of measurement of the two, and ``needed`` is the least difference that is more
    than chance, all in points.
    """

    areas: tuple[str, ...]
    before: Fraction
    after: Fraction
    sems: tuple[float, float]
    needed: float

    @property
    def difference(self) -> Fraction:
        """How far the score went up (or, below 0, down)."""
        return self.after - self.before

    @property
    def is_reliable(self) -> bool:
        """Whether it moved by more than chance explains."""
        return abs(self.difference) > self.needed


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An item that was answered differently. None is a blank.

    ``difference`` is how many points more (or, below 0, less) the later answer has; None where one of the
    two has no points.
    """

    item: str
    before: Answer | None
    after: Answer | None
    difference: Fraction | None


MeasureStatus = Literal["met", "closer", "same", "further", "unknown"]
"""How an action's measure stands now: reached, nearer to it than last time, as it was, farther from it, or
without an answer to tell by."""


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What became of an action that the earlier answers called for, by the answer that measures it."""

    action: str
    item: str
    before: Answer | None
    after: Answer | None
    status: MeasureStatus


@dataclass(frozen=True, slots=True)
class Progress:
    """Two assessments of one client, both by the rules of today.

    ``earlier`` is the client as they answered then (codes and numbers, none of their words), at ``since``;
    the later assessment was completed at ``until``. ``scores`` are those of the axes, then of the areas that
    belong to no axis, by id; None where too little was scored both times. ``facts`` are the changed answers
    to questions of fact, ``answers`` those to scales, each in the kit's order. ``measures`` are those of the
    actions in the plan that the earlier answers give, in its order.
    """

    earlier: Client
    since: datetime
    until: datetime
    before: Scorecard
    after: Scorecard
    scores: Mapping[str, ScoreChange | None]
    facts: tuple[AnswerChange, ...]
    answers: tuple[AnswerChange, ...]
    measures: tuple[MeasureChange, ...]

    @property
    def days(self) -> int:
        """Whole days between the two, by the calendar of the later one's time zone."""
        return days_between(self.since, self.until)

    @property
    def is_unchanged(self) -> bool:
        """Whether every scored answer is what it was."""
        return not (self.facts or self.answers)
