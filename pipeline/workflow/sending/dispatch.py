"""One mail after another, with a commit before each step that cannot be taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from pipeline.delivery.outcomes import Outcome
from pipeline.ledger import Ledger
from pipeline.models.delivery import Delivery, DeliveryState
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.doubts import Answer, Doubts
from pipeline.workflow.sending.stops import Stop, stop_after, stop_for

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 240, 720, 1440, 1440, 1440))
"""How long to wait each time that a server put a mail off: four days in all (RFC 5321, 4.5.4.1)."""

GAVE_UP = "Given up after {attempts} attempts. The last answer: {reason}"


class Carrier(Protocol):
    """What hands mails to a server: :class:`pipeline.delivery.smtp.Post`."""

    def hand_over(
        self, message: bytes, sender: str, recipient: str, before_dot: Callable[[], None]
    ) -> Outcome:
        """Hand one message over; ``before_dot`` is called before the end of the message is written."""


@dataclass(frozen=True)
class Dispatch:
    """Sends approved mails.

    ``clock`` tells the time, ``wait`` returns when the next mail may go, and ``may_go`` says whether a mail's
    time has not passed meanwhile. ``done`` hears of each mail that is settled, and ``heard`` of what the
    server said. ``halt`` returns why no further mail may go.
    """

    ledger: Ledger
    checks: Checks
    post: Carrier
    clock: Callable[[], datetime]
    wait: Callable[[], None]
    may_go: Callable[[Delivery, datetime], bool]
    done: Callable[[Delivery], None]
    halt: Callable[[], Stop | None]
    heard: Callable[[Outcome], None]

    def send(self, due: Sequence[Delivery]) -> Stop | None:
        """Send mails one by one, and return what stopped that, if anything did."""
        doubts = Doubts()
        stop = self._send_all(due, doubts)
        self._settle_all(doubts.finish())
        return stop

    def _send_all(self, due: Sequence[Delivery], doubts: Doubts) -> Stop | None:
        for delivery in due:
            self.wait()
            if stop := self.halt():
                return stop
            if not self.may_go(delivery, self.clock()):
                continue
            message = self.checks.take(delivery)
            if isinstance(message, str):
                return stop_for(delivery.client, message, is_approved=True)
            if stop := self._settle_all(doubts.weigh(*self._hand_over(delivery, message))):
                return stop
        return None

    def _hand_over(self, delivery: Delivery, message: bytes) -> Answer:
        """Hand one mail over; return it as the ledger has it then, and what the server said."""
        moved = [self.ledger.deliveries.move(delivery, "sending", self.clock())]

        def before_dot() -> None:
            moved.append(self.ledger.deliveries.move(moved[-1], "dot", self.clock()))

        outcome = self.post.hand_over(message, delivery.sender, delivery.recipient, before_dot)
        return moved[-1], outcome

    def _settle_all(self, answers: Iterable[Answer]) -> Stop | None:
        """Commit what became of mails and tell it; return what stops the batch, if one of them does.

        What is unclear tells nothing of the server.
        """
        for delivery, outcome in answers:
            settled = self._settle(delivery, outcome)
            self.done(settled)
            if not outcome.is_unclear:
                self.heard(outcome)
            if outcome.stops:
                return stop_after(settled, lasts=outcome.lasts)
        return None

    def _settle(self, delivery: Delivery, outcome: Outcome) -> Delivery:
        """Commit what became of a mail; an attempt and a pause are this mail's where the answer was."""
        now = self.clock()
        state: DeliveryState = outcome.kind
        reason = "" if state == "accepted" else outcome.reason
        before = delivery.attempts
        tried = replace(delivery, attempts=before + (not outcome.stops))
        if state != "deferred":
            return self.ledger.deliveries.move(tried, state, now, reason=reason)
        if tried.attempts > len(PAUSES):
            gave_up = GAVE_UP.format(attempts=tried.attempts, reason=reason)
            return self.ledger.deliveries.move(tried, "refused", now, reason=gave_up)
        again = None if outcome.stops else now + PAUSES[before]
        return self.ledger.deliveries.move(tried, "deferred", now, reason=reason, next_try_at=again)
