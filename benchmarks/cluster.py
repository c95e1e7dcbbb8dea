"""Two workers of a cluster on this machine beside two local ones (asked: ≥ 0.85 of their speed).

The same clients, new each time, by the clock: on the cluster the processes that print are nobody's children.
``python benchmarks/cluster.py 40``; scheduler and workers are started by the commands of docs/large-runs.md.
"""  # noqa: INP001

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import monotonic, sleep

from intake import SETTINGS, write_clean

from pipeline.batch.travelling import TOGETHER
from pipeline.errors import ClusterError
from pipeline.models.making import Outcome
from pipeline.practice import Practice, load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.clusters import on_cluster
from pipeline.workflow.making import make_reports

CLIENTS, ROUNDS, WORKERS, HERE = 40, 3, 2, "127.0.0.1"
NOW = datetime(2026, 10, 1, tzinfo=UTC)
DASK = Path(sys.executable).with_name("dask")


class Nobody:
    """Watches a run and says nothing."""

    def expect(self, total: int) -> None:
        """Print for so many clients."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them."""


def local(practice: Practice) -> float:
    """Return the seconds that two workers here take."""
    started = monotonic()
    make_reports(practice, (), Wish(force=True, workers=WORKERS), now=NOW, watch=Nobody())
    return monotonic() - started


def remote(practice: Practice, address: str) -> float:
    """Return the seconds that the cluster takes, with joining it."""
    started = monotonic()
    with on_cluster(address, Wish(force=True)) as (wish, open_there):
        make_reports(practice, (), wish, now=NOW, watch=Nobody(), open_executor=open_there)
    return monotonic() - started


@contextmanager
def cluster(folder: str) -> Iterator[str]:
    """Start a scheduler and two workers, and give the scheduler's address."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        address = f"tcp://{HERE}:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    plain = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", folder)
    commands = [("scheduler", "--host", HERE, "--port", port, "--no-dashboard", "--no-show")]
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
    """Print the seconds of both, and the ratio."""
    if find_spec("distributed") is None:
        sys.stdout.write("Dask: not installed, skipped\n")
        return
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as scratch:
        folder = Path(name)
        (folder / "inputs").mkdir()
        (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        write_clean(folder / "inputs" / "clients.xlsx", clients)
        practice = load_practice(folder)
        with cluster(scratch) as address:
            rounds = [(local(practice), remote(practice, address)) for _ in range(ROUNDS)]
    here, there = (median(seconds) for seconds in zip(*rounds, strict=True))
    ratio = median(one / other for one, other in rounds)
    sys.stdout.write(
        f"{clients} clients: two workers here {here:.0f} s, two of a cluster {there:.0f} s: × {ratio:.2f}\n"
    )


if __name__ == "__main__":
    main()
