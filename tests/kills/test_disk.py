"""Runs of ``send`` whose disk is full or breaks, at each door to it: it is told, and mended."""

import pytest

from tests.kills.arena import Arena
from tests.kills.doors import DISK, Strike
from tests.kills.forkserver import Order
from tests.kills.tally import Tally, tell
from tests.smtp.scripted import ScriptedServer

ERRORS = ("ENOSPC", "EIO")


def failures_of(arena: Arena) -> list[Strike]:
    """Return a failure at each door to the disk, of a disk that is full and of one that breaks in turn."""
    arena.reset()
    with ScriptedServer() as server:
        doors = arena.run(Order(server.port, limit=1)).doors
    found = [(nth, name) for name in DISK for nth in range(1, doors[name] + 1)]
    return [Strike(nth, name, ERRORS[each % 2]) for each, (nth, name) in enumerate(found)]


def test_a_disk_that_fails_at_each_door(arena: Arena, capsys: pytest.CaptureFixture[str]) -> None:
    total = Tally()
    for strike in failures_of(arena):
        total += arena.play([Order(strike=strike, limit=1)])
    tell(total, capsys)
    assert total.failures > len(DISK)
    assert total.violations == 0, total


def test_what_is_told(arena: Arena) -> None:
    arena.reset()
    with ScriptedServer() as server:
        full = arena.run(Order(server.port, strike=Strike(2, "write", "ENOSPC")))
        broken = arena.run(Order(server.port, strike=Strike(2, "commit", "EIO")))
    assert "the disk is full" in full.told
    assert "the disk is full or failing" in broken.told
    assert server.mails == []
