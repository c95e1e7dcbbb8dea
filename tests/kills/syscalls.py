"""Strikes below Python, where SQLite works: by strace, at system calls, with what it injects there."""

import errno
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CALLS = (
    "openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "sendto", "recvfrom"
)  # fmt: skip
"""Those by which a run changes the disk, speaks and hears."""

OF_THE_DISK = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink")
_WATCHED = f"trace={','.join(CALLS)}"


@dataclass(frozen=True, slots=True)
class Injection:
    """At the ``nth`` call of that name: a signal that kills, or an error such as ``ENOSPC``."""

    call: str
    nth: int
    error: str = ""

    def options(self, log: Path) -> tuple[str, ...]:
        """Return what strace has to be told; it writes the calls that it saw to ``log``."""
        assert not self.error or hasattr(errno, self.error)
        what = f"error={self.error}" if self.error else "signal=KILL"
        return (*watching(log), "-e", f"inject={self.call}:{what}:when={self.nth}")


def watching(log: Path) -> tuple[str, ...]:
    """Return the options with which strace only looks."""
    return ("-o", str(log), "-e", _WATCHED)


def calls_in(log: Path) -> Counter[str]:
    """Return which calls strace saw, and how often."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Counter(line.partition("(")[0] for line in lines if line.partition("(")[0] in CALLS)


@cache
def can_strike() -> bool:
    """Whether there is a strace that may watch another process."""
    if shutil.which("strace") is None:
        return False
    sleeper = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    watcher = subprocess.Popen(["strace", "-p", str(sleeper.pid)], stderr=subprocess.PIPE)
    assert watcher.stderr is not None
    is_attached = b"attached" in watcher.stderr.readline()
    sleeper.communicate()
    watcher.communicate()
    return is_attached
