"""Where jobs are done: here, or in worker processes. Both are a :class:`concurrent.futures.Executor`.

Work is given as a *recipe*: a callable that can be pickled and that, entered once in each process, gives the
function that does a job. What is expensive to set up is thus set up once a process, and cleaned up with it.
"""

import gc
import logging
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from itertools import islice
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import BaseContext
from multiprocessing.util import Finalize
from typing import Any, TypeVar

from pipeline.batch.containment import contain

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Any], Any]
Recipe = Callable[[], AbstractContextManager[Work]]

_GARBAGE_AFTER = 50_000
"""Objects made between two searches for garbage: documents make many and drop them all together."""

_LONGEST_TEMPORARY_FOLDER = 60
"""In bytes. A socket's path may have about a hundred, and the server adds names of its own."""

_log = logging.getLogger(__name__)


class InProcess(Executor):
    """Does each job at once, here: for a single document no process is worth starting."""

    def __init__(self, recipe: Recipe) -> None:
        _stop()
        _Worker.recipe = recipe

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:  # noqa: ANN401 - as Executor has it
        """Call the function and return its finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **options))
        except Exception as error:  # noqa: BLE001 - told by whoever asks for the result
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """Clean up what the recipe made."""
        _stop()


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_share() -> bool:
    """Whether processes can share what a pool of workers needs; a hardened container may not let them."""
    try:
        _context().Lock()
    except (ImportError, OSError):
        return False
    return True


def open_executor(recipe: Recipe, workers: int, preload: tuple[str, ...] = ()) -> Executor:
    """Return an executor with that many workers; a single one works in this process.

    ``preload`` names modules that workers share from the start where the system can fork.
    """
    if workers == 1:
        return InProcess(recipe)
    return _pool(recipe, workers, preload)


def run(
    jobs: Iterable[Job], recipe: Recipe, workers: int, preload: tuple[str, ...] = ()
) -> Generator[tuple[Job, Future[Any]], None, None]:
    """Do all jobs and yield each with its finished future, in the order in which they end.

    Jobs are taken from the iterable only as workers become free. When a worker dies, those of its jobs that
    were under way are done once more, each in a process of its own, so that a deadly job costs no other.
    """
    waiting = iter(jobs)
    while True:
        lost: list[Job] = []
        with open_executor(recipe, workers, preload) as executor:
            for job, future in _flow(executor, waiting, 1 if workers == 1 else 2 * workers):
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append(job)
                else:
                    yield job, future
        if not lost:
            return
        _log.info("a worker ended by itself; doing %d jobs again, one by one", len(lost))
        for job in lost:
            with _pool(recipe, 1, preload) as executor:
                yield from _flow(executor, iter([job]), 1)


def _flow(executor: Executor, jobs: Iterator[Job], window: int) -> Iterator[tuple[Job, Future[Any]]]:
    """Keep ``window`` jobs under way. Once the executor is broken, no new ones are taken."""
    under_way: dict[Future[Any], Job] = {}
    is_broken = False
    try:
        while True:
            if not is_broken:
                for job in islice(jobs, window - len(under_way)):
                    under_way[_submit(executor, job)] = job
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                is_broken = is_broken or isinstance(future.exception(), BrokenProcessPool)
                yield under_way.pop(future), future
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _submit(executor: Executor, job: object) -> Future[Any]:
    try:
        return executor.submit(_do, job)
    except BrokenProcessPool as error:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future


def _pool(recipe: Recipe, workers: int, preload: tuple[str, ...]) -> ProcessPoolExecutor:
    context = _context()
    if preload and _can_fork():
        context.set_forkserver_preload(["__main__", *preload])
    return ProcessPoolExecutor(workers, context, initializer=_start, initargs=(recipe,))


def _context() -> BaseContext:
    return multiprocessing.get_context("forkserver" if _can_fork() else "spawn")


def _can_fork() -> bool:
    """Whether a server can fork workers: not on Windows, nor where the path to its socket is too long."""
    is_short = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_TEMPORARY_FOLDER
    return is_short and "forkserver" in multiprocessing.get_all_start_methods()


class _Worker:
    """What a worker process keeps between jobs."""

    recipe: Recipe
    work: Work | None = None
    open = ExitStack()


def _start(recipe: Recipe) -> None:
    """Set a worker process up."""
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C and a closed terminal reach every process; the first decides
        if hasattr(signal, name):  # Windows knows no hangup
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.recipe = recipe
    Finalize(None, _stop, exitpriority=0)


def _stop() -> None:
    """Clean up what the recipe made, such as temporary files: a worker ends without running finalizers."""
    _Worker.work = None
    _Worker.open.close()


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, however that came about."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _do(job: object) -> object:
    """Do a job. The recipe is followed with the first one, whose result tells if that failed."""
    return contain(_set_up_and_do, job)


def _set_up_and_do(job: object) -> object:
    return _work()(job)


def _work() -> Work:
    """Return what does the jobs of this process, set up if it was not yet."""
    if _Worker.work is None:
        _Worker.work = _Worker.open.enter_context(_Worker.recipe())
        if multiprocessing.parent_process():  # in a process of our own, what is set up never becomes garbage
            gc.collect()
            gc.freeze()
            gc.set_threshold(_GARBAGE_AFTER)
    return _Worker.work
