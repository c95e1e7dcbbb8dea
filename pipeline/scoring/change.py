"""What changed between two assessments, and which scores moved by more than their uncertainty.

Source: Jacobson & Truax (1991), "Clinical significance: a statistical approach to defining meaningful change
in psychotherapy research", Journal of Consulting and Clinical Psychology 59, 12–19.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import hypot

from pipeline.models.answers import Answer, Missing
from pipeline.models.progress import AnswerChange, ScoreChange
from pipeline.models.questionnaire import Dimension, Question, Questionnaire
from pipeline.models.scorecard import DimensionScore, ItemScore, Scorecard
from pipeline.scoring.uncertainty import combined_sem

CONFIDENCE = 1.96
"""Standard errors that a change must exceed: 95 % of changes by chance alone are smaller."""


def difference_error(before: float, after: float) -> float:
    """Return the standard error of a difference, √(SE₁² + SE₂²), from those of the two scores."""
    return hypot(before, after)


def compare_scores(
    before: Scorecard, after: Scorecard, asked: Questionnaire
) -> dict[str, ScoreChange | None]:
    """Compare the axes, then the areas that belong to none, by id.

    None where fewer areas than an axis needs (``minimum_dimensions``) were scored both times.
    """
    groups = {axis.id: [part for part in asked.dimensions if part.axis == axis.id] for axis in asked.axes}
    groups |= {part.id: [part] for part in asked.dimensions if part.axis is None}
    least = asked.scoring.minimum_dimensions
    return {name: _compare(before, after, parts, least) for name, parts in groups.items()}


def compare_answers(
    before: Scorecard, after: Scorecard, asked: Questionnaire
) -> tuple[tuple[AnswerChange, ...], tuple[AnswerChange, ...]]:
    """Return the changed answers to questions of fact, then those to scales, each in the kit's order.

    A blank and an answer that counts as missing say the same: between them nothing changed.
    """
    changed = list(_changed(before, after, asked.items))
    facts = tuple(change for item, change in changed if item.scale is None)
    return facts, tuple(change for item, change in changed if item.scale is not None)


def _compare(
    before: Scorecard, after: Scorecard, parts: Sequence[Dimension], least: Fraction
) -> ScoreChange | None:
    scores = {
        part.id: (part.weight, first, second)
        for part in parts
        if (first := _estimate(before.dimensions[part.id]))
        and (second := _estimate(after.dimensions[part.id]))
    }
    if not scores or len(scores) < least * len(parts):
        return None
    total = sum((weight for weight, _, _ in scores.values()), Fraction(0))
    shares = [(weight / total, first, second) for weight, first, second in scores.values()]
    errors = (
        combined_sem((share, first[1]) for share, first, _ in shares),
        combined_sem((share, second[1]) for share, _, second in shares),
    )
    return ScoreChange(
        sems=errors,
        areas=tuple(scores),
        before=sum((share * first[0] for share, first, _ in shares), Fraction(0)),
        after=sum((share * second[0] for share, _, second in shares), Fraction(0)),
        needed=CONFIDENCE * difference_error(*errors),
    )


def _estimate(area: DimensionScore) -> tuple[Fraction, float] | None:
    """Return an area's score with its standard error, None where it was not scored."""
    return None if area.score is None or area.sem is None else (area.score, area.sem)


def _changed(
    before: Scorecard, after: Scorecard, items: Sequence[Question]
) -> Iterator[tuple[Question, AnswerChange]]:
    for item in items:
        first, second = before.items[item.id], after.items[item.id]
        if _given(first) != _given(second):
            scored = first.score is not None and second.score is not None
            difference = (second.score or 0) - (first.score or Fraction(0)) if scored else None
            yield item, AnswerChange(item.id, first.answer, second.answer, difference)


def _given(item: ItemScore) -> Answer | None:
    return None if isinstance(item.answer, Missing) else item.answer
