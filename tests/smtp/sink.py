"""aiosmtpd as a server that takes every mail."""

import socket
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from aiosmtpd.smtp import LoginPassword as Given

MOST_BYTES = 33_554_432


@dataclass(frozen=True, slots=True)
class Mail:
    """A message that was taken."""

    sender: str
    recipients: tuple[str, ...]
    text: bytes


class Sink:
    """Listens on 127.0.0.1 while the ``with`` block lasts; who has to log in where ``password`` is given."""

    def __init__(
        self,
        context: ssl.SSLContext | None = None,
        password: str | None = None,
        most_bytes: int = MOST_BYTES,
        port: int | None = None,
    ) -> None:
        self.mails: list[Mail] = []
        self.port = port or free_port()
        self._password = password
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            tls_context=context,
            require_starttls=context is not None,
            authenticator=self._authenticate,
            auth_required=password is not None,
            auth_require_tls=context is not None,
            enable_SMTPUTF8=True,
            data_size_limit=most_bytes,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep a message."""
        text = envelope.original_content or b""
        self.mails.append(Mail(envelope.mail_from or "", tuple(envelope.rcpt_tos), text))
        return "250 2.0.0 taken"

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
    ) -> AuthResult:
        expected = (self._password or "").encode()
        is_right = isinstance(given, Given) and given.password == expected
        return AuthResult(success=is_right, handled=False)


def free_port() -> int:
    """A port that nobody listens on just now; aiosmtpd 1.4.6 does not take 0."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
