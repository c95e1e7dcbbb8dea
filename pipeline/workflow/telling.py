"""What went wrong in a run, told as problems in plain words."""

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.batch.containment import JobError
from pipeline.batch.selection import Paper
from pipeline.batch.supervisor import Loss, LostError
from pipeline.errors import PipelineError, RenderError, TemplateError
from pipeline.models.client import fold_id
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

if TYPE_CHECKING:  # the engine is loaded only where something is printed
    from pipeline.rendering.printing.preflight import Finding

UNREADABLE = "The page templates could not be looked through:"
"""What is said where looking through them had to be stopped."""

_log = logging.getLogger(__name__)


def tell_failure(papers: Sequence[Paper], error: PipelineError) -> Problem:
    """Tell where the row stands whose documents could not be made, and why not."""
    client = papers[0].client
    names = " and ".join(paper.kind for paper in papers)
    said = f"The {names} could not be made: {error.message}"
    return Place.of(client.source).problem(said, error.hint, client=client.id)


def tell_finding(paper: Paper, finding: "Finding") -> Problem:
    """Pass on what the look at a printed document has found."""
    return Problem(
        file=paper.path,
        client=paper.client.id,
        message=finding.message,
        fix=finding.fix,
        severity="error" if finding.is_error else "warning",
    )


def tell_fault(paper: Paper, fault: str) -> Problem:
    """Say again what is wrong with a document that lies there since an earlier run."""
    return Problem(
        file=paper.path,
        client=paper.client.id,
        message=fault,
        fix="Look at the PDF, mend the template or shorten the text; do not hand it to anybody as it is.",
    )


def concerning(wanted: set[str], problems: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out the rows of clients whom nobody asked for; with nobody in particular, leave out none."""
    for problem in problems:
        if not wanted or problem.row is None or fold_id(problem.client or "") in wanted:
            yield problem


def explain_error(error: BaseException) -> PipelineError:
    """Say what kept a document from being made. Where in the code the unforeseen came up is logged.

    Raises ``error`` itself if it is none that may cost one document only.
    """
    if isinstance(error, JobError):
        _log.info("%s in\n%s", error.kind, error.frames)
        return RenderError(
            f"something nobody foresaw went wrong ({error.kind}).",
            "Run the command again with -v to see the details, and report them if it stays so.",
        )
    if isinstance(error, LostError):
        return RenderError(*_explain(error))
    if isinstance(error, PipelineError):
        return error
    raise error


def tell_unreadable(error: BaseException) -> PipelineError:
    """Say what kept the practice's own pages from being looked through before any client."""
    return tell_stopped(error, UNREADABLE)


def tell_stopped(error: BaseException, failure: str) -> PipelineError:
    """Say what kept something from being done that is no client's own; the sentence ``failure`` says what."""
    told = explain_error(error)
    return told if told is error else TemplateError(f"{failure} {told.message}", told.hint)


def _explain(lost: LostError) -> tuple[str, str]:
    """Say what a job did, twice, to the process that worked on it, and what to do about it."""
    look = "Look for a loop without end in your own templates, or for an answer of very many pages;"
    if lost.loss is Loss.LATE:
        return (
            f"it was not finished after {lost.seconds:g} seconds, nor when it was tried again.",
            f"{look} on a slow machine, set deadline_seconds under [reports] higher.",
        )
    if lost.loss is Loss.FULL:
        return (
            f"{lost.memory} MB of memory were not enough, nor when it was tried again.",
            f"{look} if all is well there, set memory_mb under [reports] higher.",
        )
    return (
        "the process that made it was ended from outside or broke down, and again when it was tried again.",
        "Close other programs and run the command again.",
    )
