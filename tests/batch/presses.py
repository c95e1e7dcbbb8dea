"""Recipes and jobs for the executors' tests: at module level, so that worker processes can import them."""

import gc
import os
import signal
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.batch.worker import begin_part, tools
from pipeline.errors import RenderError

FAILING = 7
KILLED, HANGING, EATING, PUZZLING = 13, 14, 15, 16
"""Numbers that are deadly for a worker, and one that only seems so."""


@dataclass(frozen=True)
class Doubling:
    """Sets up a factor of two, and notes the process in a folder."""

    home: Path | None = None

    @contextmanager
    def __call__(self) -> Iterator[int]:
        """Give the factor."""
        if self.home:
            (self.home / str(os.getpid())).touch()
        yield 2


def double(number: int) -> tuple[int, int]:
    """Return the double and the process."""
    return tools() * number, os.getpid()


def misbehave(number: int) -> tuple[int, int]:
    """Double a number, but for those that are a trial for whoever watches."""
    if number == FAILING:
        raise RenderError("seven is too much.", "Take six.")
    if number == PUZZLING:
        raise ZeroDivisionError(f"the client wrote {number}")
    if number == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    while number == HANGING:
        pass
    if number == EATING:
        eat()
    return double(number)


def eat() -> None:
    """Take memory until there is none left."""
    hoard = []
    while True:
        hoard.append(bytearray(10_000_000))


def hang_deaf(_: int) -> None:
    """Hang, and listen to no request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(60)


def take_parts(seconds: float) -> int:
    """Take some time for each of three parts, and say when one begins."""
    for _ in range(3):
        begin_part()
        time.sleep(seconds)
    return 3


def die_once(note: Path) -> int:
    """End the process, but not if that was done before."""
    if not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def count_tries(note: Path) -> None:
    """Leave a mark for each try, and end the process."""
    with note.open("a", encoding="utf-8") as file:
        file.write("x")
    os._exit(1)


def wait_to_be_killed(note: Path) -> int:
    """Tell which process this is, and wait to be killed; the second time there is nothing to wait for."""
    if note.exists():
        return os.getpid()
    (note.with_suffix(".new")).write_text(str(os.getpid()), encoding="utf-8")
    note.with_suffix(".new").rename(note)
    time.sleep(60)
    raise AssertionError("nobody killed this")


@dataclass(frozen=True)
class Unready:
    """Cannot be set up."""

    def __call__(self) -> AbstractContextManager[int]:
        """Say why not."""
        raise RenderError("The kit has no fonts.", "Put fonts there.")


@dataclass(frozen=True)
class Stillborn:
    """Ends its process before it is set up."""

    def __call__(self) -> AbstractContextManager[int]:
        """End."""
        os._exit(1)


@dataclass(frozen=True)
class Scratch:
    """Keeps a temporary folder as long as it works."""

    home: Path

    @contextmanager
    def __call__(self) -> Iterator[str]:
        """Give the folder."""
        with TemporaryDirectory(dir=self.home) as folder:
            yield folder


def look_around(_: int) -> tuple[str, int]:
    """Return the temporary folder, and how much the garbage collector leaves alone."""
    return tools(), gc.get_freeze_count()


class Litter:
    """Something that garbage is recognised by."""


def leave_litter(_: int) -> int:
    """Leave something for the garbage collector; return how much there was of it before."""
    left = sum(isinstance(each, Litter) for each in gc.get_objects())
    litter = Litter()
    litter.__dict__["itself"] = litter
    return left


def take_long(_: int) -> None:
    """Work for longer than anybody waits."""
    time.sleep(30)
