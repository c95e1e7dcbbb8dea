"""What ``roadmap check`` costs on 10,000 clean rows, in ratio to calamine and Pydantic alone (asked: ≤ 2.5).

The rows are those of the sample, repeated with other people in them: all columns of the kit.
"""  # noqa: INP001

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

ROWS = 10_000
ROUNDS = 5
SAMPLE = Path(__file__).parents[1] / "inputs" / "clients.xlsx"
SETTINGS = '[practice]\nname = "Benchmark"\n'
KIBIBYTE = 1024
MEGABYTE = 1_000_000

# One model a row, with a field for each column, typed as the sheet holds them.
PEER = """
import sys
from datetime import datetime
from pydantic import create_model
from python_calamine import load_workbook
header, *rows = load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()
fields = {f"q{n}": (str | float | datetime | None, None) for n in range(len(header))}
Row = create_model("Row", **fields)
read = [Row.model_validate(dict(zip(fields, row))) for row in rows]
"""
READER = """
import resource, sys
from pathlib import Path
from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.guard import read_guarded
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
read_guarded(Path(sys.argv[1]), Place("clients.xlsx"), Limits(**dict(IntakeLimits())), frozenset())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def write_clean(path: Path, rows: int) -> None:
    """Write a workbook of so many clients without a problem."""
    header, *people = load_workbook(SAMPLE).worksheets[0].iter_rows(values_only=True)
    own = {name: header.index(name) for name in ("Client number", "Full name", "E-mail address")}
    workbook = Workbook()  # not write-only: texts are to be shared, as the spreadsheet programs do
    sheet = workbook.worksheets[0]
    sheet.append(header)
    for number in range(rows):
        row = list(people[number % len(people)])
        row[own["Client number"]] = f"C-{number}"
        row[own["Full name"]] = f"{row[own['Full name']]} {number}"
        row[own["E-mail address"]] = f"person{number}@example.com"
        sheet.append(row)
    workbook.save(path)


def cpu_seconds(*command: str) -> float:
    """Return the median CPU time of a command over some rounds, its children counted."""
    return statistics.median(_once(command) for _ in range(ROUNDS))


def _once(command: tuple[str, ...]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - fixed commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak(path: Path) -> int:
    """Return the most memory, in bytes, of the process that reads a file, the interpreter counted."""
    told = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", READER, str(path)], capture_output=True, check=True, text=True
    )
    return int(told.stdout) * KIBIBYTE


def main() -> None:
    """Print both costs and their ratio, and the memory that 1,000 rows take."""
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder)
        (practice / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        clean, small = practice / "clients.xlsx", practice / "small.xlsx"
        write_clean(clean, ROWS)
        write_clean(small, 1)
        alone = cpu_seconds(sys.executable, "-c", PEER, str(clean))
        check = cpu_seconds(sys.executable, "-m", "pipeline", "check", "--practice", folder, str(clean))
        growth = (peak(clean) - peak(small)) / (ROWS / 1_000) / MEGABYTE
    sys.stdout.write(
        f"calamine and Pydantic alone {alone:.2f} s, roadmap check {check:.2f} s: × {check / alone:.2f}\n"
        f"the reader takes {growth:.1f} MB for 1,000 rows\n"
    )


if __name__ == "__main__":
    main()
