"""The progress bar of a terminal, with rate and time left."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from pipeline.cli.pace import tell_pace
from pipeline.models.making import Outcome


class Pace(ProgressColumn):
    """Clients a second since printing began, and how long the rest takes at that pace."""

    def render(self, task: Task) -> Text:
        """Write both, once all is printed for somebody."""
        if not (task.completed and task.elapsed and task.total):
            return Text("")
        return Text(tell_pace(int(task.completed), int(task.total), task.elapsed))


class Bar:
    """Watches a run and moves a bar on."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("clients", start=False, total=None)

    def expect(self, total: int) -> None:
        """Set the length; the first time, printing begins."""
        self._progress.start_task(self._task)
        self._progress.update(self._task, total=total)

    def done(self, outcome: Outcome) -> None:  # noqa: ARG002 - a bar only counts
        """Move on by one."""
        self._progress.advance(self._task)


def new_progress() -> Progress:
    """Return a bar on stderr that leaves nothing behind."""
    columns = (TextColumn("Clients"), BarColumn(), MofNCompleteColumn(), Pace())
    return Progress(*columns, console=Console(stderr=True), transient=True)
