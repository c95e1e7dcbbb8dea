"""Worker processes, each at the other end of a pipe of its own."""

import multiprocessing
import os
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize, get_temp_dir
from typing import Any

from pipeline.batch.worker import Answer, Recipe, serve
from pipeline.scratch import Scratch, temporary_folder

Context = ForkServerContext | SpawnContext
"""How processes are started."""

SECONDS_TO_SET_UP = 120
"""Far more than a slow machine takes to load what printing needs."""

_SECONDS_TO_CLEAN_UP = 2
_LONGEST_TEMPORARY_FOLDER = 48
"""In bytes, as those of macOS. A socket's path may have 103, and ours and the server's names are added."""

_LAST = -1000
"""After ``multiprocessing`` itself has tidied up."""


@dataclass(slots=True)
class Task:
    """A call, its future, and how many workers were lost over it."""

    call: Callable[[], Any]
    future: Future[Any]
    lost: int = 0

    def begins(self) -> bool:
        """Mark it as under way; False if nobody wants it any more."""
        return self.future.running() or self.future.set_running_or_notify_cancel()

    def settle(self, answer: Answer) -> None:
        """Hand the answer on."""
        if answer.error:
            self.future.set_exception(answer.error)
        else:
            self.future.set_result(answer.result)


@dataclass(slots=True, eq=False)
class Worker:
    """A worker process as it is seen from here: setting up, idle, or at a task.

    ``deadline`` is when it must be done with what it is at; None while it waits for work.
    """

    process: BaseProcess
    connection: Connection
    deadline: float | None
    is_ready: bool = False
    task: Task | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it could do something."""
        return self.is_ready and self.task is None


@dataclass(frozen=True, slots=True)
class Crew:
    """What every worker is hired with: the recipe for its tools, and how much ``memory``, in megabytes."""

    recipe: Recipe
    memory: int
    context: Context

    def hire(self, now: float) -> Worker:
        """Start a worker. Raises :class:`OSError` or :class:`EOFError` if the system starts no more."""
        connection, other = self.context.Pipe()
        process = self.context.Process(target=serve, args=(other, self.recipe, self.memory), daemon=True)
        try:
            process.start()
        except BaseException:
            connection.close()
            raise
        finally:
            other.close()
        return Worker(process, connection, now + SECONDS_TO_SET_UP)


def dismiss(workers: Collection[Worker]) -> None:
    """End workers in good order: those at work are told to stop, and all are given time to clean up."""
    for worker in workers:
        worker.connection.close()
        if not worker.is_idle:
            worker.process.terminate()
    for worker in workers:
        worker.process.join(_SECONDS_TO_CLEAN_UP)
        worker.process.kill()  # if it does not listen
        worker.process.join()


def hiring_context(preload: tuple[str, ...]) -> Context:
    """Return how processes are started; ``preload`` are modules that all share where the system can fork."""
    if not _can_fork():
        return multiprocessing.get_context("spawn")
    _move_in()
    context = multiprocessing.get_context("forkserver")
    if preload:
        context.set_forkserver_preload(["__main__", *preload])
    return context


@cache
def _move_in() -> None:
    """Have the server's socket lie in a folder that a later run removes if this process is killed.

    Raises:
        OutputError: the temporary folder cannot be written.
    """
    scratch = Scratch()
    Finalize(None, scratch.remove, exitpriority=_LAST)
    with scratch.in_use():
        get_temp_dir()  # made once in a process


def _can_fork() -> bool:
    """Whether a server can fork workers: not on Windows, nor where the path to its socket is too long.

    Raises:
        OutputError: there is no temporary folder.
    """
    is_short = len(os.fsencode(temporary_folder())) <= _LONGEST_TEMPORARY_FOLDER
    return is_short and "forkserver" in multiprocessing.get_all_start_methods()
