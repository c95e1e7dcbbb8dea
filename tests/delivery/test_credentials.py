import os
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.delivery import credentials
from pipeline.delivery.credentials import (
    KEYRING_SERVICE,
    Password,
    Token,
    ask_for_token,
    find_login,
    find_password,
)
from pipeline.errors import DeliveryError
from pipeline.models.settings import MailSettings


def empty(_user: str) -> str | None:
    return None


def command(folder: Path, lines: str) -> str:
    script = folder / "print-token"
    script.write_text(f"#!/bin/sh\n{lines}\n")
    script.chmod(0o700)
    return str(script)


def test_the_environment_comes_before_the_keyring() -> None:
    assert find_password("nadia", {"ROADMAP_MAIL_PASSWORD": " one two\n"}, empty) == Password(
        "nadia", " one two"
    )
    assert find_password("nadia", {}, lambda user: f"{user}'s") == Password("nadia", "nadia's")


def test_no_password_says_how_to_give_one() -> None:
    with pytest.raises(DeliveryError, match="no password") as caught:
        find_password("nadia@example.com", {"ROADMAP_MAIL_PASSWORD": ""}, empty)
    assert "ROADMAP_MAIL_PASSWORD" in caught.value.hint
    assert f"keyring set {KEYRING_SERVICE} nadia@example.com" in caught.value.hint


def test_the_login_that_the_settings_mean(tmp_path: Path) -> None:
    mail = MailSettings(user="nadia")
    assert find_login(mail, {"ROADMAP_MAIL_PASSWORD": "word"}) == Password("nadia", "word")
    by_token = MailSettings(user="nadia", token_command=command(tmp_path, "echo abc"))
    assert find_login(by_token, {"ROADMAP_MAIL_PASSWORD": "word"}) == Token("nadia", "abc")


class Ring(ModuleType):
    """A keyring as the library looks from here, and its module of errors."""

    class KeyringError(Exception):
        pass

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, is_locked: bool = False) -> None:
        super().__init__("keyring")
        self.errors = self
        self.is_locked = is_locked
        monkeypatch.setitem(sys.modules, "keyring", self)
        monkeypatch.setitem(sys.modules, "keyring.errors", self)

    def get_password(self, service: str, user: str) -> str | None:
        if self.is_locked:
            raise self.KeyringError
        return {(KEYRING_SERVICE, "nadia"): "ring a ring"}.get((service, user))


def test_the_systems_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    Ring(monkeypatch)
    assert find_password("nadia", {}) == Password("nadia", "ring a ring")
    with pytest.raises(DeliveryError):
        find_password("maya", {})


def test_a_keyring_that_is_locked_or_missing_is_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    Ring(monkeypatch, is_locked=True)
    with pytest.raises(DeliveryError):
        find_password("nadia", {})
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(DeliveryError):
        find_password("nadia", {})


def test_a_command_prints_a_token(tmp_path: Path) -> None:
    assert ask_for_token("nadia", command(tmp_path, "echo ya29.a-b_c~/+=")) == Token(
        "nadia", "ya29.a-b_c~/+="
    )
    assert ask_for_token("nadia", command(tmp_path, 'echo "$1"') + " 'a;b'") == Token("nadia", "a;b")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("echo hidden-word; exit 3", "failed with exit code 3"),
        ("echo hidden-word >&2; exit 1", "failed with exit code 1"),
        ("echo hidden-word two", "no token"),
        ("printf 'hidden-word\\001auth'", "no token"),
        ("printf 'hidden\\nword'", "no token"),
        ("echo ñ", "no token"),
        ("true", "no token"),
        ("yes hidden-word | head -c 9000 | tr -d '\\n'", "no token"),
    ],
)
def test_what_goes_wrong_is_told_without_what_was_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], lines: str, told: str
) -> None:
    with pytest.raises(DeliveryError, match=told) as caught:
        ask_for_token("nadia", command(tmp_path, lines))
    assert "token_command" in caught.value.hint
    assert "hidden" not in caught.value.message + caught.value.hint
    assert caught.value.__cause__ is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("line", ["/no/such/program", "'", "", "/"])
def test_a_command_that_cannot_be_run(line: str) -> None:
    with pytest.raises(DeliveryError, match="cannot be run"):
        ask_for_token("nadia", line)


def test_a_command_that_never_ends_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    left = tmp_path / "left"
    started = time.monotonic()
    with pytest.raises(DeliveryError, match=r"longer than 0\.3 seconds"):
        ask_for_token("nadia", command(tmp_path, f"(sleep 0.7; touch {left}) & sleep 60"), 0.3)
    assert time.monotonic() - started < 5
    time.sleep(max(0.0, started + 1.0 - time.monotonic()))
    assert not left.exists()


def test_where_there_are_no_groups_of_processes_the_command_itself_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System(ModuleType):
        name = "nt"
        environ = os.environ

    monkeypatch.setattr(credentials, "os", System("os"))
    with pytest.raises(DeliveryError, match="longer than"):
        ask_for_token("nadia", command(tmp_path, "exec sleep 60"), 0.2)
