"""``roadmap doctor`` and a real mail server."""

import email
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from pipeline.practice import Practice
from tests.cli.conftest import Run
from tests.practices import SETTINGS
from tests.smtp.certificates import server_context, write_authority
from tests.smtp.scripted import ScriptedServer
from tests.smtp.sink import Sink, free_port

SECRET = "correct horse"  # noqa: S105


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make this machine trust the test servers, and give it the password."""
    authority = write_authority(tmp_path_factory.mktemp("trust"))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("ROADMAP_MAIL_PASSWORD", SECRET)
    return authority


def set_mail(practice: Practice, port: int, more: str = 'user = "nadia"') -> None:
    text = f'{SETTINGS}[mail]\nhost = "localhost"\nport = {port}\nfrom = "nadia@example.com"\n{more}\n'
    (practice.root / "roadmap.toml").write_text(text)


def mail_of(run: Run, *options: str, code: int = 0) -> Any:  # noqa: ANN401 - what was printed
    ran = run("doctor", "--json", *options)
    assert ran.code == code
    return next(check for check in ran.json["checks"] if check["name"] == "mail")


@pytest.mark.usefixtures("practice")
def test_without_a_server_nothing_is_wrong_until_something_is_to_be_sent(run: Run) -> None:
    told = mail_of(run)
    assert told["ok"]
    assert "nothing can be sent yet" in told["said"]
    assert not mail_of(run, "--to-me", code=3)["ok"]


@pytest.mark.usefixtures("trusted")
def test_all_is_well_and_nothing_is_sent(run: Run, practice: Practice) -> None:
    with Sink(server_context("localhost"), SECRET) as sink:
        set_mail(practice, sink.port)
        told = mail_of(run)
    assert told["ok"]
    assert told["said"] == (
        f"localhost, port {sink.port}, answers and is encrypted with a valid certificate; nadia is logged in"
    )
    assert sink.mails == []


@pytest.mark.usefixtures("trusted")
def test_one_message_goes_to_the_coach(run: Run, practice: Practice) -> None:
    with Sink(server_context("localhost"), SECRET) as sink:
        set_mail(practice, sink.port, 'user = "nadia"\nreply_to = "me@example.com"')
        told = mail_of(run, "--to-me")
    assert told["said"].endswith("; a test message is on its way to me@example.com")
    (mail,) = sink.mails
    assert mail.recipients == ("me@example.com",)
    message = email.message_from_bytes(mail.text, policy=default)
    assert message["To"] == "me@example.com"
    assert message["Subject"] == "Your mail settings work"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("name", ["Acme\\u202eCoaching", "Acme  Coaching"])
def test_a_name_that_fits_no_header_is_left_out(run: Run, practice: Practice, name: str) -> None:
    with Sink(server_context("localhost"), SECRET) as sink:
        set_mail(practice, sink.port)
        settings = practice.root / "roadmap.toml"
        settings.write_text(settings.read_text().replace("Test Coach", name))
        assert mail_of(run, "--to-me")["ok"]
    (mail,) = sink.mails
    message = email.message_from_bytes(mail.text, policy=default)
    assert message["From"].addresses[0].display_name == ("Acme Coaching" if "  " in name else "")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ({"AUTH": "535 5.7.8 no"}, "refused the login (535 5.7.8)"),
        ({"STARTTLS": "454 no"}, "takes no mail just now (454)"),
        ({"RCPT": "550 5.1.1 no"}, "this address does not exist"),
    ],
)
def test_what_goes_wrong_is_told_with_what_to_do(
    run: Run, practice: Practice, script: dict[str, str], told: str
) -> None:
    with ScriptedServer(script, context=server_context("localhost")) as server:
        set_mail(practice, server.port)
        found = mail_of(run, "--to-me", code=3)
    assert told in found["said"]
    assert "roadmap.toml" in found["fix"]
    assert server.mails == []


def test_a_certificate_that_nobody_vouches_for(run: Run, practice: Practice) -> None:
    with ScriptedServer(context=server_context("localhost")) as server:
        set_mail(practice, server.port)
        found = mail_of(run, code=3)
    assert "no password" in found["said"]
    assert server.calls == 0
    with ScriptedServer(context=server_context("localhost")) as server:
        set_mail(practice, server.port, "")
        found = mail_of(run, code=3)
    assert "certificate of localhost is not valid" in found["said"]


def test_a_server_on_this_machine_needs_neither_encryption_nor_login(run: Run, practice: Practice) -> None:
    with Sink() as sink:
        set_mail(practice, sink.port, 'security = "none"')
        assert mail_of(run)["said"] == f"localhost, port {sink.port}, answers"
    set_mail(practice, free_port(), 'security = "none"')
    assert "could not be reached" in mail_of(run, code=3)["said"]


def test_an_address_that_no_server_could_reach(run: Run, practice: Practice) -> None:
    text = f'{SETTINGS}[mail]\nprovider = "google"\nfrom = "nadia..karam@example.com"\n'
    (practice.root / "roadmap.toml").write_text(text)
    assert "not one plain e-mail address" in mail_of(run, code=3)["said"]
