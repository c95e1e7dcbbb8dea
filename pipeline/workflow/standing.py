"""How every client stands: their report, the mail with it, their call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.batch.selection import Paper
from pipeline.models.client import fold_id
from pipeline.models.delivery import MessageState
from pipeline.workflow.reading import Reading
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.rounds import Round

ReportState = Literal["current", "outdated", "failed", "none", "held"]
"""*Failed*: it is there, and not fit to be sent. *Held*: the row has to be mended first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one client stands. ``delivery`` is "none" where there is neither a mail nor a report to send."""

    line: Line
    report: ReportState
    delivery: MessageState | Literal["none"]

    @property
    def send_at(self) -> datetime | None:
        """When their mail goes, went, or would go if nothing stood against it."""
        return None if self.delivery == "none" else self.line.send_at

    @property
    def call_at(self) -> datetime | None:
        """When their call is, by their own clock, as far as they have one."""
        return self.line.client.call_at if self.line.client else None


def standings_of(round_: Round) -> Iterator[Standing]:
    """Yield how each client stands whose mail a dry run has told of, in its order."""
    rows = {fold_id(row.id) for row in round_.reading.intake.rows if row.id}
    for line in round_.lines:
        report = state_of(line.paper) if line.paper else _rowless(line, rows)
        is_nothing = line.state == "blocked" and line.delivery is None and report in {"none", "held"}
        yield Standing(line, report, "none" if is_nothing else line.state)


def state_of(paper: Paper) -> ReportState:
    """Say how a document stands: whether it lies there as it was made, and says what would be said now."""
    if paper.made is None or not paper.decision.is_intact:
        return "none"
    if not paper.decision.fits:
        return "outdated"
    return "failed" if paper.made.faults else "current"


def count_held(reading: Reading) -> int:
    """Return how many rows are held: nobody knows whether there is a call in them."""
    return sum(not row.ok for row in reading.intake.rows)


def _rowless(line: Line, rows: set[str]) -> ReportState:
    """Say how the report of somebody stands of whom no row goes on: held without an id, or by it, or gone."""
    return "held" if not line.id or line.folded in rows else "none"
