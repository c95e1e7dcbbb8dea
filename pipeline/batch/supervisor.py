"""An executor whose workers are watched over: each job has its time and its memory, and costs itself alone.

``concurrent.futures.ProcessPoolExecutor`` knows no deadline, and loses all that is pending when one of its
workers is killed. Here every worker has a pipe of its own, so that what is lost is known to be the one job it
was at. That job is done once more, in another process; lost again, it is told and given up.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from enum import Enum
from functools import partial
from multiprocessing.connection import wait as wait_for
from time import monotonic
from typing import Any

from pipeline.batch.crew import Crew, Task, Worker, dismiss
from pipeline.batch.worker import Answer, Sign

_MOST_LOST = 2
"""How often a job may cost a worker."""

_SECONDS_TO_HIRE_AGAIN = 0.1

_MOST_STILLBORN = 3
"""So many workers that end before they are set up are no accident."""


class Loss(Enum):
    """How a worker was lost."""

    ENDED = "it was ended from outside, or broke down"
    LATE = "it took longer than is allowed"
    FULL = "it needed more memory than is allowed"


class LostError(Exception):
    """A job was given up after it had cost several workers; ``loss`` is how it cost the last one.

    It was allowed so many ``seconds`` on the clock, and megabytes of ``memory``.
    """

    def __init__(self, loss: Loss, seconds: float, memory: int) -> None:
        super().__init__(loss, seconds, memory)
        self.loss = loss
        self.seconds = seconds
        self.memory = memory


class Supervisor(Executor):
    """Runs the functions of modules in so many worker processes, with one thread that watches them all.

    ``seconds`` is what each part of a job may take. Where workers cannot be set up, every job fails with what
    kept the first of them from it.
    """

    def __init__(self, crew: Crew, workers: int, seconds: float) -> None:
        self._crew = crew
        self._size = workers
        self._seconds = seconds
        self._tasks: deque[Task] = deque()
        self._workers: list[Worker] = []
        self._hired = self._stillborn = 0
        self._broken: Exception | None = None
        self._is_closed = self._is_stopped = False
        self._lock = threading.Lock()
        self._bell, self._button = crew.context.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._thread.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:  # noqa: ANN401 - as Executor has it
        """Have a function of a module called; it, its arguments and its result are pickled.

        Its future fails with :class:`LostError` if several workers were lost over it.
        """
        future: Future[Any] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("no job can be taken after the end")
            self._tasks.append(Task(partial(function, *args, **options), future))
            self._ring()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """End the workers once all is done; with ``cancel_futures`` at once, whatever they are at."""
        with self._lock:
            self._is_closed = True
            self._is_stopped = self._is_stopped or cancel_futures
            self._ring()
        if wait:
            self._thread.join()

    def _ring(self) -> None:
        """Wake the thread that watches, unless the bell rings already."""
        with suppress(OSError):  # it may have gone home
            if not self._bell.poll():
                self._button.send_bytes(b"!")

    def _supervise(self) -> None:
        try:
            while not self._is_over():
                self._hire()
                self._assign()
                self._listen()
                self._end_late()
        finally:
            dismiss(self._workers)
            self._tasks.extendleft(worker.task for worker in self._workers if worker.task)
            with self._lock:
                self._is_closed = True
                self._bell.close()
                self._button.close()
            self._give_up(CancelledError())

    def _is_over(self) -> bool:
        is_done = not self._tasks and all(worker.task is None for worker in self._workers)
        return self._is_closed and (self._is_stopped or is_done)

    def _hire(self) -> None:
        """Start all workers at first; later one in the place of each lost one, if there is work for it."""
        while not self._broken and len(self._workers) < self._size:
            idle = sum(worker.is_idle for worker in self._workers)
            if self._hired >= self._size and len(self._tasks) <= idle:
                return
            try:
                self._workers.append(self._crew.hire(monotonic()))
            except (OSError, EOFError) as error:
                self._broken = None if self._workers else error
                return
            self._hired += 1

    def _assign(self) -> None:
        """Give every idle worker something to do; if there can be no workers, give up."""
        if self._broken:
            self._give_up(self._broken)
        idle = deque(worker for worker in self._workers if worker.is_idle)
        while idle and self._tasks:
            task = self._tasks.popleft()
            if task.begins():
                self._hand_over(task, idle.popleft())

    def _hand_over(self, task: Task, worker: Worker) -> None:
        try:
            worker.connection.send(task.call)
        except OSError:  # the worker has just ended, which is no fault of the task
            self._tasks.appendleft(task)
            self._lose(worker, Loss.ENDED)
        except Exception as error:  # noqa: BLE001 - what cannot be pickled costs itself alone
            task.future.set_exception(error)
        else:
            worker.task, worker.deadline = task, monotonic() + self._seconds

    def _listen(self) -> None:
        """Wait until somebody says something, or is late."""
        by_connection: dict[object, Worker] = {worker.connection: worker for worker in self._workers}
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        if self._tasks and len(self._workers) < self._size:  # one was just lost, or could not be started
            deadlines.append(monotonic() + _SECONDS_TO_HIRE_AGAIN)
        patience = max(0.0, min(deadlines) - monotonic()) if deadlines else None
        for ready in wait_for([self._bell, *(worker.connection for worker in self._workers)], patience):
            if ready is self._bell:
                self._bell.recv_bytes()
            else:
                self._hear(by_connection[ready])

    def _hear(self, worker: Worker) -> None:
        """Take in what a worker says, or that it will say nothing any more."""
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            said = None
        match said:
            case Sign.READY:
                worker.is_ready, worker.deadline, self._stillborn = True, None, 0
            case Sign.NEXT:
                worker.deadline = monotonic() + self._seconds
            case Answer() if worker.task:
                worker.task.settle(said)
                worker.task = worker.deadline = None
            case Answer(error=error):
                self._broken = error
                self._lose(worker, Loss.ENDED)
            case _:
                self._lose(worker, Loss.FULL if said is Sign.FULL else Loss.ENDED)

    def _end_late(self) -> None:
        now = monotonic()
        late = [worker for worker in self._workers if worker.deadline is not None and worker.deadline <= now]
        for worker in late:
            if not worker.connection.poll():  # else it has just made it
                self._lose(worker, Loss.LATE)

    def _lose(self, worker: Worker, loss: Loss) -> None:
        """Do without a worker, and do its task once more; one that cost two workers is given up."""
        self._workers.remove(worker)
        dismiss([worker])
        error = LostError(loss, self._seconds, self._crew.memory)
        if task := worker.task:
            task.lost += 1
            if task.lost < _MOST_LOST:
                self._tasks.appendleft(task)
            else:
                task.future.set_exception(error)
        elif not worker.is_ready:
            self._stillborn += 1
            if self._stillborn >= _MOST_STILLBORN:
                self._broken = self._broken or error

    def _give_up(self, error: Exception) -> None:
        """Let all tasks fail that wait for a worker."""
        while self._tasks:
            task = self._tasks.popleft()
            if task.begins():
                task.future.set_exception(error)
