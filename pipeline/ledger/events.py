"""The table of all that happened: only ever added to."""

import json

from pipeline.ledger.database import Change, Database
from pipeline.models.client import fold_id
from pipeline.models.making import Event


def add_event(change: Change, client: str, event: Event) -> None:
    """Remember that something happened to a client, as a part of a change."""
    reasons = json.dumps(event.reasons, ensure_ascii=False)
    change(
        "INSERT INTO events (at, client, kind, what, reasons) VALUES (?, ?, ?, ?, ?)",
        (event.at, fold_id(client), event.kind, event.what, reasons),
    )


class Events(Database):
    """What happened to clients."""

    def note(self, client: str, event: Event) -> None:
        """Remember that something happened."""
        with self.change() as change:
            add_event(change, client, event)

    def events(self, client: str) -> list[Event]:
        """Return what happened to a client, oldest first."""
        query = "SELECT at, kind, what, reasons FROM events WHERE client = ? ORDER BY number"
        rows = self.rows(query, (fold_id(client),))
        with self.decoding():
            return [Event(at, kind, what, tuple(json.loads(reasons))) for at, kind, what, reasons in rows]
