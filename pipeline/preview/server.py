"""Serves a board to the browser of this machine, and to nobody else.

Pages hold what clients wrote. The server listens on the loopback address alone; an address holds a token that
only whoever started it knows; a request must name this very host, so that no web page can reach it by a name
of its own (DNS rebinding); and nothing that is served may load anything from elsewhere.
"""

import hmac
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipeline.models.making import KINDS
from pipeline.preview.board import Board, Shown
from pipeline.preview.values import Wish

ADDRESS = "127.0.0.1"

PATIENCE = 20.0
"""Seconds after which a browser that waits for news is told that there are none, and asks again."""

_PAGE = Path(__file__).parent / "page"
_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_LONGEST = 200
"""Characters of the longest id or language that is taken from an address."""


class Server:
    """A server on a free port.

    ``choose`` is told what the person at the browser wants to see, ``turn`` which page, from 0, is looked at.
    """

    def __init__(
        self, board: Board, token: str, choose: Callable[[Wish], None], turn: Callable[[int], None]
    ) -> None:
        self._server = _Quiet((ADDRESS, 0), partial(_Visit, board, token, choose, turn))
        self._server.daemon_threads = True
        port = self._server.server_address[1]
        self.address = f"http://{ADDRESS}:{port}/{token}/"

    def serve(self) -> None:
        """Answer requests until the server is closed."""
        self._server.serve_forever(poll_interval=0.1)

    def close(self) -> None:
        """Answer no more requests."""
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    """Does not mind when a tab is closed while it waits for news."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base
        """Tell of an error, unless it is that nobody listens any more."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Visit(BaseHTTPRequestHandler):
    """One request. Only GET is known; every other method is refused by the class above."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # the base answers what names no version without any header
    timeout = 60

    def __init__(
        self,
        board: Board,
        token: str,
        choose: Callable[[Wish], None],
        turn: Callable[[int], None],
        *request: Any,  # noqa: ANN401 - the server's
    ) -> None:
        self._board, self._token, self._choose, self._turn = board, token, choose, turn
        super().__init__(*request)

    def do_GET(self) -> None:
        """Answer with a page, a picture or news."""
        try:
            address = urlsplit(self.path)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        _, _, rest = address.path.partition("/")
        token, slash, name = rest.partition("/")
        if not self._is_meant():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif not slash or not hmac.compare_digest(token.encode(), self._token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif name in _FILES:
            file, kind = _FILES[name]
            self._answer((_PAGE / file).read_bytes(), kind)
        else:
            self._answer_data(name, {key: values[-1] for key, values in parse_qs(address.query).items()})

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - as in the base
        """Refuse what the base cannot read or does not know, with the headers of every other answer."""
        self._refuse(HTTPStatus(code))

    def version_string(self) -> str:
        """Say nothing about what serves."""
        return "roadmap"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base
        """Log nothing: addresses hold the token and ids."""

    def _answer_data(self, name: str, asked: Mapping[str, str]) -> None:
        folder, _, key = name.partition("/")
        if name == "news":
            shown = self._board.look(_number(asked.get("after")), PATIENCE)
            self._answer(json.dumps(_told(shown)).encode(), "application/json")
        elif name == "choose":
            self._choose(_wish(asked))
            self._answer(b"{}", "application/json")
        elif name == "turn":
            self._turn(_number(asked.get("page")))
            self._answer(b"{}", "application/json")
        elif folder == "pictures" and (picture := self._board.picture(key)):
            self._answer(picture, "image/png")
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _is_meant(self) -> bool:
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in {f"{ADDRESS}:{port}", f"localhost:{port}"}

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for header, value in _HEADERS.items():
            self.send_header(header, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":  # RFC 9110, 9.3.2: its answer has no content
            self.wfile.write(content)

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._answer(status.phrase.encode(), "text/plain; charset=utf-8", status)


def _wish(asked: Mapping[str, str]) -> Wish:
    """Read what is wanted; what makes no sense is as if it had not been said."""
    kind = next((kind for kind in KINDS if kind == asked.get("kind")), KINDS[0])
    return Wish(asked.get("client", "")[:_LONGEST], asked.get("language", "")[:_LONGEST], kind)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _told(shown: Shown) -> dict[str, Any]:
    """Return what the page's script reads."""
    edition = shown.edition
    remarks = sorted((*edition.remarks, *(edition.findings or ())), key=lambda each: each.severity != "error")
    return {
        "number": shown.number,
        "chosen": asdict(edition.wish),
        "people": [asdict(person) for person in edition.people],
        "languages": edition.languages,
        "remarks": [asdict(remark) for remark in remarks],
        "pages": [{"key": leaf.key, "width": leaf.width, "height": leaf.height} for leaf in shown.leaves],
        "isOld": shown.is_old,
        "isWhole": edition.is_whole,
        "practice": edition.practice,
        "colour": edition.colour,
    }
