"""What a large run holds in memory (asked: markup and PDFs never pile up, what is kept of a client is small).

Clients are scored a thousand and twenty thousand at a time, and so many are printed as drafts, each in a
process of its own; what it holds is what Linux says. ``python benchmarks/large.py 1000``
"""  # noqa: INP001

import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from intake import KIBIBYTE, MEGABYTE, SETTINGS, write_clean

SCORED = (1_000, 20_000)
PRINTED, FIRST = 1_000, 100

SCORE = """
from pipeline.practice import load_practice
from pipeline.workflow.reading import score_all
scored = score_all(load_practice(Path(sys.argv[1])))
print(told("VmRSS"), len(scored.cards))
"""
PRINT = """
from datetime import UTC, datetime
from pipeline.practice import load_practice
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import make_reports
class Watch:
    held = []
    def expect(self, total): pass
    def done(self, outcome): self.held.append(told("VmRSS"))
make_reports(load_practice(Path(sys.argv[1])), (), Wish(engine="plutoprint", workers=2),
             now=datetime(2026, 10, 1, tzinfo=UTC), watch=Watch())
print(Watch.held[int(sys.argv[2]) - 1], Watch.held[-1], len(Watch.held))
"""
TOLD = """
import sys
from pathlib import Path
def told(name):
    return int(next(line for line in open("/proc/self/status") if line.startswith(name)).split()[1])
"""


def held(program: str, folder: Path, *arguments: object) -> list[int]:
    """Return what a program tells of its memory, in kibibytes, and how many clients there were."""
    command = [sys.executable, "-c", TOLD + program, str(folder), *map(str, arguments)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - fixed programs
    return [int(number) for number in told.stdout.split()]


def with_clients(count: int, work: Callable[[Path], list[int]]) -> list[int]:
    """Do something in a practice with so many clients."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "inputs").mkdir()
        (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        write_clean(folder / "inputs" / "clients.xlsx", count)
        return work(folder)


def main() -> None:
    """Print what a scored client takes, and what the first process holds while others print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PRINTED
    few, many = (with_clients(count, lambda folder: held(SCORE, folder)) for count in SCORED)
    a_client = (many[0] - few[0]) * KIBIBYTE / (many[1] - few[1])
    sys.stdout.write(
        f"{few[1]:,} scored: {few[0] * KIBIBYTE / MEGABYTE:.0f} MB, {many[1]:,}: "
        f"{many[0] * KIBIBYTE / MEGABYTE:.0f} MB, {a_client / 1000:.1f} kB a client\n"
    )
    if find_spec("plutoprint") is None:
        sys.stdout.write("PlutoPrint: not installed, skipped\n")
        return
    first, last, printed = with_clients(wanted, lambda folder: held(PRINT, folder, FIRST))
    a_client = (last - first) * KIBIBYTE / (printed - FIRST)
    sys.stdout.write(
        f"the first process after {FIRST} of {printed:,} printed: {first * KIBIBYTE / MEGABYTE:.0f} MB, "
        f"after all: {last * KIBIBYTE / MEGABYTE:.0f} MB, {a_client / 1000:.1f} kB a client\n"
    )


if __name__ == "__main__":
    main()
