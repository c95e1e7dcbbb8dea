"""One client from nothing, and a run when nothing is new, beside WeasyPrint alone.

``python benchmarks/cold.py 7``: so many rounds of whole processes, in a practice with the sample's clients. A
run for one of them, ``roadmap reports --client ID``, where nothing was printed before: asked is at most 1.5
times importing WeasyPrint and printing the markup of that report once with its public functions. The run
makes the brief too: both are told beside it. A run for all when nothing is new stands beside importing
WeasyPrint.
"""  # noqa: INP001

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from batch import BASE, PLAIN_LOOP, write_pages
from costs import Cost, cost_of, interleaved, ratio, say
from intake import SAMPLE, SETTINGS

from pipeline.practice import load_practice
from pipeline.workflow.reading import check

ROUNDS = 7
PAIRS = (
    ("one client", "report alone", "asked: 1.5"),
    ("one client", "report and brief", ""),
    ("nothing new", "importing WeasyPrint", ""),
)


def prepare(place: Path) -> tuple[Path, str]:
    """Make a practice and the markup of one client's documents; return the practice, and who that is."""
    folder = place / "practice"
    (folder / "inputs").mkdir(parents=True)
    (folder / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copy(SAMPLE, folder / "inputs")
    write_pages(folder, place / "all")
    client = check(load_practice(folder)).intake.clients[0].id
    for name, kinds in (("one", ("report",)), ("both", ("report", "brief"))):
        (place / name).mkdir()
        for kind in kinds:
            shutil.copy(place / "all" / f"{client}-{kind}.html", place / name)
    return folder, client


def tell(costs: Mapping[str, list[Cost]]) -> None:
    """Print the ratios, by the clock and of CPU time."""
    for ours, other, asked in PAIRS:
        of_cpu, by_clock = (
            ratio(
                {name: [getattr(each, kind) for each in spent] for name, spent in costs.items()}, ours, other
            )
            for kind in ("cpu", "elapsed")
        )
        told = f" ({asked})" if asked else ""
        say(f"{ours} ÷ {other}{told}: × {of_cpu:.2f} of CPU time, × {by_clock:.2f} by the clock")


def main() -> None:
    """Print what each costs, and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        folder, client = prepare(place)
        done = place / "done"
        shutil.copytree(folder, done)

        def run(practice: Path, *wanted: str) -> Cost:
            command = (sys.executable, "-m", "pipeline", "--practice", str(practice), "--quiet", "reports")
            return cost_of(*command, *wanted)

        def afresh() -> Cost:
            shutil.rmtree(folder / "outputs", ignore_errors=True)
            return run(folder, "--client", client)

        def loop(pages: str) -> Cost:
            return cost_of(sys.executable, str(PLAIN_LOOP), str(BASE), str(place / pages))

        run(done)
        costs = interleaved(
            {
                "one client": afresh,
                "report alone": lambda: loop("one"),
                "report and brief": lambda: loop("both"),
                "nothing new": lambda: run(done),
                "importing WeasyPrint": lambda: cost_of(sys.executable, "-c", "import weasyprint"),
            },
            rounds,
        )
    for name, spent in costs.items():
        of_cpu, by_clock = (sorted(each)[len(spent) // 2] for each in zip(*spent, strict=True))
        say(f"{name}: {of_cpu:.2f} s of CPU time, {by_clock:.2f} s by the clock")
    tell(costs)


if __name__ == "__main__":
    main()
