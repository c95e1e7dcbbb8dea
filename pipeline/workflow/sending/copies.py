"""What clients would get, sent to the coach to look at. None of it counts, and nothing is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from pipeline.delivery.message import Letter, compose
from pipeline.delivery.names import message_id
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.dispatch import Carrier
from pipeline.workflow.sending.letters import Order, Writer, reply_to_of
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.stops import Stop, stop_for
from pipeline.workflow.sending.surroundings import Surroundings

_TRIAL = "trial"


@dataclass(frozen=True)
class Copies:
    """Sends the coach what the ``writer`` writes to clients."""

    checks: Checks
    writer: Writer
    around: Surroundings

    def send(self, lines: Sequence[Line], post: Carrier) -> Stop | None:
        """Send the coach what these clients would get, and return what stopped that, if anything did."""
        for number, line in enumerate(lines):
            letter = self._letter(line, number)
            if isinstance(letter, Stop):
                return letter
            self.around.wait()
            sender, coach = letter.sender.address, letter.recipient
            outcome = post.hand_over(compose(letter), sender, coach, lambda: None)
            if outcome.kind != "accepted":
                return Stop(outcome.reason, "doctor", "looks at the mail settings")
        return None

    def _letter(self, line: Line, number: int) -> Letter | Stop:
        client, made, to = line.parts
        pdf = self.checks.take_report(made)
        if isinstance(pdf, str):
            return stop_for(client.id, pdf, is_approved=False)
        now = self.around.clock().astimezone(UTC).replace(microsecond=0)
        domain = reply_to_of(self.writer.settings).address.rpartition("@")[2]
        identity = message_id(self.around.chance(), line.folded, _TRIAL, number, domain)
        return self.writer.copy(Order(client, to, made.language, pdf, identity, now, identity, 1))
