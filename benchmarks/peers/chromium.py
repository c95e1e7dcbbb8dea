"""Chromium without a window: one browser and one page for all reports, steered over a pipe (CDP)."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.peers.contest import Print

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
_STYLE = '<head><link rel="stylesheet" href="report.css">'
_END = b"\0"


def find() -> str | None:
    """Return the browser, or None if none is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browser(kit: Path) -> Iterator[Print]:
    """Print with the page's own size and colours, tagged, from files beside copies of the kit's."""
    with TemporaryDirectory() as folder:
        home = Path(folder, "kit")
        shutil.copytree(kit, home)
        with _steered(Path(folder, "profile")) as call:
            target = call("Target.createTarget", {"url": "about:blank"})["targetId"]
            session = call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
            call("Page.enable", session=session)

            def print_one(markup: str) -> bytes:
                page = home / "page.html"
                page.write_text(markup.replace("<head>", _STYLE, 1), encoding="utf-8")
                call("Page.navigate", {"url": page.as_uri()}, session, until="Page.loadEventFired")
                wanted = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
                return b64decode(call("Page.printToPDF", wanted, session)["data"])

            yield print_one


@contextmanager
def _steered(profile: Path) -> Iterator[Any]:
    """Start a browser and give what calls one of its methods and waits for the answer, or for an event."""
    to_read, to_write = os.pipe(), os.pipe()  # as the browser sees them
    start = f'exec "$0" "$@" 3<&{to_read[0]} 4>&{to_write[1]}'
    process = subprocess.Popen(  # noqa: S603 - fixed words and a path from this machine
        ["bash", "-c", start, str(find()), *_OPTIONS, f"--user-data-dir={profile}", "about:blank"],  # noqa: S607 - found on the PATH
        pass_fds=(to_read[0], to_write[1]),
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read[0])
    os.close(to_write[1])
    steering = _Steering(to_read[1], to_write[0])
    try:
        yield steering.call
    finally:
        steering.call("Browser.close")
        process.wait(20)
        os.close(to_read[1])
        os.close(to_write[0])


class _Steering:
    """Messages to a browser and back, each ended by a zero byte."""

    def __init__(self, out: int, back: int) -> None:
        self._out, self._back = out, back
        self._rest = b""
        self._number = 0

    def call(
        self, method: str, parameters: dict[str, Any] | None = None, session: str = "", until: str = ""
    ) -> dict[str, Any]:
        """Call a method; return its answer once that, and the event ``until``, have come."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters or {}}
        os.write(self._out, json.dumps(message | ({"sessionId": session} if session else {})).encode() + _END)
        answer, has_come = None, not until
        while answer is None or not has_come:
            said = self._read()
            has_come = has_come or said.get("method") == until
            if said.get("id") == self._number:
                answer = said
        return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        while _END not in self._rest:
            self._rest += os.read(self._back, 1 << 16)
        message, _, self._rest = self._rest.partition(_END)
        said: dict[str, Any] = json.loads(message)
        return said
