"""What the coach says of a mail of which nobody could tell whether it arrived."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pipeline.errors import UsageError
from pipeline.models.delivery import Delivery
from pipeline.practice import Practice
from pipeline.workflow.sending.bench import Ask, Surroundings
from pipeline.workflow.sending.rounds import working

Verdict = Literal["delivered", "resend"]

DELIVERED = "The coach says that it arrived."
RESEND = "The coach says that it did not arrive, and wants it sent again."


def settle(
    practice: Practice, inputs: Sequence[Path], who: str, verdict: Verdict, around: Surroundings
) -> Delivery:
    """Settle the uncertain mail to a client, and return it as it is then.

    One that is sent again is the same, byte for byte: a mail program shows two of one Message-ID as one.

    Raises:
        UsageError: there is no such client, or nothing uncertain about their mail.
    """
    with working(practice, inputs, Ask((who,)), around) as bench:
        delivery = bench.latest()
        if delivery is None or delivery.state != "uncertain":
            stands = f"it is {delivery.state}" if delivery else "there is none"
            raise UsageError(f'Nothing is uncertain about the mail to "{who}": {stands}.')
        if verdict == "delivered":
            return bench.ledger.deliveries.move(delivery, "accepted", around.clock(), reason=DELIVERED)
        return bench.ledger.deliveries.move(delivery, "approved", around.clock(), reason=RESEND)
