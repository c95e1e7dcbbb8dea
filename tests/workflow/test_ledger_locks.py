"""Whoever writes to the ledger keeps their locks on it, whatever the same process reads meanwhile."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.ledger.database import Database
from pipeline.practice import Practice, load_practice
from pipeline.workflow.holds import hold_back
from pipeline.workflow.people import blocked_people
from pipeline.workflow.privacy import dossier, stopping
from pipeline.workflow.privacy.exporting import export
from pipeline.workflow.privacy.forgetting import forget
from pipeline.workflow.sending.rounds import send
from pipeline.workflow.sending.surroundings import Ask
from tests.keeping import full_practice
from tests.people import kit
from tests.posting import DUE, Desk, PdfPress
from tests.practices import make

LOCKS = Path("/proc/locks")
pytestmark = pytest.mark.skipif(not LOCKS.exists(), reason="the system does not tell who holds locks")


def send_all(practice: Practice) -> None:
    """Send with the true review, and look at the ledger before each mail."""

    def look(_: str) -> None:
        blocked_people(practice)
        desk.show()

    desk = Desk(practice, now=DUE)
    desk.post.on_mail = look
    around = replace(desk.around, review=hold_back)
    send(practice, (), Ask(approve=True, at_once=True), around)
    assert desk.post.sent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return full_practice(tmp_path_factory.mktemp("full") / "practice")


@pytest.mark.parametrize(
    "run",
    [
        send_all,
        partial(make, press=PdfPress()),
        lambda practice: export(practice, "C-1"),
        lambda practice: forget(practice, "C-1", DUE),
        lambda practice: stopping.stop(practice, "C-1", DUE),
    ],
    ids=["send", "reports", "export", "forget", "stop"],
)
def test_nothing_takes_them_away(
    made: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Practice], object]
) -> None:
    monkeypatch.setattr(dossier, "load_kit_of", lambda _: kit())
    monkeypatch.setattr(stopping, "load_kit_of", lambda _: kit())
    practice = load_practice(shutil.copytree(made.root, tmp_path / "practice"))
    held: list[bool] = []

    def close(self: Database) -> None:
        if not self._passing:
            held.append(are_held(practice.ledger))
        close_truly(self)

    close_truly = Database._close
    monkeypatch.setattr(Database, "_close", close)
    run(practice)
    assert held, "the ledger was not written to"
    assert all(held)


def are_held(ledger: Path) -> bool:
    """Whether this process has locks on a ledger and on the index of its log."""
    words = map(str.split, LOCKS.read_text().splitlines())
    own = {
        line[5].rpartition(":")[2] for line in words if line[1:2] == ["POSIX"] and line[4] == str(os.getpid())
    }
    return all(str(path.stat().st_ino) in own for path in (ledger, ledger.with_name(f"{ledger.name}-shm")))
