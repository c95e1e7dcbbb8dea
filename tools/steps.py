"""How a step of the set-up runs, and how a failing one is told."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do next."""


def say(line: str) -> None:
    """Tell the person at the terminal what is being done, at once even when piped."""
    print(line, file=sys.stderr, flush=True)


def run(
    command: list[str],
    *,
    otherwise: str,
    folder: Path | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """Run a command quietly and return its output; when it fails, show its own words and say what to do."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        say(done.stdout.rstrip())
        raise SetupError(otherwise)
    return done.stdout


def succeeds(command: list[str]) -> bool:
    """Whether a command can be started and ends well; what it prints does not matter."""
    try:
        return (
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False
