"""Scores any questionnaire that a kit declares: items, dimensions, axes, habits, position, flags.

Everything is exact up to the standard errors, so contributions add up to the score to the last point: sums
are taken in whole numbers, and a fraction is made of each score. Profile answers never reach this module: it
looks at items only.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import lcm

from pipeline.models.client import Answer, Client, Missing
from pipeline.models.questionnaire import Questionnaire, band_of
from pipeline.models.scorecard import AxisScore, DimensionScore, HabitScore, ItemScore, Scorecard
from pipeline.scoring.flags import FlagFinder
from pipeline.scoring.points import Composite, Given, ItemKey, key_of, weighted_mean
from pipeline.scoring.position import find_position
from pipeline.scoring.uncertainty import axis_bounds, combined_sem, dimension_bounds, dimension_sem

NOTHING = Fraction(0)


def score(client: Client, asked: Questionnaire) -> Scorecard:
    """Return the scorecard of one client; for many clients, keep one :class:`Scorer`."""
    return Scorer(asked).score(client)


class Scorer:
    """Scores clients by one questionnaire, which is prepared once."""

    def __init__(self, asked: Questionnaire) -> None:
        self._asked = asked
        self._keys = {item.id: key_of(item, asked) for item in asked.items}
        self._homes = {item.id: item.dimension for item in asked.items if item.dimension}
        self._areas = {
            part.id: _Area([self._keys[item] for item, home in self._homes.items() if home == part.id], asked)
            for part in asked.dimensions
        }
        self._axes = {
            axis.id: tuple(part.id for part in asked.dimensions if part.axis == axis.id)
            for axis in asked.axes
        }
        # Weights are relative: whole numbers in the same proportions mean the same.
        unit = lcm(*(part.weight.denominator for part in asked.dimensions))
        self._weights = {part.id: int(part.weight * unit) for part in asked.dimensions}
        self._shares = cache(self._find_shares)
        self._habits = {
            habit.id: Composite([self._keys[item] for item in habit.items])
            for habit in asked.habits
            if habit.items
        }
        self._flags = FlagFinder(asked)

    def score(self, client: Client) -> Scorecard:
        """Return the scorecard of one client. Never raises for a validated client."""
        given = {name: found for name, found in client.answers.items() if not isinstance(found, Missing)}
        worths = {name: area.items.worths(given) for name, area in self._areas.items()}
        scored = tuple(name for name, area in self._areas.items() if area.sem(worths[name]) is not None)
        shares = self._shares(scored)
        areas = {name: area.score(worths[name], shares[name]) for name, area in self._areas.items()}
        axes = {name: self._score_axis(names, areas) for name, names in self._axes.items()}
        return Scorecard(
            client=client.id,
            name=client.name,
            position=find_position(self._asked.scoring, axes),
            axes=axes,
            dimensions=areas,
            items=self._score_items(client.answers, given, areas),
            habits={name: self._score_habit(habit, given) for name, habit in self._habits.items()},
            flags=self._flags.find(given),
        )

    def _find_shares(self, scored: tuple[str, ...]) -> Mapping[str, Fraction]:
        """Return each dimension's weight in its axis, renormalised over the ``scored`` ones.

        It is 0 where the dimension is not scored, or too few of the axis are.
        """
        shares = dict.fromkeys(self._areas, NOTHING)
        for names in self._axes.values():
            there = [name for name in names if name in scored]
            if there and len(there) >= self._asked.scoring.minimum_dimensions * len(names):
                total = sum(self._weights[name] for name in there)
                shares |= {name: Fraction(self._weights[name], total) for name in there}
        return shares

    def _score_axis(self, names: Sequence[str], areas: Mapping[str, DimensionScore]) -> AxisScore:
        """Score an axis as the weighted mean of its scored dimensions, if enough of them are scored."""
        weighted = [(self._weights[name], areas[name]) for name in names]
        scored = [(weight, area.score, area.sem) for weight, area in weighted if area.score is not None]
        bounds = axis_bounds([(weight, area.bounds) for weight, area in weighted])
        if not any(area.share for _, area in weighted):
            return AxisScore(None, None, bounds, len(scored), len(names))
        total = sum(weight for weight, _, _ in scored)
        value = weighted_mean([(weight, points) for weight, points, _ in scored])
        sem = combined_sem((weight / total, sem or 0.0) for weight, _, sem in scored)
        return AxisScore(value, sem, bounds, len(scored), len(names))

    def _score_items(
        self, answers: Mapping[str, Answer], given: Given, areas: Mapping[str, DimensionScore]
    ) -> dict[str, ItemScore]:
        """Give each item its points and the weight of a point: share of its dimension / items answered."""
        weights = {name: area.share / (area.answered or 1) for name, area in areas.items()}
        return {
            item: ItemScore(answers.get(item), self._keys[item].score(given), weights[home])
            for item, home in self._homes.items()
        }

    def _score_habit(self, habit: Composite, given: Given) -> HabitScore:
        value = habit.mean(habit.worths(given))
        return HabitScore(value, None if value is None else band_of(value, self._asked.scoring.levels))


class _Area:
    """A dimension, prepared: its items, and its standard error by the number of items answered."""

    def __init__(self, keys: Sequence[ItemKey], asked: Questionnaire) -> None:
        self.items = Composite(keys)
        rules, whole = asked.scoring, len(keys)
        self._sems = tuple(
            dimension_sem(rules, answered, whole) if answered >= rules.minimum_items * whole else None
            for answered in range(whole + 1)
        )

    def sem(self, worths: Sequence[int | None]) -> float | None:
        """Return the standard error of the score; None where too few items are answered for one."""
        return self._sems[len(worths) - worths.count(None)]

    def score(self, worths: Sequence[int | None], share: Fraction) -> DimensionScore:
        """Return the score: the mean of the answered items, if enough of them are."""
        answered = len(worths) - worths.count(None)
        sem, mean = self._sems[answered], self.items.mean(worths)
        if mean is not None and answered == len(worths):
            bounds = mean, mean
        else:
            bounds = dimension_bounds(worths, self.items.spans, self.items.unit)
        return DimensionScore(None if sem is None else mean, sem, bounds, answered, len(worths), share)
