"""The mail server as a practice remembers it: one that took nothing is left alone for a while."""

from dataclasses import dataclass
from datetime import datetime
from shlex import quote

from pipeline.delivery.outcomes import Outcome
from pipeline.ledger import Ledger
from pipeline.models.settings import MailSettings
from pipeline.practice import Practice
from pipeline.workflow.sending.moments import write_moment
from pipeline.workflow.sending.stops import Stop

LEFT_ALONE = "{reason} The server is left alone until {until}; then the next attempt is made."


@dataclass(frozen=True)
class MailServer:
    """The server that a practice's settings name. Other settings are another server, with no pause."""

    practice: Practice
    ledger: Ledger

    def hear(self, outcome: Outcome, now: datetime) -> None:
        """Remember what the server said: a pause begins where no mail can go, and ends where one can."""
        if outcome.stops:
            self.ledger.standstills.begin(self._name, outcome.reason, now)
        else:
            self.ledger.standstills.end(self._name)

    def pause(self, client: str, now: datetime) -> Stop | None:
        """Return why a server is not called now, and what to type to try it with one client's mail."""
        standstill = self.ledger.standstills.find(self._name)
        if standstill is None or not standstill.holds(now):
            return None
        until = write_moment(standstill.until, self.practice.settings.practice.zone)
        reason = LEFT_ALONE.format(reason=standstill.reason, until=until)
        return Stop(
            reason, f"send --due --client {quote(client)}", "tries it now, with this mail", passes=True
        )

    @property
    def _name(self) -> str:
        mail: MailSettings = self.practice.settings.mail
        return f"{mail.user} {mail.provider or mail.host} {mail.port or ''} {mail.security}"
