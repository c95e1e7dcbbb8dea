"""A practice whose runs of ``send`` are killed, and go on, and are counted."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.practice import load_practice
from tests.kills.forkserver import BUG, Ended, Order
from tests.kills.tally import Tally, is_torn, take_stock
from tests.smtp.scripted import ScriptedServer

ROOT = Path(__file__).parents[2]


class Arena:
    """Runs in one practice of so many clients; used in a ``with`` block."""

    def __init__(self, folder: Path, clients: int = 3) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.forkserver", str(folder), str(clients)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        if self._hear() != "ready":
            self._process.communicate()
            raise RuntimeError("The fork server did not start; why stands on the standard error.")
        self.practice = load_practice(folder / "practice")
        assert len(list(self.practice.reports.glob("*.pdf"))) == clients

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.communicate()

    def reset(self) -> None:
        """Put everything back as it was before the first run."""
        shutil.rmtree(self.practice.outputs)
        shutil.copytree(self._folder / "pristine", self.practice.outputs)

    def run(self, order: Order) -> Ended:
        """Let one run happen."""
        ended = self._ask(asdict(order))
        assert ended.code != BUG, ended.told
        return ended

    def resume(self, stopped: Ended, number: signal.Signals) -> Ended:
        """Let a run that was stopped go on, or die."""
        return self._ask({"pid": stopped.pid, "number": number})

    def play(self, orders: Iterable[Order]) -> Tally:
        """Let run after run be struck, until one is spared or another goes on to the end; then count.

        Ports are put in here.
        """
        self.reset()
        tally = Tally()
        with ScriptedServer() as server:
            for order in orders:
                ended = self.run(replace(order, port=server.port))
                is_failed = not ended.is_killed and ended.code != 0
                tally += Tally(kills=ended.is_killed, failures=is_failed, torn=is_torn(self.practice))
                if ended.code == 0 and order.is_to_be_killed:
                    break  # it was at its end before it could be
            else:
                ended = self.run(Order(server.port, mutant=order.mutant))
        assert ended.code == 0, ended.told
        stock = take_stock(self.practice, self._folder / "pristine", server)
        too_many = max(0, stock.uncertain - tally.kills - tally.failures)
        return tally + stock + Tally(mistaken=too_many)

    def _ask(self, told: dict[str, object]) -> Ended:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(told)}\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._hear()))

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")
