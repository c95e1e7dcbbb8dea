"""A fresh batch beside a plain loop of WeasyPrint over the same markup, and beside pages of flex and grid.

``python benchmarks/batch.py 200``: so many clients, whose answers all differ; a report and a brief for each.
Asked: with two workers, at least 2.1 times as fast as the plain loop, and 3.5 times as fast as the loop over
the same pages written with flex and grid. Whole processes from nothing: how much sooner they are done by the
clock (which other work on the machine spoils), and how much less CPU time they take with all that they start.
"""  # noqa: INP001

import re
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from costs import Cost, cost_of, interleaved, ratio, say
from intake import SAMPLE, SETTINGS
from openpyxl import Workbook, load_workbook

from pipeline.batch.fingerprints import context_of
from pipeline.models.review import UNREVIEWED
from pipeline.practice import load_practice
from pipeline.workflow.printing import Composer
from pipeline.workflow.reading import check

CLIENTS, ROUNDS, WORKERS, SEED = 200, 1, 2, 7
ROOT = Path(__file__).parents[1]
PLAIN_LOOP = ROOT / "benchmarks" / "plain_loop.py"
BASE = ROOT / "templates" / "base"
OWN = ("Client number", "Full name", "E-mail address")

_TABLE = re.compile(r"^(?P<name>\.[^{>]+?) \{(?P<rest>[^}]*)display: table;", re.MULTILINE)


def write_different(path: Path, clients: int) -> None:
    """Write a workbook of so many clients who answer by chance what people of the sample answer."""
    chance = Random(SEED)  # noqa: S311 - the same people every time
    header, *people = load_workbook(SAMPLE).worksheets[0].iter_rows(values_only=True)
    own = [header.index(name) for name in OWN]
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(header)
    for number in range(clients):
        row = [chance.choice(people)[column] for column in range(len(header))]
        for column, value in zip(
            own, (f"C-{number}", f"Person {number}", f"p{number}@example.com"), strict=True
        ):
            row[column] = value
        sheet.append(row)
    workbook.save(path)


def new_practice(folder: Path, clients: int) -> None:
    """Make a practice with so many clients."""
    (folder / "inputs").mkdir(parents=True)
    (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    write_different(folder / "inputs" / "clients.xlsx", clients)


def write_pages(folder: Path, pages: Path) -> int:
    """Write the markup of all documents of a practice; return for how many clients."""
    practice = load_practice(folder)
    reading = check(practice, ())
    composer = Composer(practice, reading.kit, context_of(reading.kit, practice.settings, practice.root))
    pages.mkdir()
    for client in reading.intake.clients:
        assessment = composer.assess(client, None, UNREVIEWED)
        for kind in ("report", "brief"):
            markup = composer.compose(assessment, kind, "en").markup
            (pages / f"{client.id}-{kind}.html").write_text(markup, encoding="utf-8")
    return len(reading.intake.clients)


def bend(kit: Path) -> None:
    """Write a kit's pages with flex and grid: a table with rows becomes a grid, any other a row of flex."""
    style = (kit / "report.css").read_text(encoding="utf-8")

    def box(found: re.Match[str]) -> str:
        has_rows = f"{found['name']} > div {{ display: table-row" in style
        return f"{found['name']} {{{found['rest']}display: {'grid' if has_rows else 'flex'};"

    bent = _TABLE.sub(box, style).replace("display: table-row", "display: flex")
    bent = bent.replace("display: table-cell", "box-sizing: border-box; flex: 1 1 auto")
    (kit / "report.css").write_text(bent, encoding="utf-8")


def main() -> None:
    """Print what each costs for a client, and the ratios."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as place:
        folder, pages = Path(place) / "practice", Path(place) / "pages"
        new_practice(folder, clients)
        found = write_pages(folder, pages)
        flexed = Path(place) / "flexed"
        shutil.copytree(BASE, flexed)
        bend(flexed)

        def ours() -> Cost:
            shutil.rmtree(folder / "outputs", ignore_errors=True)
            command = (sys.executable, "-m", "pipeline", "--practice", str(folder), "--quiet", "reports")
            return cost_of(*command, "--workers", str(WORKERS))

        def loop(kit: Path) -> Cost:
            return cost_of(sys.executable, str(ROOT / "benchmarks" / "plain_loop.py"), str(kit), str(pages))

        costs = interleaved(
            {"ours": ours, "plain loop": lambda: loop(BASE), "flex and grid": lambda: loop(flexed)}, ROUNDS
        )
    say(f"{found} clients, {ROUNDS} run of each")
    for name, spent in costs.items():
        by_clock, of_cpu = (1000 * least / found for least in reversed(min(spent)))
        say(f"{name}: {by_clock:.0f} ms a client by the clock, {of_cpu:.0f} ms of CPU time")
    for kind in ("elapsed", "cpu"):
        seconds = {name: [getattr(each, kind) for each in spent] for name, spent in costs.items()}
        said = {"elapsed": "sooner by the clock, two workers", "cpu": "less CPU time"}[kind]
        for name, asked in (("plain loop", 2.1), ("flex and grid", 3.5)):
            say(f"{name} ÷ ours, {said}: × {ratio(seconds, name, 'ours'):.2f} (asked: {asked})")


if __name__ == "__main__":
    main()
