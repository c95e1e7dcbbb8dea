"""The plan that follows from a scorecard."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

HoursGiven = Literal["given", "blank", "zero"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One action of the playbook as it was considered.

    ``priority`` is 0 or more, rounded to 1e-9. ``why`` says in a plain clause why it was chosen or not.
    """

    id: str
    habit: str
    horizon: int
    hours: Fraction
    priority: Fraction
    chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A chosen action. ``number`` counts from 1 in the order of the plan; ``horizon`` is in days."""

    number: int
    id: str
    habit: str
    horizon: int
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Path:
    """A ladder of the kit and where on it the client stands.

    ``stage`` and ``next_stage`` are ids of stages (``next_stage`` None on the last one); ``sure`` is False
    where the role title was matched only nearly.
    """

    ladder: str
    stage: str
    next_stage: str | None
    end_stage: str
    sure: bool


def plan_states(needs: Mapping[str, Fraction], hours_given: HoursGiven, path: Path | None) -> dict[str, str]:
    """Return what the plan knows as states for conditions (:func:`pipeline.models.facts.facts_of`).

    ``needs`` is "some", or "none" where every need is 0. ``hours`` is "given", "blank" or "zero". ``path`` is
    "none" without a ladder, "near" where the title was matched only nearly, "last" on the last stage of a
    ladder, else "next".
    """
    if path is None:
        place = "none"
    elif not path.sure:
        place = "near"
    else:
        place = "next" if path.next_stage else "last"
    return {"needs": "some" if any(needs.values()) else "none", "hours": hours_given, "path": place}


@dataclass(frozen=True, slots=True)
class Roadmap:
    """What to do, and everything that was weighed.

    ``weekly_hours`` is what the plan was fitted to (hours a week); ``hours_given`` tells whether the client
    said so, left it blank or has none. ``needs`` holds each dimension's need (0 to 0.7). ``strength`` is the
    action that uses the highest area, on a line of its own. ``path`` is None when no ladder fits.
    """

    actions: tuple[PlannedAction, ...]
    strength: str | None
    candidates: tuple[Candidate, ...]
    needs: Mapping[str, Fraction]
    weekly_hours: Fraction
    hours_given: HoursGiven
    path: Path | None

    @property
    def total_hours(self) -> Fraction:
        """Hours of all chosen actions together; the strength action stands outside the count."""
        return sum((action.hours for action in self.actions), Fraction(0))

    @property
    def states(self) -> dict[str, str]:
        """What the plan knows as states for conditions; see :func:`plan_states`."""
        return plan_states(self.needs, self.hours_given, self.path)
