"""Whose answers are older than a practice keeps them. They are told, and never removed by a clock alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.intake import Intake
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.practice import Practice
from pipeline.workflow.reading import Reading


@dataclass(frozen=True, slots=True)
class Expired:
    """Somebody whose answers are too old; ``id`` is the one that commands take, ``name`` may be unknown."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Expiry:
    """How many they are, and the first ``people`` of them by their folded ids, as many as were asked for."""

    number: int = 0
    people: tuple[Expired, ...] = ()


def find_expired(practice: Practice, reading: Reading, now: datetime, at_most: int | None = None) -> Expiry:
    """Return the same as :func:`list_expired`; nobody where not all inputs were meant to be read.

    Raises:
        PipelineError: the ledger cannot be read.
    """
    if not reading.is_default:
        return Expiry()
    with Ledger(practice.ledger, passing=True) as ledger:
        return list_expired(ledger, reading.intake, practice.settings.privacy.retention_days, now, at_most)


def list_expired(
    ledger: Ledger, intake: Intake | None, days: int, now: datetime, at_most: int | None = None
) -> Expiry:
    """Return who last answered more than so many ``days`` ago: how many, and ``at_most`` so many (all).

    A row of the inputs tells when, else the ledger does: of those without a time of completion, the day
    counts on which their documents were made. Whoever has a row that is held may have answered since.
    Without ``intake``, the ledger alone is asked.
    """
    oldest = now - timedelta(days=days)
    clients = {fold_id(client.id): client for client in intake.clients} if intake else {}
    held = {fold_id(row.id) for row in intake.rows if row.id and not row.ok} if intake else set[str]()
    told = {folded: client.completed_at for folded, client in clients.items() if client.completed_at}
    found, settled = [folded for folded, at in told.items() if at < oldest], told.keys() | held
    number = ledger.traces.count_older(oldest, settled)
    others = ledger.traces.older_than(oldest, settled, at_most) if number else []
    listed = sorted(found + others)[:at_most]
    known = ledger.clients_of(folded for folded in listed if folded not in clients)
    names = known | {folded: (client.id, client.name) for folded, client in clients.items()}
    return Expiry(len(found) + number, tuple(Expired(*names.get(folded, (folded,))) for folded in listed))
