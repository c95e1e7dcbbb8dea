"""How far a run is: a bar on a terminal, plain lines elsewhere; always on stderr."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.cli.terminal import say
from pipeline.models.making import Outcome
from pipeline.workflow.making import Watcher

_LINES = 20
"""How many plain lines a long run prints about."""


class Silence:
    """Watches a run and says nothing."""

    def expect(self, total: int) -> None:
        """Print for so many clients."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them, or failed."""


class PlainLines:
    """Tells now and then for how many clients all is printed."""

    def __init__(self) -> None:
        self._total = self._seen = 0

    def expect(self, total: int) -> None:
        """Remember how many there are."""
        self._total = total

    def done(self, outcome: Outcome) -> None:  # noqa: ARG002 - only counted
        """Tell of every twentieth part of a run."""
        self._seen += 1
        step = max(1, self._total // _LINES)
        if self._seen % step == 0 or self._seen == self._total:
            say(f"{self._seen} of {self._total}", err=True)


@contextmanager
def watch_progress(*, quiet: bool) -> Iterator[Watcher]:
    """Give somebody who tells how a run goes on."""
    if quiet:
        yield Silence()
    elif sys.stderr.isatty():
        from pipeline.cli.bar import Bar, new_progress

        with new_progress() as progress:
            yield Bar(progress)
    else:
        yield PlainLines()
