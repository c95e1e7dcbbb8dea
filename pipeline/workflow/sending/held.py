"""The mails to people whose rows are held, in the inputs or in the review."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.delivery.address import plain_address
from pipeline.models.client import fold_id
from pipeline.models.making import Outcome
from pipeline.workflow.candidates import Desk
from pipeline.workflow.holds import Hold

HELD = "Their row is held: something in it has to be mended."
BECAUSE = "Their row is held: {reasons}"


@dataclass(frozen=True)
class HeldRows:
    """What holds rows. ``review`` tells, by folded id, what the review says against a mail."""

    desk: Desk
    review: Hold

    def reason(self, folded: str, outcome: Outcome | None = None) -> str:
        """Say what holds the row of a folded id, which ``outcome`` tells of, if that is known already."""
        outcome = outcome or self._outcomes.get(folded)
        if told := self.review(folded):
            return told
        return BECAUSE.format(reasons=" ".join(outcome.reasons)) if outcome and outcome.reasons else HELD

    def address(self, folded: str) -> str | None:
        """Return the plain address in the row of a folded id, if there is one."""
        email = self._emails.get(folded)
        return plain_address(email) if email else None

    @cached_property
    def _outcomes(self) -> Mapping[str, Outcome]:
        return {fold_id(outcome.id): outcome for outcome in self.desk.held(set()) if outcome.id}

    @cached_property
    def _emails(self) -> Mapping[str, str]:
        rows = self.desk.reading.intake.rows
        return {fold_id(row.id): row.email for row in rows if row.id and row.email}
