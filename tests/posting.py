"""A practice whose reports are PDFs, and fakes of the post and of whoever writes letters."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
import pytest

from pipeline.batch import fingerprints
from pipeline.batch.selection import Page
from pipeline.delivery.message import Letter, to_coach
from pipeline.delivery.outcomes import Outcome
from pipeline.kit import digest_kit, load_kit
from pipeline.ledger import Ledger
from pipeline.models.delivery import Delivery
from pipeline.models.kit import Kit
from pipeline.models.making import Kind
from pipeline.models.settings import Settings
from pipeline.practice import Practice, load_practice
from pipeline.spreadsheets.readers import read_file
from pipeline.workflow import reading
from pipeline.workflow.holds import Hold, nobody
from pipeline.workflow.sending.letters import Order, reply_to_of, sender_of
from pipeline.workflow.sending.rounds import Round, send, show
from pipeline.workflow.sending.surroundings import Ask, Surroundings
from pipeline.workflow.workshop import Printed
from tests.practices import NOW, SETTINGS, FakePress, Row, finished_practice, row

VERSIONS = cache(fingerprints.versions)
CALL = "2026-10-07 10:00"
"""A Wednesday in UTC, six days after :data:`tests.practices.NOW`."""

DUE = datetime.fromisoformat("2026-10-05T10:00+00:00")
MAIL = SETTINGS + '[mail]\nhost = "localhost"\nsecurity = "none"\nfrom = "coach@example.com"\n'
ACCEPTED = Outcome("accepted", "The mail server took the message.", 250)
BUSY = Outcome("deferred", "The mail server asks to try later (450).", 450)
UNKNOWN = Outcome("refused", "The mail server says that this address does not exist (550 5.1.1).", 550)
LOST = Outcome(
    "uncertain", "The mail server closed the connection when the message was complete.", stops=True
)
SHUT = Outcome("deferred", "The mail server refused the login (535).", 535, stops=True)


def keep_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the program as it was at first, load kits once, and read spreadsheets in this process."""
    keep_kits(monkeypatch)
    monkeypatch.setattr(fingerprints, "versions", VERSIONS)
    monkeypatch.setattr(reading, "read_guarded", read_file)


def keep_kits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load no kit again whose files are what they were."""
    monkeypatch.setattr(reading, "load_kit", load_kit_once)


def load_kit_once(name: str, built_in: Path, override: Path | None = None) -> Kit:
    """Load a kit; one that was, if its files held the same wherever they lay."""
    try:
        digests = frozenset(digest_kit(built_in, override).items())
    except OSError:
        return load_kit(name, built_in, override)
    kit = _load(_Files(name, built_in, digests, override))
    homes = tuple(folder for folder in (override, built_in) if folder and folder.is_dir())
    return replace(kit, folders=(*homes, kit.folders[-1]))


@dataclass(frozen=True)
class _Files:
    """The files of a kit: the same as others that hold the same."""

    name: str
    built_in: Path
    digests: frozenset[tuple[str, str]]
    override: Path | None = field(compare=False)


@lru_cache(maxsize=8)
def _load(files: _Files) -> Kit:
    return load_kit(files.name, files.built_in, files.override)


def client(number: int, name: str, **changed: str) -> Row:
    """Return the cells of somebody with a call, who agreed to everything."""
    return row(f"C-{number}", name, **{"A7a": "yes", "A7b": "yes", "A10": CALL} | changed)


ADA, BEN, CLEO = client(1, "Ada Byron"), client(2, "Ben Osei"), client(3, "Cleo Marsh")
THREE = ["c-1@example.com", "c-2@example.com", "c-3@example.com"]
"""Their addresses."""

ALL = {"C-1": "accepted", "C-2": "accepted", "C-3": "accepted"}
"""What became of their mails where all went well."""


@dataclass(frozen=True)
class PdfPress(FakePress):
    """Prints PDFs of one empty page that say whose they are, as the true ones do."""

    def print(self, kind: Kind, page: Page) -> Printed:
        """Print one document."""
        printed = super().print(kind, page)
        return replace(printed, content=pdf_of(page.metadata.client_id, page.digest))


def pdf_of(client_id: str, input_digest: str) -> bytes:
    """Return a PDF that says it is this client's."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Creator"] = "Career Roadmap 0"
        pdf.docinfo["/ClientID"] = client_id
        pdf.docinfo["/InputDigest"] = input_digest
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def mailing_practice(folder: Path, *rows: Row, settings: str = MAIL) -> Practice:
    """Make a practice whose reports are made; by default Ada's, Ben's and Cleo's."""
    return finished_practice(folder, *(rows or (ADA, BEN, CLEO)), settings=settings, press=PdfPress())


@dataclass
class FakePost:
    """Takes mails as it is told to: ``answers`` by recipient, "accepted" to everybody else.

    ``dies_at`` names moments ("before", "dot", "after") at which a mail to ``dies_for`` kills the run.
    """

    answers: dict[str, Outcome | Exception] = field(default_factory=dict)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    opened: int = 0
    dies_at: str = ""
    on_mail: Callable[[str], None] = lambda _: None

    def hand_over(
        self, message: bytes, sender: str, recipient: str, before_dot: Callable[[], None]
    ) -> Outcome:
        """Go through the steps of a conversation."""
        assert sender == "coach@example.com"
        self.on_mail(recipient)
        outcome = self.answers.get(recipient, ACCEPTED)
        self._die("before")
        if isinstance(outcome, Outcome) and outcome.kind in {"deferred", "refused"}:
            return outcome
        before_dot()
        self._die("dot")
        self.sent.append((recipient, message))
        self._die("after")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _die(self, moment: str) -> None:
        if moment == self.dies_at:
            raise KilledError(moment)

    @contextmanager
    def open(self) -> Iterator["FakePost"]:
        """Open the way to the server."""
        self.opened += 1
        yield self

    @property
    def recipients(self) -> list[str]:
        """To whom mails went, in order."""
        return [recipient for recipient, _ in self.sent]


class KilledError(BaseException):
    """The process was killed."""


@dataclass(frozen=True)
class FakeWriter:
    """Writes one sentence."""

    settings: Settings

    def write(self, order: Order) -> Letter:
        """Return the letter."""
        return Letter(
            sender=sender_of(self.settings),
            reply_to=reply_to_of(self.settings),
            recipient=order.recipient,
            subject="Your roadmap for our call",
            text=f"Dear {order.client.name},\n\nYour roadmap is attached.\n",
            html=f"<p>Dear {order.client.name}, your roadmap is attached.</p>\n",
            message_id=order.message_id,
            date=order.date,
            pdf=order.pdf,
            pdf_name=f"{order.client.name} - Career Roadmap.pdf",
            is_draft=order.is_draft,
        )

    def copy(self, order: Order) -> Letter:
        """Return the letter as the coach gets it."""
        return to_coach(self.write(order), reply_to_of(self.settings), "To me", order.message_id)


@dataclass
class Desk:
    """A practice with a clock that can be set, a post, and what the coach holds back."""

    practice: Practice
    post: FakePost = field(default_factory=FakePost)
    now: datetime = NOW
    review: Hold = nobody
    settled: list[Delivery] = field(default_factory=list)

    @property
    def around(self) -> Surroundings:
        """What sending touches."""
        return Surroundings(
            clock=lambda: self.now,
            open_post=self.post.open,
            wait=lambda: None,
            chance=lambda: b"chance" * 6,
            writer=lambda _: FakeWriter(self.fresh.settings),
            review=lambda _: self.review,
            done=self.settled.append,
        )

    @property
    def fresh(self) -> Practice:
        """The practice with its settings read anew."""
        return load_practice(self.practice.root)

    def show(self, *clients: str, at_once: bool = False, mark: str | None = None) -> Round:
        """Look at what would go."""
        return show(self.fresh, (), Ask(clients, at_once=at_once, mark=mark), self.around)

    def send(self, *clients: str, limit: int | None = None, at_once: bool = False) -> Round:
        """Send what is due."""
        return send(self.fresh, (), Ask(clients, limit, at_once=at_once), self.around)

    def approve(
        self, *clients: str, limit: int | None = None, at_once: bool = False, mark: str | None = None
    ) -> Round:
        """Approve, and send what is due."""
        asked = Ask(clients, limit, at_once=at_once, approve=True, mark=mark)
        return send(self.fresh, (), asked, self.around)

    def pass_time(self, **amount: float) -> None:
        """Let time go by."""
        self.now += timedelta(**amount)

    def deliveries(self) -> dict[str, Delivery]:
        """What the ledger knows, by folded id."""
        with Ledger(self.practice.ledger, passing=True) as ledger:
            return {delivery.folded: delivery for delivery in ledger.deliveries.all()}

    def states(self) -> dict[str, str]:
        """How the mails stand in the ledger."""
        return {folded: delivery.state for folded, delivery in self.deliveries().items()}


def states(round_: Round) -> dict[str, str]:
    """How the mails stand in a round."""
    return {line.id: line.state for line in round_.lines}


def reasons(round_: Round) -> Sequence[str]:
    """Why, in the order of the lines."""
    return [line.reason for line in round_.lines]
