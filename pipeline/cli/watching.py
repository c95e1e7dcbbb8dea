"""How far a run is: a bar on a terminal, plain lines elsewhere; always on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from pipeline.cli.pace import tell_pace
from pipeline.cli.terminal import say
from pipeline.models.making import Outcome
from pipeline.workflow.making import Watcher

_LINES = 20
"""How many plain lines a run prints about; one that takes long prints more."""

_SECONDS = 60
"""The longest that a run says nothing as long as it goes on."""


class Silence:
    """Watches a run and says nothing."""

    def expect(self, total: int) -> None:
        """Print for so many clients."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them, or failed."""


class PlainLines:
    """Tells now and then for how many clients all is printed, how fast, and how long the rest takes.

    ``clock`` tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._total = self._seen = 0
        self._began = self._told = clock()

    def expect(self, total: int) -> None:
        """Remember how many there are; the first time, printing begins."""
        if not self._total:
            self._began = self._told = self._clock()
        self._total = total

    def done(self, outcome: Outcome) -> None:  # noqa: ARG002 - only counted
        """Tell of every twentieth part of a run, and at least once a minute."""
        self._seen += 1
        now = self._clock()
        is_part = self._seen % max(1, self._total // _LINES) == 0 or self._seen == self._total
        if is_part or now - self._told >= _SECONDS:
            self._told = now
            pace = f", {tell_pace(self._seen, self._total, now - self._began)}" if now > self._began else ""
            say(f"{self._seen} of {self._total}{pace}", err=True)


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
