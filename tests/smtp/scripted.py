"""A mail server that goes wrong where a script says so.

    script = {"RCPT": ["250 fine", "550 5.1.1 nobody"], "dot": DROP}
    with ScriptedServer(script) as server:
        ...  # talk to 127.0.0.1, server.port
    assert [mail.recipient for mail in server.mails] == ["maya@example.com"]

A script says what happens at a stage: ``greeting``, a command (``EHLO``, ``STARTTLS``, ``AUTH``, ``MAIL``,
``RCPT``, ``DATA``, ``RSET``, ``QUIT``), ``text`` (the first bytes of a message have come, the dot has not) or
``dot``. A text is the answer; ``DROP``, ``RESET``, ``SILENCE``, ``DRIP`` and ``ENDLESS`` are what they say; a
tuple is several of these one after the other; a list is what happens the first time, the second time and so
on, on one connection, after which, as everywhere the script says nothing, things go well. Several scripts are
for one connection after the other, the last for all that follow.
"""

import socket
import ssl
import struct
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Self


class Fault(Enum):
    """Something else than an answer."""

    DROP = "hangs up"
    RESET = "cuts the line, so that the client's system reports an error"
    SILENCE = "says nothing until the client hangs up"
    DRIP = "sends an answer one byte at a time, for ever"
    ENDLESS = "sends a reply whose lines never end"


DROP, RESET, SILENCE, DRIP, ENDLESS = Fault

Act = str | Fault
Script = Mapping[str, Act | tuple[Act, ...] | list[Act | tuple[Act, ...]]]

GOOD: Mapping[str, str] = {
    "greeting": "220 test.example ESMTP",
    "STARTTLS": "220 go ahead",
    "AUTH": "235 2.7.0 welcome",
    "DATA": "354 go ahead",
    "text": "",
    "dot": "250 2.0.0 taken",
    "QUIT": "221 goodbye",
}
DRIP_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Mail:
    """A message that the server may deliver: its dot came, and it was not refused."""

    sender: str
    recipient: str
    text: bytes
    connection: int
    is_encrypted: bool


class _HungUp(Exception):  # noqa: N818 - no error: the talk is over
    """One of the two ends has gone."""


class ScriptedServer:
    """Listens on 127.0.0.1 while the ``with`` block lasts.

    ``heard`` holds the lines of all clients, but for the texts of messages; ``unfinished`` the texts whose
    dot never came; ``calls`` counts connections.
    ``context`` makes it speak TLS: after STARTTLS, or from the first byte if ``is_tls_only``.
    """

    def __init__(
        self,
        *scripts: Script,
        offers: Sequence[str] = (
            "PIPELINING",
            "SIZE 1000000",
            "8BITMIME",
            "SMTPUTF8",
            "AUTH PLAIN LOGIN XOAUTH2",
        ),
        context: ssl.SSLContext | None = None,
        is_tls_only: bool = False,
    ) -> None:
        self.scripts = scripts or ({},)
        self.offers = tuple(offers)
        self.context = context
        self.is_tls_only = is_tls_only
        self.heard: list[str] = []
        self.mails: list[Mail] = []
        self.unfinished: list[bytes] = []
        self.calls = 0
        self.has_dropped = threading.Event()
        self.is_over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.is_over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self.is_over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            script = self.scripts[min(self.calls, len(self.scripts) - 1)]
            self.calls += 1
            thread = threading.Thread(target=_Talk(self, line, script, self.calls).run, daemon=True)
            self._threads.append(thread)
            thread.start()


class _Talk:
    """One connection."""

    def __init__(self, server: ScriptedServer, line: socket.socket, script: Script, number: int) -> None:
        self._server = server
        self._line = line
        self._script = script
        self._number = number
        self._times: dict[str, int] = {}
        self._read = b""
        self._sender = self._recipient = ""
        line.settimeout(5)

    def run(self) -> None:
        with suppress(_HungUp, OSError):
            if self._server.is_tls_only:
                self._encrypt()
            self._act("greeting")
            while True:
                self._follow(self._take(b"\r\n").decode())
        self._line.close()

    def _follow(self, line: str) -> None:
        self._server.heard.append(line)
        command = line.upper().split(" ", 1)[0]
        if command == "EHLO":
            self._act(command, "\r\n".join(self._greeting()))
        elif command == "DATA":
            if self._act(command).startswith("354"):
                self._take_message()
        elif command == "AUTH":
            self._log_in(line)
        else:
            path = line.partition("<")[2].partition(">")[0]
            self._sender = path if command == "MAIL" else self._sender
            self._recipient = path if command == "RCPT" else self._recipient
            said = self._act(command)
            if command == "STARTTLS" and said.startswith("220"):
                self._encrypt()
            if command == "QUIT":
                raise _HungUp

    def _greeting(self) -> list[str]:
        can_encrypt = self._server.context and not isinstance(self._line, ssl.SSLSocket)
        offers = ["test.example", *(["STARTTLS"] if can_encrypt else []), *self._server.offers]
        return [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]

    def _log_in(self, line: str) -> None:
        """Hear a login out; its lines are kept as they came."""
        if line.upper() == "AUTH LOGIN":
            for prompt in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                self._send(f"334 {prompt}\r\n".encode())
                self._server.heard.append(self._take(b"\r\n").decode())
        self._act("AUTH")

    def _take_message(self) -> None:
        if not self._read:
            self._receive()
        self._act("text")
        try:
            text = self._take(b"\r\n.\r\n") + b"\r\n"
        except (_HungUp, OSError):
            self._server.unfinished.append(self._read)
            raise
        acts = self._acts("dot")
        if not any(isinstance(act, str) and act[:1] in "45" for act in acts):
            mail = Mail(
                self._sender, self._recipient, text, self._number, isinstance(self._line, ssl.SSLSocket)
            )
            self._server.mails.append(mail)
        self._do(acts)

    def _encrypt(self) -> None:
        if self._server.context is None:
            raise _HungUp
        self._line = self._server.context.wrap_socket(self._line, server_side=True)

    def _acts(self, stage: str, otherwise: str = "250 fine") -> tuple[Act, ...]:
        time = self._times[stage] = self._times.get(stage, 0) + 1
        found = self._script.get(stage, GOOD.get(stage, otherwise))
        if isinstance(found, list):
            found = found[time - 1] if time <= len(found) else GOOD.get(stage, otherwise)
        return found if isinstance(found, tuple) else (found,)

    def _act(self, stage: str, otherwise: str = "250 fine") -> str:
        return self._do(self._acts(stage, otherwise))

    def _do(self, acts: tuple[Act, ...]) -> str:
        """Do one thing after the other and return the last answer that was given."""
        said = ""
        for act in acts:
            if isinstance(act, str):
                said = act
                self._send(f"{act}\r\n".encode("latin-1") if act else b"")
            elif act in (DROP, RESET):
                self._hang_up(is_rude=act is RESET)
            elif act is SILENCE:
                self._server.is_over.wait(5)
            else:
                self._babble(act)
        return said

    def _hang_up(self, *, is_rude: bool) -> None:
        if is_rude:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._server.has_dropped.set()
        raise _HungUp

    def _babble(self, act: Fault) -> None:
        """Send a drop or a flood until the client has gone or the test is over."""
        while not self._server.is_over.is_set():
            self._send(b"2" if act is DRIP else b"250-more\r\n" * 100)
            if act is DRIP:
                self._server.is_over.wait(DRIP_SECONDS)

    def _send(self, octets: bytes) -> None:
        self._line.sendall(octets)

    def _take(self, end: bytes) -> bytes:
        while end not in self._read:
            self._receive()
        taken, _, self._read = self._read.partition(end)
        return taken

    def _receive(self) -> None:
        received = self._line.recv(65_536)
        if not received:
            raise _HungUp
        self._read += received
