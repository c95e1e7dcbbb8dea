"""Whole processes of ``python -m pipeline send``, killed as the server takes a mail."""

import os
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from pipeline.ledger import Ledger
from tests.posting import DUE, MAIL, mailing_practice
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


def kill_at_next_mail(practice: Path, sink: Sink) -> None:
    before = len(sink.mails)
    run = subprocess.Popen((*COMMAND, "--practice", practice), cwd=ROOT)
    while run.poll() is None and len(sink.mails) == before:
        time.sleep(0.001)
    run.kill()
    assert run.wait() != os.EX_OK, "the run ended before it could be killed"
