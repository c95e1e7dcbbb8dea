"""A server that goes wrong, at every stage: who gets what, and what is said of it."""

import socket
import time

import pytest

from pipeline.delivery.outcomes import Outcome, Reply, Stage, judge
from pipeline.delivery.providers import Server
from pipeline.delivery.session import Patience
from pipeline.delivery.smtp import Post
from tests.delivery.posting import CALM, COACH, MAYA, MESSAGE, hasty, here, post, send
from tests.smtp.scripted import DRIP, DROP, ENDLESS, RESET, SILENCE, Act, Fault, ScriptedServer
from tests.smtp.sink import free_port

FOR_ALL = ("greeting", "EHLO", "MAIL")
FOR_ONE = ("RCPT", "DATA")
IN_TIME = 3.0


def first_of_two(stage: str, act: Act | tuple[Act, ...]) -> tuple[Outcome, Outcome, ScriptedServer]:
    """What becomes of a mail that meets a fault, and of the next one, whose connection is well."""
    is_slow = act in (SILENCE, DRIP)
    with (
        ScriptedServer({stage: [act]}, {}) as server,
        hasty(server.port, stage) if is_slow else post(server.port) as way,
    ):
        started = time.monotonic()
        first = way.hand_over(MESSAGE, COACH, MAYA, lambda: wait_for(server, stage))
        assert time.monotonic() - started < IN_TIME
        return first, send(way, "next@example.com"), server


def wait_for(server: ScriptedServer, stage: str) -> None:
    """Let a server hang up in the middle of a text before the dot is sent."""
    if stage == "text":
        server.has_dropped.wait(0.3)


@pytest.mark.parametrize("stage", FOR_ALL)
@pytest.mark.parametrize("code", ["421 4.3.2 later", "451 4.3.0 later", "550 5.7.1 no", "554 no"])
def test_a_server_that_takes_no_mail_stops_the_batch(stage: str, code: str) -> None:
    first, second, server = first_of_two(stage, code)
    assert (first.kind, first.stops, first.code) == ("deferred", True, int(code[:3]))
    assert second == first
    assert server.calls == 1
    assert server.mails == []


@pytest.mark.parametrize("stage", [*FOR_ONE, "dot"])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("450 4.2.1 later", "deferred"),
        ("421 4.3.2 later", "deferred"),
        ("550 5.1.1 nobody", "refused"),
        ("554 no", "refused"),
    ],
)
def test_an_answer_about_one_mail_is_for_that_client_only(stage: str, code: str, kind: str) -> None:
    first, second, server = first_of_two(stage, code)
    assert (first.kind, first.stops, first.code) == (kind, False, int(code[:3]))
    assert second.kind == "accepted"
    assert [mail.recipient for mail in server.mails] == ["next@example.com"]


@pytest.mark.parametrize(
    "fault", [DROP, RESET, SILENCE, DRIP, ENDLESS, "hello there", "250fine", "354 what", " "]
)
@pytest.mark.parametrize("stage", FOR_ALL)
def test_no_answer_before_a_mail_stops_the_batch(stage: str, fault: Act) -> None:
    first, second, server = first_of_two(stage, fault)
    assert (first.kind, first.stops) == ("deferred", True)
    assert second == first
    assert server.mails == []


@pytest.mark.parametrize("fault", [DROP, RESET, SILENCE, DRIP, ENDLESS, "hello there", "999 what"])
@pytest.mark.parametrize("stage", FOR_ONE)
def test_no_answer_before_the_dot_leaves_the_mail_for_later(stage: str, fault: Act) -> None:
    first, second, server = first_of_two(stage, fault)
    is_slow = fault in (SILENCE, DRIP)
    assert (first.kind, first.stops) == ("deferred", is_slow)
    assert second.kind == ("deferred" if is_slow else "accepted")
    assert MAYA not in [mail.recipient for mail in server.mails]


@pytest.mark.parametrize("fault", [DROP, RESET, "421 enough", "nonsense"])
def test_a_server_that_speaks_or_leaves_before_the_dot_gets_no_dot(fault: Act) -> None:
    first, second, server = first_of_two("text", (fault, DROP) if isinstance(fault, str) else fault)
    assert (first.kind, first.stops) == ("deferred", False)
    assert second.kind == "accepted"
    assert [mail.recipient for mail in server.mails] == ["next@example.com"]


@pytest.mark.parametrize(
    "fault", [DROP, RESET, SILENCE, DRIP, ENDLESS, "hello there", "250fine", "354 what", "-1 x"]
)
def test_no_answer_after_the_dot_is_uncertain_and_stops_the_batch(fault: Act) -> None:
    first, second, server = first_of_two("dot", fault)
    assert (first.kind, first.stops, first.code) == ("uncertain", True, None)
    assert "not known" in first.reason
    assert (second.kind, second.stops) == ("deferred", True)
    assert "not known" in second.reason
    assert [mail.recipient for mail in server.mails] == [MAYA]
    assert server.calls == 1


def test_an_answer_of_several_lines_with_different_codes_is_no_answer() -> None:
    first, _, _ = first_of_two("dot", "250-taken\r\n550 or not")
    assert first.kind == "uncertain"


def test_an_answer_of_several_lines_is_one() -> None:
    first, _, _ = first_of_two("dot", "250-2.0.0 taken\r\n250 really")
    assert first.kind == "accepted"


def test_a_line_without_end_is_no_answer() -> None:
    first, _, _ = first_of_two("RCPT", "250 " + "x" * 10_000)
    assert "makes no sense" in first.reason


def test_a_server_that_is_not_there() -> None:
    with post(free_port()) as way:
        outcome = send(way)
        assert (outcome.kind, outcome.stops) == ("deferred", True)
        assert outcome.reason == "The mail server could not be reached."


def test_servers_get_the_time_that_they_may_take() -> None:
    """By RFC 5321 (4.5.3.2): whoever hangs up earlier after the dot does not know what became of the mail."""
    usual = Patience()
    assert usual.dot >= 600
    assert min(usual.reply, usual.text) >= 300
    assert Post(here(25))._patience == usual


def test_a_server_that_reads_nothing_is_given_up() -> None:
    message = MESSAGE + b"x" * 78 * 160_000
    script = {"text": SILENCE}
    with ScriptedServer(script, offers=()) as server, hasty(server.port, "text") as way:
        started = time.monotonic()
        outcome = send(way, message=message)
        assert time.monotonic() - started < IN_TIME
    assert (outcome.kind, outcome.stops) == ("deferred", True)
    assert "while the message was sent" in outcome.reason


@pytest.mark.parametrize("stage", ["RCPT", "dot"])
@pytest.mark.parametrize(
    "code", ["550-5.4.5 Daily user sending limit exceeded", "550 5.1.90 limit", "450 4.4.5 x"]
)
def test_an_account_that_may_send_no_more_is_nobody_elses_fault(stage: str, code: str) -> None:
    first, second, server = first_of_two(stage, code if "-5" not in code else f"{code}\r\n550 5.4.5 help")
    assert (first.kind, first.stops) == ("deferred", True)
    assert "no more for today" in first.reason
    assert second.stops
    assert server.mails == []


def test_a_server_that_wants_a_login_is_nobody_elses_fault() -> None:
    first, _, _ = first_of_two("RCPT", "530 5.7.0 Authentication required")
    assert (first.kind, first.stops) == ("deferred", True)


def test_a_size_refused_with_the_sender_is_this_mails_fault() -> None:
    first, second, _ = first_of_two("MAIL", "552 5.3.4 too big")
    assert (first.kind, first.stops) == ("refused", False)
    assert second.kind == "accepted"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("550 5.1.1 <maya@example.com>: nobody", "says that this address does not exist (550 5.1.1)."),
        ("552 5.2.2 Maya's box is full", "says that this mailbox is full (552 5.2.2)."),
        ("452 4.2.2 Maya's box is full", "says that this mailbox is full (452 4.2.2)."),
        ("550 maya is not welcome", "refused this message (550)."),
        ("450 4.9.9 come again, Maya", "asks to try later (450 4.9.9)."),
    ],
)
def test_a_reason_is_plain_and_holds_nothing_of_the_client(answer: str, told: str) -> None:
    first, _, _ = first_of_two("RCPT", answer)
    assert first.reason == f"The mail server {told}"


def test_an_answer_that_came_too_early_gets_no_dot() -> None:
    first, second, server = first_of_two("DATA", "354 go ahead\r\n250 taken already")
    assert (first.kind, first.stops) == ("deferred", False)
    assert second.kind == "accepted"
    assert MAYA not in [mail.recipient for mail in server.mails]


def test_a_line_that_is_cut_while_the_text_goes_out() -> None:
    message = MESSAGE + b"x" * 78 * 160_000
    with ScriptedServer({"text": RESET}, {}, offers=()) as server, post(server.port) as way:
        outcome = send(way, message=message)
        assert (outcome.kind, outcome.stops) == ("deferred", False)
        assert send(way).kind == "accepted"


def test_nobody_waits_for_ever_for_a_server_to_pick_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(_address: tuple[str, int], seconds: float) -> socket.socket:
        assert seconds == CALM.connect
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", call)
    with post(1) as way:
        assert send(way).reason == "The mail server could not be reached."


def test_a_name_that_cannot_be_one() -> None:
    with post(Server("x" * 300, 25, "none")) as way:
        assert send(way).reason == "The mail server could not be reached."


@pytest.mark.parametrize("stage", [*FOR_ONE, "dot"])
@pytest.mark.parametrize("answer", ["554 5.7.1 not to them", "550-5.7.26 no\r\n550 5.7.26 no"])
def test_a_policy_against_one_mail_stops_no_other(stage: str, answer: str) -> None:
    first, second, _ = first_of_two(stage, answer)
    assert (first.kind, first.stops) == ("refused", False)
    assert second.kind == "accepted"


@pytest.mark.parametrize(
    ("stage", "answer", "is_unclear"),
    [
        ("recipient", "5.7.1 Relay access denied", True),
        ("recipient", "relay not permitted", False),
        ("recipient", "5.1.1 nobody", False),
        ("recipient", "5.2.1 closed", False),
        ("dot", "5.7.1 spam", False),
    ],
)
def test_a_recipient_refused_by_policy_may_be_about_the_sender(
    stage: Stage, answer: str, *, is_unclear: bool
) -> None:
    outcome = judge(stage, Reply(554, (answer,)))
    assert outcome is not None
    assert (outcome.kind, outcome.stops, outcome.is_unclear) == ("refused", False, is_unclear)


@pytest.mark.parametrize(
    ("stage", "code", "lasts"),
    [
        ("login", 535, True),
        ("login", 454, False),
        ("sender", 530, True),
        ("sender", 550, False),
        ("greeting", 554, False),
    ],
)
def test_what_does_not_pass_by_itself(stage: Stage, code: int, *, lasts: bool) -> None:
    outcome = judge(stage, Reply(code, ("no",)))
    assert outcome is not None
    assert (outcome.stops, outcome.lasts) == (True, lasts)


def test_a_quota_is_there_again_tomorrow() -> None:
    outcome = judge("login", Reply(550, ("5.4.5 enough",)))
    assert outcome is not None
    assert (outcome.stops, outcome.lasts) == (True, False)


def test_faults_tell_what_they_are() -> None:
    assert all(fault.value for fault in Fault)
