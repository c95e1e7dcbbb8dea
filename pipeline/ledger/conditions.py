"""The table of conditions: what holds for the whole ledger until somebody ends it."""

from datetime import datetime
from typing import Literal

from pipeline.ledger.database import Change, Database, text_of

Condition = Literal["freezing", "restored"]
"""*Freezing*: messages are being written that the ledger does not know yet. *Restored*: mails may have gone
of which the ledger knows nothing, and the coach has not looked into it yet."""


class Conditions:
    """What holds in a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def holds(self, condition: Condition) -> bool:
        """Whether it began and has not ended."""
        return bool(self._database.rows("SELECT 1 FROM conditions WHERE name = ?", (condition,)))

    def begin(self, condition: Condition, at: datetime) -> None:
        """Let it hold from now on; one that holds goes on."""
        with self._database.change() as change:
            begin(change, condition, at)

    def end(self, condition: Condition) -> None:
        """Let it hold no more."""
        if self.holds(condition):
            with self._database.change() as change:
                end(change, condition)


def begin(change: Change, condition: Condition, at: datetime) -> None:
    """Let a condition hold from now on, as a part of a change."""
    change("INSERT OR IGNORE INTO conditions VALUES (?, ?)", (condition, text_of(at)))


def end(change: Change, condition: Condition) -> None:
    """Let a condition hold no more, as a part of a change."""
    change("DELETE FROM conditions WHERE name = ?", (condition,))
