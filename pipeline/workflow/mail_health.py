"""Whether mail can be sent: the server is called, encrypted and logged in to, as it is for clients."""

from collections.abc import Mapping
from datetime import datetime

from pipeline.delivery.address import Mailbox
from pipeline.delivery.message import Letter, compose
from pipeline.delivery.providers import Server, server_of
from pipeline.delivery.session import Patience
from pipeline.delivery.smtp import post_of
from pipeline.errors import DeliveryError
from pipeline.models.settings import Settings
from pipeline.workflow.findings import Finding
from pipeline.workflow.sending.letters import reply_to_of, sender_of

_NAME = "mail"
_FIX = "Mend [mail] in roadmap.toml, or the password; docs/settings.md tells how, provider by provider."
_PATIENCE = Patience(connect=10, reply=20, text=60, dot=60)
"""Somebody is looking on."""

_SUBJECT = "Your mail settings work"
_TEXT = (
    "This is a test by roadmap doctor. It went the way that reports go to your clients. "
    "Nobody else was written to.\n"
)


def examine_mail(
    settings: Settings, environment: Mapping[str, str], now: datetime, *, to_me: bool
) -> Finding:
    """Call the server and send nothing; with ``to_me``, one test message to the coach."""
    mail = settings.mail
    if not mail.is_set_up:
        said = "no server is named in roadmap.toml, so nothing can be sent yet"
        return Finding(_NAME, ok=not to_me, said=said, fix=_FIX if to_me else "")
    try:
        sender, coach = sender_of(settings), reply_to_of(settings)
    except DeliveryError as error:
        return Finding(_NAME, ok=False, said=error.message, fix=error.hint)
    with post_of(mail, environment, _PATIENCE) as post:
        outcome = post.open()
        if to_me and outcome is None:
            letter = _letter(sender, coach, now)
            outcome = post.hand_over(compose(letter), sender.address, coach.address, _no_record)
    if outcome is not None and outcome.kind != "accepted":
        return Finding(_NAME, ok=False, said=outcome.reason, fix=_FIX)
    told = f"; a test message is on its way to {coach.address}" if outcome else ""
    return Finding(_NAME, ok=True, said=_told(server_of(mail), mail.user) + told)


def _told(server: Server, user: str) -> str:
    said = f"{server.host}, port {server.port}, answers"
    if server.security != "none":
        said += " and is encrypted with a valid certificate"
    return said + (f"; {user} is logged in" if user else "")


def _letter(sender: Mailbox, coach: Mailbox, now: datetime) -> Letter:
    return Letter(
        sender=sender,
        reply_to=coach,
        recipient=coach.address,
        subject=_SUBJECT,
        text=_TEXT,
        html=f"<p>{_TEXT}</p>",
        message_id=f"<doctor.{now:%Y%m%d%H%M%S}@{sender.address.rpartition('@')[2]}>",
        date=now,
    )


def _no_record() -> None:
    """Keep no account of a test message: if it goes out twice, no harm is done."""
