"""Debian's Postfix on a port of 127.0.0.1, with a folder of its own: the system's settings are not touched.

Postfix runs as root and gives up its rights by itself, so this needs root. Where it is not installed, apt is
asked for it; ``python -m tests.smtp.postfix`` does that alone.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.smtp.certificates import write_server
from tests.smtp.sink import free_port

PACKAGE = "postfix"
DOMAIN = "example.com"
MOST_BYTES = 2_000_000
GONE, BUSY = f"gone@{DOMAIN}", f"busy@{DOMAIN}"
"""Recipients that are refused for good, and for now."""

_SECONDS = 30
_MAIN = """
compatibility_level = 3.6
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = localhost.localdomain
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
message_size_limit = {most}
virtual_mailbox_limit = 0
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:{user}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_security_level = encrypt
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{{gone} = 550 5.1.1 nobody}}, {{{busy} = 450 4.2.1 later}} }},
    reject_unauth_destination
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str:
    """Say why Postfix cannot be had here; nothing, if it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "Postfix starts as root only"
    if shutil.which("postfix") is None and not install():
        return "Postfix is not installed, and apt cannot do it"
    return ""


def install() -> bool:
    """Ask apt for Postfix, without settings and without starting it; false if that fails."""
    if shutil.which("apt-get") is None:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    chosen = f"{PACKAGE} postfix/main_mailer_type select No configuration\n"
    commands = (
        (["debconf-set-selections"], chosen),
        (["apt-get", "update", "--quiet"], None),
        (["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", PACKAGE], None),
    )
    return all(
        subprocess.run(
            command, input=given, env=quiet, capture_output=True, text=True, check=False
        ).returncode
        == 0
        for command, given in commands
    )


class Postfix:
    """Takes mail for any mailbox of ``DOMAIN``, in TLS only, while the ``with`` block lasts."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="postfix-"))
        self._config = self.folder / "config"
        self._inbox = self.folder / "mail" / "inbox" / "new"

    def __enter__(self) -> Self:
        try:
            self._set_up()
            self._run("start")
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        subprocess.run(["postfix", "-c", self._config, "stop"], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def mails(self, number: int) -> list[bytes]:
        """The messages that were delivered, once there are so many: as they came, with headers before."""
        deadline = time.monotonic() + _SECONDS
        while len(found := list(self._inbox.glob("*"))) < number and time.monotonic() < deadline:
            time.sleep(0.05)
        return [path.read_bytes() for path in found]

    def _set_up(self) -> None:
        owner = pwd.getpwnam("postfix")
        self.folder.chmod(0o755)  # Postfix's own user looks into it
        for name in ("config", "queue", "data", "mail"):
            (self.folder / name).mkdir()
        for name in ("data", "mail"):
            os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        write_server(self.folder, "localhost")
        main = _MAIN.format(
            folder=self.folder, domain=DOMAIN, most=MOST_BYTES, gone=GONE, busy=BUSY,
            user=owner.pw_uid, group=owner.pw_gid,
        )  # fmt: skip
        (self._config / "main.cf").write_text(main)
        (self._config / "master.cf").write_text(_MASTER.format(port=self.port))

    def _run(self, order: str) -> None:
        subprocess.run(
            ["postfix", "-c", self._config, order], capture_output=True, check=True, timeout=_SECONDS
        )

    def _wait(self) -> None:
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("Postfix does not answer")


if __name__ == "__main__":
    sys.exit(missing() or None)
