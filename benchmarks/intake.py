"""What ``roadmap check`` costs on 10,000 clean rows, in ratio to calamine and Pydantic alone (asked: ≤ 2.5).

Also what memory the process that reads them takes for 1,000 rows (asked: ≤ 5 MB).

The rows are those of the sample, repeated with other people in them: all columns of the kit.
"""  # noqa: INP001

import re
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from openpyxl import Workbook, load_workbook

ROWS = 10_000
ROUNDS = 7
IN_A_WORKBOOK = 2_000
SAMPLE = Path(__file__).parents[1] / "inputs" / "clients.xlsx"
SETTINGS = '[practice]\nname = "Benchmark"\n[reports]\ndeadline_seconds = 3600\n'
"""Nothing is given up where other work slows the machine down."""

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
# What the guard has a process of its own do, and the most memory of that process since it began.
READER = """
import os, pickle, sys
from pathlib import Path
from pipeline.models.intake import IntakeLimits
from pipeline.spreadsheets.child import PROTOCOL, Order, follow
from pipeline.spreadsheets.limits import Limits
from pipeline.spreadsheets.places import Place
order = Order(Path(sys.argv[1]), Place("clients.xlsx"), Limits.of(IntakeLimits()), frozenset(), 0, 0)
with open(os.devnull, "wb") as nowhere:
    pickle.dump(follow(order), nowhere, PROTOCOL)
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
SHEET = "xl/worksheets/sheet1.xml"
IN_CELL = re.compile(rb't="inlineStr"><is>(<t[^>]*(?:/>|>.*?</t>))</is>', re.DOTALL)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TEXTS = "xl/sharedStrings.xml"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
# Where the part of the shared texts is named, and how.
NAMED = {
    "[Content_Types].xml": f'<Override PartName="/{TEXTS}" ContentType="{KIND}"/></Types>',
    RELATIONS: f'<Relationship Id="t" Type="{RELATION}" Target="/{TEXTS}"/></Relationships>',
}


def write_clean(path: Path, rows: int, first: int = 0) -> None:
    """Write a workbook of so many clients without a problem, who are numbered from ``first``."""
    header, *people = load_workbook(SAMPLE).worksheets[0].iter_rows(values_only=True)
    own = {name: header.index(name) for name in ("Client number", "Full name", "E-mail address")}
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(header)
    for number in range(first, first + rows):
        row = list(people[number % len(people)])
        row[own["Client number"]] = f"C-{number}"
        row[own["Full name"]] = f"{row[own['Full name']]} {number}"
        row[own["E-mail address"]] = f"person{number}@example.com"
        sheet.append(row)
    workbook.save(path)
    share_texts(path)


def share_texts(path: Path) -> None:
    """Keep each text of a workbook once and beside the sheet, as spreadsheet programs do, unlike openpyxl."""
    texts: dict[bytes, int] = {}
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[SHEET] = IN_CELL.sub(
        lambda found: b't="s"><v>%d</v>' % texts.setdefault(found[1], len(texts)), parts[SHEET]
    )
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    parts[TEXTS] = b'<sst xmlns="%s">%s</sst>' % (MAIN, items)
    for name, naming in NAMED.items():
        end = parts[name].rindex(b"</")
        parts[name] = parts[name][:end] + naming.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def fill(inputs: Path, clients: int) -> None:
    """Make a folder with workbooks of so many clients, none of them large."""
    inputs.mkdir()
    for first in range(0, clients, IN_A_WORKBOOK):
        write_clean(inputs / f"clients-{first}.xlsx", min(IN_A_WORKBOOK, clients - first), first)


def take_turns(*works: Callable[[], float]) -> list[tuple[float, ...]]:
    """Return what each piece of work cost in some rounds, in each of which they take their turns.

    A machine whose speed changes by the minute is then as fast for one as for the other.
    """
    return [tuple(work() for work in works) for _ in range(ROUNDS)]


def tell_ratio(costs: Iterable[float], to: Iterable[float]) -> str:
    """Say how costs relate to those of the same rounds: the median, the least and the most."""
    ratios = [cost / other for cost, other in zip(costs, to, strict=True)]
    return f"× {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def cpu_of(*command: str) -> float:
    """Return the CPU time in seconds that a command takes, its children counted."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - fixed commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def check_of(practice: Path, clients: Path) -> Callable[[], float]:
    """Return what tells the CPU time of checking a file of a practice."""
    return partial(
        cpu_of, sys.executable, "-m", "pipeline", "check", "--practice", str(practice), str(clients)
    )


def peak(path: Path) -> int:
    """Return the most memory, in bytes, that a process takes to read a file, the interpreter counted.

    Linux alone tells it: what ``getrusage`` tells of a child begins with what its parent had.
    """
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
        peer = partial(cpu_of, sys.executable, "-c", PEER, str(clean))
        alone, check = zip(*take_turns(peer, check_of(practice, clean)), strict=True)
        growth = (peak(clean) - peak(small)) / (ROWS / 1_000) / MEGABYTE
    sys.stdout.write(
        f"calamine and Pydantic alone {statistics.median(alone):.2f} s, "
        f"roadmap check {statistics.median(check):.2f} s: {tell_ratio(check, alone)}\n"
        f"the reader takes {growth:.1f} MB for 1,000 rows\n"
    )


if __name__ == "__main__":
    main()
