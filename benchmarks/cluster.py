"""Two workers of a cluster on this machine beside two local ones (asked: ≥ 0.85 of their speed).

The same clients, printed anew each time, by the clock and in CPU time of all processes: a scheduler, workers
and whoever asks share the cores with those that print. ``python benchmarks/cluster.py 40``: so many clients;
scheduler and workers are started by the commands of docs/large-runs.md.
"""  # noqa: INP001

import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))

from costs import Cost, interleaved, ratio, say
from intake import SETTINGS, write_clean

from benchmarks.peers.contest import descendants
from pipeline.batch.travelling import TOGETHER
from pipeline.errors import ClusterError
from pipeline.models.making import Outcome
from pipeline.practice import Practice, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.clusters import on_cluster
from pipeline.workflow.making import make_reports

CLIENTS, ROUNDS, WORKERS, HERE = 40, 2, 2, "127.0.0.1"
NOW = datetime(2026, 10, 1, tzinfo=UTC)
DASK = Path(sys.executable).with_name("dask")


class Nobody:
    """Watches a run and says nothing."""

    def expect(self, total: int) -> None:
        """Print for so many clients."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them."""


def local(practice: Practice) -> None:
    """Print all with two workers here."""
    make_reports(practice, (), Wish(force=True, workers=WORKERS), now=NOW, watch=Nobody())


def remote(practice: Practice, address: str) -> None:
    """Join the cluster and print all there."""
    with on_cluster(address, Wish(force=True)) as (wish, open_there):
        make_reports(practice, (), wish, now=NOW, watch=Nobody(), open_executor=open_there)


def cost_of(work: Callable[[], None]) -> Cost:
    """Return what work costs, here and in all processes that were started from here."""
    spent, began = cpu_of_all(), monotonic()
    work()
    return Cost(cpu_of_all() - spent, monotonic() - began)


def cpu_of_all() -> float:
    """Return the CPU seconds of this process and of all that it has started, ended ones as well."""
    own = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = (Path(f"/proc/{process}/stat").read_text(encoding="utf-8") for process in descendants())
    ticks = sum(sum(map(int, line.rpartition(") ")[2].split()[11:15])) for line in told)
    return sum(each.ru_utime + each.ru_stime for each in own) + ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def cluster(folder: str) -> Iterator[str]:
    """Start a scheduler and two workers, and give the scheduler's address."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        address = f"tcp://{HERE}:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    plain = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", folder)
    commands: list[tuple[str, ...]] = [
        ("scheduler", "--host", HERE, "--port", port, "--no-dashboard", "--no-show")
    ]
    commands += [("worker", address, *plain)] * WORKERS
    started = [
        subprocess.Popen([DASK, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - fixed words
        for command in commands
    ]
    try:
        _wait_for_workers(address)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _wait_for_workers(address: str) -> None:
    while True:
        try:
            with on_cluster(address, Wish()) as (wish, _):
                if wish.workers == WORKERS * TOGETHER:
                    return
        except ClusterError:
            sleep(0.5)


def main() -> None:
    """Print what both cost, and the ratios."""
    if find_spec("distributed") is None:
        say("Dask: not installed, skipped")
        return
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as scratch:
        folder = Path(name)
        (folder / "inputs").mkdir()
        (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        write_clean(folder / "inputs" / "clients.xlsx", clients)
        practice = load_practice(folder)
        with cluster(scratch) as address:
            ways = {
                "two workers here": lambda: cost_of(lambda: local(practice)),
                "two of a cluster": lambda: cost_of(lambda: remote(practice, address)),
            }
            costs = interleaved(ways, ROUNDS)
    here, there = ways
    for name, spent in costs.items():
        least = min(spent, key=lambda each: each.elapsed)
        say(f"{clients} clients, {name}: {least.elapsed:.0f} s by the clock, {least.cpu:.0f} s of CPU time")
    for kind, said in (("elapsed", "by the clock"), ("cpu", "of CPU time")):
        seconds = {name: [getattr(each, kind) for each in spent] for name, spent in costs.items()}
        say(f"{here} ÷ {there}, {said}: × {ratio(seconds, here, there):.2f} (asked: 0.85)")


if __name__ == "__main__":
    main()
