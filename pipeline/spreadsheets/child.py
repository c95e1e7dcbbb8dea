"""The process that opens one stranger's file, and may die of it.

It is told what to read on its standard input, answers on its standard output, and is allowed so much time and
memory and no file to write. See :mod:`pipeline.spreadsheets.guard` for the other end.
"""

import errno
import gc
import os
import pickle
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents

PROTOCOL = 5
OUT_OF_MEMORY = 70
"""The exit code of a child that ran out of memory. A child that is broken ends with another one."""

OUT_OF_TIME = None if sys.platform == "win32" else -signal.SIGXCPU
"""How a child ends, as its parent is told, that the system stopped for its seconds of computing."""

_GRACE = 1
"""Seconds of computing after which a child is killed that does not heed that its own are over."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to read, and with how many seconds of computing and bytes of memory."""

    path: Path
    place: Place
    limits: Limits
    headers: frozenset[str]
    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Bug:
    """An error that nobody foresaw: its ``kind`` and where in the code it was, ``frames``.

    Its message is left behind, since it may quote what a client wrote.
    """

    kind: str
    frames: str


def main() -> None:
    """Read the one file that is asked for, answer, and end at once."""
    gc.disable()  # nothing here lives in circles, and there is much of it
    order = pickle.load(sys.stdin.buffer)  # noqa: S301 - the parent's own words
    restrain(order.seconds, order.memory)
    try:
        pickle.dump(follow(order), sys.stdout.buffer, PROTOCOL)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # to tear down millions of cells first would only take time


def follow(order: Order) -> Contents | Bug:
    """Return what the file holds. Raises :class:`MemoryError` when there is none left to read it."""
    try:
        return read_file(order.path, order.place, order.limits, order.headers)
    except Exception as error:
        if _is_out_of_memory(error):
            raise MemoryError from error
        import traceback  # needed by nobody else: each file is read by a process that has to load all anew

        return Bug(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, says that there is no memory left."""
    while error:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        error = error.__cause__ or error.__context__
    return False


def restrain(seconds: int, memory: int) -> None:
    """Let the system end this process when it asks for too much, where the system can.

    POSIX alone can: elsewhere the parent's clock is all there is.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most, grace in (
        (resource.RLIMIT_CPU, seconds, _GRACE),
        (resource.RLIMIT_AS, memory, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
    ):
        _, highest = resource.getrlimit(kind)
        bound = most + grace if highest == resource.RLIM_INFINITY else min(most + grace, highest)
        resource.setrlimit(kind, (min(most, bound), bound))
