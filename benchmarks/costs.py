"""What commands cost: the CPU time of a process and of all that it started, directly or not."""  # noqa: INP001

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from statistics import median

_SUBREAPER = 36
"""``PR_SET_CHILD_SUBREAPER`` (prctl(2)): processes whose parent has ended become children of this one."""


def cpu_seconds(*command: str) -> float:
    """Return the CPU time of a command; Linux alone counts what outlives its parent, like a fork server."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    _wait_for_all()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _wait_for_all() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def interleaved(contestants: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let everybody run in each round, since other work on a machine comes and goes; return all costs."""
    costs: dict[str, list[float]] = {name: [] for name in contestants}
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
