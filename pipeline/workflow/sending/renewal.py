"""Approved mails that have to be approved again, though nothing is wrong with anybody's."""

from datetime import datetime

from pipeline.batch.selection import Paper
from pipeline.delivery.schedule import has_come
from pipeline.models.delivery import Delivery
from pipeline.spreadsheets.folding import fold_address
from pipeline.workflow.sending.calls import reapproval

REMADE = "The report was made again since this mail was approved."
RESPELT = "Their address is written in other capitals than the one that was approved."


EARLY = "This mail bears the date and hour at which it was to go, and they are yet to come."


def is_early(delivery: Delivery, now: datetime) -> bool:
    """Whether an approved mail that was never tried is dated later than ``now``; filters take it for spam."""
    return delivery.state == "approved" and not has_come(delivery.date, now)


def renewal(delivery: Delivery, call_at: datetime | None, to: str | None, paper: Paper | None) -> str:
    """Say why an approved mail has to be approved again; "" if nothing asks it.

    Its call is another, its report was made again, or its address has other capitals: that is the coach's or
    the client's own doing, and no other person. What was frozen does not go, and nobody else has to wait.
    """
    if why := reapproval(delivery, call_at):
        return why
    if to and to != delivery.recipient and fold_address(to) == fold_address(delivery.recipient):
        return RESPELT
    made = paper.made if paper and paper.decision.fits else None
    is_other = made and (made.path, made.pdf_digest) != (delivery.pdf, delivery.pdf_digest)
    return REMADE if is_other else ""
