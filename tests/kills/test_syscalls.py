"""Runs of ``send`` that strace kills, or lies to, at system calls of Python and of SQLite."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.arena import Arena
from tests.kills.forkserver import Order
from tests.kills.syscalls import OF_THE_DISK, Injection, calls_in, can_strike, watching
from tests.kills.tally import Tally, tell
from tests.smtp.scripted import ScriptedServer

pytestmark = pytest.mark.skipif(not can_strike(), reason="no strace that may watch other processes")

FEW, SEED = 20, 11
ERRORS = ("ENOSPC", "EIO")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return where strace writes what it saw."""
    return tmp_path / "calls"


def kills_of(arena: Arena, log: Path) -> list[Injection]:
    """Return a kill at each call of a run."""
    return [Injection(call, nth) for call, nth in calls_of(arena, log)]


def failures_of(arena: Arena, log: Path) -> list[Injection]:
    """Return a failure at each call to the disk, by a full disk and by a broken one in turn."""
    found = [(call, nth) for call, nth in calls_of(arena, log) if call in OF_THE_DISK]
    return [Injection(call, nth, ERRORS[each % 2]) for each, (call, nth) in enumerate(found)]


def calls_of(arena: Arena, log: Path) -> Iterator[tuple[str, int]]:
    """Yield each call of a run that nothing strikes, and the how manyth of its name it is."""
    arena.reset()
    with ScriptedServer() as server:
        assert arena.run(Order(server.port, strace=watching(log))).code == 0
    for call, times in calls_in(log).items():
        yield from ((call, nth) for nth in range(1, times + 1))


def few(injections: list[Injection]) -> list[Injection]:
    """Return some of them."""
    return random.Random(SEED).sample(injections, FEW)  # noqa: S311 - the same each time


def strike(arena: Arena, log: Path, injections: list[Injection]) -> Tally:
    """Strike one run at each, let another go on to the end, and count."""
    total = Tally()
    for injection in injections:
        total += arena.play([Order(strace=injection.options(log))])
    return total


def test_kills_at_system_calls(arena: Arena, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = few(kills_of(arena, log))
    total = strike(arena, log, chosen)
    tell(total, capsys)
    assert total.kills == FEW
    assert total.violations == 0, total


def test_system_calls_that_fail(arena: Arena, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = few(failures_of(arena, log))
    total = strike(arena, log, chosen)
    tell(total, capsys)
    assert total.violations == 0, total


@pytest.mark.proof
def test_a_kill_at_every_system_call(arena: Arena, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = kills_of(arena, log)
    total = strike(arena, log, every)
    tell(total, capsys)
    assert total.kills == len(every)
    assert total.violations == 0, total


@pytest.mark.proof
def test_every_system_call_fails(arena: Arena, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = strike(arena, log, failures_of(arena, log))
    tell(total, capsys)
    assert total.violations == 0, total
