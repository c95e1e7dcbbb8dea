"""Whose answers are older than a practice keeps them. They are told, and never removed by a clock alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.ledger import Ledger
from pipeline.models.settings import PrivacySettings


def list_expired(ledger: Ledger, privacy: PrivacySettings, now: datetime) -> Sequence[str]:
    """Return the folded ids of those who last answered more than ``retention_days`` ago.

    Of those without a time of completion, the day counts on which their documents were made.
    """
    return ledger.traces.older_than(now - timedelta(days=privacy.retention_days))
