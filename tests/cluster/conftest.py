"""A cluster on this machine, started by the commands that the documentation gives."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from distributed import Client

from tests.smtp.sink import free_port

DASK = Path(sys.executable).with_name("dask")
HERE = "127.0.0.1"
_SECONDS = 60


@dataclass
class Machines:
    """A scheduler and its workers."""

    address: str
    folder: Path
    scheduler: "subprocess.Popen[bytes]"
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def add(self, *options: str) -> "subprocess.Popen[bytes]":
        """Start a worker, of one thread if nothing else is said."""
        plain = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder))
        process = start("worker", self.address, *(options or plain))
        self.workers.append(process)
        return process

    def wait_for_workers(self, count: int) -> None:
        """Wait until the scheduler answers, and knows so many workers."""
        with Client(self.address, timeout=_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            if count:
                client.wait_for_workers(count, _SECONDS)

    def end(self) -> None:
        """End all of them."""
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([DASK, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def start_machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Machines]]:
    """Return what starts a scheduler with so many workers."""
    with ExitStack() as started:

        def begin(workers: int) -> Machines:
            address = f"tcp://{HERE}:{free_port()}"
            port = address.rpartition(":")[2]
            scheduler = start("scheduler", "--host", HERE, "--port", port, "--no-dashboard", "--no-show")
            machines = Machines(address, tmp_path_factory.mktemp("dask"), scheduler)
            started.callback(machines.end)
            for _ in range(workers):
                machines.add()
            machines.wait_for_workers(workers)
            return machines

        yield begin


@pytest.fixture(scope="session")
def machines(start_machines: Callable[[int], Machines]) -> Machines:
    """Return a cluster of two workers."""
    return start_machines(2)
