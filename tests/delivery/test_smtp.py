"""A mail on its way: what is said to a server, and in what order."""

import pytest

from pipeline.delivery.smtp import Post
from tests.delivery.posting import COACH, MAYA, MESSAGE, here, nothing, post, send
from tests.smtp.scripted import DROP, ScriptedServer
from tests.smtp.sink import Sink


def test_a_mail_arrives_as_it_was_written() -> None:
    with Sink() as sink, post(sink.port) as way:
        assert send(way).kind == "accepted"
    (mail,) = sink.mails
    assert (mail.sender, mail.recipients, mail.text) == (COACH, (MAYA,), MESSAGE)


def test_many_mails_share_a_connection_each_with_one_recipient_and_a_fresh_start() -> None:
    people = [f"client{number}@example.com" for number in range(4)]
    with ScriptedServer() as server, post(server.port) as way:
        assert [send(way, person).kind for person in people] == ["accepted"] * 4
    assert server.calls == 1
    assert [mail.recipient for mail in server.mails] == people
    transaction = ["RSET", "MAIL", "RCPT", "DATA"]
    assert [line.split()[0] for line in server.heard] == [
        "EHLO", *transaction[1:], *transaction * 3, "QUIT",
    ]  # fmt: skip


def test_the_dot_goes_after_it_was_told() -> None:
    seen = []
    with ScriptedServer() as server:
        way = post(server.port)
        outcome = way.hand_over(MESSAGE, COACH, MAYA, lambda: seen.append(list(server.mails)))
        way.close()
    assert outcome.kind == "accepted"
    assert seen == [[]]
    assert len(server.mails) == 1


def test_what_fails_before_the_dot_is_told_and_sends_nothing_not_even_later() -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    with ScriptedServer() as server:
        with pytest.raises(OSError, match="disk is full"), post(server.port) as way:
            way.hand_over(MESSAGE, COACH, MAYA, fail)
        with post(server.port) as way:
            assert send(way).kind == "accepted"
    assert server.unfinished == [MESSAGE]
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        (b".\r\n..\r\n.x\r\nx.\r\n", b".\r\n..\r\n.x\r\nx.\r\n"),
        (b"a\nb\n", b"a\r\nb\r\n"),
        (b"a\rb", b"a\r\nb\r\n"),
        (b"a\n.\nQUIT\n", b"a\r\n.\r\nQUIT\r\n"),
        (b"a\r.\rMAIL FROM:<x@example.com>\r\n", b"a\r\n.\r\nMAIL FROM:<x@example.com>\r\n"),
        (b"a\r\n\r\n\r\n", b"a\r\n\r\n\r\n"),
        (b"", b""),
    ],
)
def test_no_text_is_taken_for_the_end_of_a_message(written: bytes, arrives: bytes) -> None:
    head = b"Subject: x\r\n\r\n"
    with Sink() as sink, post(sink.port) as way:
        assert send(way, message=head + written).kind == "accepted"
    (mail,) = sink.mails
    assert mail.text == head + arrives


@pytest.mark.parametrize(
    "address",
    [
        "maya@example.com>\r\nRCPT TO:<eve@example.com",
        "maya@example.com, eve@example.com",
        '"maya@example.com" <eve@example.com>',
        '"maya eve"@example.com',
        "maya@example.com\x00",
        "maya@exa mple.com",
        "maya",
        "@example.com",
        "maya@",
        "",
    ],
)
def test_what_is_not_one_plain_address_reaches_no_server(address: str) -> None:
    with ScriptedServer() as server, post(server.port) as way:
        assert send(way, address).kind == "refused"
        assert way.hand_over(MESSAGE, address, MAYA, nothing).kind == "refused"
    assert server.calls == 0


def test_a_domain_in_other_letters_is_written_for_machines() -> None:
    with ScriptedServer(offers=()) as server, post(server.port) as way:
        assert send(way, "maya@münchen.example").kind == "accepted"
    assert server.mails[0].recipient == "maya@xn--mnchen-3ya.example"
    assert server.heard[1] == f"MAIL FROM:<{COACH}>"


def test_a_mailbox_in_other_letters_needs_a_server_that_can() -> None:
    with Sink() as sink, post(sink.port) as way:
        assert send(way, "maría@bücher.example").kind == "accepted"
    assert sink.mails[0].recipients == ("maría@xn--bcher-kva.example",)
    with ScriptedServer(offers=("8BITMIME",)) as server, post(server.port) as way:
        outcome = send(way, "maría@example.com")
        assert (outcome.kind, outcome.stops) == ("refused", False)
        assert "letters beyond a to z" in outcome.reason
        assert send(way).kind == "accepted"
    assert [mail.recipient for mail in server.mails] == [MAYA]


def test_headers_in_other_letters_are_announced() -> None:
    message = "Subject: Schöne Grüße\r\n\r\nHallo\r\n".encode()
    with ScriptedServer() as server, post(server.port) as way:
        assert send(way, message=message).kind == "accepted"
    assert server.heard[1] == f"MAIL FROM:<{COACH}> SIZE={len(message)} BODY=8BITMIME SMTPUTF8"


def test_eight_bits_need_a_server_that_can() -> None:
    message = "Subject: x\r\n\r\nGrüße\r\n".encode()
    with ScriptedServer(offers=("SIZE 0",)) as server, post(server.port) as way:
        outcome = send(way, message=message)
        assert outcome.kind == "refused"
        assert "plain ASCII" in outcome.reason
    assert server.mails == []


def test_a_message_that_is_too_big_is_not_sent_and_the_others_go_on() -> None:
    with Sink(most_bytes=2_000_000) as sink, post(sink.port) as way:
        outcome = send(way, message=MESSAGE + b"x" * 78 * 30_000)
        assert (outcome.kind, outcome.stops) == ("refused", False)
        assert outcome.reason == "2.3 MB are too much: the mail server takes 2.0 MB at most."
        assert send(way).kind == "accepted"
    assert len(sink.mails) == 1


def test_a_big_message_arrives_whole() -> None:
    message = MESSAGE + b"".join(b".%06d\r\n" % number for number in range(100_000))
    with Sink() as sink, post(sink.port) as way:
        assert send(way, message=message).kind == "accepted"
    assert sink.mails[0].text == message


@pytest.mark.parametrize(
    "script",
    [
        {"dot": ("250 taken", DROP)},
        {"RSET": "421 enough"},
        {"RSET": "500 what?"},
        {"MAIL": ["250 fine", "421 4.7.0 too many on this connection"]},
        {"MAIL": ["250 fine", DROP]},
    ],
)
def test_a_server_that_closes_between_mails_is_called_again(script: dict[str, object]) -> None:
    with ScriptedServer(script, {}) as server, post(server.port) as way:  # type: ignore[arg-type]
        people = ["a@example.com", "b@example.com", "c@example.com"]
        assert [send(way, person).kind for person in people] == ["accepted"] * 3
    assert [mail.recipient for mail in server.mails] == people
    assert server.calls == 2


def test_goodbye_changes_nothing() -> None:
    for farewell in ("421 leaving", "250 fine", "nonsense", DROP):
        with ScriptedServer({"QUIT": farewell}) as server:
            with post(server.port) as way:
                assert send(way).kind == "accepted"
            way.close()
        assert len(server.mails) == 1
        assert server.heard.count("QUIT") == 1


def test_a_post_that_sent_nothing_calls_nobody() -> None:
    with ScriptedServer() as server:
        with post(server.port):
            pass
        way = Post(here(server.port))
        way.close()
    assert server.calls == 0


def test_looking_whether_all_is_well_sends_nothing() -> None:
    with ScriptedServer() as server:
        with post(server.port) as way:
            assert way.open() is None
            assert way.open() is None
        assert [line.split()[0] for line in server.heard] == ["EHLO", "RSET", "QUIT"]
    assert server.mails == []


def test_nagle_does_not_hold_the_dot_back() -> None:
    import socket

    with ScriptedServer() as server, post(server.port) as way:
        way.open()
        assert way._session is not None
        line = way._session._wire._socket
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
