"""What changed since a client's earlier assessment, as the inputs and the ledger know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.ledger import Ledger
from pipeline.models.assessment import Assessment
from pipeline.models.client import fold_id
from pipeline.models.making import Outcome
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.held import list_held
from pipeline.workflow.history import History
from pipeline.workflow.reading import Reading, check_for_clients, find_client


@dataclass(frozen=True, slots=True)
class Course:
    """A client's assessment with what lies before it; a client who is ``held`` has none.

    ``remark`` says what is in doubt about comparing. ``known`` are the completions of all assessments before
    this one, oldest first.
    """

    reading: Reading
    assessment: Assessment | None = None
    held: Outcome | None = None
    remark: Problem | None = None
    known: tuple[datetime, ...] = ()


def follow(practice: Practice, inputs: Sequence[Path], who: str) -> Course:
    """Compare the assessments of the client who is meant by an id, an e-mail or a part of a name.

    The ledger is looked at if there is one, and not changed.

    Raises:
        UsageError: nobody is meant, or more than one.
        InputError: there is nothing to read.
    """
    reading = check_for_clients(practice, inputs)
    wanted = find_client(who, reading.intake)
    client = next((client for client in reading.intake.clients if fold_id(client.id) == wanted), None)
    if client is None:
        return Course(reading, held=next(list_held(reading.intake, {wanted})))
    with Ledger(practice.ledger, passing=True) as ledger:
        found = History(reading, ledger).find(client)
    assessment = Assessor(reading.kit).assess(client, found.earlier)
    return Course(reading, assessment, remark=found.remark, known=found.known)
