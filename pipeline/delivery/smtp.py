"""Hands mails to a server: one connection for many, one recipient each, and a word before the final dot."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self

from pipeline.delivery.credentials import Login, find_login
from pipeline.delivery.envelope import Envelope, seal
from pipeline.delivery.outcomes import Outcome
from pipeline.delivery.providers import Server, server_of
from pipeline.delivery.session import Patience, Session, Settled, open_session
from pipeline.errors import PipelineError
from pipeline.models.settings import MailSettings

_AFTER_UNCERTAIN = "Not tried, because what became of the mail before this one is not known."


class Post:
    """A way to one mail server, called when the first mail goes and as often as it hangs up between mails.

    ``login`` is asked before each call, because tokens grow old; without it nobody logs in. After an outcome
    that stops the batch (a refused login, a certificate that is not valid, …) nothing more is sent and nobody
    is called: each further mail gets the same reason. Used in a ``with`` block, or closed by hand.
    """

    def __init__(
        self,
        server: Server,
        login: Callable[[], Login] | None = None,
        patience: Patience | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._login = login
        self._patience = patience or Patience()
        self._context = context or ssl.create_default_context()
        self._session: Session | None = None
        self._ended: Outcome | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> Outcome | None:
        """Call the server, encrypt and log in, and send nothing. Returns why that fails, or nothing."""
        if self._ended is None:
            try:
                self._ready()
            except Settled as settled:
                self._note(settled.outcome)
        return self._ended

    def hand_over(
        self, message: bytes, sender: str, recipient: str, before_dot: Callable[[], None]
    ) -> Outcome:
        """Hand one message to the server and return what became of it.

        ``before_dot`` is called when the server has the whole text but for its final dot: until it returns,
        the mail cannot be delivered; from then on it may be. What it raises is raised here, and the mail is
        not sent.
        """
        if self._ended is not None:
            return self._ended
        envelope = seal(message, sender, recipient)
        if envelope is None:
            return Outcome("refused", "Sender and recipient have to be one plain e-mail address each.")
        try:
            outcome = self._converse(envelope, before_dot)
        except Settled as settled:
            outcome = settled.outcome
        except BaseException:
            self._hang_up()  # in the middle of a text, a farewell would become part of it
            raise
        return self._note(outcome)

    def close(self) -> None:
        """Say goodbye to the server, whatever it answers."""
        if self._session is not None:
            self._session.leave()

    def _converse(self, envelope: Envelope, before_dot: Callable[[], None]) -> Outcome:
        session = self._begin(envelope)
        session.ask("recipient", f"RCPT TO:<{envelope.recipient}>")
        session.ask("data", "DATA")
        session.send_text(envelope.text)
        before_dot()
        return session.end_text()

    def _begin(self, envelope: Envelope) -> Session:
        """Name the sender, on the open connection or on a new one if the server has had enough of that."""
        earlier = self._session
        session = self._ready()
        try:
            return self._announce(session, envelope)
        except Settled:
            if session.is_open or session is not earlier:
                raise
        return self._announce(self._ready(), envelope)

    def _announce(self, session: Session, envelope: Envelope) -> Session:
        if obstacle := envelope.obstacle(session.offers):
            raise Settled(obstacle)
        session.ask("sender", envelope.announcement(session.offers))
        return session

    def _ready(self) -> Session:
        if self._session is None or not self._session.is_open or not self._session.reset():
            self._session = self._call()
        return self._session

    def _call(self) -> Session:
        try:
            login = self._login() if self._login else None
        except PipelineError as error:
            raise Settled(Outcome("deferred", f"{error.message} {error.hint}", stops=True)) from None
        return open_session(self._server, login, self._patience, self._context)

    def _note(self, outcome: Outcome) -> Outcome:
        if outcome.stops:
            self.close()
            reason = outcome.reason if outcome.kind == "deferred" else _AFTER_UNCERTAIN
            self._ended = replace(outcome, kind="deferred", reason=reason)
        return outcome

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.hang_up()


def post_of(mail: MailSettings, environment: Mapping[str, str], patience: Patience | None = None) -> Post:
    """Return a way to the server that the settings mean; nobody is called yet.

    Raises:
        DeliveryError: they name none.
    """
    login = partial(find_login, mail, environment) if mail.user else None
    return Post(server_of(mail), login, patience)
