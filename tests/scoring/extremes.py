"""The best and the worst that every item of a questionnaire can be answered."""

from collections.abc import Callable
from fractions import Fraction

from pipeline.models.answers import Answer
from pipeline.models.questionnaire import Question, Questionnaire
from pipeline.scoring.points import key_of


def worth(item: Question, asked: Questionnaire) -> dict[Answer, Fraction]:
    """Return the points of every answer of an item that carries some."""
    return dict(key_of(item, asked).points)


def extreme_answers(
    asked: Questionnaire, pick: Callable[[list[tuple[Fraction, Answer]]], tuple[Fraction, Answer]]
) -> dict[str, Answer]:
    """Answer every item with what ``pick`` (min or max) takes of its (points, answer) pairs."""
    return {
        item.id: pick([(points, answer) for answer, points in worth(item, asked).items()])[1]
        for item in asked.items
    }
