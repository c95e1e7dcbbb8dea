"""Nothing of value is said before a server has proven who it is, and a wrong login is tried once."""

import base64
import ssl

import pytest

from pipeline.delivery.credentials import Login, Password, Token
from pipeline.delivery.providers import Server
from pipeline.delivery.session import Session, Settled
from pipeline.delivery.smtp import Post
from pipeline.delivery.wire import Wire
from pipeline.errors import DeliveryError
from pipeline.models.settings import Security
from tests.delivery.posting import CALM, hasty, here, post, send
from tests.smtp.certificates import client_context, server_context
from tests.smtp.scripted import DROP, SILENCE, Script, ScriptedServer
from tests.smtp.sink import Sink

SECRET = "correct horse"  # noqa: S105
NADIA = Password("nadia", SECRET)


def safe(server: ScriptedServer | Sink, security: Security = "starttls", host: str = "localhost") -> Server:
    return Server(host, server.port, security)


def said(server: ScriptedServer) -> list[str]:
    return [line.split()[0] for line in server.heard]


def is_secret_safe(server: ScriptedServer) -> bool:
    return "AUTH" not in said(server) and "MAIL" not in said(server) and server.mails == []


@pytest.mark.parametrize(("security", "is_tls_only"), [("starttls", False), ("tls", True)])
def test_mail_and_login_go_encrypted(security: Security, *, is_tls_only: bool) -> None:
    with (
        ScriptedServer(context=server_context("localhost"), is_tls_only=is_tls_only) as server,
        post(safe(server, security), NADIA) as way,
    ):
        assert send(way).kind == "accepted"
        assert send(way).kind == "accepted"
    assert all(mail.is_encrypted for mail in server.mails)
    assert said(server)[-9:-8] == ["AUTH"]
    assert server.heard.count("STARTTLS") == (security == "starttls")


@pytest.mark.parametrize("login", [NADIA, Token("nadia", SECRET)])
@pytest.mark.parametrize(
    "offers",
    [
        ("AUTH PLAIN LOGIN XOAUTH2", "AUTH=LOGIN"),
        ("AUTH=LOGIN", "AUTH PLAIN LOGIN XOAUTH2"),
        ("AUTH PLAIN", "AUTH XOAUTH2"),
    ],
)
def test_offers_of_a_login_in_the_old_way_take_nothing_away(
    login: Password | Token, offers: tuple[str, ...]
) -> None:
    with (
        ScriptedServer(offers=offers, context=server_context("localhost")) as server,
        post(safe(server), login) as way,
    ):
        assert send(way).kind == "accepted"
    (said_at_login,) = [line for line in server.heard if line.startswith("AUTH")]
    assert said_at_login.split()[1] == ("PLAIN" if isinstance(login, Password) else "XOAUTH2")


def test_a_real_server_with_starttls_and_login() -> None:
    with Sink(server_context("localhost"), SECRET) as sink, post(safe(sink), NADIA) as way:
        assert send(way).kind == "accepted"
    assert len(sink.mails) == 1


def test_a_real_server_refuses_a_wrong_password() -> None:
    with Sink(server_context("localhost"), "another") as sink, post(safe(sink), NADIA) as way:
        outcome = send(way)
        assert (outcome.kind, outcome.stops, outcome.code) == ("deferred", True, 535)
    assert sink.mails == []


def test_an_offer_of_encryption_taken_out_ends_the_talk() -> None:
    with ScriptedServer() as server, post(safe(server), NADIA) as way:
        outcome = send(way)
        assert (outcome.kind, outcome.stops) == ("deferred", True)
        assert "STARTTLS" in outcome.reason
        assert "Nothing was sent" in outcome.reason
    assert said(server) == ["EHLO"]
    assert is_secret_safe(server)


@pytest.mark.parametrize("answer", ["454 4.7.0 not now", "500 what?", DROP, "hello"])
def test_encryption_refused_ends_the_talk(answer: str) -> None:
    server = ScriptedServer({"STARTTLS": answer}, context=server_context("localhost"))
    with server, post(safe(server), NADIA) as way:
        assert send(way).stops
    assert said(server) in (["EHLO", "STARTTLS"], ["EHLO", "STARTTLS", "QUIT"])
    assert is_secret_safe(server)


@pytest.mark.parametrize(("security", "is_tls_only"), [("starttls", False), ("tls", True)])
@pytest.mark.parametrize("name", ["another.example", None])
def test_a_certificate_that_is_not_valid_ends_the_talk(
    security: Security, name: str | None, *, is_tls_only: bool
) -> None:
    """One is for another name; the other is by an authority that nobody knows."""
    context = server_context(name or "localhost")
    trusted = client_context() if name else ssl.create_default_context()
    with ScriptedServer(context=context, is_tls_only=is_tls_only) as server:
        with Post(safe(server, security), lambda: NADIA, CALM, trusted) as way:
            outcome = send(way)
            assert (outcome.kind, outcome.stops) == ("deferred", True)
            assert "certificate of localhost is not valid" in outcome.reason
            assert send(way) == outcome
        assert is_secret_safe(server)
    assert server.calls == 1


def test_an_address_needs_a_certificate_too() -> None:
    with ScriptedServer(context=server_context("127.0.0.1")) as server:
        with post(safe(server, host="127.0.0.1")) as way:
            assert send(way).kind == "accepted"
        with post(safe(server)) as way:
            assert "certificate of localhost is not valid" in send(way).reason


def test_tls_to_a_server_that_speaks_none() -> None:
    with ScriptedServer() as server, post(safe(server, "tls"), NADIA) as way:
        assert "No encrypted connection to localhost" in send(way).reason
    assert is_secret_safe(server)


def test_a_handshake_without_end_is_given_up() -> None:
    with ScriptedServer({"greeting": SILENCE}) as server, hasty(safe(server, "tls"), "tls") as way:
        outcome = send(way)
    assert (outcome.kind, outcome.stops) == ("deferred", True)
    assert is_secret_safe(server)


def test_what_is_said_before_encryption_is_not_taken_for_what_is_said_in_it() -> None:
    script = {"STARTTLS": "220 go ahead\r\n250-test.example\r\n250 AUTH PLAIN"}
    with ScriptedServer(script, context=server_context("localhost")) as server:
        with post(safe(server), NADIA) as way:
            assert "between the plain and the encrypted" in send(way).reason
        assert is_secret_safe(server)


def test_offers_made_before_encryption_are_forgotten() -> None:
    plain = "250-test.example\r\n250-STARTTLS\r\n250 AUTH PLAIN"
    script: Script = {"EHLO": [plain, "250 test.example"]}
    server = ScriptedServer(script, context=server_context("localhost"))
    with server, post(safe(server), NADIA) as way:
        assert "offers no login" in send(way).reason
    assert is_secret_safe(server)


def test_without_encryption_nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "is_loopback", False)
    with ScriptedServer() as server, post(server.port, NADIA) as way:
        outcome = send(way)
        assert outcome.stops
        assert "on this machine only" in outcome.reason
    assert server.heard == []


def test_who_is_on_this_machine() -> None:
    with ScriptedServer() as server:
        wire = Wire.connect("localhost", server.port, 1)
        assert wire.is_loopback
        wire.close()


def test_a_wrong_login_is_tried_once() -> None:
    with (
        ScriptedServer({"AUTH": "535 5.7.8 nadia, that is wrong"}) as server,
        post(server.port, NADIA) as way,
    ):
        outcome = send(way)
        assert (outcome.kind, outcome.stops, outcome.code) == ("deferred", True, 535)
        assert "refused the login (535 5.7.8)" in outcome.reason
        assert "nadia" not in outcome.reason
        assert [send(way), way.open(), send(way)] == [outcome] * 3
    assert said(server) == ["EHLO", "AUTH", "QUIT"]
    assert server.calls == 1


@pytest.mark.parametrize("answer", ["454 4.7.0 later", "334 ", "nonsense", DROP, "421 bye"])
def test_a_login_that_cannot_be_checked_stops_the_batch(answer: str) -> None:
    with ScriptedServer({"AUTH": answer}) as server, post(server.port, NADIA) as way:
        assert (send(way).kind, send(way).stops) == ("deferred", True)
    assert said(server).count("AUTH") == 1
    assert server.mails == []


@pytest.mark.parametrize(
    ("login", "offers", "lines"),
    [
        (NADIA, "AUTH LOGIN PLAIN", ["AUTH PLAIN " + base64.b64encode(b"\0nadia\0correct horse").decode()]),
        (NADIA, "auth=login", ["AUTH LOGIN", "bmFkaWE=", "Y29ycmVjdCBob3JzZQ=="]),
        (Password("ñ", "ü"), "AUTH PLAIN", ["AUTH PLAIN " + base64.b64encode("\0ñ\0ü".encode()).decode()]),
        (
            Token("nadia", "ya29.abc"),
            "AUTH PLAIN XOAUTH2",
            ["AUTH XOAUTH2 " + base64.b64encode(b"user=nadia\1auth=Bearer ya29.abc\1\1").decode()],
        ),
    ],
)
def test_ways_to_log_in(login: Login, offers: str, lines: list[str]) -> None:
    with ScriptedServer(offers=(offers,)) as server, post(server.port, login) as way:
        assert send(way).kind == "accepted"
    assert server.heard[1 : 1 + len(lines)] == lines
    assert server.heard[1 + len(lines)].startswith("MAIL")


@pytest.mark.parametrize("login", [NADIA, Token("nadia", "abc")])
def test_no_login_that_fits(login: Login) -> None:
    with ScriptedServer(offers=("AUTH CRAM-MD5",)) as server, post(server.port, login) as way:
        outcome = send(way)
        assert outcome.stops
        assert "offers no login" in outcome.reason
    assert is_secret_safe(server)


def test_a_token_that_is_not_taken() -> None:
    """The server explains in a challenge, and wants an empty line before it gives its verdict."""
    script = {"AUTH": "334 eyJzdGF0dXMiOiI0MDEifQ==", "": "535 5.7.8 no"}
    with ScriptedServer(script) as server, post(server.port, Token("nadia", "old")) as way:
        assert send(way).code == 535
    assert server.heard[-2:] == ["", "QUIT"]


def test_each_call_asks_for_a_fresh_token() -> None:
    tokens = iter(["first", "second"])
    with (
        ScriptedServer({"dot": ("250 taken", DROP)}, {}) as server,
        post(server.port, lambda: Token("nadia", next(tokens))) as way,
    ):
        assert [send(way).kind, send(way).kind] == ["accepted", "accepted"]
    logins = [base64.b64decode(line.split()[-1]) for line in server.heard if line.startswith("AUTH")]
    assert [b"first" in logins[0], b"second" in logins[1]] == [True, True]


def test_without_a_password_nobody_is_called() -> None:
    def find() -> Login:
        raise DeliveryError("There is no password.", "Set one.")

    with ScriptedServer() as server, post(server.port, find) as way:
        outcome = send(way)
        assert (outcome.kind, outcome.stops) == ("deferred", True)
        assert outcome.reason == "There is no password. Set one."
    assert server.calls == 0


def test_an_interrupted_login_leaves_no_line_open() -> None:
    class Impatient(Password):
        def lines(self, mechanisms: tuple[str, ...]) -> tuple[str, ...]:
            raise KeyboardInterrupt(mechanisms)

    def interrupt() -> Login:
        raise KeyboardInterrupt

    with ScriptedServer() as server:
        for login in (lambda: Impatient("nadia", SECRET), interrupt):
            with post(server.port, login) as way, pytest.raises(KeyboardInterrupt):
                send(way)
    assert said(server) == ["EHLO"]


def test_a_secret_is_in_no_text() -> None:
    assert SECRET not in repr(NADIA) + str(NADIA) + repr(Token("nadia", SECRET))


def test_the_usual_context_checks_names_and_certificates() -> None:
    context = Post(here(25))._context
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_line_that_was_cut_has_no_other_end() -> None:
    with ScriptedServer() as server:
        wire = Wire.connect("127.0.0.1", server.port, 1)
        wire.close()
        with pytest.raises(Settled):
            Session(wire, CALM).stay_on_this_machine()
