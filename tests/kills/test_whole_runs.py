"""Whole processes that send, killed as a server takes a mail, or after another process has come and gone."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from pipeline.ledger import Ledger
from tests.posting import DUE, MAIL, Desk, mailing_practice
from tests.smtp.sink import Sink

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "pipeline", "-q", "send", "--approve", "--now", "--as-of", DUE.isoformat())
KILLS = 2


def test_the_command_itself_is_killed_and_goes_on(tmp_path: Path) -> None:
    with Sink() as sink:
        practice = mailing_practice(tmp_path / "practice", settings=MAIL + f"port = {sink.port}\n")
        for _ in range(KILLS):
            kill_at_next_mail(practice.root, sink)
        last = subprocess.run(
            (*COMMAND, "--practice", practice.root), cwd=ROOT, capture_output=True, check=False
        )
    came = Counter(mail.recipients for mail in sink.mails)
    assert set(came.values()) == {1}, last.stderr
    with Ledger(practice.ledger, passing=True) as ledger:
        known = {delivery.recipient: delivery for delivery in ledger.deliveries.all()}
    assert {delivery.state for delivery in known.values()} <= {"accepted", "uncertain"}
    assert sum(delivery.state == "uncertain" for delivery in known.values()) <= KILLS
    assert {(recipient,) for recipient, each in known.items() if each.state == "accepted"} <= set(came)
    for mail in sink.mails:
        message = message_from_bytes(mail.text, policy=policy.default)
        (attached,) = message.iter_attachments()
        assert attached.get_content() == (practice.root / known[message["To"]].pdf).read_bytes()
        assert mail.recipients == (message["To"],)


def test_one_beside_which_another_process_came_and_went_is_killed(tmp_path: Path) -> None:
    desk = Desk(mailing_practice(tmp_path / "practice"), now=DUE)
    command = (sys.executable, "-m", "tests.kills.beside", desk.practice.root)
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert desk.states() == {"c-1": "accepted", "c-2": "sending", "c-3": "approved"}
    desk.send()
    assert desk.post.recipients == ["c-2@example.com"], "one had its mail, and one was stopped"


def kill_at_next_mail(practice: Path, sink: Sink) -> None:
    before = len(sink.mails)
    run = subprocess.Popen((*COMMAND, "--practice", practice), cwd=ROOT)
    while run.poll() is None and len(sink.mails) == before:
        time.sleep(0.001)
    run.kill()
    assert run.wait() != os.EX_OK, "the run ended before it could be killed"
