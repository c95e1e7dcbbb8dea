"""What becomes of each client in a run: the sum of what becomes of their documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.batch.selection import Candidate, Paper
from pipeline.models.client import fold_id
from pipeline.models.making import KINDS, Kind, Outcome

_Status = Literal["failed", "held", "made", "current"]
_BY_WEIGHT: tuple[_Status, ...] = ("failed", "held", "made", "current")
"""What is told of a client is the first of these that any of their documents is."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document; one that is held was printed, and is not fit to be handed to anybody.

    ``path`` is where its PDF lies, relative to the practice: the earlier one of a failed document, if any.
    ``seconds`` is the time of printing.
    """

    kind: Kind
    status: _Status
    reasons: tuple[str, ...]
    path: str | None
    pages: int | None = None
    seconds: float = 0.0

    def but_for(self, faults: tuple[str, ...]) -> "Result":
        """Return the result of a printed document that has these faults, if any."""
        return replace(self, status="held", reasons=faults) if faults else self


class Outcomes:
    """Gathers results, in whatever order they come; a client's outcome stands once all theirs are there."""

    def __init__(self) -> None:
        self._results: dict[str, dict[Kind, Result]] = {}
        self._outcomes: dict[str, Outcome] = {}

    def add(self, paper: Paper, result: Result) -> Outcome | None:
        """Take a result in; return the client's outcome if it was the last of theirs."""
        key = fold_id(paper.client.id)
        results = self._results.setdefault(key, {})
        results[paper.kind] = result
        if len(results) < len(KINDS):
            return None
        del self._results[key]
        client = paper.client
        outcome = self._outcomes[key] = _sum_up(client.id, client.name, results["report"], results["brief"])
        return outcome

    def in_order(self, candidates: Iterable[Candidate]) -> Iterator[Outcome]:
        """Return the outcomes in the order of the inputs; those who have to wait have none."""
        keys = (fold_id(candidate.client.id) for candidate in candidates)
        return (self._outcomes[key] for key in keys if key in self._outcomes)


def _sum_up(identity: str, name: str, report: Result, brief: Result) -> Outcome:
    status = next(status for status in _BY_WEIGHT if status in {report.status, brief.status})
    reasons = report.reasons if report.status == status else ()
    if brief.status == status:
        reasons += tuple(f"brief: {reason}" for reason in brief.reasons if reason not in reasons)
    seconds = report.seconds + brief.seconds
    return Outcome(identity, name, status, reasons, report.path, brief.path, report.pages, seconds)
