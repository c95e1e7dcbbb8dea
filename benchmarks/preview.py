"""From saving a file to the browser having the new pages of a preview (asked: within a second).

A report of ten pages is changed in each way that a coach changes it, with the fast engine and with the
standard one. Told are the seconds until the first changed page is there as a picture, until all that changed
are, as drafts where the fast engine prints, and until all are finished; medians of some rounds. Pictures are
asked for one after the other; a browser asks for several at a time.
"""  # noqa: INP001

import json
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from costs import say

from pipeline.models.making import FAST_ENGINE, STANDARD_ENGINE, EngineName
from pipeline.practice import Practice
from pipeline.preview.desk import Desk
from pipeline.preview.values import Wish
from pipeline.program import built_in
from pipeline.rendering.printing.engines import has_engine
from pipeline.workflow.finishing import Finisher
from pipeline.workflow.freshness import look_up
from pipeline.workflow.studio import Studio
from tests.practices import ADA, BEN, CLEO, SETTINGS, new_practice, row, set_wording, write_inputs
from tests.preview.window import News, Window, keys, opened

ROUNDS = 3
REST = 0.5
"""Seconds between two changes, so that one does not wait for the last."""

_NUMBERS = count(1)


class Seconds(NamedTuple):
    """Until one changed page is there, until all are, until all are finished."""

    first: float
    all: float
    finished: float


def main() -> None:
    """Print a line for each engine and kind of change."""
    for engine in (FAST_ENGINE, STANDARD_ENGINE):
        if not has_engine(engine):
            say(f"{engine}: not installed, skipped")
            continue
        for change, rounds in measure(engine).items():
            first, whole, finished = (statistics.median(each) for each in zip(*rounds, strict=True))
            say(f"{engine}, {change}: first {first:.2f} s, all {whole:.2f} s, finished {finished:.2f} s")


def measure(engine: EngineName) -> Mapping[str, list[Seconds]]:
    """Return what each kind of change took, round by round."""
    with TemporaryDirectory() as folder:
        practice = new_practice(Path(folder), ADA, BEN, CLEO)
        (practice.own_kit / "sections").mkdir(parents=True)
        makers = (partial(Studio, practice.root, b"spare", engine), Finisher)
        desk = Desk(makers, Wish(), look_up(practice).folders, deadline=60, token="t")  # noqa: S106
        with opened(desk) as window:
            shown = set(keys(window.settle()))
            changes = dict(_changes(practice))
            found: dict[str, list[Seconds]] = {name: [] for name in changes}
            for name in list(changes) * ROUNDS:
                sleep(REST)
                seconds, shown = _time(window, changes[name], shown)
                found[name].append(seconds)
    return found


def _changes(practice: Practice) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what may be saved; each time it says something else."""
    page = (built_in("templates") / "base" / "sections" / "plan.html").read_text(encoding="utf-8")
    settings, own = practice.root / "roadmap.toml", practice.own_kit
    brand = SETTINGS + '[brand]\nprimary = "#7A1F{:02X}"\n'
    yield (
        "a template",
        lambda: (own / "sections" / "plan.html").write_text(
            page.replace("</h1>", f" {next(_NUMBERS)}</h1>", 1), encoding="utf-8"
        ),
    )
    yield "a wording", lambda: set_wording(practice, f'[texts.page.plan]\ntitle = "Plan {next(_NUMBERS)}"\n')
    yield "a brand colour", lambda: settings.write_text(brand.format(next(_NUMBERS)), encoding="utf-8")
    yield (
        "a stylesheet",
        lambda: (own / "own.css").write_text(f"h1 {{ letter-spacing: {next(_NUMBERS)}pt }}\n"),
    )
    yield (
        "an answer",
        lambda: write_inputs(practice.root, row("C-1", f"Ada {'b' * next(_NUMBERS)}"), BEN, CLEO),
    )
    yield (
        "roadmap.toml",
        lambda: settings.write_text(
            SETTINGS.replace("Test Coach", f"Coach {'c' * next(_NUMBERS)}"), encoding="utf-8"
        ),
    )


def _time(window: Window, change: Callable[[], object], shown: set[str]) -> tuple[Seconds, set[str]]:
    """Save something; return what it took, and the pages that are shown then."""
    news = json.loads(window.get("news", after=0))
    change()
    began = perf_counter()
    first = whole = 0.0
    known = set(shown)
    while True:
        news = json.loads(window.get("news", after=news["number"]))
        for key in keys(news):
            if key not in known:
                window.get(f"pictures/{key}")
                known.add(key)
                first = first or perf_counter() - began
        if first and not whole and (news["isWhole"] or _are_drafts(news)):
            whole = perf_counter() - began
        if first and news["isWhole"]:
            return Seconds(first, whole, perf_counter() - began), set(keys(news))


def _are_drafts(news: News) -> bool:
    return any(key.endswith("-draft") for key in keys(news))


if __name__ == "__main__":
    main()
