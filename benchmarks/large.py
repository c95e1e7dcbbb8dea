"""What a large run holds in memory (asked: markup and PDFs never pile up, what is kept of a client is small).

Clients are scored a thousand and twenty thousand at a time, and a thousand are printed by two workers: by the
standard engine, and as drafts. Each run has a process of its own; what it and its workers hold is what Linux
says. ``python benchmarks/large.py weasyprint`` prints by one engine alone, ``scored`` scores alone.
"""  # noqa: INP001

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from costs import say
from intake import KIBIBYTE, MEGABYTE, SETTINGS, fill

SCORED = (1_000, 20_000)
PRINTED = 1_000
ENGINES = ("weasyprint", "plutoprint")

# Memory in kibibytes. Workers are children of the process from which they are forked.
TOLD = """
import os, sys
from pathlib import Path
def held(process):
    told = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line for line in told if line.startswith("VmRSS")).split()[1]
def children(process):
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [child for children in found for child in children.read_text().split()]
def tell(count):
    workers = (worker for child in children(os.getpid()) for worker in children(child))
    print(count, held("self"), *map(held, workers), flush=True)
"""
SCORE = """
from pipeline.practice import load_practice
from pipeline.workflow.reading import score_all
scored = score_all(load_practice(Path(sys.argv[1])))
tell(len(scored.cards))
"""
PRINT = """
from datetime import UTC, datetime
from pipeline.practice import load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import make_reports
class Watch:
    done_with = 0
    def expect(self, total): pass
    def done(self, outcome):
        self.done_with += 1
        if self.done_with % 100 == 0:
            tell(self.done_with)
make_reports(load_practice(Path(sys.argv[1])), (), Wish(engine=sys.argv[2], workers=2),
             now=datetime(2026, 10, 1, tzinfo=UTC), watch=Watch())
"""


def told_by(program: str, folder: Path, *arguments: str) -> Iterator[list[int]]:
    """Yield what a program tells as it goes on: clients, and bytes of memory, its own and of each worker."""
    command = [sys.executable, "-c", TOLD + program, str(folder), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - fixed programs
        for line in running.stdout or ():
            clients, *memory = map(int, line.split())
            yield [clients, *(held * KIBIBYTE for held in memory)]


@contextmanager
def practice_of(clients: int) -> Iterator[Path]:
    """Give a practice with so many clients."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        fill(folder / "inputs", clients)
        yield folder


def tell_scored() -> None:
    """Print what is held when clients are scored, and what one more takes."""
    told = []
    for count in SCORED:
        with practice_of(count) as folder:
            told += told_by(SCORE, folder)
            say(f"{told[-1][0]:,} scored: {told[-1][1] / MEGABYTE:.0f} MB")
    (few, less), (many, more) = told
    say(f"{(more - less) / (many - few) / 1000:.1f} kB for one more")


def tell_printed(engine: str) -> None:
    """Print what the first process and the workers hold while they print, and what one more client takes."""
    told = []
    with practice_of(PRINTED) as folder:
        for count, main, *workers in told_by(PRINT, folder, engine):
            told.append((count, main))
            held = " and ".join(f"{each / MEGABYTE:.0f}" for each in workers)
            say(f"{engine}, {count:,} printed: first process {main / MEGABYTE:.0f} MB, workers {held} MB")
    (first, less), (last, more) = told[0], told[-1]
    say(f"{(more - less) / (last - first) / 1000:.1f} kB for one more")


def main() -> None:
    """Tell of all, or of what is asked for."""
    asked = sys.argv[1:] or ["scored", *ENGINES]
    if "scored" in asked:
        tell_scored()
    for engine in ENGINES:
        if engine in asked:
            tell_printed(engine)


if __name__ == "__main__":
    main()
