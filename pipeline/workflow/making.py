"""The main job: print what is new or changed, remember it, and put away what is no longer right."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from errno import EISDIR
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Protocol

from pipeline.batch.executors import Means, Opener, cores, stopping, warm_up, work_through
from pipeline.batch.selection import Candidate, Due, Paper
from pipeline.batch.worker import Recipe
from pipeline.files import output_error, run_lock, sweep, try_writing
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.models.kit import Kit
from pipeline.models.making import Context, Outcome
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.rendering.assets.brand import check_brand
from pipeline.rendering.printing.engines import require_engine
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.checking import has_pages
from pipeline.workflow.clock import check_times, latest_believed
from pipeline.workflow.filing import Filing
from pipeline.workflow.meanwhile import tell_changes
from pipeline.workflow.proofreading import proofread_here, warn_of_words
from pipeline.workflow.reading import Reading, check_for_clients, find_client
from pipeline.workflow.retirement import Retirement
from pipeline.workflow.snapshots import snapshot
from pipeline.workflow.telling import concerning, explain_error, tell_unreadable
from pipeline.workflow.workshop import (
    Done,
    Printed,
    Unchanged,
    Unprintable,
    Workshop,
    make_papers,
    open_workers,
    preload_for,
    stand_by,
)

RecipeMaker = Callable[[Practice, Kit, Context], Recipe]
_Opened = AbstractContextManager[Executor]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of every client, in the order of the inputs.

    ``waiting`` clients were over the limit. ``put_away`` are the new places, relative to the practice, of
    documents whose clients are no longer in the inputs, ``strays`` of those that the ledger did not know.
    A batch ``is_of_drafts`` where another than the standard engine printed.
    """

    reading: Reading
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    waiting: int
    put_away: tuple[str, ...]
    strays: tuple[str, ...]
    seconds: float
    is_of_drafts: bool = False


class Watcher(Protocol):
    """Somebody who wants to know how a run goes on. It counts clients, not documents."""

    def expect(self, total: int) -> None:
        """Print for so many clients; said again when they turn out to be fewer."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them, or failed."""


def prepare(practice: Practice, wish: Wish) -> None:
    """Have what prints loaded while inputs are read, where it is sure that something will be printed."""
    if wish.is_for_drafts or wish.force or not practice.ledger.exists():
        warm_up(preload_for(wish.engine))


def make_reports(  # noqa: PLR0913 - what a run needs
    practice: Practice,
    inputs: Sequence[Path],
    wish: Wish,
    *,
    now: datetime,
    watch: Watcher,
    recipe: RecipeMaker | None = None,
    open_executor: Opener = open_workers,
) -> Batch:
    """Check, score, plan and print the reports and briefs that are new or changed.

    Each document is kept as soon as it is done. Drafts are printed for everybody, by the wish's engine, and
    leave ledger and reports as they are.

    Raises:
        PipelineError: the run could not start, or could not go on (a full disk); what was done is kept.
    """
    started = perf_counter()
    if wish.is_for_drafts:
        require_engine(wish.engine)
    recipe = recipe or partial(Workshop, engine=wish.engine)
    with run_lock(practice.outputs):
        reading = check_for_clients(practice, inputs)
        wanted = {find_client(name, reading.intake) for name in wish.clients}
        with Ledger(practice.ledger, passing=wish.is_for_drafts) as ledger:
            desk = Desk(practice, reading, wish, ledger)
            for folder in desk.homes:
                sweep(folder)
            desk.history.remember(latest_believed(now))
            candidates, retirement = desk.line_up(wanted), Retirement(desk, now)
            retirement.retire_strangers(candidates)
            making = _Making(desk, now.isoformat(timespec="seconds"), watch)
            making.print_due(candidates, partial(_opened, desk, recipe, open_executor))
            if not (wish.is_for_drafts or wish.clients or wish.limit) and reading.is_whole:
                retirement.retire_vanished()
                retirement.retire_strays()
            outcomes = (*making.filing.outcomes.in_order(candidates), *desk.held(wanted))
    problems = _tell(desk, making, candidates, wanted, now)
    gone, strays = (tuple(sorted(places)) for places in (retirement.gone, retirement.strays))
    seconds = perf_counter() - started
    return Batch(
        reading, outcomes, problems, making.waiting, gone, strays, seconds, is_of_drafts=wish.is_for_drafts
    )


@contextmanager
def _opened(desk: Desk, recipe: RecipeMaker, open_executor: Opener, means: Means) -> Iterator[Executor]:
    """Open an executor whose workers, whenever they start, read the kit as it was when the run began."""
    with (
        snapshot(desk.practice, desk.reading.kit, desk.context) as (practice, kit),
        stopping(open_executor(recipe(practice, kit, desk.context), means)) as executor,
    ):
        yield executor


def _tell(
    desk: Desk, making: "_Making", candidates: Sequence[Candidate], wanted: set[str], now: datetime
) -> tuple[Problem, ...]:
    """Return all that is wrong: in the settings, in the inputs and the review, and with what was made."""
    practice, reading = desk.practice, desk.reading
    found = (*reading.intake.problems, *check_times(reading, now))
    changed = tell_changes(practice, desk.context) if making.has_printed else ()
    return (
        *check_brand(practice.settings.brand, reading.kit.folders),
        *concerning(wanted, found),
        *concerning(wanted, desk.decisions.problems),
        *(candidate.remark for candidate in candidates if candidate.remark),
        *making.filing.problems,
        *changed,
    )


class _Making:
    """One run's printing, and how many clients had to wait. ``at`` is the time of the run, ISO 8601."""

    def __init__(self, desk: Desk, at: str, watch: Watcher) -> None:
        self._desk = desk
        self._watch = watch
        self._due: set[str] = set()
        self._printed = 0
        self.waiting = 0
        self.filing = Filing(desk, at, self._tell)

    @property
    def has_printed(self) -> bool:
        """Whether workers had anything to do."""
        return bool(self._due)

    def print_due(self, candidates: Sequence[Candidate], open_executor: Callable[[Means], _Opened]) -> None:
        """Settle every candidate, printing the documents whose pages are new or changed."""
        due = []
        for candidate in candidates:
            if candidate.stale(force=self._desk.wish.force):
                due.append(candidate)
            else:
                self._settle_fitting(candidate)
        if not due:
            return
        self._due = {fold_id(candidate.client.id) for candidate in due}
        self._watch.expect(self._expected)
        means = self._means()
        with open_executor(means) as executor:
            self._look_through(executor)
            for folder in self._desk.homes:
                try_writing(folder)
            self._print(due, executor, means.window)

    def _print(self, due: Sequence[Candidate], executor: Executor, window: int) -> None:
        """Print for all of them, or for as many as the limit allows: whose pages stay, does not count."""
        waiting, limit = iter(due), self._desk.wish.limit or len(due)
        while chosen := list(islice(waiting, limit - self._printed)):
            jobs = self._jobs(chosen)
            results = work_through(jobs, lambda due: executor.submit(make_papers, due.job), window)
            for asked, made in results:
                self._finish(asked, made)
        self.waiting = sum(1 for _ in waiting)

    def _look_through(self, executor: Executor) -> None:
        """Have the practice's own pages proofread, where what explodes is contained.

        Raises:
            PipelineError: they cannot be used, or nothing can be printed at all.
        """
        is_own = has_pages(self._desk.practice)
        asked = executor.submit(proofread_here) if is_own else executor.submit(stand_by)
        if error := asked.exception():
            raise tell_unreadable(error)
        if found := asked.result():
            words = warn_of_words(self._desk.practice, self._desk.reading.kit)
            self.filing.problems += (*words, *found.problems)
            self.filing.complaints = found.complaints

    @property
    def _expected(self) -> int:
        """For how many clients something will be printed, as far as is known."""
        return min(len(self._due), self._desk.wish.limit or len(self._due))

    def _means(self) -> Means:
        """Return what there is to work with."""
        chosen = self._desk.practice.settings.reports
        wanted = self._desk.wish.workers or chosen.workers or cores()
        return Means(min(wanted, self._expected), chosen.deadline_seconds, chosen.memory_mb)

    def _jobs(self, candidates: Iterable[Candidate]) -> Iterator[Due]:
        """Yield what has to be printed for each; what needs no printing is settled on the way."""
        force = self._desk.wish.force
        for candidate in candidates:
            self._settle_fitting(candidate)
            if free := tuple(filter(self._is_free, candidate.stale(force=force))):
                yield candidate.due(free, force=force)

    def _settle_fitting(self, candidate: Candidate) -> None:
        """Settle the documents that stay as they are."""
        for paper in candidate.papers:
            if paper.made and paper.decision.fits and not self._desk.wish.force:
                self.filing.keep(paper, paper.made, paper.decision.reasons)

    def _is_free(self, paper: Paper) -> bool:
        """Whether a document can be written to its place; if not, that is told."""
        place = self._desk.practice.root / paper.path
        if place.is_dir():
            self.filing.fail((paper,), output_error(place, IsADirectoryError(EISDIR, "")))
            return False
        return True

    def _finish(self, due: Due, future: Future[tuple[Done, ...]]) -> None:
        """Take in what a worker has made for a client, or tell what kept it from that."""
        if error := future.exception():
            self._printed += 1
            self.filing.fail(due.papers, explain_error(error))
            return
        made = future.result()
        self._printed += not all(isinstance(done, Unchanged) for done in made)
        for paper, done in zip(due.papers, made, strict=True):
            if isinstance(done, Printed):
                self.filing.file(paper, done)
            elif isinstance(done, Unprintable):
                self.filing.fail((paper,), explain_error(done.error))
            elif paper.made:
                self.filing.renew(paper, paper.made)

    def _tell(self, outcome: Outcome) -> None:
        """Tell whoever watches of a client for whom all is settled."""
        key = fold_id(outcome.id or "")
        if key not in self._due:
            return
        if outcome.status == "current":
            self._due.remove(key)
            self._watch.expect(self._expected)
        else:
            self._watch.done(outcome)
