"""A running preview as a browser sees it, for the tests."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from threading import Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

from pipeline.preview.desk import Desk

News = dict[str, Any]
PATIENCE = 40.0
"""Seconds: machines that do much else are slow; nothing here measures how fast it is."""


class Window:
    """A browser: asks for news as the page's script does."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname is not None
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path
        self._after = 0

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """Send a request for a whole path, and return the answer with its body."""
        connection = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def get(self, name: str, **asked: object) -> bytes:
        """Return what is served under the preview's own address."""
        answer, body = self.ask(f"{self.path}{name}?{urlencode(asked)}")
        assert answer.status == 200, name
        return body

    def wait_for(self, what: Callable[[News], bool]) -> News:
        """Return the first news of which ``what`` is true."""
        news: News = {}
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            news = json.loads(self.get("news", after=self._after))
            self._after = news["number"]
            if what(news):
                return news
        raise AssertionError(news)

    def settle(self) -> News:
        """Return the first news that show all pages, up to date and without a fault."""
        return self.wait_for(lambda news: news["isWhole"] and news["pages"] and not news["isOld"])


def keys(news: News) -> list[str]:
    """Return the names of the pages that are shown."""
    return [page["key"] for page in news["pages"]]


def messages(news: News) -> str:
    """Return all that is told to be wrong."""
    return "\n".join(f"{remark['where']} {remark['message']}" for remark in news["remarks"])


@contextmanager
def opened(desk: Desk) -> Iterator[Window]:
    """Run a preview in a thread, and end it afterwards."""
    thread = Thread(target=desk.run)
    thread.start()
    try:
        yield Window(desk.address)
    finally:
        desk.close()
        thread.join(PATIENCE)
    assert not thread.is_alive()
