"""Why a batch stopped, and what to type next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from shlex import quote

from pipeline.models.delivery import Delivery

SETTLE = (
    "look into your sent mails first, or ask them; add --delivered if the mail went, and --resend only if not"
)
"""What to do about an uncertain mail. Typed as it stands, the command settles nothing."""

_TOLD = 10
"""So many faults are told one by one."""


@dataclass(frozen=True, slots=True)
class Stop:
    """``reason`` says what stopped the batch; ``command`` is what to type next, ``do`` what that does.

    ``passes`` says that a later round may find it gone without anybody's doing. ``faults`` are the mails that
    are not what they have to be, each by its client.
    """

    reason: str
    command: str
    do: str
    passes: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)


OTHERS_NOW = Stop(
    "What would go now is not what was shown. Nothing was approved or sent.",
    "send",
    "shows what would go now",
)

SOURCES_CHANGED = Stop(
    "The inputs, review.xlsx or roadmap.toml were changed while mails went. The rest was not sent.",
    "send --due",
    "reads them again and goes on",
    passes=True,
)


def stop_for(client: str, fault: str, *, is_approved: bool) -> Stop:
    """Return the stop for a mail that is not what it has to be."""
    return stop_for_all([(client, fault)], is_approved=is_approved)


def stop_for_all(faults: Sequence[tuple[str, str]], *, is_approved: bool) -> Stop:
    """Return the stop for mails, each by its client and its fault, that are not what they have to be."""
    told = " Also, ".join(
        f"something is wrong with the mail to {one}. {fault}" for one, fault in faults[:_TOLD]
    )
    more = f" And so it is with {len(faults) - _TOLD:,} more." if len(faults) > _TOLD else ""
    reason = f"Nothing more was sent: {told}{more}"
    if is_approved:
        named = " ".join(f"--withdraw {quote(client)}" for client, _ in faults)
        many = "their approvals" if len(faults) > 1 else "its approval"
        return Stop(reason, f"send {named}", f"takes {many} back; then look again", faults=dict(faults))
    named = " ".join(f"--client {quote(client)}" for client, _ in faults)
    again = f"makes the {'PDFs' if len(faults) > 1 else 'PDF'} again"
    return Stop(reason, f"reports {named}", again, faults=dict(faults))


def stop_at_outbox(place: str) -> Stop:
    """Return the stop for a file that stands where the folder of messages should be."""
    reason = f"Nothing was sent: a file stands where the folder {place} should be."
    return Stop(reason, "send", "again, when that file was moved away")


def stop_after(delivery: Delivery, *, lasts: bool) -> Stop:
    """Return the stop for what the server said of a mail, or did not; ``lasts`` if that will not pass."""
    who = quote(delivery.client)
    if delivery.state == "uncertain":
        return Stop(delivery.reason, f"resolve {who}", SETTLE)
    tries = "tries again with this mail, when that is mended; the others follow with send --due"
    return Stop(delivery.reason, f"send --due --client {who}", tries, passes=not lasts)
