"""Recipes for the executors' tests: at module level, so that worker processes can import them."""

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import RenderError

DEADLY = 13
FAILING = 7


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; one of them fails, one ends the process."""

    @contextmanager
    def __call__(self) -> Iterator[Callable[[int], tuple[int, int]]]:
        yield self.work

    def work(self, number: int) -> tuple[int, int]:
        if number == FAILING:
            raise RenderError("seven is too much.", "Take six.")
        if number == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number, os.getpid()


@dataclass(frozen=True)
class Unready:
    """Cannot be set up."""

    def __call__(self) -> AbstractContextManager[Callable[[int], int]]:
        raise RenderError("The kit has no fonts.", "Put fonts there.")


@dataclass(frozen=True)
class Scratch:
    """Keeps a temporary folder as long as it works, and tells where, and how the garbage collector is set."""

    home: Path

    @contextmanager
    def __call__(self) -> Iterator[Callable[[int], tuple[str, int]]]:
        with TemporaryDirectory(dir=self.home) as folder:
            yield lambda _: (folder, gc.get_freeze_count())


@dataclass(frozen=True)
class Slow:
    """Leaves a note of its process and then takes its time."""

    home: Path

    @contextmanager
    def __call__(self) -> Iterator[Callable[[int], int]]:
        yield self.work

    def work(self, number: int) -> int:
        (self.home / str(os.getpid())).touch()
        time.sleep(30)
        return number
