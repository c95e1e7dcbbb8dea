"""What is wrong with a document that is looked at, as remarks beside its pages."""

from collections.abc import Iterable, Iterator
from traceback import format_tb
from typing import TYPE_CHECKING

from pipeline.batch.containment import JobError
from pipeline.errors import PipelineError
from pipeline.models.problem import Problem
from pipeline.models.wording import Wording
from pipeline.preview.values import Remark
from pipeline.workflow.telling import explain_error

if TYPE_CHECKING:
    from pipeline.rendering.printing.document import Document


def of_error(error: Exception) -> Remark:
    """Tell what kept the pages from being made; of what nobody foresaw, no word that may be a client's."""
    if not isinstance(error, PipelineError):
        error = explain_error(JobError(type(error).__name__, "".join(format_tb(error.__traceback__))))
    return Remark("", error.message, error.hint)


def of_problems(problems: Iterable[Problem], wording: Wording) -> tuple[Remark, ...]:
    """Tell problems, each once and errors first, with the question as ``wording`` asks it."""
    told = dict.fromkeys(_of_problem(problem, wording) for problem in problems)
    return tuple(sorted(told, key=lambda remark: remark.severity != "error"))


def of_document(document: "Document") -> Iterator[Remark]:
    """Tell what was found in the finished pages."""
    for finding in document.findings:
        yield Remark("", finding.message, finding.fix, severity="error" if finding.is_error else "warning")


def _of_problem(problem: Problem, wording: Wording) -> Remark:
    cell = problem.cell or (f"row {problem.row}" if problem.row else None)
    asked = wording.questions.get(problem.field or "")
    question = f"“{asked.text}”" if asked else None
    setting = problem.field if problem.row is None and not asked else None
    sheet = f"sheet {problem.sheet}" if problem.sheet else None
    where = ", ".join(filter(None, (problem.file, sheet, cell, question, setting)))
    return Remark(where, problem.message, problem.fix, problem.found or "", problem.severity)
