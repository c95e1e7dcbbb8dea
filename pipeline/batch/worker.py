"""The worker's end of the pipe: set up once, then one job after another, within a limit of memory.

A worker that runs out of memory says so and ends: what is left of it is not worth trusting. One that hangs,
or is ended from outside, says nothing; :mod:`pipeline.batch.supervisor` sees to both.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, ClassVar, NoReturn

from pipeline.batch.containment import JobError, contain
from pipeline.errors import PipelineError
from pipeline.scratch import Scratch

Recipe = Callable[[], AbstractContextManager[Any]]
"""Can be pickled. Entered once in each worker, it gives the tools that jobs are done with."""

MEGABYTE = 1_000_000
_GARBAGE_AFTER = 400_000
"""Objects made in one job before garbage is looked for, more than documents usually make: while a document is
made, nearly all of it is in use. What it leaves is looked for before the next job. Left to itself, the
collector waits longer the more has been kept, and a worker would grow over hundreds of documents."""


class Sign(Enum):
    """What a worker says besides its answers."""

    READY = "set up, and waiting for a job"
    NEXT = "the next part of a job begins, and so does the time that is allowed for it"
    FULL = "out of memory, and about to end"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job, or of setting up: a result or an error."""

    result: Any = None
    error: Exception | None = None


class _Here:
    """What this process works with."""

    tools: ClassVar[Any] = None
    connection: ClassVar[Connection | None] = None


def tools() -> Any:  # noqa: ANN401 - whatever the recipe gave
    """Return what was set up in this process for all of its jobs."""
    return _Here.tools


def lay_out(chosen: Any) -> None:  # noqa: ANN401 - whatever a recipe gives
    """Let the jobs of this process be done with these tools."""
    _Here.tools = chosen


def begin_part() -> None:
    """Say that another document begins: each has the whole time that is allowed."""
    if _Here.connection:
        _Here.connection.send(Sign.NEXT)


def serve(connection: Connection, recipe: Recipe, memory: int) -> None:
    """Set up and work until nobody is at the other end; ``memory`` is in megabytes."""
    _heed_signals()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    restrain(memory)
    _Here.connection = connection
    with ExitStack() as until_the_end, suppress(EOFError, ConnectionError):
        try:
            ready = _answer(partial(_set_up, until_the_end, recipe))
            connection.send(ready if ready.error else Sign.READY)
            while not ready.error:
                job = connection.recv()
                gc.collect()  # what the job before has left; nobody waits for that after the last one
                connection.send(_answer(job))
        except MemoryError:
            connection.send(Sign.FULL)


def restrain(memory: int) -> None:
    """Let this process write to no more than so many megabytes of memory, where the system can see to it.

    Linux counts just that (``RLIMIT_DATA``), when it is asked for: nothing can grow between two looks from
    outside. ``RLIMIT_AS`` would count fonts and libraries too, and room that is set aside and never used.
    Other systems limit neither: there the clock is all there is.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    for kind, most in ((resource.RLIMIT_DATA, memory * MEGABYTE), (resource.RLIMIT_CORE, 0)):
        _, highest = resource.getrlimit(kind)
        least = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(kind, (least, highest))


def _set_up(until_the_end: ExitStack, recipe: Recipe) -> None:
    scratch = until_the_end.enter_context(Scratch())
    until_the_end.enter_context(scratch.in_use())
    gc.disable()  # what is set up never becomes garbage
    lay_out(until_the_end.enter_context(recipe()))
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)
    gc.enable()


def _answer(call: Callable[[], Any]) -> Answer:
    """Do a job. Raises :class:`MemoryError` when there is no memory left to do it."""
    try:
        return Answer(contain(call))
    except (PipelineError, JobError) as error:
        return Answer(error=error)


def _heed_signals() -> None:
    """Leave the decision to the first process, and end in good order when that says so."""
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C and a closed terminal reach every process
        if hasattr(signal, name):  # Windows knows no hangup
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that came about."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
