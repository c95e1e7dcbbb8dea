"""How heavy ``roadmap --help`` is, as a ratio to importing Click alone (asked: at most 2.5)."""  # noqa: INP001

import resource
import subprocess
import sys

ROUNDS = 15


def cpu_seconds(*command: str) -> float:
    """Return the least CPU time that a command took in some rounds, its children counted."""
    return min(_once(command) for _ in range(ROUNDS))


def _once(command: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    bare = cpu_seconds(sys.executable, "-c", "import click")
    told = cpu_seconds(sys.executable, "-m", "pipeline", "--help")
    sys.stdout.write(
        f"import click {bare * 1000:.0f} ms, roadmap --help {told * 1000:.0f} ms: × {told / bare:.2f}\n"
    )
