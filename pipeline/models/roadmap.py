"""The plan that follows from a scorecard."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

BILLION = 10**9

HoursGiven = Literal["given", "blank", "zero"]


class Candidate(NamedTuple):
    """One action of the playbook as it was considered.

    ``billionths`` is the priority, 0 or more, in units of the 1e-9 to which it is rounded. ``why`` says in a
    plain clause why it was chosen or not. Each client has dozens: a tuple is made in half of the time.
    """

    id: str
    habit: str
    horizon: int
    hours: Fraction
    billionths: int
    chosen: bool
    why: str

    @property
    def priority(self) -> Fraction:
        """How much speaks for the action: 0 or more."""
        return Fraction(self.billionths, BILLION)


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A chosen action. ``number`` counts from 1 in the order of the plan; ``horizon`` is in days."""

    number: int
    id: str
    habit: str
    horizon: int
    hours: Fraction


Match = Literal["title", "alias", "grade", "chosen", "near", "several", "no-step"]
"""How a role title was found: as the title of a stage, as another name of it, or as either beside a word of
grade ("senior"); the coach may have chosen the stage. Or, not surely enough for steps with names, as one that
comes near to a name, as a name of several occupations, or of one without a next step."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage of a path.

    ``id`` is that of a stage of the kit, whose wording names it; or the code of an imported occupation, with
    a ``title`` of its own. ``occupation`` is the O*NET-SOC code of either, if known.
    """

    id: str
    occupation: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Where a client stands, and what lies ahead.

    ``ladder`` is the id of a ladder of the kit, None where the path is drawn from imported occupations;
    ``source`` says where the order of stages comes from. ``next_stage`` is None on the last stage and
    ``end_stage`` where none is known. ``others`` are the further occupations of the same name.
    """

    ladder: str | None
    source: str
    match: Match
    stage: Rung
    next_stage: Rung | None = None
    end_stage: Rung | None = None
    others: tuple[Rung, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the title was found well enough to name the steps ahead."""
        return self.match in {"title", "alias", "grade", "chosen"}


def plan_states(needs: Mapping[str, Fraction], hours_given: HoursGiven, path: Path | None) -> dict[str, str]:
    """Return what the plan knows as states for conditions (:func:`pipeline.models.facts.facts_of`).

    ``needs`` is "some", or "none" where every need is 0. ``hours`` is "given", "blank" or "zero". ``path`` is
    "none" without a ladder, "near" where the title was not matched surely, "last" on the last stage of a
    ladder, else "next". ``ladder`` is "kit" or "occupations", by where the steps come from, or "none" where
    they have no names.
    """
    if path is None:
        place = "none"
    elif not path.sure:
        place = "near"
    else:
        place = "next" if path.next_stage else "last"
    ladder = "none" if path is None or not path.sure else "kit" if path.ladder else "occupations"
    return {
        "needs": "some" if any(needs.values()) else "none",
        "hours": hours_given,
        "path": place,
        "ladder": ladder,
    }


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
