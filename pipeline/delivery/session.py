"""One conversation with a mail server: greeting, encryption, login, then question and answer."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from pipeline.delivery.credentials import Login
from pipeline.delivery.envelope import Offers
from pipeline.delivery.outcomes import Outcome, Reply, Stage, judge, judge_end, missing
from pipeline.delivery.providers import Server
from pipeline.delivery.wire import Broken, UnsafeError, Wire

_NAME = "[127.0.0.1]"
"""How we greet: an address literal (RFC 5321, 4.1.3), which tells nothing of the coach's machine."""

_MORE_WANTED = 334
_NEGATIVE = 400
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a step may take in all, whether or not bytes trickle in (RFC 5321, 4.5.3.2).

    ``connect`` is for each address that the server's name leads to; how long the system may look for them
    is the system's own setting.
    """

    connect: float = 30
    reply: float = 300
    text: float = 600
    dot: float = 600
    farewell: float = 5


class Settled(Exception):  # noqa: N818 - an outcome on its way up, not an error
    """The conversation came to an outcome before its end."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Session:
    """A connection to a server. Once it is closed, it stays so."""

    def __init__(self, wire: Wire, patience: Patience) -> None:
        self.is_open = True
        self.offers: Offers = {}
        self._wire = wire
        self._patience = patience

    def ask(self, stage: Stage, line: str) -> Reply:
        """Send a line and return its answer. Raises :class:`Settled` where that ends the matter."""
        return self._weigh(stage, self._say(stage, line))

    def send_text(self, text: bytes) -> None:
        """Send a message up to its final dot. Raises :class:`Settled`."""
        self._try("text", lambda: self._wire.send(text, self._patience.text))

    def end_text(self) -> Outcome:
        """Send the final dot and return what became of the message.

        Raises:
            Settled: the server had gone before the dot, or gave no answer after it.
        """
        self._try("text", self._wire.check_quiet)
        return judge_end(self._try("dot", lambda: self._wire.ask(".", self._patience.dot)))

    def reset(self) -> bool:
        """Make ready for the next mail; false if the server does not go along."""
        with suppress(Settled):
            self.ask("sender", "RSET")
            return True
        self.hang_up()
        return False

    def greet(self) -> None:
        """Hear the greeting, greet, and learn what the server can do. Raises :class:`Settled`."""
        self._weigh("greeting", self._try("greeting", lambda: self._wire.listen(self._patience.reply)))
        self._introduce()

    def encrypt(self, server: Server, context: ssl.SSLContext) -> None:
        """Go on in TLS. Raises :class:`Settled`; then nothing of value was sent."""
        try:
            self._try("tls", lambda: self._wire.encrypt(server.host, context, self._patience.reply))
        except UnsafeError as unsafe:
            raise self._stopped(unsafe.reason) from None

    def start_tls(self, server: Server, context: ssl.SSLContext) -> None:
        """Ask for TLS, go on in it, and forget what was said before. Raises :class:`Settled`."""
        if "STARTTLS" not in self.offers:
            raise self._stopped(
                f"{server.host} does not offer encryption (STARTTLS). Either the port is wrong, or somebody "
                "between you and the server took the offer out."
            )
        self.ask("tls", "STARTTLS")
        self.encrypt(server, context)
        self._introduce()

    def stay_on_this_machine(self) -> None:
        """Make sure that what is not encrypted does not leave the machine. Raises :class:`Settled`."""
        if not self._try("connect", lambda: self._wire.is_loopback):
            raise self._stopped("Without encryption, mail goes to a server on this machine only.")

    def log_in(self, login: Login) -> None:
        """Log in, with one attempt. Raises :class:`Settled`."""
        lines = login.lines(self.offers.get("AUTH", ()))
        if not lines:
            raise self._stopped("The mail server offers no login by the means that roadmap.toml names.")
        first, *further = lines
        reply = self._say("login", first)
        for line in further:
            if reply.code == _MORE_WANTED:
                reply = self._say("login", line)
        self._weigh("login", reply)

    def leave(self) -> None:
        """Say goodbye; whatever comes back, all that was settled before stays so."""
        if self.is_open:
            with suppress(Broken):
                self._wire.ask("QUIT", self._patience.farewell)
            self.hang_up()

    def hang_up(self) -> None:
        """Close the connection without a word."""
        self.is_open = False
        self._wire.close()

    def _introduce(self) -> None:
        """Greet and learn what the server offers; AUTH may be offered twice, in the old way as well.

        There is no second try with HELO (RFC 5321, 3.2): a server that does not know EHLO offers neither
        encryption nor a login, so no client's mail is for it.
        """
        offers: dict[str, tuple[str, ...]] = {}
        for line in self.ask("hello", f"EHLO {_NAME}").lines[1:]:
            keyword, *parameters = line.upper().replace("AUTH=", "AUTH ").split() or ("",)
            offers[keyword] = offers.get(keyword, ()) + tuple(parameters)
        self.offers = offers

    def _say(self, stage: Stage, line: str) -> Reply:
        return self._try(stage, lambda: self._wire.ask(line, self._patience.reply))

    def _weigh(self, stage: Stage, reply: Reply) -> Reply:
        outcome = judge(stage, reply)
        if outcome is None:
            return reply
        if reply.is_farewell or reply.code < _NEGATIVE:  # gone, or out of step with us
            self.hang_up()
        raise Settled(outcome)

    def _try(self, stage: Stage, step: Callable[[], _Answer]) -> _Answer:
        try:
            return step()
        except Broken as broken:
            self.hang_up()
            raise Settled(missing(stage, broken.why)) from None

    def _stopped(self, reason: str) -> Settled:
        self.hang_up()
        return Settled(Outcome("deferred", f"{reason} Nothing was sent.", stops=True))


def open_session(server: Server, login: Login | None, patience: Patience, context: ssl.SSLContext) -> Session:
    """Call a server and come as far as a first mail.

    Nothing secret is said before TLS with a valid certificate.

    Raises:
        Settled: it did not come so far; no mail can go now.
    """
    try:
        session = Session(Wire.connect(server.host, server.port, patience.connect), patience)
    except Broken as broken:
        raise Settled(missing("connect", broken.why)) from None
    try:
        if server.security == "none":
            session.stay_on_this_machine()
        elif server.security == "tls":
            session.encrypt(server, context)
        session.greet()
        if server.security == "starttls":
            session.start_tls(server, context)
        if login is not None:
            session.log_in(login)
    except Settled:
        session.leave()
        raise
    except BaseException:
        session.hang_up()
        raise
    return session
