"""What went wrong in a run, told as problems in plain words."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

from pipeline.batch.containment import JobError
from pipeline.batch.selection import Paper
from pipeline.errors import PipelineError, RenderError
from pipeline.models.client import fold_id
from pipeline.models.problem import Problem

if TYPE_CHECKING:  # the engine is loaded only where something is printed
    from pipeline.rendering.preflight import Finding

_log = logging.getLogger(__name__)

ALONE = Problem(
    file="this machine",
    message="Processes cannot share memory here, so one of them prints everything.",
    fix="Nothing needs doing; to use every core, let programs write to /dev/shm.",
    severity="warning",
    needs_doing=False,
)


def tell_failure(papers: Sequence[Paper], error: PipelineError) -> Problem:
    """Tell where the row stands whose documents could not be made, and why not."""
    client = papers[0].client
    names = " and ".join(paper.kind for paper in papers)
    return Problem(
        file=client.source.file,
        sheet=client.source.sheet,
        row=client.source.row,
        client=client.id,
        message=f"The {names} could not be made: {error.message}",
        fix=error.hint,
    )


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
    """Say what kept a document from being printed. Where in the code the unforeseen came up is logged.

    Raises ``error`` itself if it is none that may cost one document only.
    """
    if isinstance(error, JobError):
        _log.info("%s in\n%s", error.kind, error.frames)
        return RenderError(
            f"something nobody foresaw went wrong ({error.kind}).",
            "Run the command again with -v to see the details, and report them if it stays so.",
        )
    if isinstance(error, BrokenExecutor):
        return RenderError(
            "the process that printed it was ended from outside, or ran out of memory.",
            "Close other programs and run the command again.",
        )
    if isinstance(error, PipelineError):
        return error
    raise error
