"""Why a batch stopped, and what to type next."""

from dataclasses import dataclass
from shlex import quote

from pipeline.models.delivery import Delivery


SETTLE = (
    "look into your sent mails first, or ask them; add --delivered if the mail went, and --resend only if not"
)
"""What to do about an uncertain mail. Typed as it stands, the command settles nothing."""


@dataclass(frozen=True, slots=True)
class Stop:
    """``reason`` says what stopped the batch; ``command`` is what to type next, ``do`` what that does.

    ``passes`` says that a later round may find it gone without anybody's doing.
    """

    reason: str
    command: str
    do: str
    passes: bool = False


SOURCES_CHANGED = Stop(
    "The inputs, or review.xlsx, were changed while mails went. The rest was not sent.",
    "send --due",
    "reads them again and goes on",
    passes=True,
)


def stop_for(client: str, fault: str, *, is_approved: bool) -> Stop:
    """Return the stop for a mail that is not what it has to be."""
    reason = f"Nothing more was sent: something is wrong with the mail to {client}. {fault}"
    if is_approved:
        return Stop(reason, f"send --withdraw {quote(client)}", "takes its approval back; then look again")
    return Stop(reason, f"reports --client {quote(client)}", "makes the PDF again")


def stop_after(delivery: Delivery, *, lasts: bool) -> Stop:
    """Return the stop for what the server said of a mail, or did not; ``lasts`` if that will not pass."""
    who = quote(delivery.client)
    if delivery.state == "uncertain":
        return Stop(delivery.reason, f"resolve {who}", SETTLE)
    tries = "tries again with this mail, when that is mended; the others follow with send --due"
    return Stop(delivery.reason, f"send --due --client {who}", tries, passes=not lasts)
