"""The program with one safeguard taken out. Whoever counts what goes wrong has to see the difference."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline import files
from pipeline.delivery.outcomes import Outcome
from pipeline.models.delivery import Delivery
from pipeline.workflow.sending import outbox
from pipeline.workflow.sending.dispatch import Dispatch

Sent = tuple[Delivery, Outcome]


def _record_afterwards(self: Dispatch, delivery: Delivery, message: bytes) -> Sent:
    """Tell the ledger of a mail when the server has answered."""
    outcome = self.post.hand_over(message, delivery.sender, delivery.recipient, lambda: None)
    move, now = self.ledger.deliveries.move, self.clock()
    return move(move(delivery, "sending", now), "dot", now), outcome


def _forget_the_dot(self: Dispatch, delivery: Delivery, message: bytes) -> Sent:
    """Tell the ledger before and after, and not before the final dot."""
    sending = self.ledger.deliveries.move(delivery, "sending", self.clock())
    outcome = self.post.hand_over(message, delivery.sender, delivery.recipient, lambda: None)
    dot = self.ledger.deliveries.move(sending, "dot", self.clock())
    return dot, outcome


def _write_in_place(path: Path, content: bytes) -> None:
    """Write a file under its own name from the first byte."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        os.fsync(file.fileno())


def records_after_sending() -> None:
    """Let the ledger hear of a mail only afterwards."""
    Dispatch._hand_over = _record_afterwards  # type: ignore[method-assign]


def commits_no_dot() -> None:
    """Let nothing be committed between text and dot."""
    Dispatch._hand_over = _forget_the_dot  # type: ignore[method-assign]


def renames_nothing() -> None:
    """Let files be written in their places."""
    files.write_whole = _write_in_place
    outbox.write_whole = _write_in_place  # type: ignore[attr-defined]


MUTANTS: Mapping[str, Callable[[], None]] = {
    "": lambda: None,
    "records after sending": records_after_sending,
    "commits no dot": commits_no_dot,
    "renames nothing": renames_nothing,
}
