"""The main job: print what is new or changed, remember it, and put away what is no longer right."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol

from pipeline.batch.containment import JobError
from pipeline.batch.executors import Recipe, can_share, cores, run
from pipeline.batch.retiring import put_away
from pipeline.batch.selection import Candidate, Job, Kept, select
from pipeline.errors import PipelineError, RenderError
from pipeline.files import digest, move, run_lock, sweep, write_atomically
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.models.kit import Kit
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.rendering.brand import check_brand
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.coverage import check_boxes
from pipeline.workflow.printing import PRELOAD, Composer, Printed, press_of
from pipeline.workflow.reading import Reading, check_for_clients, find_client

_log = logging.getLogger(__name__)
_ALONE = Problem(
    file="this machine",
    message="Processes cannot share memory here, so one of them prints all reports.",
    fix="Nothing needs doing; to use every core, let programs write to /dev/shm.",
    severity="warning",
    needs_doing=False,
)
PressMaker = Callable[[Practice, Kit], Recipe]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of every client, in the order of the inputs.

    ``waiting`` reports were over the limit. ``put_away`` are the new places, relative to the practice, of
    reports whose clients are no longer in the inputs.
    """

    reading: Reading
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    waiting: int
    put_away: tuple[str, ...]
    seconds: float


class Watcher(Protocol):
    """Somebody who wants to know how a run goes on."""

    def expect(self, total: int) -> None:
        """So many reports will be printed; said again when they turn out to be fewer."""

    def done(self, outcome: Outcome) -> None:
        """One of them is made, or failed."""


def make_reports(  # noqa: PLR0913 - what a run needs
    practice: Practice,
    inputs: Sequence[Path],
    wish: Wish,
    *,
    now: datetime,
    watch: Watcher,
    press: PressMaker = press_of,
) -> Batch:
    """Check, score, plan and print the reports that are new or changed. Each is kept as soon as it is done.

    Raises:
        PipelineError: the run could not start, or could not go on (a full disk); what was done is kept.
    """
    started = perf_counter()
    with run_lock(practice.outputs):
        reading = check_for_clients(practice, inputs)
        wanted = {find_client(name, reading.intake) for name in wish.clients}
        with Ledger(practice.ledger) as ledger:
            sweep(practice.reports)
            desk = Desk(practice, reading, wish, ledger)
            candidates = desk.line_up(wanted)
            making = _Making(desk, now.isoformat(timespec="seconds"), watch)
            making.print_due(candidates, press)
            if not (wish.clients or wish.limit) and reading.is_whole:
                making.put_away_vanished()
            outcomes = (*making.in_order(candidates), *desk.held(wanted))
    brand = check_brand(practice.settings.brand, reading.kit.folders)
    problems = (*brand, *_concerning(wanted, reading.intake.problems), *making.problems)
    put_away = tuple(sorted(making.put_away))
    return Batch(reading, outcomes, problems, making.waiting, put_away, perf_counter() - started)


class _Making:
    """One run's printing, and what it has come to so far. ``at`` is the time of the run, ISO 8601."""

    def __init__(self, desk: Desk, at: str, watch: Watcher) -> None:
        self._desk = desk
        self._root = desk.practice.root
        self._at = at
        self._watch = watch
        self._outcomes: dict[str, Outcome] = {}
        self._due = self._printing = 0
        self.waiting = 0
        self.put_away: list[str] = []
        self.problems: list[Problem] = []

    def print_due(self, candidates: list[Candidate], press: PressMaker) -> None:
        """Settle every candidate, printing those whose pages are new or changed."""
        desk = self._desk
        self._due = sum(self._is_due(candidate) for candidate in candidates)
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
        """Put away the reports of clients who are no longer in the inputs."""
        present = self._desk.present
        for key, made in self._desk.made.items():
            if key not in present:
                if moved := put_away(self._root / made.path, self._desk.practice.old):
                    self.put_away.append(self._desk.practice.relative(moved))
                self._desk.ledger.drop(made, self._at, "no longer in the inputs")

    def in_order(self, candidates: list[Candidate]) -> Iterator[Outcome]:
        """Return the outcomes in the order of the inputs; those who have to wait have none."""
        keys = (fold_id(candidate.client.id) for candidate in candidates)
        return (self._outcomes[key] for key in keys if key in self._outcomes)

    @property
    def _expected(self) -> int:
        """How many reports will be printed, as far as is known."""
        return min(self._due, self._desk.wish.limit or self._due)

    def _workers(self) -> int:
        """How many processes print; where they could not share memory it is one, and that is told."""
        desk = self._desk
        wanted = desk.wish.workers or desk.practice.settings.reports.workers or cores()
        workers = min(wanted, self._expected)
        if workers == 1 or can_share():
            return workers
        self.problems.append(_ALONE)
        return 1

    def _is_due(self, candidate: Candidate) -> bool:
        return self._desk.wish.force or not candidate.decision.fits

    def _jobs(self, candidates: list[Candidate]) -> Iterator[Job]:
        """Yield what has to be printed; what needs no printing is settled on the way."""
        composer = Composer(self._desk.practice, self._desk.reading.kit)
        if self._due:
            composer.check()
        within = self._within_limit(candidates)
        for choice in select(within, composer.compose, force=self._desk.wish.force):
            if isinstance(choice, Job):
                self._printing += 1
                yield choice
            elif isinstance(choice, Kept):
                self._keep(choice)
            else:
                self._fail(choice.candidate, _explained(choice.error))

    def _within_limit(self, candidates: list[Candidate]) -> Iterator[Candidate]:
        limit = self._desk.wish.limit
        for candidate in candidates:
            if limit and self._printing >= limit and self._is_due(candidate):
                self.waiting += 1
            else:
                yield candidate

    def _keep(self, kept: Kept) -> None:
        """Leave a PDF as it is; where only its input key changed, remember the new one."""
        candidate, made = kept.candidate, kept.made
        reasons = candidate.decision.reasons
        if kept.is_new_key:
            if made.path != candidate.path:
                move(self._root / made.path, self._root / candidate.path)
            reasons = (*reasons, "the pages stay the same")
            made = candidate.renew(made)
            self._desk.ledger.record(made, self._desk.context, self._at, "kept", reasons)
            self._due -= 1
            self._watch.expect(self._expected)
        client = candidate.client
        self._settle(Outcome(client.id, client.name, "current", reasons, made.path, made.pages))

    def _finish(self, job: Job, future: Future[Printed]) -> None:
        """Write a printed report and remember it, or tell why there is none."""
        candidate, error = job.candidate, future.exception()
        if error is not None:
            self._fail(candidate, _explained(error))
            return
        printed = future.result()
        write_atomically(self._root / candidate.path, printed.content)
        self._put_away_earlier(candidate)
        reasons = ("asked for",) if candidate.decision.fits else candidate.decision.reasons
        made = candidate.remember(
            digest(printed.content), printed.pages, job.page.digest, at=self._at, reasons=reasons
        )
        self._desk.ledger.record(made, self._desk.context, self._at, "made", reasons)
        self.problems += [_warning(candidate, warning) for warning in printed.warnings]
        kit = self._desk.reading.kit
        self.problems += check_boxes(printed.lacking, candidate.path, candidate.client, kit)
        outcome = Outcome(made.client, made.name, "made", reasons, made.path, made.pages, printed.seconds)
        self._settle(outcome)
        self._watch.done(outcome)

    def _put_away_earlier(self, candidate: Candidate) -> None:
        """Put away a PDF that goes by another name than the client's new one."""
        made = candidate.made
        if made and made.path != candidate.path and put_away(self._root / made.path, self._desk.practice.old):
            reason = f"its place is now {candidate.path}"
            self._desk.ledger.note(self._at, made.client, "put away", (reason,))

    def _fail(self, candidate: Candidate, error: PipelineError) -> None:
        client, made = candidate.client, candidate.made
        self.problems.append(
            Problem(
                file=client.source.file,
                sheet=client.source.sheet,
                row=client.source.row,
                client=client.id,
                message=f"The report could not be made: {error.message}",
                fix=error.hint,
            )
        )
        self._desk.ledger.note(self._at, client.id, "failed", (error.message,))
        path = made.path if made else None
        outcome = Outcome(client.id, client.name, "failed", (error.message,), path)
        self._settle(outcome)
        self._watch.done(outcome)

    def _settle(self, outcome: Outcome) -> None:
        self._outcomes[fold_id(outcome.id or "")] = outcome


def _concerning(wanted: set[str], problems: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out the rows of clients whom nobody asked for; with nobody in particular, leave out none."""
    for problem in problems:
        if not wanted or problem.row is None or fold_id(problem.client or "") in wanted:
            yield problem


def _explained(error: BaseException) -> PipelineError:
    """Say what kept a report from being printed. Where in the code the unforeseen came up is logged."""
    if isinstance(error, JobError):
        _log.info("%s in\n%s", error.kind, error.frames)
        return RenderError(
            f"something nobody foresaw went wrong ({error.kind}).",
            "Run the command again with -v to see the details, and report them if it stays so.",
        )
    if isinstance(error, BrokenExecutor):
        return RenderError(
            "the process that printed it was ended from outside, or ran out of memory.",
            "Close other programs and run the command again.",
        )
    if isinstance(error, PipelineError):
        return error
    raise error


def _warning(candidate: Candidate, warning: str) -> Problem:
    return Problem(
        file=candidate.path,
        client=candidate.client.id,
        message=warning,
        fix="Look at the PDF before you send it.",
        severity="warning",
    )
