"""Strangers' files are read in a process of their own, which may fail without taking the run with it.

Reading may cost as much as a file of that size can need, and no more: a small file that asks for seconds and
gigabytes was made to.
"""

import gc
import io
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from pipeline.models.problem import Problem
from pipeline.spreadsheets.child import OUT_OF_TIME, PROTOCOL, Bug, Order
from pipeline.spreadsheets.limits import MEGABYTE, Limits
from pipeline.spreadsheets.places import Formula, Place
from pipeline.spreadsheets.tables import Contents, Table

_HOME = Path(__file__).parents[2]
# Without the site module, which takes as long as all the rest: the child is told where modules are.
_COMMAND = (
    *("-I", "-S", "-c"),
    "import sys; sys.path[:] = sys.argv[1:]; from pipeline.spreadsheets.child import main; main()",
)
_ANSWERED = {
    (kind.__module__, kind.__name__): kind
    for kind in (Contents, Bug, Table, Problem, Formula, datetime, date, time, timedelta)
}
_BROKEN = 1
"""How Python ends on an error that nobody caught."""

_SECONDS_TO_DIE = 5
"""A child that was killed is gone at once, unless the system itself waits for a disk or a network."""

_PATIENCE = 20
"""How much longer than its seconds of computing a child may take: as on a machine with so much else to do."""

_COPY = "Copy the answers into a new workbook, save that, and take this file away."


class ReadingError(Exception):
    """Reading ended with an error that nobody foresaw: its ``kind`` and where in the code it was."""

    def __init__(self, kind: str, frames: str) -> None:
        super().__init__(f"{kind} while a file was read\n{frames}".rstrip())


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading a file may cost: seconds of computing and on the clock, bytes of memory and of the answer.

    Other programs take no seconds of computing away; the clock only ends what waits.
    """

    computing: int
    clock: float
    memory: int
    answer: int

    @classmethod
    def of(cls, size: int) -> "Allowance":
        """Return what a file of so many bytes may cost.

        The largest real sheets take 0.3 s, 30 MB and 3 MB for each megabyte; a slow machine has its share in
        the seconds, and a busy one in those on the clock, which are all there is where the system counts no
        others.
        """
        megabytes = size / MEGABYTE
        seconds = 3 + megabytes
        return cls(
            int(seconds),
            _PATIENCE * seconds,
            int((400 + 60 * megabytes) * MEGABYTE),
            int((8 + 6 * megabytes) * MEGABYTE),
        )


def read_guarded(path: Path, place: Place, limits: Limits, headers: frozenset[str]) -> Contents:
    """Return the tables of one file as :func:`~pipeline.spreadsheets.readers.read_file` does, whatever it is.

    A file that ends, stalls or overfills the process that reads it is one problem. Raises
    :class:`ReadingError` for a bug of the program itself.
    """
    allowance = Allowance.of(_size(path, limits))
    order = Order(path.absolute(), place, limits, headers, allowance.computing, allowance.memory)
    try:
        process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, *_COMMAND, str(_HOME), *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        told = place.problem(
            "The file was not read: no further process can be started.", "Close other programs and try again."
        )
        return Contents(problems=(told,))
    return _answered(process, order, allowance)


def _answered(process: "subprocess.Popen[bytes]", order: Order, allowance: Allowance) -> Contents:
    """Return what a child answers in the time that it is allowed, and never wait for it any longer."""
    answers: list[bytes] = []
    said = pickle.dumps(order, PROTOCOL)
    # Pipes may block at either end, so that a thread of its own talks, and may be left behind.
    talk = Thread(target=lambda: answers.append(_exchange(process, said, allowance.answer)), daemon=True)
    try:
        talk.start()
        talk.join(allowance.clock)
        is_late = talk.is_alive()
    finally:
        process.kill()  # it has answered, or never will
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_DIE)
    is_late |= OUT_OF_TIME is not None and process.returncode == OUT_OF_TIME
    answer = b"".join(answers)
    is_large = len(answer) > allowance.answer
    contents = None if is_late or is_large else _contents(answer, process.returncode)
    return contents or Contents(problems=(_told(order.place, is_late=is_late, is_large=is_large),))


def _contents(answer: bytes, code: int | None) -> Contents | None:
    """Return what a child has read; None if the file was too much for it."""
    said = _unpacked(answer)
    if isinstance(said, Bug):
        raise ReadingError(said.kind, said.frames)
    if not said and code == _BROKEN:
        raise ReadingError("An error outside of the readers", "")
    return said


def _exchange(process: "subprocess.Popen[bytes]", order: bytes, most: int) -> bytes:
    """Return the answer, or its beginning, of one byte more than the most that is taken."""
    if not process.stdin or not process.stdout:  # asked for above
        return b""
    with process.stdout as answer:
        with suppress(OSError), process.stdin as told:
            told.write(order)
        return answer.read(most + 1)


def _told(place: Place, *, is_late: bool, is_large: bool) -> Problem:
    if is_late:
        return place.problem("Reading the file takes far longer than one of its size should.", _COPY)
    if is_large:
        return place.problem("The file unfolds to far more cells than one of its size should hold.", _COPY)
    return place.problem("Reading the file takes far more memory than one of its size should need.", _COPY)


def _unpacked(answer: bytes) -> Contents | Bug | None:
    """Return what an answer says; None for one that was cut short or is something else."""
    try:
        with _collector_at_rest():
            said = _Answer(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError, IndexError, KeyError):
        return None
    return said if isinstance(said, Contents | Bug) else None


class _Answer(pickle.Unpickler):
    """Takes plain values and the room's own, nothing else that a child may have been talked into."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as it is declared
        kind = _ANSWERED.get((module, name))
        if kind is None:
            raise pickle.UnpicklingError
        return kind


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the collector from walking through millions of new cells again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _size(path: Path, limits: Limits) -> int:
    """Return the bytes of a file, at most those that are read; 0 for what has none."""
    with suppress(OSError):
        return min(path.stat().st_size, limits.file_mb * MEGABYTE)
    return 0
