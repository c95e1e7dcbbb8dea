"""The progress bar of a terminal, with rate and time left."""

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipeline.models.making import Outcome


class Rate(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        """Write the rate, once there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "")


class Bar:
    """Watches a run and moves a bar on."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("reports", total=None)

    def begin(self, total: int) -> None:
        """Set the length."""
        self._progress.update(self._task, total=total)

    def done(self, outcome: Outcome) -> None:  # noqa: ARG002 - a bar only counts
        """Move on by one."""
        self._progress.advance(self._task)


def new_progress() -> Progress:
    """Return a bar on stderr that leaves nothing behind."""
    columns = (TextColumn("Reports"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
