"""What is wrong in a way that a fix-it workbook can show."""

from collections.abc import Iterable

from pipeline.models.problem import Problem


def is_worthwhile(problems: Iterable[Problem]) -> bool:
    """Whether a fix-it would help: a row is held, or a cell should be looked at.

    Columns that are left out altogether are told without one.
    """
    return any(problem.is_error or problem.cell for problem in filter(is_mendable, problems))


def is_mendable(problem: Problem) -> bool:
    """Whether a fix-it can show a problem: it is one of a row or cell, and something needs doing."""
    return problem.row is not None and problem.needs_doing
