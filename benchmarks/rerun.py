"""A run when nothing is new, and one when one client in a hundred is, in ratio to a fresh batch.

``python benchmarks/rerun.py 1000``: so many clients. Asked: at most 1 % of the CPU time of a fresh batch when
nothing has changed, at most 3 % when one client in a hundred has. What a fresh batch costs is told from two
small ones, by what more clients cost more. The PDFs that are there before are of the weight of true ones, and
made in no time: a run that leaves them alone sees no more of them.
"""  # noqa: INP001

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from batch import new_practice
from costs import cpu_seconds, say
from openpyxl import load_workbook

from pipeline.practice import load_practice
from pipeline.workflow.candidates import Wish
from tests.practices import FakePress, make

CLIENTS, SMALL, LARGER = 1000, 8, 28
SHARE = 100
"""One client in so many changes."""

COLUMN = "How many free hours a week could you give to your development?"
NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def run(folder: Path) -> float:
    """Return what a run costs."""
    command = (sys.executable, "-m", "pipeline", "--practice", str(folder), "--quiet", "reports")
    return cpu_seconds(*command, "--workers", "2")


def fresh(place: Path, clients: int) -> float:
    """Return what a fresh batch of so many clients costs."""
    folder = place / f"fresh-{clients}"
    new_practice(folder, clients)
    seconds = run(folder)
    shutil.rmtree(folder)
    return seconds


def change(workbook: Path) -> int:
    """Let one client in a hundred answer otherwise; return how many did."""
    book = load_workbook(workbook)
    header, *rows = book.worksheets[0].iter_rows()
    column = next(place for place, cell in enumerate(header) if cell.value == COLUMN)
    for row in rows[::SHARE]:
        row[column].value = (row[column].value or 0) + 1
    book.save(workbook)
    return len(rows[::SHARE])


def main() -> None:
    """Print the costs and ratios."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "practice"
        new_practice(folder, clients)
        make(load_practice(folder), Wish(workers=1), press=FakePress(), now=NOW)
        unchanged = min(run(folder) for _ in range(3))
        changed = change(folder / "inputs" / "clients.xlsx")
        few = run(folder)
        small, larger = fresh(Path(place), SMALL), fresh(Path(place), LARGER)
    batch = small + (larger - small) / (LARGER - SMALL) * (clients - SMALL)
    say(f"{clients} clients: a fresh batch {batch:.0f} s of CPU time, told from {SMALL} and {LARGER} clients")
    say(f"nothing changed {unchanged:.2f} s: {unchanged / batch:.2%} (asked: 1 %)")
    say(f"{changed} changed {few:.2f} s: {few / batch:.2%} (asked: 3 %)")


if __name__ == "__main__":
    main()
