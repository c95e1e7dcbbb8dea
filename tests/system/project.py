"""The project as it lies there, for tests of what is around the code."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str, folder: Path = ROOT, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, whatever make these tests were started by; ``typed`` answers it."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CLIENT", "YES"}
    settings = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(
        command, cwd=folder, env=settings, input=typed, capture_output=True, text=True, check=False
    )
