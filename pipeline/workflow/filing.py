"""What is done with each document of a run: kept, written, put away, and remembered in the ledger."""

from collections.abc import Callable, Sequence

from pipeline.batch.retiring import put_away
from pipeline.batch.selection import Paper
from pipeline.errors import PipelineError
from pipeline.files import digest, move, write_atomically
from pipeline.models.making import Event, Made, Outcome
from pipeline.models.problem import Problem
from pipeline.workflow.candidates import Desk
from pipeline.workflow.coverage import check_boxes, say_boxes
from pipeline.workflow.outcomes import Outcomes, Result
from pipeline.workflow.telling import tell_failure, tell_fault, tell_finding
from pipeline.workflow.workshop import Printed


class Filing:
    """Files one document after another, and what there is to tell of them.

    ``at`` is the time of the run, ISO 8601. ``tell`` hears of each client for whom all is settled. The
    engine's ``complaints`` that are known already are not told again.
    """

    def __init__(self, desk: Desk, at: str, tell: Callable[[Outcome], None]) -> None:
        self._desk = desk
        self._root = desk.practice.root
        self._at = at
        self._tell = tell
        self.complaints: frozenset[str] = frozenset()
        self.outcomes = Outcomes()
        self.problems: list[Problem] = []

    def keep(self, paper: Paper, made: Made, reasons: tuple[str, ...]) -> None:
        """Leave a PDF as it is."""
        self.problems += [tell_fault(paper, fault) for fault in made.faults]
        result = Result(paper.kind, "current", reasons, made.path, made.pages)
        self._settle(paper, result.but_for(made.faults))

    def renew(self, paper: Paper, made: Made) -> None:
        """Leave the pages of a PDF as they are, and remember its new input key and place."""
        if made.path != paper.path:
            move(self._root / made.path, self._root / paper.path)
        reasons = (*paper.decision.reasons, "the pages stay the same")
        renewed = paper.renew(made)
        self._desk.ledger.record(renewed, self._desk.context, self._at, "kept", reasons)
        self.keep(paper, renewed, reasons)

    def file(self, paper: Paper, printed: Printed) -> None:
        """Write a printed document and remember it."""
        write_atomically(self._root / paper.path, printed.content)
        self._put_away_earlier(paper)
        reasons = ("asked for",) if paper.decision.fits else paper.decision.reasons
        faults, warnings = _found(printed, errors=True), _found(printed, errors=False)
        made = paper.remember(
            digest(printed.content),
            printed.pages,
            printed.digest,
            at=self._at,
            reasons=reasons,
            faults=faults,
            warnings=(*warnings, *map(say_boxes, filter(None, [printed.lacking]))),
        )
        self._desk.ledger.record(made, self._desk.context, self._at, "made", reasons)
        new = (finding for finding in printed.findings if finding.message not in self.complaints)
        self.problems += [tell_finding(paper, finding) for finding in new]
        note = self._desk.decisions.review(paper.client).note
        self.problems += check_boxes(printed.lacking, paper.path, paper.client, self._desk.reading.kit, note)
        result = Result(paper.kind, "made", reasons, made.path, made.pages, printed.seconds)
        self._settle(paper, result.but_for(faults))

    def _put_away_earlier(self, paper: Paper) -> None:
        """Put away a PDF that goes by another name than the client's new one."""
        made, desk = paper.made, self._desk
        if made and made.path != paper.path and put_away(self._root / made.path, desk.retirement(paper.kind)):
            reason = f"its place is now {paper.path}"
            desk.ledger.note(made.client, Event(self._at, paper.kind, "put away", (reason,)))

    def fail(self, papers: Sequence[Paper], error: PipelineError) -> None:
        """Tell why documents of one client could not be made; what there was of them stays."""
        self.problems.append(tell_failure(papers, error))
        for paper in papers:
            event = Event(self._at, paper.kind, "failed", (error.message,))
            self._desk.ledger.note(paper.client.id, event)
            path = paper.made.path if paper.made else None
            self._settle(paper, Result(paper.kind, "failed", (error.message,), path))

    def _settle(self, paper: Paper, result: Result) -> None:
        """Take a result in, and tell of a client for whom that was the last."""
        if outcome := self.outcomes.add(paper, result):
            self._tell(outcome)


def _found(printed: Printed, *, errors: bool) -> tuple[str, ...]:
    """Return what was found in a printed document, each once."""
    messages = (finding.message for finding in printed.findings if finding.is_error == errors)
    return tuple(dict.fromkeys(messages))
