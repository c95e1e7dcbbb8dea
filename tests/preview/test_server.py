"""What the preview's server hands out, to whom, and what it refuses."""

import io
import json
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import RemoteDisconnected
from threading import Thread

import pytest
from PIL import Image

from pipeline.preview import board as boards
from pipeline.preview import server as servers
from pipeline.preview.board import Board
from pipeline.preview.server import Server
from pipeline.preview.values import Edition, Leaf, Remark, Wish
from tests.preview.window import Window

TOKEN = "a-token"  # noqa: S105 - of a server that ends with the test
HOSTILE = '<img src=x onerror="alert(1)">'


def small_pdf() -> bytes:
    """Return a PDF of one page of 100 x 50 points."""
    stream = io.BytesIO()
    Image.new("RGB", (100, 50), "white").save(stream, "PDF", resolution=72)
    return stream.getvalue()


LEAF = Leaf("abc", "pdf", 0, 100, 50)
FAULT = Remark("x.html", HOSTILE, "Mend it.")
EDITION = Edition(Wish("C-1", "en"), (FAULT,), leaves=(LEAF,), documents={"pdf": small_pdf()})


class Bench:
    """A server with what it was told to show."""

    def __init__(self) -> None:
        self.board = Board(Edition(Wish(), (), is_whole=False))
        self.wishes: list[Wish] = []
        self.turned: list[int] = []
        self.server = Server(self.board, TOKEN, self.wishes.append, self.turned.append)
        self.window = Window(self.server.address)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    thread = Thread(target=made.server.serve)
    thread.start()
    yield made
    made.server.close()
    thread.join()


def test_it_listens_on_this_machine_alone(bench: Bench) -> None:
    assert bench.server.address.startswith("http://127.0.0.1:")
    assert bench.server.address.endswith(f"/{TOKEN}/")


@pytest.mark.parametrize(("name", "kind"), [("", "html"), ("page.css", "css"), ("page.js", "javascript")])
def test_the_page_and_its_parts_load_nothing_from_elsewhere(bench: Bench, name: str, kind: str) -> None:
    answer, body = bench.window.ask(bench.window.path + name)
    assert answer.status == 200
    assert kind in (answer.getheader("Content-Type") or "")
    policy = answer.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("Referrer-Policy") == "no-referrer"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert b"http:" not in body
    assert b"https:" not in body
    assert b"innerHTML" not in body
    assert "Python" not in str(answer.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/a-token",
        "/wrong/",
        "/wrong/news",
        "/a-tokenx/",
        "/a-token/../../../../etc/passwd",
        "/a-token/..%2f..%2fserver.py",
        "/a-token/pictures/",
        "/a-token/pictures/..%2f..%2fabc",
        "/a-token/pictures/none",
        "/a-token/index.html",
        "/%C3%A9/news",
    ],
)
def test_any_other_address_leads_nowhere(bench: Bench, path: str) -> None:
    bench.board.put(EDITION)
    answer, body = bench.window.ask(path)
    assert (answer.status, body) == (404, b"Not Found")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "evil.example:{port}", "127.0.0.1.nip.io:{port}", ""]
)
def test_a_request_by_another_hosts_name_is_refused(bench: Bench, host: str) -> None:
    answer, body = bench.window.ask(bench.window.path, Host=host.format(port=bench.window.port))
    assert (answer.status, body) == (421, b"Misdirected Request")


def test_this_machine_may_be_called_by_its_usual_name(bench: Bench) -> None:
    answer, _ = bench.window.ask(bench.window.path, Host=f"localhost:{bench.window.port}")
    assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"])
def test_nothing_but_get_is_answered(bench: Bench, method: str) -> None:
    answer, _ = bench.window.ask(bench.window.path + "choose?client=x", method)
    assert answer.status == 501
    assert bench.wishes == []


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET http://[bad/ HTTP/1.1", b"400 Bad Request"),
        (b"GET", b"400 Bad Request"),
        (b"GET /<b> HTTP/x", b"400 Bad Request"),
        (b"POST /<b> HTTP/1.1", b"501 Not Implemented"),
        (b"HEAD / HTTP/1.1", b"501 Not Implemented"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_headers_of_every_answer(
    bench: Bench, capfd: pytest.CaptureFixture[str], line: bytes, status: bytes
) -> None:
    with socket.create_connection((bench.window.host, bench.window.port), timeout=5) as client:
        client.sendall(line + b"\r\n\r\n")
        with client.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 " + status)
    for safe in (b"Content-Security-Policy: default-src 'none'", b"X-Content-Type-Options: nosniff"):
        assert safe in head
    assert b"\r\nServer: roadmap\r\n" in head
    assert b"\r\nConnection: close" in head
    assert body == (b"" if line.startswith(b"HEAD") else status[4:])
    assert capfd.readouterr().err == ""


def test_nothing_is_logged(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    bench.window.get("choose", client="C-1")
    assert capfd.readouterr() == ("", "")


def test_a_tab_that_is_closed_while_it_waits_is_not_minded(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    window = bench.window
    tab = socket.create_connection((window.host, window.port))
    tab.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    tab.sendall(
        f"GET {window.path}news?after=1 HTTP/1.1\r\nHost: {window.host}:{window.port}\r\n\r\n".encode()
    )
    time.sleep(0.1)
    tab.close()
    bench.board.put(EDITION)
    assert window.get("news", after=1)
    time.sleep(0.1)
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_server_itself_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(servers, "_told", lambda _: 1 / 0)
    with pytest.raises(RemoteDisconnected):
        bench.window.get("news")
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_news_come_when_there_are_some(bench: Bench) -> None:
    first = json.loads(bench.window.get("news", after=0))
    assert (first["isWhole"], first["pages"]) == (False, [])
    later: list[bytes] = []
    waiting = Thread(target=lambda: later.append(bench.window.get("news", after=first["number"])))
    waiting.start()
    bench.board.put(EDITION)
    waiting.join(10)
    news = json.loads(later[0])
    assert news["pages"] == [{"key": "abc", "width": 100, "height": 50}]
    assert news["remarks"][0]["message"] == HOSTILE, "data, which the page sets as text"
    assert news["chosen"]["client"] == "C-1"


def test_whoever_waits_in_vain_is_told_the_same_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PATIENCE", 0.05)
    assert json.loads(bench.window.get("news", after=10**6))["number"] == 1


def test_a_page_is_a_picture_at_the_size_of_a_screen(bench: Bench) -> None:
    bench.board.put(EDITION)
    with Image.open(io.BytesIO(bench.window.get("pictures/abc"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (160, 80))


def test_a_picture_is_drawn_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def draw(_content: bytes, index: int) -> bytes:
        drawn.append(index)
        return b"png"

    monkeypatch.setattr(boards, "draw", draw)
    bench.board.put(EDITION)
    assert bench.window.get("pictures/abc") == bench.window.get("pictures/abc") == b"png"
    assert drawn == [0]


def test_the_pages_stay_while_a_fault_is_shown_and_go_with_their_document(bench: Bench) -> None:
    bench.board.put(EDITION)
    broken = Edition(Wish("C-1", "en"), (Remark("", "A fault.", ""),))
    bench.board.put(broken)
    news = json.loads(bench.window.get("news", after=0))
    assert ([page["key"] for page in news["pages"]], news["isOld"]) == (["abc"], True)
    assert bench.window.get("pictures/abc")
    bench.board.put(Edition(Wish("C-2", "en"), (Remark("", "A fault.", ""),)))
    news = json.loads(bench.window.get("news", after=0))
    assert (news["pages"], news["isOld"]) == ([], False), "nobody sees the pages of somebody else"


def test_finished_pages_stay_where_a_draft_would_be_the_same(bench: Bench) -> None:
    bench.board.put(EDITION)
    drafts = tuple(Leaf(f"{key}-draft", "fast", 0, 100, 50) for key in ("abc", "new"))
    bench.board.put(replace(EDITION, leaves=drafts, documents={"fast": small_pdf()}, is_whole=False))
    news = json.loads(bench.window.get("news", after=0))
    assert [page["key"] for page in news["pages"]] == ["abc", "new-draft"]
    assert bench.window.get("pictures/abc")
    assert bench.window.get("pictures/new-draft")


def test_what_was_found_stays_until_pages_of_the_document_are_looked_at_again(bench: Bench) -> None:
    found = replace(EDITION, remarks=(), findings=(FAULT,))
    drafts = replace(found, findings=None, documents={})
    bench.board.put(replace(found, remarks=(Remark("", "Minor.", "", severity="warning"),)))
    told = json.loads(bench.window.get("news", after=0))["remarks"]
    assert [remark["severity"] for remark in told] == ["error", "warning"], "errors come first"
    for edition, number in ((found, 1), (drafts, 1), (replace(drafts, findings=()), 0), (found, 1)):
        bench.board.put(edition)
        assert len(json.loads(bench.window.get("news", after=0))["remarks"]) == number
    bench.board.put(replace(drafts, wish=Wish("C-2", "en")))
    assert json.loads(bench.window.get("news", after=0))["remarks"] == []


def test_pages_that_are_gone_are_forgotten(bench: Bench) -> None:
    bench.board.put(EDITION)
    for number in range(3):
        leaf = Leaf(f"new-{number}", "new", 0, 1, 1)
        bench.board.put(Edition(Wish(), (), leaves=(leaf,), documents={"new": small_pdf()}))
    answer, _ = bench.window.ask(f"{bench.window.path}pictures/abc")
    assert answer.status == 404


def test_what_is_chosen_is_passed_on_and_nonsense_is_not(bench: Bench) -> None:
    bench.window.get("choose", client="C-2", kind="brief", language="ar")
    bench.window.get("choose", kind="../x", client="x" * 1000)
    bench.window.get("turn", page="4")
    bench.window.get("turn", page="-1")
    bench.window.get("turn", page="٣")
    bench.window.get("turn")
    assert bench.wishes == [Wish("C-2", "ar", "brief"), Wish("x" * 200)]
    assert bench.turned == [4, 0, 0, 0]
