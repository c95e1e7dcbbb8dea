"""The small language in which a kit says when an action or a sentence applies.

A condition is a TOML table with one *subject* and one or more *tests*, or a combination of conditions::

    { answer = "L07", at_most = 2 }              the code of a scale, or a plain number
    { answer = "B08", is = ["none", "3-months"] }  the option that was chosen
    { points = "B01", at_most = 40 }             the item's points, 0 to 100
    { score = "F2", below = 50 }                 a dimension or axis, 0 to 100
    { habit = "learning", is = ["not-yet"] }     the level of a habit
    { state = "quadrant", is = ["steady-base"] } what the scorecard or the plan says
    { chosen = "T1" }                            an action that is already in the plan
    { all = [...] }  { any = [...] }  { none = [...] }

What is unanswered or unscored fulfils no test but ``given = false``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

from pydantic import Field, model_validator

from pipeline.models.client import Answer, Missing
from pipeline.models.data import Code, Data, Exact, Id

Value = Fraction | str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a condition may look at, as lookups by id; None stands for missing."""

    answers: Mapping[str, Answer]
    points: Callable[[str], Fraction | None]
    score: Callable[[str], Fraction | None]
    habit: Callable[[str], str | None]
    states: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()


class Condition(Data):
    """One condition; see the module for the forms it takes."""

    answer: Id | None = None
    points: Id | None = None
    score: Id | None = None
    habit: Id | None = None
    state: Id | None = None
    chosen: Id | None = None
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    none: tuple["Condition", ...] = ()

    among: tuple[Code | int, ...] = Field(default=(), alias="is")
    at_most: Exact | None = None
    at_least: Exact | None = None
    below: Exact | None = None
    above: Exact | None = None
    given: bool | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        subjects = [self.answer, self.points, self.score, self.habit, self.state, self.chosen]
        groups = [self.all, self.any, self.none]
        if sum(map(bool, [*subjects, *groups])) != 1:
            raise ValueError(
                "a condition needs exactly one of answer, points, score, habit, state, chosen, all, any, none"
            )
        if self._is_tested == bool(self.chosen or any(groups)):
            raise ValueError("answer, points, score, habit and state need a test; the others take none")
        return self

    @property
    def has_limits(self) -> bool:
        """Whether the condition compares a number."""
        return any(limit is not None for limit in (self.at_most, self.at_least, self.below, self.above))

    @property
    def _is_tested(self) -> bool:
        return bool(self.among) or self.has_limits or self.given is not None

    def holds(self, facts: Facts) -> bool:
        """Whether the condition is true of ``facts``."""
        if self.all:
            return all(part.holds(facts) for part in self.all)
        if self.any:
            return any(part.holds(facts) for part in self.any)
        if self.none:
            return not any(part.holds(facts) for part in self.none)
        if self.chosen:
            return self.chosen in facts.chosen
        return self._passes(self._look_up(facts))

    def _look_up(self, facts: Facts) -> Value:
        if self.answer:
            return _plain(facts.answers.get(self.answer))
        if self.points:
            return facts.points(self.points)
        if self.score:
            return facts.score(self.score)
        if self.habit:
            return facts.habit(self.habit)
        return facts.states.get(self.state or "")

    def _passes(self, value: Value) -> bool:
        if value is None or self.given is False:
            return value is None and self.given is False
        if self.among and str(value) not in {str(option) for option in self.among}:
            return False
        return not self.has_limits or self._within(value)

    def _within(self, value: Fraction | str) -> bool:
        if isinstance(value, str):
            return False
        return (
            (self.at_most is None or value <= self.at_most)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.above is None or value > self.above)
        )

    def parts(self) -> "tuple[Condition, ...]":
        """This condition and every condition inside it, for cross-checking the ids they name."""
        inside = (*self.all, *self.any, *self.none)
        return (self, *(part for child in inside for part in child.parts()))


def _plain(answer: Answer | None) -> Value:
    if answer is None or isinstance(answer, Missing):
        return None
    return answer if isinstance(answer, str) else Fraction(answer)
