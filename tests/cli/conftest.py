"""A practice whose reports are quick to print, and a way to run commands."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli.main import roadmap
from pipeline.practice import Practice
from tests.posting import keep_kits
from tests.practices import new_practice, shorten_reports


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        """The one JSON document on stdout."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Return what runs a command; an exception that is no exit is raised, as the terminal would show it."""

    def call(*arguments: object) -> Ran:
        result = CliRunner().invoke(roadmap, list(map(str, arguments)), catch_exceptions=False)
        return Ran(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture(autouse=True)
def on_path(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `roadmap` be a command that can be typed."""
    commands = tmp_path_factory.mktemp("commands")
    (commands / "roadmap").touch(mode=0o755)
    monkeypatch.setenv("PATH", f"{commands}:{os.environ['PATH']}")


@pytest.fixture(autouse=True)
def _kept_kits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load no kit again whose files are what they were, as a process of its own for each command would."""
    keep_kits(monkeypatch)


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """Return a practice with three clients, which is the current folder."""
    made = new_practice(tmp_path / "practice")
    shorten_reports(made)
    monkeypatch.chdir(made.root)
    return made
