"""What commands cost: the CPU time of a process and of all that it started, and the time by the clock."""  # noqa: INP001

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple, TypeVar

Spent = TypeVar("Spent")

_SUBREAPER = 36
"""``PR_SET_CHILD_SUBREAPER`` (prctl(2)): processes whose parent has ended become children of this one."""


class Cost(NamedTuple):
    """Seconds of CPU time, and seconds that went by."""

    cpu: float
    elapsed: float


def cpu_seconds(*command: str) -> float:
    """Return the CPU time of a command."""
    return cost_of(*command).cpu


def cost_of(*command: str) -> Cost:
    """Return what a command costs; Linux alone counts what outlives its parent, like a fork server."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    elapsed = perf_counter() - began
    _wait_for_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, elapsed)


def _wait_for_all() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def interleaved(contestants: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """Let everybody run in each round, since other work on a machine comes and goes; return all costs."""
    costs: dict[str, list[Spent]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            costs[name].append(run())
    return costs


def ratio(costs: Mapping[str, list[float]], one: str, other: str) -> float:
    """Return the median of what one costs in ratio to another, round by round."""
    return median(first / second for first, second in zip(costs[one], costs[other], strict=True))


def say(line: str) -> None:
    """Print a line of a result."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
