"""Scores any questionnaire that a kit declares: items, dimensions, axes, habits, position, flags.

Everything is an exact fraction up to the standard errors, so contributions add up to the score to the last
point. Profile answers never reach this module: it looks at items only.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pipeline.models.client import Answer, Client
from pipeline.models.questionnaire import Questionnaire, band_of
from pipeline.models.scorecard import AxisScore, DimensionScore, Estimate, HabitScore, ItemScore, Scorecard
from pipeline.scoring.flags import find_flags
from pipeline.scoring.points import ItemKey, key_of, mean
from pipeline.scoring.position import find_position
from pipeline.scoring.uncertainty import axis_bounds, combined_sem, dimension_bounds, dimension_sem

NOTHING = Fraction(0)


def score(client: Client, asked: Questionnaire) -> Scorecard:
    """Return the scorecard of one client; for many clients, keep one :class:`Scorer`."""
    return Scorer(asked).score(client)


class Scorer:
    """Scores clients by one questionnaire, whose keys are prepared once."""

    def __init__(self, asked: Questionnaire) -> None:
        self._asked = asked
        keys = {item.id: key_of(item, asked) for item in asked.items}
        self._items: Mapping[str, Sequence[ItemKey]] = {
            part.id: tuple(keys[item.id] for item in asked.items if item.dimension == part.id)
            for part in asked.dimensions
        }
        self._weights = {part.id: part.weight for part in asked.dimensions}
        self._areas = {
            axis.id: tuple(part.id for part in asked.dimensions if part.axis == axis.id)
            for axis in asked.axes
        }
        self._keys = keys

    def score(self, client: Client) -> Scorecard:
        """Return the scorecard of one client. Never raises for a validated client."""
        points = {name: key.score(client.answers) for name, key in self._keys.items()}
        areas = {name: self._score_dimension(keys, points) for name, keys in self._items.items()}
        axes = {name: self._score_axis(names, areas) for name, names in self._areas.items()}
        shares = self._shares(areas, axes)
        return Scorecard(
            client=client.id,
            name=client.name,
            position=find_position(self._asked.scoring, axes),
            axes=axes,
            dimensions={name: self._as_dimension(name, areas[name], points, shares) for name in areas},
            items=self._score_items(client.answers, points, areas, shares),
            habits=self._score_habits(points),
            flags=find_flags(self._asked, client.answers),
        )

    def _score_dimension(self, keys: Sequence[ItemKey], points: Mapping[str, Fraction | None]) -> Estimate:
        scores = [points[key.id] for key in keys]
        answered = len(scores) - scores.count(None)
        value = mean(scores)
        bounds = dimension_bounds(scores, [key.span for key in keys])
        if value is None or answered < self._asked.scoring.minimum_items * len(keys):
            return Estimate(None, None, bounds)
        return Estimate(value, dimension_sem(self._asked.scoring, answered, len(keys)), bounds)

    def _score_axis(self, names: Sequence[str], areas: Mapping[str, Estimate]) -> AxisScore:
        """Score an axis as the weighted mean of its scored dimensions, if enough of them are scored."""
        scored = {name: areas[name] for name in names if areas[name].score is not None}
        bounds = axis_bounds([(self._weights[name], areas[name].bounds) for name in names])
        if not scored or len(scored) < self._asked.scoring.minimum_dimensions * len(names):
            return AxisScore(None, None, bounds, len(scored), len(names))
        total = sum((self._weights[name] for name in scored), NOTHING)
        value = sum((self._weights[name] * (area.score or NOTHING) for name, area in scored.items()), NOTHING)
        sem = combined_sem((self._weights[name] / total, area.sem or 0.0) for name, area in scored.items())
        return AxisScore(value / total, sem, bounds, len(scored), len(names))

    def _shares(self, areas: Mapping[str, Estimate], axes: Mapping[str, AxisScore]) -> dict[str, Fraction]:
        """Return each dimension's weight in its axis, renormalised over the scored ones; else 0."""
        shares = dict.fromkeys(areas, NOTHING)
        for axis, names in self._areas.items():
            scored = [name for name in names if areas[name].score is not None]
            if axes[axis].score is not None:
                total = sum((self._weights[name] for name in scored), NOTHING)
                shares |= {name: self._weights[name] / total for name in scored}
        return shares

    def _as_dimension(
        self,
        name: str,
        area: Estimate,
        points: Mapping[str, Fraction | None],
        shares: Mapping[str, Fraction],
    ) -> DimensionScore:
        keys = self._items[name]
        answered = sum(points[key.id] is not None for key in keys)
        contribution = shares[name] * (area.score or NOTHING)
        return DimensionScore(area.score, area.sem, area.bounds, answered, len(keys), contribution)

    def _score_items(
        self,
        answers: Mapping[str, Answer],
        points: Mapping[str, Fraction | None],
        areas: Mapping[str, Estimate],
        shares: Mapping[str, Fraction],
    ) -> dict[str, ItemScore]:
        """Give each item its points and the weight of a point: share of its dimension / items answered."""
        scored: dict[str, ItemScore] = {}
        for name, keys in self._items.items():
            answered = sum(points[key.id] is not None for key in keys)
            weight = shares[name] / answered if areas[name].score is not None else NOTHING
            scored |= {key.id: ItemScore(answers.get(key.id), points[key.id], weight) for key in keys}
        return {name: scored[name] for name in self._keys}

    def _score_habits(self, points: Mapping[str, Fraction | None]) -> dict[str, HabitScore]:
        habits = {}
        for habit in self._asked.habits:
            value = mean(points[item] for item in habit.items)
            level = None if value is None else band_of(value, self._asked.scoring.levels)
            if habit.items:
                habits[habit.id] = HabitScore(value, level)
        return habits
