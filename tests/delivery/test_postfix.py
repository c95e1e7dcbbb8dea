"""Once against the real thing: what Postfix takes, delivers, refuses and puts off is what we say of it."""

from collections.abc import Iterator

import pytest

from pipeline.delivery.providers import Server
from tests.delivery.posting import COACH, MESSAGE, hasty, nothing, post, send
from tests.smtp import postfix
from tests.smtp.postfix import BUSY, DOMAIN, GONE, MOST_BYTES, Postfix

pytestmark = pytest.mark.proof

MAILS = 100
HEAD = b"From: nadia@example.com\r\nMessage-ID: <%d@x.example>\r\nDate: Tue, 14 Oct 2025 10:00 +0400\r\n\r\n"
TEXT = HEAD + b"Hello\r\n..\r\n.\r\n.x\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    if why := postfix.missing():
        pytest.skip(why)
    with Postfix() as started:
        yield started


def delivered(server: Postfix, number: int) -> list[bytes]:
    """The texts in the inbox, without the headers that Postfix puts before ours."""
    marks = [mail.partition(b"From: ") for mail in server.mails(number)]
    return sorted(mark + rest for _, mark, rest in marks)


def test_what_is_accepted_is_delivered_once_and_what_is_not_never(server: Postfix) -> None:
    texts = [TEXT % number for number in range(MAILS)]
    localhost = Server("localhost", server.port, "starttls")
    with post(localhost) as way:
        assert [send(way, f"client@{DOMAIN}", text).kind for text in texts[: MAILS // 2]] == ["accepted"] * 50
        refused, deferred = send(way, GONE), send(way, BUSY)
        assert (refused.kind, refused.code, refused.stops) == ("refused", 550, False)
        assert (deferred.kind, deferred.code, deferred.stops) == ("deferred", 450, False)
        big = send(way, f"client@{DOMAIN}", MESSAGE + b"x" * MOST_BYTES)
        assert (big.kind, big.stops) == ("refused", False)
        with pytest.raises(KeyboardInterrupt):
            way.hand_over(MESSAGE, COACH, f"client@{DOMAIN}", interrupt)
        assert [send(way, f"client@{DOMAIN}", text).kind for text in texts[MAILS // 2 :]] == ["accepted"] * 50
    assert delivered(server, MAILS) == sorted(text.replace(b"\r\n", b"\n") for text in texts)


def interrupt() -> None:
    raise KeyboardInterrupt


def test_a_relay_that_is_refused(server: Postfix) -> None:
    with post(Server("localhost", server.port, "starttls")) as way:
        assert send(way, "somebody@elsewhere.example").kind == "refused"


def test_without_encryption_it_takes_nothing_and_everything_stops(server: Postfix) -> None:
    with post(server.port) as way:
        outcome = way.hand_over(MESSAGE, COACH, f"client@{DOMAIN}", nothing)
    assert (outcome.kind, outcome.stops, outcome.code) == ("deferred", True, 530)


def test_a_server_that_expects_plain_words_gets_no_handshake(server: Postfix) -> None:
    with hasty(Server("localhost", server.port, "tls"), "tls") as way:
        assert way.open() is not None
