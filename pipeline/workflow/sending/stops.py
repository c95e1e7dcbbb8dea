"""Why a batch stopped, and what to type next."""

from dataclasses import dataclass
from shlex import quote

from pipeline.models.delivery import Delivery


@dataclass(frozen=True, slots=True)
class Stop:
    """``reason`` says what stopped the batch; ``command`` is what to type next, ``do`` what that does."""

    reason: str
    command: str
    do: str


def stop_for(client: str, fault: str, *, is_approved: bool) -> Stop:
    """Return the stop for a mail that is not what it has to be."""
    reason = f"Nothing more was sent: something is wrong with the mail to {client}. {fault}"
    if is_approved:
        return Stop(reason, f"send --withdraw {quote(client)}", "takes its approval back; then look again")
    return Stop(reason, f"reports --client {quote(client)}", "makes the PDF again")


def stop_after(delivery: Delivery) -> Stop:
    """Return the stop for what the server said, or did not say, of a mail."""
    if delivery.state == "uncertain":
        who = quote(delivery.client)
        return Stop(delivery.reason, f"resolve {who} --delivered", "or --resend, after you have asked them")
    return Stop(delivery.reason, "send --due --now", "goes on when that is mended")
