"""Set the project up: `make` does it when needed, `python3 -m tools.bootstrap` by hand.

Makes `.venv/`, installs what requirements.lock names and the project itself, and sees to the native
libraries. What was done is stamped, so that a second run ends at once; an interrupted one starts over.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path

from tools import native
from tools.steps import SetupError, run, say, succeeds

ROOT = Path(__file__).resolve().parent.parent
CANNOT_START = 3
INTERRUPTED = 130


def main() -> int:
    """Set up, and tell in one sentence what stands in the way."""
    try:
        set_up(ROOT)
    except SetupError as error:
        say(str(error))
        return CANNOT_START
    except KeyboardInterrupt:
        say("Interrupted; the next make sets up what is missing.")
        return INTERRUPTED
    return 0


def set_up(root: Path) -> None:
    """Do what the stamp says is not done yet."""
    venv = root / ".venv"
    stamp = venv / ".ready"
    wanted = digest(root)
    if not (stamp.exists() and stamp.read_text() == wanted and is_usable(venv)):
        prepare(root, venv)
        say("Ready.")
    stamp.write_text(wanted)  # also when nothing was done: make compares times


def digest(root: Path) -> str:
    """What the set-up depends on: the locked packages, the project, these tools, the Python and the place."""
    files = [root / "requirements.lock", root / "pyproject.toml", *sorted((root / "tools").glob("*.py"))]
    sha = hashlib.sha256(f"{sys.version}\n{root}\n".encode())
    for file in files:
        sha.update(hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def prepare(root: Path, venv: Path) -> None:
    """Go through the steps, in order."""
    unfinished = venv / ".unfinished"  # there as long as the packages may be half installed
    if unfinished.exists() or not is_usable(venv):
        create(venv)
    unfinished.touch()
    install(root, venv)
    unfinished.unlink()
    native.provide(venv)


def is_usable(venv: Path) -> bool:
    """Whether the environment runs, has pip, and is of the Python that was asked for."""
    check = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return succeeds([str(native.python_of(venv)), "-c", check])


def create(venv: Path) -> None:
    """Make the environment anew, on the versioned interpreter: when that goes, make sees a dangling link."""
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError("Python cannot make virtual environments here: type apt install python3-venv")
    say(f"Making {venv.name} with Python {sys.version.split()[0]}")
    python = Path(sys.executable).resolve()
    run([str(python), "-m", "venv", "--clear", str(venv)], otherwise=f"Could not make {venv}: see above.")


def install(root: Path, venv: Path) -> None:
    """Install the locked packages, each checked against its hash, then the project as it stands here."""
    say("Installing the locked Python packages")
    pip = [str(native.python_of(venv)), "-m", "pip", "install", "--quiet", "--no-input"]
    advice = "The packages could not be installed: look above, check the connection, then type make again."
    run([*pip, "--require-hashes", "--requirement", "requirements.lock"], folder=root, otherwise=advice)
    # The locked hatchling builds it: nothing is fetched, no second environment is made.
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], folder=root, otherwise=advice)


if __name__ == "__main__":
    sys.exit(main())
