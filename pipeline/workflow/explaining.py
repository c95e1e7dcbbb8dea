"""Why a client's report says what it says, and why its PDF and the brief's were or were not made again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.batch.selection import Paper
from pipeline.ledger import Ledger
from pipeline.models.answers import responses_of
from pipeline.models.assessment import Assessment
from pipeline.practice import Practice
from pipeline.scoring import Sensitivity, find_sensitivity
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.reading import Reading, check_for_clients, find_client

Status = Literal["current", "outdated", "missing", "held"]


@dataclass(frozen=True, slots=True)
class PdfState:
    """How a client's report or brief stands, and why.

    An ``outdated`` one is made again by the next run if its pages differ, a ``missing`` one in any case. A
    ``held`` client's is left as it is. ``path`` and ``made_at`` are those of the last PDF, if any and if
    nothing holds the client, and ``made_because`` says why it was made.
    """

    status: Status
    reasons: tuple[str, ...]
    path: str | None = None
    made_at: str | None = None
    made_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that follows from a client's answers. A held client has no assessment.

    ``pdf`` is how the report stands, ``brief`` how the brief does.
    """

    reading: Reading
    id: str
    name: str | None
    pdf: PdfState
    brief: PdfState
    assessment: Assessment | None = None
    sensitivity: Sensitivity = field(default_factory=Sensitivity)


def explain(practice: Practice, inputs: Sequence[Path], who: str) -> Explanation:
    """Explain the report of the client who is meant by an id, an e-mail or a part of a name.

    Raises:
        UsageError: nobody is meant, or more than one.
        InputError: there is nothing to read.
    """
    reading = check_for_clients(practice, inputs)
    wanted = {find_client(who, reading.intake)}
    with Ledger(practice.ledger, passing=True) as ledger:
        desk = Desk(practice, reading, Wish(), ledger)
        for candidate in desk.line_up(wanted):
            client, (pdf, brief) = candidate.client, map(_state_of, candidate.papers)
            asked = reading.kit.questionnaire
            made = Assessor(reading.kit).assess(client, candidate.earlier, candidate.review)
            turns = find_sensitivity(responses_of(client.answers, asked), made.card, asked)
            return Explanation(reading, client.id, client.name, pdf, brief, made, turns)
        held = next(desk.held(wanted))
        state = PdfState("held", held.reasons)
        return Explanation(reading, held.id or "", held.name, state, state)


def _state_of(paper: Paper) -> PdfState:
    made, decision = paper.made, paper.decision
    if made is None:
        return PdfState("missing", decision.reasons)
    status: Status = "current" if decision.fits else "outdated" if decision.is_intact else "missing"
    return PdfState(status, decision.reasons, made.path, made.made_at, made.reasons)
