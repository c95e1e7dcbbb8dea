"""What a kit asks and how answers become points. Ids here are the kit's own; the code knows none of them."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.models.data import MOST, Code, Data, Exact, Id, Switch, Whole
from pipeline.models.scoring_rules import OwnPrecision, Points, Precision, ScaleCode, Scoring

MOST_STEPS = 100
"""A scale has at most so many steps from its lowest to its highest code."""

Weight = Annotated[Exact, Field(gt=0, le=1000)]

Kind = Literal["scale", "choice", "count", "number", "text", "email", "moment", "zone", "language"]
Role = Literal[
    "id",
    "name",
    "email",
    "role_title",
    "hours_a_week",
    "language",
    "address_form",
    "completed_at",
    "call_at",
    "call_zone",
    "consent_processing",
    "consent_mailing",
    "consented_at",
    "goal_year",
    "goal_role",
    "obstacle",
]


class Scale(Data):
    """A run of whole codes from ``low`` to ``high``, each with a label in the wording.

    ``points`` says what each code is worth, from ``low`` to ``high``; without it they run evenly from 0 to
    100 (POMP, percent of maximum possible: Cohen, Cohen, Aiken & West 1999, "The problem of units and the
    circumstance for POMP").
    """

    id: Id
    low: ScaleCode
    high: ScaleCode
    points: tuple[Points, ...] = ()

    @model_validator(mode="after")
    def _rises(self) -> Self:
        # Told with the shape, before anything runs through the codes.
        steps = self.high - self.low
        if steps < 1:
            raise ValueError("low must be less than high")
        if steps > MOST_STEPS:
            raise ValueError(f"it has {steps + 1} codes; {MOST_STEPS + 1} are the most, as from 0 to 100")
        if self.points and len(self.points) != steps + 1:
            raise ValueError(
                f"points must hold one number for each code from {self.low} to {self.high}: "
                f"{steps + 1} of them, not {len(self.points)}"
            )
        if any(second <= first for first, second in pairwise(self.points)):
            raise ValueError("points must rise from code to code; a question turns them round by reverse")
        return self

    @cached_property
    def codes(self) -> range:
        """All codes, rising."""
        return range(self.low, self.high + 1)

    @cached_property
    def worths(self) -> tuple[Fraction, ...]:
        """What each code is worth, from ``low`` to ``high``."""
        steps = self.high - self.low
        return self.points or tuple(Fraction(100 * step, steps) for step in range(steps + 1))


class Option(Data):
    """One answer to choose. ``points`` is absent where the option counts as missing ("not sure").

    ``at_least`` is set on the bins of a count question: the smallest count that falls in the bin.
    """

    id: Code
    points: Points | None = None
    at_least: Annotated[Whole, Field(ge=0, le=MOST)] | None = None


class Question(Data):
    """One column of the intake.

    A question with a ``dimension`` is an *item*: a scale (``reverse`` if agreeing means less), a choice or a
    count with points. A ``role`` says what a profile question is to the program. ``also`` lists other ids
    under which its column may come. ``accepts_missing`` allows "does not apply" and "rather not say".
    """

    id: Id
    kind: Kind
    dimension: Id | None = None
    scale: Id | None = None
    reverse: Switch = False
    options: tuple[Option, ...] = ()
    role: Role | None = None
    also: tuple[Id, ...] = ()
    accepts_missing: Switch = False
    at_least: Exact | None = None
    at_most: Exact | None = None
    characters: Annotated[Whole, Field(ge=1, le=32_767)] = 4000  # as many as a cell of a workbook holds

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of the options in their order."""
        return tuple(option.id for option in self.options)


class Axis(Data):
    """A group of dimensions with one score. ``importance`` is the question that says how much it matters."""

    id: Id
    importance: Id | None = None


class Dimension(Data):
    """An area of life or work. ``formative`` areas are sums of facts: no reliability is computed for them.

    ``weight`` is relative to the other dimensions of the axis. ``slots`` shows single facts instead of a bar.
    ``reliability`` declares the items (all or some of its own) that reflect one thing, so that a cohort may
    be asked how well they hang together. ``precision`` is what is not as the kit's rules say.
    """

    id: Id
    axis: Id | None = None
    weight: Weight = Fraction(1)
    formative: Switch = False
    slots: Switch = False
    reliability: tuple[Id, ...] = ()
    precision: OwnPrecision = OwnPrecision()


class Habit(Data):
    """A habit, scored as the mean of its items; a family without items only groups actions."""

    id: Id
    items: tuple[Id, ...] = ()


class Questionnaire(Data):
    """``questionnaire.toml``. ``required`` lists groups of question ids of which one column must be there."""

    required: tuple[tuple[Id, ...], ...]
    scoring: Scoring
    scales: tuple[Scale, ...] = ()
    axes: tuple[Axis, ...] = ()
    dimensions: tuple[Dimension, ...]
    habits: tuple[Habit, ...] = ()
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Every question by its id, in the kit's order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def by_role(self) -> dict[str, Question]:
        """The questions that mean something to the program, by their role."""
        return {question.role: question for question in self.questions if question.role}

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        """The scales by their id."""
        return {scale.id: scale for scale in self.scales}

    def worth_of(self, item: Question) -> Mapping[int | str, Fraction]:
        """Return the points (0–100) of every answer to an item that has some, turned round if it is reversed.

        In a reversed item the lowest code is worth what else the highest is, and so on, evenly spaced or not.
        """
        if item.scale is None:
            return {option.id: option.points for option in item.options if option.points is not None}
        scale = self.scale_by_id[item.scale]
        worths = reversed(scale.worths) if item.reverse else scale.worths
        return dict(zip(scale.codes, worths, strict=True))

    @cached_property
    def precisions(self) -> dict[str, Precision]:
        """How exactly each dimension is measured: as the kit's rules say, but for what it has of its own."""
        usual = {name: getattr(self.scoring, name) for name in Precision.model_fields}
        own = {part.id: {name: value for name, value in part.precision if value} for part in self.dimensions}
        return {name: Precision.model_construct(**usual | chosen) for name, chosen in own.items()}

    @cached_property
    def scored_ids(self) -> tuple[str, ...]:
        """The ids of axes, then dimensions: everything that a scorecard has a score for."""
        return (*(axis.id for axis in self.axes), *(dimension.id for dimension in self.dimensions))

    @property
    def importance_by_area(self) -> dict[str, str | None]:
        """The question that says how much each dimension matters: that of its axis, if it has one."""
        asked = {axis.id: axis.importance for axis in self.axes}
        return {part.id: asked.get(part.axis or "") for part in self.dimensions}

    @cached_property
    def items(self) -> tuple[Question, ...]:
        """The questions that give points, in the kit's order."""
        return tuple(question for question in self.questions if question.dimension)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        """The ids of all that scoring may look at: items, and what its rules name. Never one with a role."""
        rules = self.scoring
        named = {name for pair in rules.pairs for name in (pair.first, pair.second)}
        named |= {item.id for item in self.items} | ({rules.fit.question} if rules.fit else set())
        return tuple(question.id for question in self.questions if question.id in named and not question.role)
