"""A process that sends mails; another one stops a client meanwhile, and then the first is killed.

    python -m tests.kills.beside PRACTICE

sends in the practice as ``send --approve --now`` does. As its first mail goes, Cleo is stopped elsewhere; as
the second begins, it is killed.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from pipeline.practice import Practice, load_practice
from pipeline.spreadsheets.readers import read_file
from pipeline.workflow import reading
from pipeline.workflow.holds import hold_back
from pipeline.workflow.privacy.stopping import stop
from pipeline.workflow.sending.rounds import send
from pipeline.workflow.sending.surroundings import Ask
from tests.posting import DUE, Desk


class Other:
    """Another process, which stops Cleo when it is told to. It begins before a ledger is open here."""

    def __init__(self, practice: Practice) -> None:
        hear, self._tell = os.pipe()
        self._number = os.fork()
        if not self._number:
            os.close(self._tell)  # else it would not hear the end of a run that tells it nothing
            is_told = os.read(hear, 1)
            os._exit(0 if is_told and stop(practice, "C-3", DUE).is_busy else 1)

    def act(self) -> None:
        """Let it do what it is there for, and wait for its end."""
        os.write(self._tell, b"!")
        _, status = os.waitpid(self._number, 0)
        assert status == 0


def main(practice: Practice) -> None:
    """Send until the end, which comes early."""
    other = Other(practice)

    def strike(recipient: str) -> None:
        if recipient == "c-1@example.com":
            other.act()
        else:
            os.kill(os.getpid(), signal.SIGKILL)

    reading.read_guarded = read_file  # type: ignore[attr-defined]
    desk = Desk(practice, now=DUE)
    desk.post.on_mail = strike
    around = replace(desk.around, review=hold_back)
    send(practice, (), Ask(approve=True, at_once=True), around)


if __name__ == "__main__":
    main(load_practice(Path(sys.argv[1])))
