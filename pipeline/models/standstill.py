"""A mail server that took nothing, and when it is called again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))
"""How long a server is left alone each time that it took nothing; then as long as the last time."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """``reason`` is what the server said last, ``since`` when; ``attempts`` counts from 1."""

    reason: str
    attempts: int
    since: datetime

    @property
    def until(self) -> datetime:
        """When the server may be called again."""
        return self.since + PAUSES[min(self.attempts, len(PAUSES)) - 1]

    def holds(self, now: datetime) -> bool:
        """Whether the pause is not over; it is where the clock was set back."""
        return self.since <= now < self.until
