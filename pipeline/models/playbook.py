"""What a kit can advise: actions with triggers, and the rules by which a plan is put together."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Annotated, Literal

from pydantic import Field

from pipeline.models.condition import Condition
from pipeline.models.data import Code, Data, Exact, Id, Whole
from pipeline.models.scoring_rules import Points, Share

Hours = Annotated[Exact, Field(gt=0, le=1000)]
HoursAWeek = Annotated[Exact, Field(gt=0, le=168)]
Importance = Annotated[Exact, Field(ge=0, le=1000)]
Priority = Annotated[Exact, Field(gt=0, le=1000)]
Days = Annotated[Whole, Field(ge=1, le=3660)]
Mode = Literal["on-the-job", "people", "course"]


_MIDDLING = Fraction(3, 5)
"""The share of the most importance that a blank stands for: the middle one of five answers, 3 of 5."""


class Horizon(Data):
    """A stretch of the plan that ends after ``days`` and holds at most ``actions``."""

    days: Days
    actions: Annotated[Whole, Field(ge=1, le=100)]


class PlanRules(Data):
    """The numbers of planning.

    need = importance / ``importance_scale`` · max(0, ``target`` − score) / 100; priority divides by hours
    as ``ease`` / (``ease`` + hours). ``hours_share`` of the free hours is planned for; ``default_hours`` a
    week stand in for a blank or zero, ``default_importance`` for a missing importance: without it, three
    fifths of ``importance_scale``.
    """

    horizons: tuple[Horizon, ...]
    target: Points
    ease: Hours
    hours_share: Share
    default_hours: HoursAWeek
    default_importance: Importance | None = None
    importance_scale: Annotated[Importance, Field(gt=0)]

    @property
    def blank_importance(self) -> Fraction:
        """What a missing importance counts as, from 0 to ``importance_scale``."""
        if self.default_importance is None:
            return self.importance_scale * _MIDDLING
        return self.default_importance


class Measure(Data):
    """What shows that an action worked: the item's answer moves to ``to`` or better."""

    item: Id
    to: Code | Whole


class Action(Data):
    """One thing to do. ``shares`` says which dimensions it serves, adding up to 1.

    ``priority`` replaces the computed one. ``needs`` is an action that must be chosen earlier. ``texts`` of
    an action stand in the wording under its id.
    """

    id: Id
    habit: Id
    shares: Mapping[Id, Share] = Field(default_factory=dict)
    when: Condition | None = None
    horizon: Days
    hours: Hours
    priority: Priority | None = None
    needs: Id | None = None
    measure: Measure | None = None
    mode: Mode = "on-the-job"


class Strength(Data):
    """A way to use the highest scored dimension, outside slots and hours."""

    id: Id
    dimension: Id
    horizon: Days
    hours: Hours


class Playbook(Data):
    """``playbook.toml``. The order of ``actions`` decides between equal priorities."""

    plan: PlanRules
    actions: tuple[Action, ...]
    strengths: tuple[Strength, ...] = ()
    variant: Condition | None = None
    """Whose actions use the wording's variant for the self-employed."""
    away: Condition | None = None
    """Whose actions use the wording's texts for those who do not work now."""

    @cached_property
    def by_id(self) -> dict[str, Action]:
        """Every action by its id, in the order of the table."""
        return {action.id: action for action in self.actions}

    @cached_property
    def hours_unit(self) -> int:
        """How many equal parts of an hour make the hours of every action whole numbers of them."""
        return lcm(*(action.hours.denominator for action in self.actions))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all actions, then of all strength actions."""
        return (
            *(action.id for action in self.actions),
            *(strength.id for strength in self.strengths),
        )

    def total_share(self, action: Action) -> Fraction:
        """The shares of an action added up."""
        return sum(action.shares.values(), Fraction(0))
