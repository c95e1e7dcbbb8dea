"""Where jobs are done: by anything that is a :class:`concurrent.futures.Executor`."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from pipeline.batch.crew import Crew, hiring_context
from pipeline.batch.supervisor import Supervisor
from pipeline.batch.worker import Recipe
from pipeline.errors import OutputError

Job = TypeVar("Job")
Result = TypeVar("Result")
Opener = Callable[[Recipe, "Means"], Executor]
"""Opens an executor whose workers have followed the recipe."""

_JOBS_A_WORKER = 2
"""So many are under way for each worker: one that it does, and one that waits for it."""


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to work with: processes, and for each document seconds and megabytes of memory."""

    workers: int
    seconds: float
    memory: int

    @property
    def window(self) -> int:
        """How many jobs to keep under way, so that nobody waits and little piles up."""
        return _JOBS_A_WORKER * self.workers


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def open_local(recipe: Recipe, means: Means, preload: tuple[str, ...] = ()) -> Supervisor:
    """Return an executor of supervised processes on this machine.

    ``preload`` names modules that workers share from the start where the system can fork.
    """
    return Supervisor(Crew(recipe, means.memory, hiring_context(preload)), means.workers, means.seconds)


def warm_up(preload: tuple[str, ...]) -> None:
    """Have these modules loaded, where the system can fork, before the first worker is asked for."""
    with suppress(OSError, OutputError):  # told when a worker is asked for
        if hiring_context(preload).get_start_method() == "forkserver":
            from multiprocessing.forkserver import ensure_running  # not every system can

            ensure_running()


@contextmanager
def stopping(executor: Executor) -> Iterator[Executor]:
    """Use an executor, and end it at once in the end: nobody waits for the rest of an interrupted run."""
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def work_through(
    jobs: Iterable[Job], begin: Callable[[Job], Future[Result]], window: int
) -> Generator[tuple[Job, Future[Result]], None, None]:
    """Have all jobs done and yield each with its finished future, in the order in which they end.

    ``begin`` hands a job to an executor. Jobs are taken only as others end; ``window`` of them are under way.
    """
    waiting = iter(jobs)
    under_way: dict[Future[Result], Job] = {}
    while True:
        for job in islice(waiting, window - len(under_way)):
            under_way[begin(job)] = job
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            yield under_way.pop(future), future
