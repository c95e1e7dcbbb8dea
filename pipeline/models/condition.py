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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, partial, reduce
from operator import ge, gt, le, lt
from typing import Any, Self

from pydantic import Field, model_validator

from pipeline.models.answers import Answer, Missing
from pipeline.models.data import Code, Data, Exact, Id, Switch, Whole
from pipeline.models.exact import Rational, whole

Value = int | Fraction | str | None
Comparison = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a condition may look at, as lookups by id; None stands for missing."""

    answers: Mapping[str, Answer]
    points: Callable[[str], Fraction | None]
    score: Callable[[str], Fraction | None]
    habit: Callable[[str], str | None]
    states: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()


Test = Callable[[Facts], bool]


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

    among: tuple[Code | Whole, ...] = Field(default=(), alias="is")
    at_most: Exact | None = None
    at_least: Exact | None = None
    below: Exact | None = None
    above: Exact | None = None
    given: Switch | None = None

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
        return any(limit is not None for _, limit in self._limits)

    @property
    def _limits(self) -> tuple[tuple[Comparison, Fraction | None], ...]:
        return (le, self.at_most), (ge, self.at_least), (lt, self.below), (gt, self.above)

    @property
    def _is_tested(self) -> bool:
        return bool(self.among) or self.has_limits or self.given is not None

    @cached_property
    def holds(self) -> Test:
        """The condition, ready to be asked of facts: whether it is true of them."""
        if self.all:
            return reduce(_both, (part.holds for part in self.all))
        if self.any:
            return reduce(_either, (part.holds for part in self.any))
        if self.none:
            denied = reduce(_either, (part.holds for part in self.none))
            return lambda facts: not denied(facts)
        if action := self.chosen:
            return lambda facts: action in facts.chosen
        return self._value_test()

    def __getstate__(self) -> dict[Any, Any]:
        """Leave behind what is ready to be asked: it cannot be sent to a process, and each makes its own."""
        state = super().__getstate__()
        fields = {name: value for name, value in state["__dict__"].items() if name != "holds"}
        return state | {"__dict__": fields}

    def _finder(self) -> Callable[[Facts], Value]:
        """Return what looks up the subject."""
        name = self.answer or self.points or self.score or self.habit or self.state or ""
        if self.answer:
            return partial(_given, name)
        if self.points:
            return lambda facts: facts.points(name)
        if self.score:
            return lambda facts: facts.score(name)
        if self.habit:
            return lambda facts: facts.habit(name)
        return lambda facts: facts.states.get(name)

    def _value_test(self) -> Test:
        """Return what looks up the subject and tests its value."""
        find = self._finder()
        if self.given is False:
            return lambda facts: find(facts) is None
        among = frozenset(map(str, self.among))
        limits = [(holds, whole(limit)) for holds, limit in self._limits if limit is not None]

        def test(facts: Facts) -> bool:
            value = find(facts)
            if value is None or (among and str(value) not in among):
                return False
            return not limits or _is_within(value, limits)

        return test

    def parts(self) -> "tuple[Condition, ...]":
        """This condition and every condition inside it, for cross-checking the ids they name."""
        inside = (*self.all, *self.any, *self.none)
        return (self, *(part for child in inside for part in child.parts()))


def _both(first: Test, second: Test) -> Test:
    return lambda facts: first(facts) and second(facts)


def _either(first: Test, second: Test) -> Test:
    return lambda facts: first(facts) or second(facts)


def _is_within(value: int | Fraction | str, limits: Sequence[tuple[Comparison, Rational]]) -> bool:
    if isinstance(value, str):
        return False
    number = whole(value)
    for holds, limit in limits:  # noqa: SIM110 - all() of a generator takes as long as the test itself
        if not holds(number, limit):
            return False
    return True


def _given(name: str, facts: Facts) -> Value:
    answer = facts.answers.get(name)
    return None if isinstance(answer, Missing) else answer
