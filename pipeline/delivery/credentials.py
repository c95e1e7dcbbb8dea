"""Where a login comes from: the environment, the keyring, or a command that prints a token."""

import base64
import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.errors import DeliveryError
from pipeline.models.settings import MailSettings

PASSWORD_VARIABLE = "ROADMAP_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
KEYRING_SERVICE = "career-roadmap"
TOKEN_SECONDS = 30.0
"""How long a token command may take."""

_LONGEST_TOKEN = 8192
"""Characters. What holds it has to fit into a line of 12288 octets (RFC 4954, section 4)."""


@dataclass(frozen=True, slots=True)
class Password:
    """A user and a password, for AUTH PLAIN (RFC 4616) or LOGIN."""

    user: str
    secret: str = field(repr=False)

    def lines(self, mechanisms: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lines that log in by the best mechanism the server offers; none if it has no fit one."""
        if "PLAIN" in mechanisms:
            identity = f"\0{self.user}\0{self.secret}"
            return (f"AUTH PLAIN {_coded(identity)}",)
        if "LOGIN" in mechanisms:
            return "AUTH LOGIN", _coded(self.user), _coded(self.secret)
        return ()


@dataclass(frozen=True, slots=True)
class Token:
    """A user and a bearer token of OAuth 2, for AUTH XOAUTH2 as Google and Microsoft take it."""

    user: str
    secret: str = field(repr=False)

    def lines(self, mechanisms: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lines that log in; the empty one asks for the verdict on a token that was not taken."""
        if "XOAUTH2" in mechanisms:
            bearer = f"user={self.user}\1auth=Bearer {self.secret}\1\1"
            return f"AUTH XOAUTH2 {_coded(bearer)}", ""
        return ()


Login = Password | Token


def find_login(mail: MailSettings, environment: Mapping[str, str]) -> Login:
    """Return the login that the settings mean: by a token where they name a command, else by a password.

    Raises:
        DeliveryError: there is neither.
    """
    if mail.token_command:
        return ask_for_token(mail.user, mail.token_command)
    return find_password(mail.user, environment)


def find_password(
    user: str, environment: Mapping[str, str], ring: Callable[[str], str | None] | None = None
) -> Password:
    """Return the password of ``user`` from the environment, else from the keyring.

    Raises:
        DeliveryError: there is none.
    """
    if secret := environment.get(PASSWORD_VARIABLE, "").rstrip("\r\n"):
        return Password(user, secret)
    if secret := (ring or from_keyring)(user) or "":
        return Password(user, secret)
    raise DeliveryError(
        "There is no password for the mail server.",
        f"Set it in the environment as {PASSWORD_VARIABLE}, or keep it in the system's keyring: pip install "
        f"keyring, then keyring set {KEYRING_SERVICE} {user}",
    )


def from_keyring(user: str) -> str | None:
    """Return the password that the system's keyring keeps, or nothing, also where there is no keyring."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        kept: str | None = keyring.get_password(KEYRING_SERVICE, user)
    except keyring.errors.KeyringError:
        return None
    return kept


def ask_for_token(user: str, command: str, seconds: float = TOKEN_SECONDS) -> Token:
    """Run ``command``, without a shell, and return the token that it prints.

    What it prints is kept out of every message.

    Raises:
        DeliveryError: it cannot be run, fails, takes longer than ``seconds``, or prints no token.
    """
    hint = "Run the token_command of roadmap.toml by hand: it has to print a fresh token and nothing else."
    try:
        printed = _output(shlex.split(command, posix=os.name == "posix"), seconds)
    except subprocess.TimeoutExpired:
        raise DeliveryError(f"The token command took longer than {seconds:g} seconds.", hint) from None
    except subprocess.CalledProcessError as error:
        raise DeliveryError(f"The token command failed with exit code {error.returncode}.", hint) from None
    except (OSError, ValueError, IndexError):
        raise DeliveryError("The token command cannot be run.", hint) from None
    token = printed.decode("ascii", "replace").strip()
    if not (0 < len(token) <= _LONGEST_TOKEN and all("!" <= sign <= "~" for sign in token)):
        raise DeliveryError("The token command printed something that is no token.", hint)
    return Token(user, token)


def _output(arguments: list[str], seconds: float) -> bytes:
    """Return what a program prints. On the way out, nothing that it started is left running."""
    with subprocess.Popen(  # noqa: S603 - the coach's own command, and no shell reads it
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "token_command")
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
