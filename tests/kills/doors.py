"""Doors between a run and the world: each can be the point at which it is killed, stopped or told no."""

import errno
import io
import os
import signal
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DISK = ("open", "write", "fsync", "replace", "unlink", "commit", "copy")
"""Doors to the disk. A *copy* is the backup of the ledger."""

_BEFORE_AND_AFTER = ("fsync", "replace")
_FAILURES = {
    errno.ENOSPC: "SQLITE_FULL",
    errno.EIO: "SQLITE_IOERR_WRITE",
}


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens to a run, and where: at the ``nth`` door of that ``name`` (any name: every door counts).

    ``act`` is "kill", "stop", or the name of an error such as "ENOSPC". None happens if ``nth`` is 0.
    """

    nth: int = 0
    name: str = ""
    act: str = "kill"


NOTHING = Strike()


@dataclass
class Doors:
    """Counts the doors that a run goes through, and strikes at one of them."""

    strike: Strike
    passed: Counter[str] = field(default_factory=Counter)

    def go_through(self, name: str) -> None:
        """Count a door; if it is the one, do what is to happen there."""
        self.passed[name] += 1
        self.passed[""] += 1
        if self.strike.name in ("", name) and self.passed[self.strike.name] == self.strike.nth:
            self._act(name)

    def install(self) -> None:
        """Put the doors into this process."""
        for name in ("open", "fsync", "replace", "unlink"):
            setattr(os, name, self._guarded(name, getattr(os, name)))
        self._guard_writing()
        self._guard_network()
        self._guard_ledger()

    def _act(self, name: str) -> None:
        if self.strike.act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.strike.act == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            number = getattr(errno, self.strike.act)
            raise _sqlite_error(number) if name in ("commit", "copy") else OSError(number, "struck")

    def _guarded(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the system call takes
            self.go_through(name)
            done = do(*arguments, **options)
            if name in _BEFORE_AND_AFTER:
                self.go_through(f"{name} done")
            return done

        return guarded

    def _guard_writing(self) -> None:
        """Write files in two halves, with a door before each."""
        go_through = self.go_through

        class Halves(io.BufferedWriter):
            def write(self, content: Any, /) -> int:  # noqa: ANN401 - any buffer
                for half in (content[: len(content) // 2], content[len(content) // 2 :]):
                    go_through("write")
                    super().write(half)
                    self.flush()
                return len(content)

        def fdopen(handle: int, mode: str) -> io.BufferedWriter:
            return Halves(io.FileIO(handle, mode))

        os.fdopen = fdopen  # type: ignore[assignment]

    def _guard_network(self) -> None:
        """Send in two halves, with a door before each, and one when an answer has come."""
        send, receive = socket.socket.send, socket.socket.recv

        halved: list[int] = []

        def send_half(line: socket.socket, octets: memoryview) -> int:
            self.go_through("send")
            if halved:
                halved.clear()
                return send(line, octets)
            halved.append(len(octets) // 2)
            return send(line, octets[: halved[0]])

        def hear(line: socket.socket, size: int) -> bytes:
            heard = receive(line, size)
            self.go_through("heard")
            return heard

        socket.socket.send = send_half  # type: ignore[assignment,method-assign]
        socket.socket.recv = hear  # type: ignore[assignment,method-assign]

    def _guard_ledger(self) -> None:
        """Doors before and after each commit and each copy of the ledger."""
        go_through, connect = self.go_through, sqlite3.connect

        class Guarded(sqlite3.Connection):
            def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as it has them
                name = {"COMMIT": "commit", "VACUUM": "copy"}.get(statement.partition(" ")[0])
                if name:
                    go_through(name)
                done = super().execute(statement, *values)
                if name:
                    go_through(f"{name} done")
                return done

        def connect_guarded(*arguments: Any, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - as above
            return connect(*arguments, factory=Guarded, **options)

        sqlite3.connect = connect_guarded  # type: ignore[assignment]


def _sqlite_error(number: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("struck")
    error.sqlite_errorname = _FAILURES[number]
    return error
