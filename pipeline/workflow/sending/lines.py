"""How the mail to one client stands: a row of the table that is shown before anything goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.batch.selection import Paper
from pipeline.models.client import Client, fold_id
from pipeline.models.delivery import Delivery, MessageState
from pipeline.models.making import Made
from pipeline.workflow.sending.obstacles import needs_report


@dataclass(frozen=True, slots=True)
class Line:
    """How the mail to one client stands.

    ``reason`` says why it does not go, or why it goes again. ``delivery`` is what the ledger knows of it,
    ``paper`` the report that would be sent and ``brief`` the coach's own page. ``others`` are mails to their
    address that were another client's and keep this one back. ``fault`` is what must not be, and stops the
    whole batch. ``way`` is what to type, and what that does, where one command lets a blocked mail go;
    ``is_second`` says that a mail which may have gone would be followed by one that says something else.
    """

    id: str
    name: str | None
    state: MessageState
    to: str | None = None
    reason: str = ""
    send_at: datetime | None = None
    delivery: Delivery | None = None
    client: Client | None = None
    paper: Paper | None = None
    brief: Paper | None = None
    others: tuple[Delivery, ...] = ()
    way: tuple[str, str] | None = None
    is_second: bool = False
    fault: str = ""

    @property
    def folded(self) -> str:
        """The id as ids are compared."""
        return fold_id(self.id)

    @property
    def parts(self) -> tuple[Client, Made, str]:
        """What a letter is made of: the client, their report, and the address that it goes to.

        Raises:
            ValueError: something of it is missing; such a line is blocked.
        """
        made = self.paper.made if self.paper else None
        if self.client is None or made is None or self.to is None:
            raise ValueError("a blocked mail has no letter")
        return self.client, made, self.to

    @property
    def needs_report(self) -> bool:
        """Whether it is blocked because a report has to be made first."""
        return self.state == "blocked" and needs_report(self.paper)

    @property
    def needs_approval_again(self) -> bool:
        """Whether it was approved, and will not go before it is approved anew."""
        return self.state == "planned" and self.delivery is not None and self.delivery.is_open

    @property
    def message_id(self) -> str | None:
        """The Message-ID of a mail that was composed."""
        return None if self.state == "planned" or not self.delivery else self.delivery.message_id


def first_to_go(lines: Iterable[Line]) -> datetime | None:
    """Return when the first of these mails goes, by the clock of its client; None if none has a time."""
    moments = (line.send_at for line in lines if line.send_at)
    return min(moments, key=lambda moment: moment.astimezone(UTC), default=None)
