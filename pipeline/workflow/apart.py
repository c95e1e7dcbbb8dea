"""One piece of work on what a practice wrote, in a process of its own: what loops or explodes is stopped."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from pipeline.batch.executors import Means, stopping
from pipeline.models.settings import ReportSettings
from pipeline.workflow.telling import tell_stopped
from pipeline.workflow.workshop import open_workers

Result = TypeVar("Result")


def work_apart(means: ReportSettings, failure: str, work: Callable[..., Result], *given: Any) -> Result:  # noqa: ANN401 - whatever the work needs
    """Return what a function of a module gives, within the time and the memory of one document.

    It, what it is given and what it returns are pickled.

    Raises:
        PipelineError: the work raised it; or it was stopped, which is told after the sentence ``failure``.
    """
    with stopping(open_workers(nullcontext, Means(1, means.deadline_seconds, means.memory_mb))) as executor:
        asked = executor.submit(work, *given)
        if error := asked.exception():
            raise tell_stopped(error, failure)
        return asked.result()
