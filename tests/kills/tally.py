"""What went wrong in runs that were killed: read from the disk and from the server, never from the runs."""

from dataclasses import dataclass, fields
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path

import pytest

from pipeline.delivery.envelope import seal
from pipeline.delivery.inspection import WHOLE
from pipeline.errors import PipelineError
from pipeline.files import digest
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.models.delivery import Delivery
from pipeline.practice import Practice
from pipeline.rendering.printing.archive import read_identity
from tests.practices import tree
from tests.smtp.scripted import Mail, ScriptedServer

KEPT = {".lock", "ledger.sqlite3", "ledger.backup.sqlite3"}
"""What a run that ended may leave in ``outputs/`` beside reports and frozen messages."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts.

    *Kills* are of runs, *failures* runs that ended with an error. *Lost*: a mail that did not come, and of
    which the coach is not told that nobody knows. *Twice*: one that came again. *Wrong*: one that came to
    somebody else than its PDF is for. *Torn*: a mail or a file that is not whole. *Left*: a file that nobody
    will ever look at. *Mistaken*: one more uncertain mail than there were kills and failures, or one whose
    text the server never had.
    """

    kills: int = 0
    failures: int = 0
    lost: int = 0
    twice: int = 0
    wrong: int = 0
    torn: int = 0
    left: int = 0
    uncertain: int = 0
    mistaken: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def __str__(self) -> str:
        return ", ".join(f"{each.name} {getattr(self, each.name)}" for each in fields(self))

    @property
    def violations(self) -> int:
        """How much came of it that must never be."""
        return self.lost + self.twice + self.wrong + self.torn + self.left + self.mistaken


def tell(total: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    """Print counts where whoever runs the tests sees them."""
    with capsys.disabled():
        print(f"\n{total}")  # noqa: T201 - counts are to be seen


def is_torn(practice: Practice) -> int:
    """Count the files that a run which was just killed left in their places, and not whole."""
    outbox, backup = practice.outputs / "outbox", practice.ledger.with_name("ledger.backup.sqlite3")
    end = f"\r\n--{WHOLE}--\r\n".encode()
    torn = sum(not path.read_bytes().endswith(end) for path in outbox.glob("[!.]*"))
    if backup.exists():
        try:
            with Ledger(backup, passing=True) as ledger:
                ledger.deliveries.all()
        except PipelineError:
            torn += 1
    return torn


def take_stock(practice: Practice, pristine: Path, server: ScriptedServer) -> Tally:
    """Count what came of all runs, when the last has ended and the server has hung up."""
    with Ledger(practice.ledger, passing=True) as ledger:
        deliveries = list({each.folded: each for each in ledger.deliveries.all()}.values())
    came = [mail.recipient for mail in server.mails]
    meant = {each.recipient: _wire_text(each, practice) for each in deliveries}
    doubtful = [meant[each.recipient] for each in deliveries if each.state == "uncertain"]
    before, after = tree(pristine), tree(practice.outputs)
    printed = {name: mark for name, mark in before.items() if name.startswith("reports/")}
    kept = KEPT | {f"outbox/{Path(each.message).name}" for each in deliveries} | set(before)
    torn_mails = sum(
        mail.text != meant.get(mail.recipient) or _read(mail.text)[2] not in printed.values()
        for mail in server.mails
    )
    return Tally(
        lost=len(printed) - sum(_is_told(each, came) for each in deliveries),
        twice=len(came) - len(set(came)),
        wrong=sum(map(_is_wrong, server.mails)),
        torn=torn_mails + sum(after.get(name) != mark for name, mark in printed.items()),
        left=len(set(after) - kept),
        uncertain=len(doubtful),
        mistaken=sum(not any(text.startswith(each) for text in _heard(server)) for each in doubtful),
    )


def _heard(server: ScriptedServer) -> list[bytes]:
    """Return the texts that the server has, with their dot or without."""
    return [mail.text for mail in server.mails] + server.unfinished


def _is_told(delivery: Delivery, came: list[str]) -> bool:
    """Whether a mail came, or the coach is told that nobody knows."""
    return delivery.state == "uncertain" or (delivery.state == "accepted" and delivery.recipient in came)


def _is_wrong(mail: Mail) -> bool:
    to, owner, _ = _read(mail.text)
    return to != mail.recipient or _address(owner) != mail.recipient


def _address(client: str) -> str:
    return f"{fold_id(client)}@example.com"


@cache
def _read(text: bytes) -> tuple[str, str, str]:
    """Return to whom a mail is, whose its PDF is by what that says of itself, and the PDF's digest."""
    message = message_from_bytes(text.replace(b"\r\n..", b"\r\n."), policy=policy.default)
    (content,) = (part.get_content() for part in message.iter_attachments())
    identity = read_identity(content)
    return message["To"], identity.client_id if identity else "", digest(content)


def _wire_text(delivery: Delivery, practice: Practice) -> bytes:
    """Return what has to come to the server, as far as the final dot: what was frozen, and nothing else."""
    frozen = (practice.root / delivery.message).read_bytes()
    assert digest(frozen) == delivery.message_digest
    sealed = seal(frozen, delivery.sender, delivery.recipient)
    assert sealed is not None
    return sealed.text
