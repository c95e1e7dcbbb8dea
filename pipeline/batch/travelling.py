"""An executor whose calls are done elsewhere: they travel together, and a lost journey costs them alone."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any, Protocol

from pipeline.batch.containment import JobError
from pipeline.batch.executors import Means
from pipeline.batch.supervisor import Loss, LostError
from pipeline.batch.worker import Answer
from pipeline.errors import ClusterError, PipelineError

TOGETHER = 4
"""Calls that travel together at most: a journey takes about two milliseconds."""

_SECONDS_TO_GATHER = 0.005
_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_ALONE = 60
"""After so long without a worker nobody waits for one any more."""


@dataclass(frozen=True, slots=True, repr=False)
class Load:
    """Calls that travel together. What they hold is a client's: no log shows any of it."""

    calls: tuple[Callable[[], Any], ...]


class Remote(Protocol):
    """A load on its way, as the one who sends it sees it."""

    def result(self) -> tuple[Answer, ...]:
        """Return the answers; raise whatever kept them from coming back."""

    def add_done_callback(self, function: Callable[["Remote"], object], /) -> None:
        """Call a function with it once it is back or lost."""


class Road(Protocol):
    """How loads reach workers elsewhere."""

    @property
    def is_open(self) -> bool:
        """Whether there is anybody to send loads to; nothing is sent to ask."""

    def has_workers(self) -> bool:
        """Ask whether there is anybody to do them. Raises :class:`OSError` if nobody answers."""

    def send(self, load: Load) -> Remote:
        """Send a load."""

    def close(self, remote: list[Remote]) -> None:
        """Want none of these any more, and let everybody go."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """A call, and the future of what comes of it."""

    call: Callable[[], Any]
    future: Future[Any]

    def settle(self, answer: Answer) -> None:
        """Hand an answer on, if anybody waits for it still."""
        if self.future.done():
            return
        if answer.error:
            self.future.set_exception(answer.error)
        else:
            self.future.set_result(answer.result)


def answer_of(future: Future[Any]) -> Answer:
    """Wait for a call, and return what came of it, with errors that concern it alone."""
    try:
        return Answer(future.result())
    except (PipelineError, JobError, LostError) as error:
        return Answer(error=error)


class Travelling(Executor):
    """Sends calls along a road and settles their futures as answers come back.

    ``threads`` is how many calls are done at a time over there, ``address`` where that is.
    """

    def __init__(self, road: Road, address: str, threads: int, means: Means) -> None:
        self._road, self._threads, self._means = road, threads, means
        self._gone = ClusterError(
            f"The cluster at {address} is gone, or has no workers left.",
            "Everything finished so far is kept. Start the cluster again, and run the command again.",
        )
        self._waiting: list[_Errand] = []
        self._under_way: dict[Remote, list[_Errand]] = {}
        self._lock, self._news, self._closed = Lock(), Event(), Event()
        self._seen = monotonic()
        self._is_lost = False
        self._thread = Thread(target=self._dispatch, name="dispatcher", daemon=True)
        self._thread.start()

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:  # noqa: ANN401 - as Executor has it
        """Have a function of a module called; it, its arguments and its result are pickled.

        Its future fails with :class:`LostError` if workers were lost over it again and again.

        Raises:
            ClusterError: the cluster is gone.
        """
        errand = _Errand(partial(function, *args, **options), Future())
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("no call can be taken after the end")
            if self._is_lost or not self._road.is_open:
                raise self._gone
            self._waiting.append(errand)
        self._news.set()
        return errand.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - as Executor has it
        """Let everybody go, whatever they are at."""
        self._closed.set()
        self._news.set()
        if wait:
            self._thread.join()

    def _dispatch(self) -> None:
        """Send what waits, and look now and then whether anybody is there, until the end."""
        while not self._closed.is_set():
            self._news.wait(_SECONDS_BETWEEN_LOOKS)
            sleep(_SECONDS_TO_GATHER)
            self._news.clear()
            self._send()
            if monotonic() - self._seen > _SECONDS_BETWEEN_LOOKS:
                self._look()
        with self._lock:
            remote = list(self._under_way)
        self._give_up(CancelledError())
        with suppress(Exception):  # one who is gone need not be let go
            self._road.close(remote)

    def _send(self) -> None:
        """Send what waits, in loads that leave nobody idle."""
        with self._lock:
            errands, self._waiting = self._waiting, []
            outstanding = len(errands) + sum(map(len, self._under_way.values()))
        wanted = [errand for errand in errands if errand.future.set_running_or_notify_cancel()]
        size = min(TOGETHER, max(1, outstanding // (2 * self._threads)))
        for start in range(0, len(wanted), size):
            load = wanted[start : start + size]
            remote = self._road.send(Load(tuple(errand.call for errand in load)))
            with self._lock:
                self._under_way[remote] = load
            remote.add_done_callback(self._settle)

    def _settle(self, remote: Remote) -> None:
        """Hand on the answers of a load that is back, or tell that it is lost."""
        with self._lock:
            errands = self._under_way.pop(remote, [])
        try:
            answers = remote.result()
        except BaseException:  # noqa: BLE001 - a load that is cancelled is lost as well
            lost = LostError(Loss.ENDED, self._means.seconds, self._means.memory)
            error = lost if self._road.is_open else self._gone
            answers = (Answer(error=error),) * len(errands)
        for errand, answer in zip(errands, answers, strict=True):
            errand.settle(answer)

    def _look(self) -> None:
        """Notice that nobody has been there for too long: nobody would ever answer."""
        try:
            is_there = self._road.is_open and self._road.has_workers()
        except OSError:
            is_there = False
        if is_there:
            self._seen = monotonic()
        elif monotonic() - self._seen > _SECONDS_ALONE:
            self._is_lost = True
            self._give_up(self._gone)

    def _give_up(self, error: BaseException) -> None:
        with self._lock:
            errands = [*self._waiting, *(each for load in self._under_way.values() for each in load)]
            self._waiting, self._under_way = [], {}
        for errand in errands:
            if not errand.future.done() and (
                errand.future.running() or errand.future.set_running_or_notify_cancel()
            ):
                errand.future.set_exception(error)
