"""A process that has read the inputs of a practice, and forks runs of ``send`` that begin at once.

    python -m tests.kills.forkserver FOLDER CLIENTS

makes a practice in FOLDER, writes a line when it is ready, then answers each order (a line of JSON) with what
became of a run (another line). It alone kills by the clock: as it has not heard of a child's end, the child's
number is still nobody else's.
"""

import gc
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from pipeline.batch import fingerprints
from pipeline.delivery.providers import Server
from pipeline.delivery.session import Patience
from pipeline.delivery.smtp import Post
from pipeline.errors import PipelineError
from pipeline.practice import Practice
from pipeline.workflow.reading import check_for_clients
from pipeline.workflow.sending import rounds
from pipeline.workflow.sending.surroundings import Ask
from tests.kills.doors import NOTHING, Doors, Strike
from tests.kills.mutants import MUTANTS
from tests.posting import DUE, Desk, client, mailing_practice
from tests.smtp.scripted import ScriptedServer

PATIENCE = Patience(connect=10, reply=10, text=10, dot=10, farewell=10)
CONTEXT = ssl.create_default_context()
BUG = 70
"""The exit code of a run that ended by an exception which is none of the program's own."""


@dataclass(frozen=True, slots=True)
class Order:
    """A run: to which port, what strikes it, and which safeguard is missing.

    ``seconds`` is when it is killed, if it is to be by the clock; ``strace`` are options of that program.
    """

    port: int = 0
    strike: Strike = NOTHING
    mutant: str = ""
    limit: int | None = None
    seconds: float | None = None
    strace: Sequence[str] = ()

    @property
    def is_to_be_killed(self) -> bool:
        """Whether a run that comes to its end all the same has done everything."""
        return self.limit is None and not self.strace and self.strike.act == "kill"


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a run: its exit code (-9: killed; None: stopped), and which doors it went through."""

    pid: int
    code: int | None
    doors: dict[str, int]
    told: str = ""

    @property
    def is_killed(self) -> bool:
        """Whether the run was killed."""
        return self.code == -signal.SIGKILL


def serve(folder: Path, clients: int) -> None:
    """Make a practice, then fork a run for each order on the standard input."""
    versions = fingerprints.versions()
    fingerprints.versions = lambda: versions
    rows = (client(number, f"Client {chr(64 + number)}") for number in range(1, clients + 1))
    practice = mailing_practice(folder / "practice", *rows)
    shutil.copytree(practice.outputs, folder / "pristine")
    reading = check_for_clients(practice, ())
    rounds.check_for_clients = lambda *_: reading  # type: ignore[attr-defined]
    _rehearse(practice)
    print("ready", flush=True)  # noqa: T201 - to whoever started this
    for line in sys.stdin:
        told = json.loads(line)
        ended = _resume(**told) if "pid" in told else _fork(practice, _order(told))
        print(json.dumps({name: getattr(ended, name) for name in Ended.__slots__}), flush=True)  # noqa: T201


def _rehearse(practice: Practice) -> None:
    """Send once, so that all is imported which a run needs; then let no collection touch what runs share."""
    with ScriptedServer() as server:
        _send(practice, Order(server.port))
    gc.collect()
    gc.freeze()


def _order(told: dict[str, Any]) -> Order:
    return Order(**told | {"strike": Strike(**told["strike"])})


def _fork(practice: Practice, order: Order) -> Ended:
    hear, tell = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(hear)
        _run(practice, order, tell)
    os.close(tell)
    watcher = _attach(pid, order.strace) if order.strace else None
    if order.seconds is not None:
        time.sleep(order.seconds)
        os.kill(pid, signal.SIGKILL)
    code = _wait(pid)
    if watcher:
        watcher.communicate()
    with os.fdopen(hear, encoding="utf-8") as heard:
        told = heard.read() if code is not None else ""
    doors, _, why = told.partition("\n")
    return Ended(pid, code, json.loads(doors or "{}"), why)


def _wait(pid: int) -> int | None:
    _, status = os.waitpid(pid, os.WUNTRACED)
    return None if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status)


def _resume(pid: int, number: int) -> Ended:
    """Send a signal to a run that was stopped: to go on, or not to."""
    os.kill(pid, number)
    return Ended(pid, _wait(pid), {})


def _attach(pid: int, options: Sequence[str]) -> subprocess.Popen[bytes]:
    """Let strace watch a run that waits for it, and let the run begin."""
    os.waitpid(pid, os.WUNTRACED)
    command = ["strace", "-p", str(pid), *options]
    watcher = subprocess.Popen(command, stderr=subprocess.PIPE)
    if watcher.stderr:
        watcher.stderr.readline()
    os.kill(pid, signal.SIGCONT)
    return watcher


def _run(practice: Practice, order: Order, tell: int) -> NoReturn:
    code, why = 0, ""
    doors = Doors(order.strike)
    try:
        MUTANTS[order.mutant]()
        if order.strace:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            doors.install()
        _send(practice, order)
    except PipelineError as error:
        code, why = error.exit_code, f"{type(error).__name__}: {error.message}"
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        code, why = BUG, traceback.format_exc()
    doors.strike = NOTHING
    with suppress(OSError):
        os.write(tell, f"{json.dumps(doors.passed)}\n{why}".encode())
    os._exit(code)


def _send(practice: Practice, order: Order) -> None:
    desk = Desk(practice, now=DUE)
    server = Server("127.0.0.1", order.port, "none")
    around = replace(desk.around, open_post=lambda: Post(server, patience=PATIENCE, context=CONTEXT))
    rounds.send(practice, (), Ask(limit=order.limit, approve=True, at_once=True), around)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
