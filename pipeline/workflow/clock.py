"""Times of completion that lie ahead of the run: told, and not kept, but never decided by."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place
from pipeline.workflow.reading import Reading

_LEEWAY = timedelta(days=1)
"""How far clocks and time zones of forms may be off."""


def latest_believed(now: datetime) -> datetime:
    """Return the latest time of completion that can be true in a run at ``now``."""
    return now + _LEEWAY


def check_times(reading: Reading, now: datetime) -> Iterator[Problem]:
    """Yield a warning for each client's assessment that says it will be completed."""
    for client in reading.intake.clients:
        for each in (*reading.intake.earlier.get(client.id, ()), client):
            if each.completed_at and each.completed_at > latest_believed(now):
                yield _tell(each, each.completed_at, reading)


def _tell(client: Client, done: datetime, reading: Reading) -> Problem:
    column = reading.kit.questionnaire.by_role.get("completed_at")
    return Place.of(client.source).problem(
        f"The time of completion, {done.day} {done:%B %Y %H:%M}, lies ahead. The row stands before "
        "rows of earlier times, and no later answers will be compared with it.",
        "Correct the time of completion, or this computer's date.",
        field=column.id if column else None,
        client=client.id,
        severity="warning",
    )
