"""The table of assessments: what clients answered before, in codes and numbers alone."""

from collections.abc import Iterable
from datetime import datetime

from pipeline.ledger.database import Database, text_of
from pipeline.ledger.memory import past_of, row_of
from pipeline.models.past import Owner, Past

# Nothing is written where nothing differs.
_REMEMBER = """
    INSERT INTO assessments VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE
    SET name = excluded.name, email_mark = excluded.email_mark, answers = excluded.answers
    WHERE (name, email_mark, answers) IS NOT (excluded.name, excluded.email_mark, excluded.answers)
"""
_PAST = """
    SELECT * FROM assessments WHERE folded = ? AND kit = ? AND completed_at < ? ORDER BY completed_at
"""
_OWNERS = """
    SELECT folded, name, min(completed_at) AS since FROM assessments
    WHERE kit = ? AND email_mark = ? GROUP BY folded, name ORDER BY since, folded, name
"""


class Assessments(Database):
    """What was answered before."""

    def remember(self, assessments: Iterable[Past]) -> None:
        """Remember assessments, each in place of what was known of its client, kit and moment."""
        rows = [row_of(past) for past in assessments]
        with self.change() as change:
            for row in rows:
                change(_REMEMBER, row)

    def past(self, client: str, kit: str, before: datetime) -> list[Past]:
        """Return the assessments by one kit that a folded id completed before a moment, oldest first."""
        rows = self.rows(_PAST, (client, kit, text_of(before)))
        with self.decoding():
            return [past_of(row) for row in rows]

    def owners(self, kit: str, mark: str) -> list[Owner]:
        """Return who had the e-mail address of a mark when they completed an assessment by one kit.

        They are in the order in which they had it first.
        """
        rows = self.rows(_OWNERS, (kit, mark))
        with self.decoding():
            return [Owner(client, name, datetime.fromisoformat(since)) for client, name, since in rows]
