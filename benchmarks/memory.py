"""What memory a worker holds over many reports (asked: at most 10 % more than after the first 100).

One worker prints the report and the brief of one client after another: ``python benchmarks/memory.py 1000``.
The clients are those of the intake's benchmark; what is held is what Linux says of the process after each.
"""  # noqa: INP001

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from intake import MEGABYTE, SETTINGS, write_clean

from pipeline.batch.executors import Means, stopping
from pipeline.batch.fingerprints import context_of
from pipeline.batch.selection import Job, Request
from pipeline.practice import load_practice
from pipeline.workflow.reading import check
from pipeline.workflow.workshop import Workshop, make_papers, open_workers

REPORTS = 1000
FIRST = 100
REQUESTS = (Request("report", "en", None), Request("brief", "en", None))


def print_and_weigh(job: Job) -> int:
    """Make a client's documents, in a worker; return the bytes that the worker holds then."""
    make_papers(job)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def held(folder: Path, reports: int) -> Iterator[int]:
    """Yield what one worker holds after each client."""
    (folder / "inputs").mkdir()
    (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    write_clean(folder / "inputs" / "clients.xlsx", reports)
    practice = load_practice(folder)
    reading = check(practice, ())
    recipe = Workshop(practice, reading.kit, context_of(reading.kit, practice.settings, practice.root))
    with stopping(open_workers(recipe, Means(workers=1, seconds=600, memory=4096))) as executor:
        for client in reading.intake.clients:
            yield executor.submit(print_and_weigh, Job(client, None, REQUESTS)).result()


def main() -> None:
    """Print what is held after the first 100, after the last, and at most."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    with tempfile.TemporaryDirectory() as folder:
        weights = list(held(Path(folder), reports))
    first, last = weights[min(FIRST, reports) - 1], weights[-1]
    told = f"after {min(FIRST, reports)} {first / MEGABYTE:.0f} MB, after {reports} {last / MEGABYTE:.0f} MB"
    sys.stdout.write(f"{told}: {last / first - 1:+.1%}; at most {max(weights) / MEGABYTE:.0f} MB\n")


if __name__ == "__main__":
    main()
