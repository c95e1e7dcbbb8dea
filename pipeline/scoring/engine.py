"""Scores any questionnaire that a kit declares: items, dimensions, axes, habits, position, flags.

Everything is exact up to the standard errors, so contributions add up to the score to the last point: sums
are taken in whole numbers, and a fraction is made of each score. It is given :class:`Responses`, in which
there is nothing of the profile.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.models.answers import Answer, Missing, Responses
from pipeline.models.exact import sum_of_products, whole
from pipeline.models.on_demand import OnDemand
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.scorecard import AxisScore, DimensionScore, HabitScore, ItemScore, Scorecard
from pipeline.models.scoring_rules import band_of
from pipeline.scoring.coverage import Coverage, find_coverage
from pipeline.scoring.flags import FlagFinder
from pipeline.scoring.points import Composite, Given, key_of
from pipeline.scoring.position import find_position
from pipeline.scoring.uncertainty import axis_bounds, dimension_bounds

COVERAGES_KEPT = 4096
"""Numbers of answered items of which it is remembered what follows from them."""


class Scorer:
    """Scores clients by one questionnaire, which is prepared once."""

    def __init__(self, asked: Questionnaire) -> None:
        self._asked = asked
        self._keys = {item.id: key_of(item, asked) for item in asked.items}
        self._homes = {item.id: item.dimension for item in asked.items if item.dimension}
        self._areas = {
            part.id: Composite([self._keys[item] for item, home in self._homes.items() if home == part.id])
            for part in asked.dimensions
        }
        self._axes = {
            axis.id: tuple((part.id, whole(part.weight)) for part in asked.dimensions if part.axis == axis.id)
            for axis in asked.axes
        }
        self._habits = {
            habit.id: Composite([self._keys[item] for item in habit.items])
            for habit in asked.habits
            if habit.items
        }
        self._flags = FlagFinder(asked)
        # Most clients leave out nothing, or little: many have the same coverage.
        self._coverage = lru_cache(COVERAGES_KEPT)(self._find_coverage)

    def score(self, responses: Responses) -> Scorecard:
        """Return the scorecard of one client. Never raises for a validated client's responses."""
        answers = responses.answers
        given = {name: found for name, found in answers.items() if not isinstance(found, Missing)}
        worths = {name: area.worths(given) for name, area in self._areas.items()}
        coverage = self._coverage(tuple(len(each) - each.count(None) for each in worths.values()))
        areas = {name: self._score_area(name, worths[name], coverage) for name in worths}
        axes = {name: self._score_axis(name, areas, coverage) for name in self._axes}
        return Scorecard(
            position=find_position(self._asked.scoring, axes),
            axes=axes,
            dimensions=areas,
            items=OnDemand(self._keys, lambda item: self._score_item(item, answers, given, coverage)),
            habits=OnDemand(self._habits, lambda habit: self._score_habit(habit, given)),
            flags=self._flags.find(given),
        )

    def _find_coverage(self, answered: tuple[int, ...]) -> Coverage:
        items = {name: len(area.spans) for name, area in self._areas.items()}
        return find_coverage(dict(zip(items, answered, strict=True)), items, self._asked)

    def _score_area(self, name: str, worths: Sequence[int | None], coverage: Coverage) -> DimensionScore:
        """Score a dimension as the mean of its answered items, if enough of them are."""
        area, sem = self._areas[name], coverage.areas.get(name)
        mean, answered = area.mean(worths), len(worths) - worths.count(None)
        if mean is not None and answered == len(worths):
            bounds = mean, mean
        else:
            bounds = dimension_bounds(worths, area.spans, area.unit)
        share = coverage.shares[name]
        return DimensionScore(None if sem is None else mean, sem, bounds, answered, len(worths), share)

    def _score_axis(self, axis: str, areas: Mapping[str, DimensionScore], coverage: Coverage) -> AxisScore:
        """Score an axis as the weighted mean of its scored dimensions, if enough of them are scored."""
        parts = [(weight, areas[name]) for name, weight in self._axes[axis]]
        scored = [(area.share, area.score) for _, area in parts if area.score is not None]
        sem = coverage.axes.get(axis)
        value = None if sem is None else sum_of_products(scored)
        if value is not None and all(area.answered == area.items for _, area in parts):
            bounds = value, value
        else:
            bounds = axis_bounds([(weight, area.bounds) for weight, area in parts])
        return AxisScore(value, sem, bounds, len(scored), len(parts))

    def _score_item(
        self, item: str, answers: Mapping[str, Answer], given: Given, coverage: Coverage
    ) -> ItemScore:
        """Give an item its points, and what a point of it adds to its axis."""
        weight = coverage.weights[self._homes[item]]
        return ItemScore(answers.get(item), self._keys[item].score(given), weight)

    def _score_habit(self, name: str, given: Given) -> HabitScore:
        habit = self._habits[name]
        value = habit.mean(habit.worths(given))
        return HabitScore(value, None if value is None else band_of(value, self._asked.scoring.levels))
