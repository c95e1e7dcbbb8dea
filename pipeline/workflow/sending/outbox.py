"""Where frozen messages lie: the exact bytes that were approved, for their owner's eyes alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import move, output_error, sweep, synced, write_whole
from pipeline.ledger.deliveries import Deliveries
from pipeline.models.delivery import Delivery
from pipeline.practice import Practice

_ENDING = ".eml"
_FROZEN = re.compile(r"[0-9a-f]{32}\.eml")
"""What frozen messages are called, as opposed to drafts for people."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folder ``outputs/outbox/`` of a practice."""

    practice: Practice

    @property
    def folder(self) -> Path:
        """Where the messages lie."""
        return self.practice.outputs / "outbox"

    def place(self, message_id: str) -> str:
        """Return where the message of a Message-ID lies, relative to the practice."""
        name, _, _ = message_id.strip("<>").partition("@")
        return self.practice.relative(self.folder / f"{name}{_ENDING}")

    def draft_of(self, delivery: Delivery) -> Path:
        """Return where the draft of a mail to send by hand lies, under a name that a person finds."""
        return self.folder / f"{Path(delivery.pdf).stem}{_ENDING}"

    def frozen(self) -> set[str]:
        """Return where the frozen messages lie that are there, relative to the practice."""
        found = self.folder.glob(f"*{_ENDING}")
        return {self.practice.relative(path) for path in found if _FROZEN.fullmatch(path.name)}

    def tidy(self, deliveries: Deliveries, *, keeps_unknown: bool = False) -> None:
        """Finish what a stopped run left: drafts get their names, and messages that nobody knows go.

        They stay where they are all that tells of mails that a lost ledger knew.

        Raises:
            OutputError: the folder cannot be written.
        """
        for delivery in deliveries.handed_over(self.frozen()):
            self.name_draft(delivery)
        sweep(self.folder)
        frozen = self.frozen()
        known = frozen if keeps_unknown else deliveries.known(frozen)
        for place in frozen - (known - deliveries.taken_back(frozen)):
            self.throw_away(place)

    def name_draft(self, delivery: Delivery) -> None:
        """Give the draft of a mail to send by hand the name under which a person finds it.

        Raises:
            OutputError: the folder cannot be written.
        """
        frozen = self.practice.root / delivery.message
        if frozen.parent == self.folder and frozen.is_file():
            move(frozen, self.draft_of(delivery))

    @contextmanager
    def freezing(self) -> Iterator[Callable[[str, bytes], None]]:
        """Give what writes messages to their places; each is whole, and all are durable at the end.

        Raises:
            OutputError: the folder cannot be written, or the disk is full.
        """
        with synced(self.folder):
            yield lambda place, content: write_whole(self.practice.root / place, content)

    def read(self, place: str) -> bytes | None:
        """Return a frozen message, or None if there is none to read in its place."""
        path = self.practice.root / place
        if path.parent != self.folder or path.is_symlink():
            return None  # the ledger may have come from elsewhere: nothing else is read or sent
        try:
            return path.read_bytes()
        except OSError:
            return None

    def throw_away(self, place: str) -> None:
        """Remove a message that will not be sent.

        Raises:
            OutputError: it cannot be removed.
        """
        path = self.practice.root / place
        if path.parent != self.folder:
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise output_error(path, error) from error
