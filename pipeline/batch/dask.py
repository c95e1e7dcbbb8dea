"""Jobs done by the workers of a Dask cluster: the only door to Dask.

Dask brings the jobs to the machines and does them again where a machine is lost. On each machine they are
done by our own supervised processes, so that time and memory of each document are watched over as they are
here, and by the same code.
"""

import platform
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import current_process
from typing import Any
from uuid import uuid4

from distributed import Client, Worker, WorkerPlugin, get_worker
from distributed.comm.addressing import parse_address, parse_host_port

from pipeline.batch.executors import Means, Opener
from pipeline.batch.fingerprints import version_of, versions
from pipeline.batch.travelling import TOGETHER, Load, Remote, Travelling, answer_of
from pipeline.batch.worker import Answer, Recipe
from pipeline.errors import ClusterError

_SECONDS_TO_ANSWER = 5
"""What a scheduler may take to answer at first."""

_TRIES_AGAIN = 2
_LONGEST = 12
"""So many characters of a version are told; of code it is a digest."""

_HIGHEST_PORT = 0xFFFF

_LISTED = 3
"""So many workers, and things that differ, are named."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a worker says of itself: versions of all that shapes a page; whether it may start processes."""

    versions: Mapping[str, str]
    may_hire: bool


def describe_machine(packages: Collection[str] = ()) -> Machine:
    """Return what this process works with; ``packages`` are more that it needs."""
    more = {package: version_of(package) for package in packages}
    own = {"Python": platform.python_version(), **versions(), **more}
    return Machine(own, may_hire=not current_process().daemon)


@contextmanager
def joined(address: str, packages: Collection[str] = ()) -> Iterator["Cluster"]:
    """Be a client of the cluster whose scheduler has this address, such as ``tcp://10.0.0.5:8786``.

    ``packages`` are what the work needs besides what every report does.

    Raises:
        ClusterError: nobody answers there, there are no workers, or one of them cannot do the work.
    """
    _check_address(address)
    try:
        client = Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError, RuntimeError):
        raise ClusterError(
            f"No Dask scheduler answers at {address}.",
            "See whether it runs, and whether that is its address. "
            "Without --cluster this machine prints alone.",
        ) from None
    with client:
        _look_at(client, address, packages)
        yield Cluster(client, address, sum(client.nthreads().values()))


def _check_address(address: str) -> None:
    """Raise :class:`ClusterError` for what Dask could not take for an address: machine or port is missing.

    Without a scheme, as ``localhost:8786``, it is ``tcp``.
    """
    try:
        _, place = parse_address(address)
        host, port = parse_host_port(place)
    except ValueError:  # no port, or one that is none; brackets that do not close
        host, port = "", 0
    if not host or not 0 < port <= _HIGHEST_PORT:
        raise ClusterError(
            f'"{address}" is not the address of a Dask scheduler.',
            "Write it as the scheduler told it when it was started, such as tcp://10.0.0.5:8786. "
            "Without --cluster this machine prints alone.",
        )


def _look_at(client: Client, address: str, packages: Collection[str]) -> None:
    """Raise :class:`ClusterError` unless all workers can do what this machine can."""
    machines = client.run(describe_machine, packages, on_error="return")
    here = describe_machine(packages).versions
    if not machines:
        raise ClusterError(
            f"The cluster at {address} has no workers.", f"Start some: dask worker {address} --no-nanny"
        )
    told = [f"{name}: {fault}" for name, found in machines.items() if (fault := _fault(found, here))]
    if told:
        more = f"\n  … and {len(told) - _LISTED} more" if len(told) > _LISTED else ""
        raise ClusterError(
            "These workers of the cluster cannot be used:\n  " + "\n  ".join(told[:_LISTED]) + more,
            "Install there what is installed here (requirements.lock), and start them with --no-nanny.",
        )


def _fault(found: object, here: Mapping[str, str]) -> str:
    """Say what keeps a worker from being used, beside the versions ``here``; "" if nothing does."""
    if not isinstance(found, Machine):
        return f"the program cannot be loaded there ({type(found).__name__})"
    if not found.may_hire:
        return "it was started without --no-nanny, and may start no processes of its own"
    differing = [
        f"{name} is {found.versions.get(name, 'missing')[:_LONGEST]}, and {version[:_LONGEST]} here"
        for name, version in here.items()
        if found.versions.get(name) != version
    ]
    return "; ".join(differing[:_LISTED])


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that this process is a client of; its workers do so many jobs at a time, on ``threads``."""

    client: Client
    address: str
    threads: int

    @property
    def places(self) -> int:
        """For how many jobs there is room, so that they can travel together."""
        return self.threads * TOGETHER

    def open(self, recipe: Recipe, means: Means, open_there: Opener) -> Executor:
        """Return an executor. ``open_there`` opens another on each machine, for as many as it has threads.

        The recipe is sent to each machine once, also to those that join later.
        """
        name = f"career-roadmap-{uuid4().hex}"
        self.client.register_plugin(_Crew(recipe, means, open_there), name=name)
        return Travelling(_Road(self.client, name), self.address, self.threads, means)


@dataclass(slots=True)
class _Crew(WorkerPlugin):
    """What each machine sets up: supervised processes, as many as its worker has threads."""

    recipe: Recipe
    means: Means
    open_there: Opener
    executor: Executor | None = field(default=None, init=False)

    def setup(self, worker: Worker) -> None:
        """Start the processes."""
        self.executor = self.open_there(self.recipe, replace(self.means, workers=worker.state.nthreads))

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's signature
        """End them."""
        if self.executor:
            self.executor.shutdown(cancel_futures=True)


def do_all(name: str, load: Load) -> tuple[Answer, ...]:
    """Have calls done by the processes of this machine, and return what came of each."""
    crew: Any = get_worker().plugins[name]
    futures = [crew.executor.submit(call) for call in load.calls]
    return tuple(map(answer_of, futures))


@dataclass(frozen=True, slots=True)
class _Road:
    """How loads reach the crews of one name, and how these are sent home."""

    client: Client
    name: str

    @property
    def is_open(self) -> bool:
        """Whether the scheduler is there; nothing is sent to ask."""
        return bool(self.client.status == "running")

    def has_workers(self) -> bool:
        """Ask the scheduler whether there are any."""
        return bool(self.client.nthreads())

    def send(self, load: Load) -> Remote:
        """Send a load; what comes back is a tuple of answers."""
        return self.client.submit(do_all, self.name, load, pure=False, retries=_TRIES_AGAIN)

    def close(self, remote: list[Remote]) -> None:
        """Want nothing any more, and send the crews home."""
        self.client.cancel(remote)
        self.client.unregister_worker_plugin(self.name)
