"""What each contestant is given, and what is measured of it: CPU time, size and memory."""

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

Print = Callable[[str], bytes]
Contestant = Callable[[Path], AbstractContextManager[Print]]
"""Is set up with the folder of the kit's files, and gives what turns a page's markup, or data, into a PDF."""

KIBIBYTE = 1024
WARM_UP = 2
"""So many of the reports are printed before any is measured."""


@dataclass(frozen=True)
class Measured:
    """CPU seconds of each report, their sizes in bytes, and the most memory of all processes, in bytes."""

    seconds: tuple[float, ...]
    sizes: tuple[int, ...]
    memory: int


def measure(contestant: Contestant, kit: Path, sources: Sequence[str]) -> Measured:
    """Have all pages printed from their sources, one report after another."""
    seconds, sizes, most = [], [], 0
    with contestant(kit) as print_one:
        for number, source in enumerate(sources):
            started = cpu_of_all()
            content = print_one(source)
            if number >= WARM_UP:
                seconds.append(cpu_of_all() - started)
                sizes.append(len(content))
            most = max(most, memory_of_others())
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE
    return Measured(tuple(seconds), tuple(sizes), own + most)


def tell(measured: Measured) -> None:
    """Write what was measured, for the process that asked."""
    sys.stdout.write(json.dumps(asdict(measured)))


def cpu_of_all() -> float:
    """Return the CPU seconds of this process and of all processes that it has started and that live."""
    ticks = os.sysconf("SC_CLK_TCK")
    told = (_read(f"/proc/{process}/stat").rpartition(") ")[2].split()[11:13] for process in descendants())
    return process_time() + sum(sum(map(int, times)) for times in told) / ticks


def memory_of_others() -> int:
    """Return the memory, in bytes, of all processes that this one has started; shared parts once."""
    lines = (
        line for process in descendants() for line in _read(f"/proc/{process}/smaps_rollup").splitlines()
    )
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * KIBIBYTE


def descendants() -> Iterator[int]:
    """Yield the processes that this one has started and that live, and those that they have."""
    waiting = [os.getpid()]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            children = [int(child) for child in _read(str(task)).split()]
            yield from children
            waiting += children


def _read(path: str) -> str:
    """Return what Linux says of a process; "" of one that has just ended."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
