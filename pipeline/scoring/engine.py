"""Scores any questionnaire that a kit declares: items, dimensions, axes, habits, position, flags.

Everything is an exact fraction up to the standard errors, so contributions add up to the score to the last
point. Profile answers never reach this module: it looks at items only.
"""

from collections.abc import Mapping
from fractions import Fraction

from pipeline.models.client import Client
from pipeline.models.questionnaire import Axis, Dimension, Question, Questionnaire, Scoring
from pipeline.models.scorecard import AxisScore, DimensionScore, HabitScore, ItemScore, Scorecard
from pipeline.scoring.flags import find_flags
from pipeline.scoring.points import given, item_points, item_span, mean
from pipeline.scoring.position import band_of, find_position
from pipeline.scoring.uncertainty import axis_bounds, combined_sem, dimension_bounds, dimension_sem

Points = Mapping[str, Fraction | None]


def score(client: Client, asked: Questionnaire) -> Scorecard:
    """Return the scorecard of one client. Never raises for a validated client."""
    points = {item.id: item_points(item, client.answers.get(item.id), asked) for item in asked.items}
    weights = {dimension.id: dimension.weight for dimension in asked.dimensions}
    areas = {dimension.id: _score_dimension(dimension, points, asked) for dimension in asked.dimensions}
    axes = {axis.id: _score_axis(_of_axis(axis, areas, asked), weights, asked.scoring) for axis in asked.axes}
    shares = _shares(asked, areas, axes)
    return Scorecard(
        client=client.id,
        name=client.name,
        position=find_position(asked.scoring, axes),
        axes=axes,
        dimensions={name: _with_contribution(area, shares[name]) for name, area in areas.items()},
        items={item.id: _score_item(item, client, points, areas, shares) for item in asked.items},
        habits=_score_habits(asked, points),
        flags=find_flags(asked, client.answers),
    )


def _score_dimension(dimension: Dimension, points: Points, asked: Questionnaire) -> DimensionScore:
    """Score a dimension from its items; its contribution is not known before its axis is scored."""
    items = [item for item in asked.items if item.dimension == dimension.id]
    scores = [points[item.id] for item in items]
    answered = len(list(given(scores)))
    enough = answered > 0 and Fraction(answered, len(items)) >= asked.scoring.minimum_items
    return DimensionScore(
        score=mean(given(scores)) if enough else None,
        sem=dimension_sem(asked.scoring, answered, len(items)) if enough else None,
        bounds=dimension_bounds(scores, [item_span(item) for item in items]),
        answered=answered,
        items=len(items),
        contribution=Fraction(0),
    )


def _of_axis(
    axis: Axis, areas: Mapping[str, DimensionScore], asked: Questionnaire
) -> dict[str, DimensionScore]:
    return {part.id: areas[part.id] for part in asked.dimensions if part.axis == axis.id}


def _score_axis(
    areas: Mapping[str, DimensionScore], weights: Mapping[str, Fraction], rules: Scoring
) -> AxisScore:
    """Score an axis as the weighted mean of its scored dimensions, if enough of them are scored."""
    scored = {name: area for name, area in areas.items() if area.score is not None}
    bounds = axis_bounds((weights[name], area.bounds) for name, area in areas.items())
    if not scored or Fraction(len(scored), len(areas)) < rules.minimum_dimensions:
        return AxisScore(None, None, bounds, len(scored), len(areas))
    total = sum((weights[name] for name in scored), Fraction(0))
    value = sum((weights[name] / total * (area.score or 0) for name, area in scored.items()), Fraction(0))
    sem = combined_sem((weights[name] / total, area.sem or 0.0) for name, area in scored.items())
    return AxisScore(value, sem, bounds, len(scored), len(areas))


def _shares(
    asked: Questionnaire, areas: Mapping[str, DimensionScore], axes: Mapping[str, AxisScore]
) -> dict[str, Fraction]:
    """Return each dimension's weight within its axis, renormalised over what is scored; else 0."""
    counted = {
        part.id: part.weight if part.axis and areas[part.id].score is not None else Fraction(0)
        for part in asked.dimensions
    }
    totals = {
        axis: sum((counted[part.id] for part in asked.dimensions if part.axis == axis), Fraction(0))
        for axis, result in axes.items()
        if result.score is not None
    }
    return {
        part.id: counted[part.id] / totals[part.axis] if part.axis in totals else Fraction(0)
        for part in asked.dimensions
    }


def _with_contribution(area: DimensionScore, share: Fraction) -> DimensionScore:
    contribution = share * (area.score or 0)
    return DimensionScore(area.score, area.sem, area.bounds, area.answered, area.items, contribution)


def _score_item(
    item: Question,
    client: Client,
    points: Points,
    areas: Mapping[str, DimensionScore],
    shares: Mapping[str, Fraction],
) -> ItemScore:
    value, area = points[item.id], areas[item.dimension or ""]
    counts = value is not None and area.score is not None
    contribution = (
        shares[item.dimension or ""] * value / area.answered if value is not None and counts else Fraction(0)
    )
    return ItemScore(client.answers.get(item.id), value, contribution)


def _score_habits(asked: Questionnaire, points: Points) -> dict[str, HabitScore]:
    scores = {
        habit.id: mean(given(points[item] for item in habit.items)) for habit in asked.habits if habit.items
    }
    return {
        name: HabitScore(value, None if value is None else band_of(value, asked.scoring.levels))
        for name, value in scores.items()
    }
