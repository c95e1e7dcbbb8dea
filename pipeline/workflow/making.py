"""The main job: print what is new or changed, remember it, and put away what is no longer right."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from errno import EISDIR
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Protocol

from pipeline.batch.executors import Recipe, can_share, cores, run
from pipeline.batch.retiring import put_away
from pipeline.batch.selection import Candidate, Job, Kept, Paper, Unprintable, select
from pipeline.errors import PipelineError
from pipeline.files import digest, move, output_error, run_lock, sweep, write_atomically
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.models.kit import Kit
from pipeline.models.making import Event, Outcome
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.rendering.brand import check_brand
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.coverage import check_boxes
from pipeline.workflow.outcomes import Outcomes, Result
from pipeline.workflow.printing import PRELOAD, Composer, Printed, press_of
from pipeline.workflow.proofreading import Proofread, proofread
from pipeline.workflow.reading import Reading, check_for_clients, find_client
from pipeline.workflow.telling import ALONE, concerning, explain_error, tell_failure, tell_fault, tell_finding

PressMaker = Callable[[Practice, Kit], Recipe]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of every client, in the order of the inputs.

    ``waiting`` clients were over the limit. ``put_away`` are the new places, relative to the practice, of
    documents whose clients are no longer in the inputs.
    """

    reading: Reading
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    waiting: int
    put_away: tuple[str, ...]
    seconds: float


class Watcher(Protocol):
    """Somebody who wants to know how a run goes on. It counts clients, not documents."""

    def expect(self, total: int) -> None:
        """Print for so many clients; said again when they turn out to be fewer."""

    def done(self, outcome: Outcome) -> None:
        """All is printed for one of them, or failed."""


def make_reports(  # noqa: PLR0913 - what a run needs
    practice: Practice,
    inputs: Sequence[Path],
    wish: Wish,
    *,
    now: datetime,
    watch: Watcher,
    press: PressMaker = press_of,
) -> Batch:
    """Check, score, plan and print the reports and briefs that are new or changed.

    Each document is kept as soon as it is done.

    Raises:
        PipelineError: the run could not start, or could not go on (a full disk); what was done is kept.
    """
    started = perf_counter()
    with run_lock(practice.outputs):
        reading = check_for_clients(practice, inputs)
        wanted = {find_client(name, reading.intake) for name in wish.clients}
        with Ledger(practice.ledger) as ledger:
            sweep(practice.reports)
            sweep(practice.briefs)
            desk = Desk(practice, reading, wish, ledger)
            desk.history.remember()
            candidates = desk.line_up(wanted)
            making = _Making(desk, now.isoformat(timespec="seconds"), watch)
            making.print_due(candidates, press)
            if not (wish.clients or wish.limit) and reading.is_whole:
                making.put_away_vanished()
            outcomes = (*making.outcomes.in_order(candidates), *desk.held(wanted))
    brand = check_brand(practice.settings.brand, reading.kit.folders)
    remarks = [candidate.remark for candidate in candidates if candidate.remark]
    problems = (*brand, *concerning(wanted, reading.intake.problems), *remarks, *making.problems)
    put_away = tuple(sorted(making.put_away))
    return Batch(reading, outcomes, problems, making.waiting, put_away, perf_counter() - started)


class _Making:
    """One run's printing, and what it has come to so far. ``at`` is the time of the run, ISO 8601."""

    def __init__(self, desk: Desk, at: str, watch: Watcher) -> None:
        self._desk = desk
        self._root = desk.practice.root
        self._at = at
        self._watch = watch
        self._due: set[str] = set()
        self._printing: set[str] = set()
        self._proofread = Proofread()
        self.outcomes = Outcomes()
        self.waiting = 0
        self.put_away: list[str] = []
        self.problems: list[Problem] = []

    def print_due(self, candidates: list[Candidate], press: PressMaker) -> None:
        """Settle every candidate, printing the documents whose pages are new or changed."""
        desk = self._desk
        self._due = {fold_id(candidate.client.id) for candidate in candidates if self._is_due(candidate)}
        jobs = self._jobs(candidates)
        if not self._due:
            list(jobs)  # nothing to print: everything is settled on the way
            return
        self._watch.expect(self._expected)
        recipe = press(desk.practice, desk.reading.kit)
        with closing(run(jobs, recipe, self._workers(), PRELOAD)) as results:
            for job, future in results:
                self._finish(job, future)

    def put_away_vanished(self) -> None:
        """Put away the documents of clients who are no longer in the inputs."""
        present = self._desk.present
        everything = self._desk.made.items()
        gone = (papers.values() for key, papers in everything if key not in present)
        for made in chain.from_iterable(gone):
            place = self._desk.place(made)
            if place and (moved := put_away(place, self._desk.retirement(made.kind))):
                self.put_away.append(self._desk.practice.relative(moved))
            self._desk.ledger.drop(made, self._at, "no longer in the inputs")

    @property
    def _expected(self) -> int:
        """For how many clients something will be printed, as far as is known."""
        return min(len(self._due), self._desk.wish.limit or len(self._due))

    def _workers(self) -> int:
        """How many processes print; where they could not share memory it is one, and that is told."""
        desk = self._desk
        wanted = desk.wish.workers or desk.practice.settings.reports.workers or cores()
        workers = min(wanted, self._expected)
        if workers == 1 or can_share():
            return workers
        self.problems.append(ALONE)
        return 1

    def _is_due(self, candidate: Candidate) -> bool:
        return bool(candidate.stale(force=self._desk.wish.force))

    def _jobs(self, candidates: list[Candidate]) -> Iterator[Job]:
        """Yield what has to be printed; what needs no printing is settled on the way."""
        composer = Composer(self._desk.practice, self._desk.reading.kit)
        if self._due:
            self._proofread = proofread(self._desk.practice, self._desk.reading.kit)
            self.problems += self._proofread.problems
        within = self._within_limit(candidates)
        for choice in select(within, composer.assess, composer.compose, force=self._desk.wish.force):
            if isinstance(choice, Unprintable):
                self._fail(choice.papers, explain_error(choice.error))
            elif (place := self._root / choice.paper.path).is_dir():
                self._fail((choice.paper,), output_error(place, IsADirectoryError(EISDIR, "")))
            elif isinstance(choice, Kept):
                self._keep(choice)
            else:
                self._printing.add(choice.paper.client.id)
                yield choice

    def _within_limit(self, candidates: list[Candidate]) -> Iterator[Candidate]:
        limit = self._desk.wish.limit
        for candidate in candidates:
            if limit and len(self._printing) >= limit and self._is_due(candidate):
                self.waiting += 1
            else:
                yield candidate

    def _keep(self, kept: Kept) -> None:
        """Leave a PDF as it is; where only its input key changed, remember the new one."""
        paper, made, reasons = kept.paper, kept.made, kept.paper.decision.reasons
        if kept.is_new_key:
            if made.path != paper.path:
                move(self._root / made.path, self._root / paper.path)
            reasons = (*reasons, "the pages stay the same")
            made = paper.renew(made)
            self._desk.ledger.record(made, self._desk.context, self._at, "kept", reasons)
        self.problems += [tell_fault(paper, fault) for fault in made.faults]
        result = Result(paper.kind, "current", reasons, made.path, made.pages)
        self._settle(paper, result.but_for(made.faults))

    def _finish(self, job: Job, future: Future[Printed]) -> None:
        """Write a printed document and remember it, or tell why there is none."""
        paper, error = job.paper, future.exception()
        if error is not None:
            self._fail((paper,), explain_error(error))
            return
        printed = future.result()
        write_atomically(self._root / paper.path, printed.content)
        self._put_away_earlier(paper)
        reasons = ("asked for",) if paper.decision.fits else paper.decision.reasons
        faults = tuple(finding.message for finding in printed.findings if finding.is_error)
        made = paper.remember(
            digest(printed.content),
            printed.pages,
            job.page.digest,
            at=self._at,
            reasons=reasons,
            faults=faults,
        )
        self._desk.ledger.record(made, self._desk.context, self._at, "made", reasons)
        known = self._proofread.complaints  # of the stylesheets, which are told of once
        new = (finding for finding in printed.findings if finding.message not in known)
        self.problems += [tell_finding(paper, finding) for finding in new]
        self.problems += check_boxes(printed.lacking, paper.path, paper.client, self._desk.reading.kit)
        result = Result(paper.kind, "made", reasons, made.path, made.pages, printed.seconds)
        self._settle(paper, result.but_for(faults))

    def _put_away_earlier(self, paper: Paper) -> None:
        """Put away a PDF that goes by another name than the client's new one."""
        made, desk = paper.made, self._desk
        if made and made.path != paper.path and put_away(self._root / made.path, desk.retirement(paper.kind)):
            reason = f"its place is now {paper.path}"
            desk.ledger.note(made.client, Event(self._at, paper.kind, "put away", (reason,)))

    def _fail(self, papers: Sequence[Paper], error: PipelineError) -> None:
        """Tell why documents of one client could not be made; what there was of them stays."""
        self.problems.append(tell_failure(papers, error))
        for paper in papers:
            event = Event(self._at, paper.kind, "failed", (error.message,))
            self._desk.ledger.note(paper.client.id, event)
            path = paper.made.path if paper.made else None
            self._settle(paper, Result(paper.kind, "failed", (error.message,), path))

    def _settle(self, paper: Paper, result: Result) -> None:
        """Take a result in, and tell whoever watches of a client for whom that was the last."""
        outcome, key = self.outcomes.add(paper, result), fold_id(paper.client.id)
        if outcome is None or key not in self._due:
            return
        if outcome.status == "current":
            self._due.remove(key)
            self._watch.expect(self._expected)
        else:
            self._watch.done(outcome)
