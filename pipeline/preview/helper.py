"""A process of its own makes the editions, so that a template that never ends can be ended from outside."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from pipeline.errors import SpentError
from pipeline.preview.values import Edition

Maker = Callable[[Any], Iterator[Edition]]
"""Yields editions: for a wish, what has changed since the last one, maybe nothing; for an order, all.

It raises :class:`SpentError` where only a new process can make them.
"""

Answer = Edition | BaseException | None
"""An edition; None when there are no more; what went wrong, if the process ended or has to."""


_TO_TIDY_UP = 0.5
"""Seconds that a process has to end by itself."""

_NO_QUESTION = 0


class Helper:
    """One process that makes editions when it is asked to, and hands them to ``tell`` from a thread.

    ``prepare`` goes to the process, and makes the maker there. With an answer comes its question's number.
    """

    def __init__(self, prepare: Callable[[], Maker], tell: Callable[["Helper", int, Answer], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, prepare), daemon=True)
        self._process.start()
        other.close()
        self._tell = tell
        Thread(target=self._listen, daemon=True).start()

    def ask(self, number: int, question: object) -> None:
        """Ask something; it drops what it was still at."""
        with suppress(OSError):  # it has just ended, and that is told by itself
            self._connection.send((number, question))

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
                self._tell(self, *self._connection.recv())
        except (EOFError, OSError) as error:
            self._tell(self, _NO_QUESTION, error)


def _work(connection: Connection, prepare: Callable[[], Maker]) -> None:
    """Answer one question after another, as long as the other end is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first decides
    make = prepare()
    with suppress(EOFError, OSError):
        while asked := connection.recv():
            number, question = asked
            for answer in _answer(make, question):
                connection.send((number, answer))
                if connection.poll():  # something newer is wanted
                    break


def _answer(make: Maker, question: object) -> Iterator[Answer]:
    """Yield all that there is to say to a question."""
    try:
        yield from make(question)
    except SpentError as error:
        yield error
    else:
        yield None
