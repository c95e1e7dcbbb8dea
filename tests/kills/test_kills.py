"""Runs of ``send`` that are killed: nothing is lost, sent twice, sent to somebody else, torn or left over."""

import random
import signal
import time

import pytest

from pipeline.errors import LockedError
from tests.kills.arena import Arena
from tests.kills.doors import Strike
from tests.kills.forkserver import Order
from tests.kills.tally import Tally, tell
from tests.smtp.scripted import ScriptedServer

KILLS = 300
IN_A_ROW = 10
PROOF, PARTS = 10_000, 4
SEED = 7


def doors_of(arena: Arena, limit: int | None = None, mutant: str = "") -> dict[str, int]:
    """Return through which doors a run goes that nobody kills, and how often."""
    arena.reset()
    with ScriptedServer() as server:
        return arena.run(Order(server.port, limit=limit, mutant=mutant)).doors


def kill_at_random(arena: Arena, kills: int, seed: int) -> Tally:
    """Kill run after run at a random door or moment, ten in a row before one may end, and count."""
    chance = random.Random(seed)  # noqa: S311 - the same doors each time
    doors = doors_of(arena)[""]
    started = time.perf_counter()
    doors_of(arena)
    longest = time.perf_counter() - started
    total = Tally()
    while total.kills < kills:
        row = min(IN_A_ROW, kills - total.kills)
        total += arena.play(at_random(doors, longest, chance) for _ in range(row))
    return total


def at_random(doors: int, longest: float, chance: random.Random) -> Order:
    """Return a run that is killed at a door, or by the clock."""
    if chance.random() < 0.5:
        return Order(seconds=chance.uniform(0, longest))
    return Order(strike=Strike(chance.randint(1, doors)))


def test_a_run_is_killed_at_every_door(arena: Arena, capsys: pytest.CaptureFixture[str]) -> None:
    doors = doors_of(arena)[""]
    total = Tally()
    for nth in range(1, doors + 1):
        total += arena.play([Order(strike=Strike(nth))])
    tell(total, capsys)
    assert total.kills == doors
    assert total.violations == 0, total
    assert total.uncertain > 0, "no run was killed between dot and answer"


def test_runs_are_killed_again_and_again(arena: Arena, capsys: pytest.CaptureFixture[str]) -> None:
    total = kill_at_random(arena, KILLS - doors_of(arena)[""], SEED)
    tell(total, capsys)
    assert total.violations == 0, total


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_runs_are_killed(arena: Arena, part: int, capsys: pytest.CaptureFixture[str]) -> None:
    total = kill_at_random(arena, PROOF // PARTS, SEED + part)
    tell(total, capsys)
    assert total.violations == 0, total


@pytest.mark.parametrize(
    ("mutant", "door", "seen"),
    [
        ("records after sending", "heard", "twice"),
        ("commits no dot", "heard", "twice"),
        ("renames nothing", "write", "torn"),
    ],
)
def test_a_safeguard_that_is_missing_is_seen(arena: Arena, mutant: str, door: str, seen: str) -> None:
    doors = doors_of(arena, limit=1, mutant=mutant)
    total = Tally()
    for nth in range(1, doors[door] + 1):
        total += arena.play([Order(strike=Strike(nth, door), mutant=mutant, limit=1)])
    assert getattr(total, seen) > 0, total


def test_two_runs_at_once(arena: Arena) -> None:
    arena.reset()
    with ScriptedServer() as server:
        first = arena.run(Order(server.port, strike=Strike(3, "send", "stop")))
        assert first.code is None
        second = arena.run(Order(server.port))
        assert f"process {first.pid} on " in second.told
        assert second.code == LockedError.exit_code
        assert arena.resume(first, signal.SIGCONT).code == 0
        assert len(server.mails) == 2


def test_the_lock_of_a_run_that_was_killed_heals(arena: Arena) -> None:
    arena.reset()
    with ScriptedServer() as server:
        first = arena.run(Order(server.port, strike=Strike(3, "send", "stop")))
        assert arena.resume(first, signal.SIGKILL).is_killed
        assert arena.run(Order(server.port)).code == 0
        assert len(server.mails) == 2
