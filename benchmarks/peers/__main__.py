"""What a report costs with each engine: CPU, size, memory (asked of the fast one: ≥ 10 × the loop, ≥ Typst).

Every contestant prints the same reports in a process of its own, in turns; the first reports of a turn only
warm it up. Those that are not installed are named. ``python -m benchmarks.peers``
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

from benchmarks.peers import chromium
from benchmarks.peers.contest import Contestant, Measured, measure, tell
from pipeline.rendering.building.report import build_report
from pipeline.rendering.templates.page import Pages
from pipeline.workflow.assessing import Assessor
from tests.crowd import crowd
from tests.people import kit
from tests.rendering.built import settings

REPORTS, SEED, ROUNDS = 14, 3, 3
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Peer:
    """Who prints, where that is written, and whether it is there."""

    module: str
    function: str
    is_there: Callable[[], bool] = lambda: True

    @property
    def contestant(self) -> Contestant:
        """What prints."""
        found: Contestant = getattr(import_module(f"benchmarks.peers.{self.module}"), self.function)
        return found


PEERS: Mapping[str, Peer] = {
    "plain WeasyPrint loop": Peer("weasy", "plain_loop"),
    "roadmap, standard engine": Peer("ours", "standard"),
    "roadmap, fast engine": Peer("ours", "drafts", lambda: find_spec("plutoprint") is not None),
    "Chromium": Peer("chromium", "browser", lambda: chromium.find() is not None),
    "Typst, a plain port": Peer("typesetter", "typst_port", lambda: find_spec("typst") is not None),
}
PLAIN = "plain WeasyPrint loop"


def main() -> None:
    """Print a line for each contestant, and which are not here."""
    there = {name: peer for name, peer in PEERS.items() if peer.is_there()}
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder, "reports.json")
        reports.write_text(json.dumps(_markups()), encoding="utf-8")
        rounds = [{name: _contest(name, reports) for name in there} for _ in range(ROUNDS)]
    found = {name: _sum_up([each[name] for each in rounds]) for name in there}
    plain = statistics.median(found[PLAIN].seconds)
    for name, measured in found.items():
        sys.stdout.write(f"{name}: {_describe(measured, plain)}\n")
    for name in PEERS.keys() - there.keys():
        sys.stdout.write(f"{name}: not installed, skipped\n")


def _describe(measured: Measured, plain: float) -> str:
    seconds = statistics.median(measured.seconds)
    low, *_, high = statistics.quantiles(measured.seconds, n=10)
    size, memory = statistics.median(measured.sizes) / 1000, measured.memory / MEGABYTE
    return (
        f"{1000 * seconds:.0f} ms a report ({1000 * low:.0f}–{1000 * high:.0f}), "
        f"{plain / seconds:.1f} × the plain loop, {size:.0f} kB, {memory:.0f} MB"
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


def _markups() -> list[str]:
    assessor, pages = Assessor(kit()), Pages(kit().folders)
    people = [assessor.assess(person, earlier) for person, earlier in crowd(REPORTS, SEED)]
    return [pages.markup(build_report(each, kit(), settings(), "en")) for each in people]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        home = next(folder for folder in kit().folders if (folder / "report.css").is_file())
        contestant = PEERS[sys.argv[1]].contestant
        tell(measure(contestant, home, json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
    else:
        main()
