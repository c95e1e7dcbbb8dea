"""A process of its own makes the editions, so that a template that never ends can be ended from outside."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread

from pipeline.preview.values import Edition, Wish

Maker = Callable[[Wish], Iterator[Edition]]
"""Yields what has changed since it was last asked: nothing, or one edition after another."""

Answer = Edition | BaseException | None
"""An edition; None when there are no more; what went wrong, if the process ended."""


_TO_TIDY_UP = 0.5
"""Seconds that a process has to end by itself."""


class Helper:
    """One process that makes editions when it is asked to, and hands them to ``tell`` from a thread.

    ``prepare`` goes to the process, and makes the maker there.
    """

    def __init__(self, prepare: Callable[[], Maker], tell: Callable[["Helper", Answer], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, prepare), daemon=True)
        self._process.start()
        other.close()
        self._tell = tell
        Thread(target=self._listen, daemon=True).start()

    def ask(self, wish: Wish) -> None:
        """Ask for what has changed; it drops what it was still at."""
        with suppress(OSError):  # it has just ended, and that is told by itself
            self._connection.send(wish)

    def end(self) -> None:
        """End the process, whatever it is at; one that is idle leaves nothing behind."""
        with suppress(OSError):
            self._connection.send(None)
        self._process.join(_TO_TIDY_UP)
        self._process.kill()
        self._process.join()

    def _listen(self) -> None:
        try:
            while True:
                self._tell(self, self._connection.recv())
        except (EOFError, OSError) as error:
            self._tell(self, error)


def _work(connection: Connection, prepare: Callable[[], Maker]) -> None:
    """Answer one wish after another, as long as the other end is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first decides
    make = prepare()
    with suppress(EOFError, OSError):
        while wish := connection.recv():
            for edition in make(wish):
                connection.send(edition)
                if connection.poll():  # something newer is wanted
                    break
            else:
                connection.send(None)
