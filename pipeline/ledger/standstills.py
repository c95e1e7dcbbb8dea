"""The table of servers that took nothing: a pause belongs to the server, not to whose mail met it first."""

from datetime import datetime

from pipeline.ledger.database import Database, text_of
from pipeline.models.standstill import Standstill


class Standstills:
    """Servers by what they are called in the settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, server: str) -> Standstill | None:
        """Return what holds a server back, or None if it took what it was given last."""
        rows = self._database.rows(
            "SELECT reason, attempts, since FROM standstills WHERE server = ?", (server,)
        )
        with self._database.decoding():
            found = [Standstill(reason, tries, datetime.fromisoformat(at)) for reason, tries, at in rows]
        return found[0] if found else None

    def begin(self, server: str, reason: str, at: datetime) -> None:
        """Remember that a server took nothing, once more if it did not before."""
        with self._database.change() as change:
            change(
                """
                INSERT INTO standstills VALUES (?, ?, 1, ?)
                ON CONFLICT (server) DO UPDATE
                SET reason = excluded.reason, attempts = attempts + 1, since = excluded.since
                """,
                (server, reason, text_of(at)),
            )

    def end(self, server: str) -> None:
        """Remember that a server takes mails; nothing is written where that is known."""
        if self.find(server):
            with self._database.change() as change:
                change("DELETE FROM standstills WHERE server = ?", (server,))
