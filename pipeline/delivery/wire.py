"""The only door to mail servers: lines out, replies in, each within its time and its size.

The standard library's ``smtplib`` is not used. Its time-out begins anew with every byte, so a server that
sends one a minute holds it for ever; it reads a reply of any length; and it ends a message by itself, where
the ledger has to be told first.
"""

import ipaddress
import re
import socket
import ssl
import time
from typing import Self

from pipeline.delivery.outcomes import Reply, Silence

_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])([^\r\n]*))?\r?\n")
_LONGEST_LINE = 4096
_LONGEST_REPLY = 65_536
"""Octets. RFC 5321 (4.5.3.1.5) allows lines of 512; a reply of 64 kB is none that a server means."""

_CHUNK = 65_536


class Broken(Exception):  # noqa: N818 - a state of the line, caught by the one who speaks
    """There was no answer that can be read, and the connection is of no further use."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why)
        self.why = why


class UnsafeError(Exception):
    """The connection cannot be encrypted, or the server cannot prove who it is; ``reason`` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Wire:
    """One connection to a mail server."""

    def __init__(self, line: socket.socket) -> None:
        self._socket = line
        self._read = bytearray()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @classmethod
    def connect(cls, host: str, port: int, seconds: float) -> Self:
        """Call the server, with that much time for each of its addresses. Raises :class:`Broken`.

        The system finds the addresses, in the time that it allows itself.
        """
        try:
            return cls(socket.create_connection((host, port), seconds))
        except TimeoutError:
            raise Broken("silent") from None
        except (OSError, UnicodeError):
            raise Broken("closed") from None

    @property
    def is_loopback(self) -> bool:
        """Whether the other end is this machine, whatever name it was called by. Raises :class:`Broken`."""
        try:
            address = self._socket.getpeername()[0]
        except OSError:
            raise Broken("closed") from None
        return ipaddress.ip_address(address).is_loopback

    def encrypt(self, host: str, context: ssl.SSLContext, seconds: float) -> None:
        """Go on in TLS, after the server has proven to be ``host``.

        Raises:
            UnsafeError: it could not, TLS failed, or something was said before it that would pass for being
                said inside of it (Poddebniak et al., USENIX Security 2021).
        """
        if self._read:
            raise UnsafeError(
                "The mail server said something between the plain and the encrypted conversation."
            )
        self._socket.settimeout(seconds)
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            raise UnsafeError(
                f"The certificate of {host} is not valid: {error.verify_message.rstrip('.')}."
            ) from None
        except TimeoutError:
            raise Broken("silent") from None
        except (OSError, ValueError):
            raise UnsafeError(f"No encrypted connection to {host} could be made.") from None

    def ask(self, line: str, seconds: float) -> Reply:
        """Send one line and return the reply. Raises :class:`Broken`."""
        deadline = time.monotonic() + seconds
        self._send(line.encode() + b"\r\n", deadline)
        return self._reply(deadline)

    def listen(self, seconds: float) -> Reply:
        """Return the next reply. Raises :class:`Broken`."""
        return self._reply(time.monotonic() + seconds)

    def send(self, octets: bytes, seconds: float) -> None:
        """Send everything within the time. Raises :class:`Broken`."""
        self._send(octets, time.monotonic() + seconds)

    def check_quiet(self) -> None:
        """Make sure that the server still listens and has said nothing yet. Raises :class:`Broken`."""
        if self._read:
            raise Broken("garbled")
        self._socket.settimeout(0)
        try:
            early = self._socket.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return
        except OSError:
            raise Broken("closed") from None
        raise Broken("garbled" if early else "closed")

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _reply(self, deadline: float) -> Reply:
        lines: list[str] = []
        codes: set[int] = set()
        size = 0
        while True:
            line = self._line(deadline)
            size += len(line)
            found = _LINE.fullmatch(line)
            if not found or size > _LONGEST_REPLY:
                raise Broken("garbled")
            lines.append((found[3] or b"").decode("utf-8", "replace"))
            codes.add(int(found[1]))
            if len(codes) > 1:
                raise Broken("garbled")
            if found[2] != b"-":
                return Reply(codes.pop(), tuple(lines))

    def _line(self, deadline: float) -> bytes:
        while (end := self._read.find(b"\n")) < 0:
            if len(self._read) > _LONGEST_LINE:
                raise Broken("garbled")
            self._read += self._receive(deadline)
        line = bytes(self._read[: end + 1])
        del self._read[: end + 1]
        return line

    def _receive(self, deadline: float) -> bytes:
        self._allow(deadline)
        try:
            received = self._socket.recv(_LONGEST_LINE)
        except TimeoutError:
            raise Broken("silent") from None
        except OSError:
            raise Broken("closed") from None
        if not received:
            raise Broken("closed")
        return received

    def _send(self, octets: bytes, deadline: float) -> None:
        rest = memoryview(octets)
        while rest:
            self._allow(deadline)
            try:
                rest = rest[self._socket.send(rest[:_CHUNK]) :]
            except TimeoutError:
                raise Broken("silent") from None
            except OSError:
                raise Broken("closed") from None

    def _allow(self, deadline: float) -> None:
        """Let the next step take what is left of the time."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise Broken("silent")
        self._socket.settimeout(left)
