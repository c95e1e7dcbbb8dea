"""What stands against a mail to one client, each in a plain sentence. None of it concerns anybody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pipeline.batch.selection import Paper
from pipeline.delivery.address import plain_address
from pipeline.models.client import Client, Consent
from pipeline.models.settings import PrivacySettings
from pipeline.models.wording import Wording
from pipeline.workflow.reasons import say_reasons

GONE = "Their row is no longer in the inputs."


def obstacles_of(client: Client, privacy: PrivacySettings, now: datetime) -> Iterator[str]:
    """Yield what the client's own row says against a mail."""
    yield from mail_obstacles(client, privacy)
    oldest = now - timedelta(days=privacy.retention_days)
    if client.completed_at and client.completed_at < oldest:
        yield f"Their answers have expired: they are older than {privacy.retention_days} days."


def mail_obstacles(client: Client, privacy: PrivacySettings) -> Iterator[str]:
    """Yield why a client gets no mail at all, whenever it is: consent is lacking, or an address."""
    yield from _consent(client.consent, is_needed=privacy.require_consent)
    if not client.email:
        yield "There is no e-mail address in their row."
    elif plain_address(client.email) is None:
        yield "Their e-mail address is not one plain address."


def needs_report(paper: Paper | None) -> bool:
    """Whether a report has to be made before a mail can go: there is none, or it is not up to date."""
    if paper is None:
        return False
    return paper.made is None or (not paper.decision.fits and paper.decision.is_intact)


def report_obstacles(paper: Paper, wording: Wording) -> Iterator[str]:
    """Yield what their report says against a mail."""
    if paper.made is None:
        yield "There is no report for them yet."
        return
    yield from (f"Their report is not fit to be sent: {fault}" for fault in paper.made.faults)
    if not paper.decision.fits and paper.decision.is_intact:
        yield f"Their report is not up to date: {say_reasons(paper.decision.reasons, wording)}."


def _consent(consent: Consent, *, is_needed: bool) -> Iterator[str]:
    if consent.mailing is False:
        yield "They did not agree to get mail."
    elif consent.mailing is None and is_needed:
        yield "They have not said that they agree to get mail."
