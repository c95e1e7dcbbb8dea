"""Sheets whose numbers are those of another scale, such as 0 to 4: no row of them can be trusted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from pipeline.intake.rows.outcome import ReadRow
from pipeline.intake.rows.rules import Finding
from pipeline.intake.rows.tally import FileTally
from pipeline.intake.values import OFF_SCALE, Fault
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Questionnaire

_FEWEST = 2  # rows and columns: one person may have misread one statement, or one statement many
_SHARE = 10  # of the rows at least one in so many: a few people may have written a number of their own
_NAMED = 2


def hold_other_scales(
    rows: Sequence[ReadRow], questionnaire: Questionnaire, tally: FileTally
) -> tuple[ReadRow, ...]:
    """Return the rows of a sheet; all are held if a number outside a scale stands all over its statements.

    There the other numbers mean something else as well, although they look right.
    """
    fault = next(map(_fault, _other_scales(rows, questionnaire)), None)
    return tuple(_held(row, fault, tally) if fault and row.client else row for row in rows)


@dataclass(frozen=True, slots=True)
class _OtherScale:
    """A number outside a scale, the problems that tell it, and the scale's first and last number."""

    number: str
    problems: Sequence[Problem]
    low: int
    high: int


def _other_scales(rows: Sequence[ReadRow], questionnaire: Questionnaire) -> Iterator[_OtherScale]:
    told = list(takewhile(lambda row: not row.untold, rows))
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in (each for row in told for each in row.problems if each.message == OFF_SCALE):
        question = questionnaire.by_id.get(problem.field or "")
        if question and question.scale and problem.found:
            found[question.scale, problem.found].append(problem)
    for (name, number), problems in found.items():
        enough = max(_FEWEST, len(told) / _SHARE)
        fields = {problem.field for problem in problems}
        if len(fields) >= _FEWEST and len({problem.row for problem in problems}) >= enough:
            scale = questionnaire.scale_by_id[name]
            yield _OtherScale(number, problems, scale.low, scale.high)


def _fault(other: _OtherScale) -> Fault:
    cells = " and ".join(islice({each.row: str(each.cell) for each in other.problems}.values(), _NAMED))
    scale = f"{other.low} to {other.high}"
    return Fault(
        f"The answers of this sheet seem to be on another scale than {scale}: {other.number} stands in"
        f" several rows, such as in {cells}. So the numbers of this row may mean something else, too.",
        f"Export the answers in words, or change the numbers of every row to {scale}. If only the cells that"
        f" hold {other.number} are wrong, correct them.",
    )


def _held(row: ReadRow, fault: Fault, tally: FileTally) -> ReadRow:
    if not tally.admits(Finding(fault)):
        return replace(row, client=None, untold=row.untold + 1)
    problem = row.place.problem(fault.message, fault.fix, client=row.id or row.name)
    return replace(row, client=None, problems=(*row.problems, problem))
