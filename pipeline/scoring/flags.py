"""Answers that a coach should ask about. A flag never changes a point.

Careless responding: longest run of identical answers and intra-individual variability, after Curran (2016),
"Methods for the detection of carelessly invalid responses in survey data".
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from pipeline.models.client import Answer
from pipeline.models.questionnaire import Questionnaire


def find_flags(asked: Questionnaire, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the codes of all flags: long-run, low-variance, two-ways:FIRST/SECOND, poor-fit."""
    return (*_careless(asked, answers), *_two_ways(asked, answers), *_poor_fit(asked, answers))


def _careless(asked: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    rule = asked.scoring.careless
    if rule is None:
        return
    questions = (question.id for question in asked.questions if question.scale == rule.scale)
    codes = [code for question in questions if isinstance(code := answers.get(question), int)]
    if len(codes) < rule.at_least:
        return
    if max(len(list(run)) for _, run in groupby(codes)) >= rule.run:
        yield "long-run"
    if _variance(codes) < rule.deviation**2:
        yield "low-variance"


def _variance(codes: Sequence[int]) -> Fraction:
    """Return the population variance, exactly."""
    squares, total = sum(code * code for code in codes), sum(codes)
    return Fraction(len(codes) * squares - total * total, len(codes) ** 2)


def _two_ways(asked: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    for pair in asked.scoring.pairs:
        first, second = answers.get(pair.first), answers.get(pair.second)
        if isinstance(first, int) and isinstance(second, int) and min(first, second) >= pair.at_least:
            yield f"two-ways:{pair.first}/{pair.second}"


def _poor_fit(asked: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    rule = asked.scoring.fit
    answer = answers.get(rule.question) if rule else None
    if rule and isinstance(answer, int) and answer <= rule.at_most:
        yield "poor-fit"
