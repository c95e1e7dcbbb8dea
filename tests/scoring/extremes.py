"""The best and the worst that every item of a questionnaire can be answered."""

from collections.abc import Callable
from fractions import Fraction

from pipeline.models.client import Answer
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.scoring.points import item_points


def choices(item: Question, asked: Questionnaire) -> list[Answer]:
    """Return every answer of an item that carries points."""
    if item.scale:
        scale = asked.scale_by_id[item.scale]
        return list(range(scale.low, scale.high + 1))
    return [option.id for option in item.options if option.points is not None]


def extreme_answers(
    asked: Questionnaire, pick: Callable[[list[tuple[Fraction, Answer]]], tuple[Fraction, Answer]]
) -> dict[str, Answer]:
    """Answer every item with what ``pick`` (min or max) takes of its (points, answer) pairs."""
    picked = {}
    for item in asked.items:
        worth = [(item_points(item, answer, asked) or Fraction(0), answer) for answer in choices(item, asked)]
        picked[item.id] = pick(worth)[1]
    return picked
