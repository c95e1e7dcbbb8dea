"""What a report costs with each engine: CPU, size, memory (asked of the fast one: ≥ 10 × the loop, ≥ Typst).

Every contestant prints the same reports in a process of its own, in turns; the first reports of a turn only
warm it up. What a contestant prints from is there before: markup, or for Typst data. Drafts have no tags, so
they stand beside Typst without tags. Those that are not installed are named. ``python -m benchmarks.peers``
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from benchmarks.peers import chromium, typesetter
from benchmarks.peers.contest import Contestant, Measured, measure, tell
from pipeline.rendering.building.report import build_report
from pipeline.rendering.templates.page import Pages
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import settings

REPORTS, SEED, ROUNDS = 10, 3, 3
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Peer:
    """Who prints, where that is written, whether it is there, and what it prints from, told from markup."""

    module: str
    function: str
    is_there: Callable[[], bool] = lambda: True
    source: Callable[[str], str] = str

    @property
    def contestant(self) -> Contestant:
        """What prints."""
        found: Contestant = getattr(import_module(f"benchmarks.peers.{self.module}"), self.function)
        return found


def _is_installed(package: str) -> Callable[[], bool]:
    return lambda: find_spec(package) is not None


PLAIN, FAST, TYPST = "plain WeasyPrint loop", "roadmap, fast engine", "Typst, a plain port"
PEERS: Mapping[str, Peer] = {
    PLAIN: Peer("weasy", "plain_loop"),
    "roadmap, standard engine": Peer("ours", "standard"),
    FAST: Peer("ours", "drafts", _is_installed("plutoprint")),
    "Chromium": Peer("chromium", "browser", lambda: chromium.find() is not None),
    TYPST: Peer("typesetter", "untagged", _is_installed("typst"), typesetter.read),
    f"{TYPST}, tagged": Peer("typesetter", "tagged", _is_installed("typst"), typesetter.read),
}
ASKED = {PLAIN: 10, TYPST: 1}
"""How many times as fast as these the fast engine is to be."""


def main() -> None:
    """Print a line for each contestant, which are not here, and what is asked."""
    markups, filled = _markups()
    there = {name: peer for name, peer in PEERS.items() if peer.is_there()}
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports.json")
        reports.write_text(json.dumps(markups), encoding="utf-8")
        rounds = [{name: _contest(name, reports) for name in there} for _ in range(ROUNDS)]
    found = {name: _sum_up([each[name] for each in rounds]) for name in there}
    say(f"{REPORTS} reports in {ROUNDS} turns; filling the templates, for whoever prints: {filled:.0f} ms")
    for name, measured in found.items():
        say(f"{name}: {_describe(measured)}")
    for name in PEERS.keys() - there.keys():
        say(f"{name}: not installed, skipped")
    for name in (name for name in ASKED if {name, FAST} <= there.keys()):
        ratios = [
            statistics.median(each[name].seconds) / statistics.median(each[FAST].seconds) for each in rounds
        ]
        say(f"{name} ÷ fast engine: × {statistics.median(ratios):.2f} of CPU time (asked: {ASKED[name]})")


def say(line: str) -> None:
    """Print a line of a result."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _describe(measured: Measured) -> str:
    seconds = statistics.median(measured.seconds)
    low, *_, high = statistics.quantiles(measured.seconds, n=10)
    size, memory = statistics.median(measured.sizes) / 1000, measured.memory / MEGABYTE
    return (
        f"{1000 * seconds:.0f} ms a report ({1000 * low:.0f}–{1000 * high:.0f}), "
        f"{size:.0f} kB, {memory:.0f} MB"
    )


def _sum_up(rounds: Sequence[Measured]) -> Measured:
    seconds = tuple(each for measured in rounds for each in measured.seconds)
    return Measured(seconds, rounds[0].sizes, max(measured.memory for measured in rounds))


def _contest(name: str, reports: Path) -> Measured:
    """Let one contestant print all reports, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.peers", name, str(reports)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own script
    found = json.loads(told.stdout)
    return Measured(tuple(found["seconds"]), tuple(found["sizes"]), found["memory"])


def _markups() -> tuple[list[str], float]:
    """Return the markup of all reports, and the median of the CPU milliseconds that it takes to fill one."""
    assessor, pages = Assessor(kit()), Pages(kit().folders)
    people = [assessor.assess(person, earlier) for person, earlier in crowd(REPORTS, SEED)]
    markups, costs = [], []
    for view in [build_report(each, kit(), settings(), "en") for each in people]:
        started = process_time()
        markups.append(pages.markup(view))
        costs.append(1000 * (process_time() - started))
    return markups, statistics.median(costs)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        home = next(folder for folder in kit().folders if (folder / "report.css").is_file())
        peer, markups = PEERS[sys.argv[1]], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
        tell(measure(peer.contestant, home, list(map(peer.source, markups))))
    else:
        main()
