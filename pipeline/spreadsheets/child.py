"""The process that opens one stranger's file, and may die of it.

It is told what to read on its standard input, answers on its standard output, and is allowed so much time and
memory and no file to write. See :mod:`pipeline.spreadsheets.guard` for the other end.
"""

import gc
import os
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers import read_file
from pipeline.spreadsheets.tables import Contents

PROTOCOL = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What to read, and with how many seconds of computing and bytes of memory."""

    path: Path
    place: Place
    limits: Limits
    headers: frozenset[str]
    seconds: int
    memory: int


def main() -> None:
    """Read the one file that is asked for, answer, and end at once."""
    gc.disable()  # nothing here lives in circles, and there is much of it
    order = pickle.load(sys.stdin.buffer)  # noqa: S301 - the parent's own words
    restrain(order.seconds, order.memory)
    pickle.dump(follow(order), sys.stdout.buffer, PROTOCOL)
    sys.stdout.buffer.flush()
    os._exit(0)  # to tear down millions of cells first would only take time


def follow(order: Order) -> Contents:
    """Return what the file holds."""
    return read_file(order.path, order.place, order.limits, order.headers)


def restrain(seconds: int, memory: int) -> None:
    """Let the system end this process when it asks for too much, where the system can.

    POSIX alone can: elsewhere the parent's clock is all there is.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, highest = resource.getrlimit(kind)
        least = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(kind, (least, least))
