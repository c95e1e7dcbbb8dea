"""Practices for the tests: a folder with settings and a spreadsheet of a few clients, and a fake press."""

import csv
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch.containment import JobError, contain
from pipeline.batch.executors import Means, open_local
from pipeline.batch.selection import Page
from pipeline.batch.worker import Recipe, lay_out
from pipeline.errors import PipelineError, RenderError
from pipeline.models.kit import Kit
from pipeline.models.making import KINDS, Context, Kind, Outcome
from pipeline.practice import Practice, load_practice
from pipeline.rendering.printing.preflight import Finding
from pipeline.workflow.candidates import Wish
from pipeline.workflow.making import Batch, make_reports
from pipeline.workflow.printing import Composer
from pipeline.workflow.workshop import Bench, Printed
from tests.people import maya_answers

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
SETTINGS = '[practice]\nname = "Test Practice"\ncoach = "Test Coach"\n'
_PAGE = """<!doctype html>
<html lang="{{ report.language }}"><head><meta charset="utf-8"><title>{{ report.title }}</title></head>
<body><h1>{{ report.name }}</h1>{% for group in report.groups %}{% for area in group.areas %}
<p>{{ area.name }}: {{ area.level.words if area.level }}</p>{% endfor %}{% endfor %}</body></html>
"""
_BRIEF = """<!doctype html>
<html lang="{{ report.language }}"><head><meta charset="utf-8"><title>{{ report.title }}</title></head>
<body><h1>{{ report.name }}</h1>
{% for question in report.questions %}<p>{{ question }}</p>{% endfor %}</body></html>
"""
Row = dict[str, str]


def row(client: str, name: str, **changed: str) -> Row:
    """Return the cells of somebody who answers like Maya, by question; a change of "" leaves a blank."""
    answers = {question: str(answer) for question, answer in maya_answers().items()}
    mail = f"{client}@example.com".lower()
    own = {"A12": client, "A1": name, "A8": mail, "A6": "4", "A7a": "yes"}
    return {**own, **answers, **changed}


ADA = row("C-1", "Ada Byron")
BEN = row("C-2", "Ben Osei", L07="4", B08="5-years")
CLEO = row("C-3", "Cleo Marsh", L14="5")


IDS = ("C-1", "C-2", "C-3")


def write_inputs(folder: Path, *rows: Row, name: str = "clients.csv") -> Path:
    """Write a CSV file of these clients into the practice's inputs and return its path."""
    path = folder / "inputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    headers = list(dict.fromkeys(question for cells in rows for question in cells))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def new_practice(folder: Path, *rows: Row, settings: str = SETTINGS) -> Practice:
    """Make a practice with these clients (Ada, Ben and Cleo by default)."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roadmap.toml").write_text(settings, encoding="utf-8")
    write_inputs(folder, *(rows or (ADA, BEN, CLEO)))
    return load_practice(folder)


def finished_practice(
    folder: Path, *rows: Row, settings: str = SETTINGS, press: "FakePress | None" = None
) -> Practice:
    """Make a practice and its documents. Those of the same clients are made once, and copied from then on."""
    people = tuple(tuple(cells.items()) for cells in rows)
    folder.mkdir(parents=True, exist_ok=True)
    for name, mode, content in _finish(people, settings, press):
        path = folder / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
        path.chmod(mode)
    return load_practice(folder)


@cache
def _finish(
    people: tuple[tuple[tuple[str, str], ...], ...], settings: str, press: "FakePress | None"
) -> Sequence[tuple[Path, int, bytes | None]]:
    """Return what lies in a practice that has been made: path, mode, and what a file holds."""
    with TemporaryDirectory() as folder:
        practice = new_practice(Path(folder, "practice"), *map(dict, people), settings=settings)
        make(practice, press=press)
        return [
            (
                path.relative_to(practice.root),
                S_IMODE(path.stat().st_mode),
                path.read_bytes() if path.is_file() else None,
            )
            for path in sorted(practice.root.rglob("*"))
        ]


def set_wording(practice: Practice, text: str) -> None:
    """Give the practice a wording of its own, laid over the kit's."""
    practice.own_kit.mkdir(parents=True, exist_ok=True)
    (practice.own_kit / "wording.en.toml").write_text(text, encoding="utf-8")


def shorten_reports(practice: Practice) -> None:
    """Give the practice templates of one short page, which the real engine prints in no time."""
    practice.own_kit.mkdir(parents=True, exist_ok=True)
    (practice.own_kit / "report.html").write_text(_PAGE, encoding="utf-8")
    (practice.own_kit / "brief.html").write_text(_BRIEF, encoding="utf-8")


@dataclass(frozen=True)
class FakePress:
    """Prints markup as it is, at once, but for clients who are to fail, to crash, or to be a puzzle.

    ``kinds`` are the documents that this is so for, and of which there are ``findings``.
    """

    failing: tuple[str, ...] = ()
    puzzling: tuple[str, ...] = ()
    crashing: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = KINDS
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    def maker(self) -> "Callable[[Practice, Kit, Context], FakeWorkshop]":
        """Return what sets a workshop with this press up for any practice."""
        return lambda practice, kit, context: FakeWorkshop(Composer(practice, kit, context), self)

    def print(self, kind: Kind, page: Page) -> Printed:
        """Print one document."""
        time.sleep(self.seconds)
        if kind in self.kinds:
            self.misbehave(page.metadata.client_id)
        findings = self.findings if kind in self.kinds else ()
        return Printed(page.markup.encode(), 8 if kind == "report" else 1, findings, page.digest, 0.5)

    def misbehave(self, client: str) -> None:
        """Do what is to happen to this client."""
        if client in self.crashing:
            os._exit(1)
        if client in self.puzzling:
            raise ZeroDivisionError(client)
        if client in self.failing:
            raise RenderError("the page is too wide.", "Make it narrower.")


@dataclass(frozen=True)
class FakeWorkshop:
    """The recipe for documents that are truly filled, and printed by a fake press."""

    composer: Composer
    press: FakePress

    @contextmanager
    def __call__(self) -> Iterator[Bench]:
        """Give what a worker makes documents with."""
        yield Bench(self.composer, self.press.print)


class Here(Executor):
    """Does each job at once, in this process, as a worker would."""

    def __init__(self, recipe: Recipe) -> None:
        self._open = ExitStack()
        lay_out(self._open.enter_context(recipe()))

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:  # noqa: ANN401 - as Executor has it
        """Call the function and return its finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(contain(partial(function, *args, **options)))
        except (PipelineError, JobError) as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """Clean up what the recipe made."""
        self._open.close()


def open_anywhere(recipe: Recipe, means: Means) -> Executor:
    """Return an executor in this process for a single worker, and true processes for several."""
    return Here(recipe) if means.workers == 1 else open_local(recipe, means)


NOBODY_PRINTS = FakePress(failing=IDS)
"""With this press a document that is printed fails, so "current" proves that nothing was printed."""


@dataclass
class Notes:
    """Watches a run and remembers what it was told."""

    total: int = 0
    seen: list[Outcome] = field(default_factory=list)
    on_done: Callable[[Outcome], None] | None = None

    def expect(self, total: int) -> None:
        """Remember how many there will be."""
        self.total = total

    def done(self, outcome: Outcome) -> None:
        """Remember an outcome."""
        self.seen.append(outcome)
        if self.on_done:
            self.on_done(outcome)


def make(
    practice: Practice,
    wish: Wish | None = None,
    *inputs: Path,
    press: FakePress | None = None,
    watch: Notes | None = None,
    now: datetime = NOW,
) -> Batch:
    """Run the main job with a fake press, in this process unless the wish says otherwise."""
    return make_reports(
        load_practice(practice.root),
        inputs,
        wish or Wish(workers=1),
        now=now,
        watch=watch or Notes(),
        recipe=(press or FakePress()).maker(),
        open_executor=open_anywhere,
    )


def statuses(batch: Batch) -> dict[str | None, str]:
    """Return what became of each client, by id."""
    return {outcome.id: outcome.status for outcome in batch.outcomes}


def reasons(batch: Batch) -> dict[str | None, tuple[str, ...]]:
    """Return why, by id."""
    return {outcome.id: outcome.reasons for outcome in batch.outcomes}


def tree(folder: Path) -> Mapping[str, str]:
    """Return every file below a folder with a digest of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
