"""Mail servers that are known by name, how fast each may be used, and how long a batch will take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from pipeline.errors import DeliveryError
from pipeline.models.settings import MailSettings, ProviderName, Security

USUAL_PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
"""Submission with STARTTLS (RFC 6409), submission over TLS (RFC 8314), and a server on this machine."""

_MINUTE = 60.0
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and how the way there is kept safe."""

    host: str
    port: int
    security: Security = "starttls"


@dataclass(frozen=True, slots=True)
class Rates:
    """The most mails that a server takes from one account; None is no limit. A day is any 24 hours."""

    per_minute: int | None = None
    per_day: int | None = None

    def left(self, sent: int) -> int | None:
        """Return how many more may go after ``sent`` mails in the last 24 hours; None is no limit."""
        return None if self.per_day is None else max(self.per_day - sent, 0)


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider publishes of its server."""

    server: Server
    rates: Rates


_GENTLE = 30
"""Mails a minute where a provider publishes a limit a day only: a batch then looks like a person's work."""

PROVIDERS: Mapping[ProviderName, Provider] = {
    # Google Workspace: 2,000 a day; Gmail without it: 500.
    "google": Provider(Server("smtp.gmail.com", 587), Rates(_GENTLE, 2_000)),
    "gmail": Provider(Server("smtp.gmail.com", 587), Rates(_GENTLE, 500)),
    # Exchange Online: 30 a minute, 10,000 recipients a day.
    "microsoft": Provider(Server("smtp.office365.com", 587), Rates(30, 10_000)),
    # Outlook.com publishes its limit a day to the owner of the account only.
    "outlook": Provider(Server("smtp-mail.outlook.com", 587), Rates(_GENTLE)),
    # iCloud Mail: Apple has published 200 and 1,000 messages a day; the smaller is safe.
    "icloud": Provider(Server("smtp.mail.me.com", 587), Rates(_GENTLE, 200)),
    # Yahoo Mail: 500 a day.
    "yahoo": Provider(Server("smtp.mail.yahoo.com", 465, "tls"), Rates(_GENTLE, 500)),
    # Fastmail: the limit a day depends on the plan.
    "fastmail": Provider(Server("smtp.fastmail.com", 465, "tls"), Rates(_GENTLE)),
}


def server_of(mail: MailSettings) -> Server:
    """Return the server that the settings mean.

    Raises:
        DeliveryError: they name none.
    """
    if mail.provider is not None:
        return PROVIDERS[mail.provider].server
    if not mail.host:
        raise DeliveryError(
            "There is no mail server in roadmap.toml.",
            f"Name a provider under [mail] ({', '.join(PROVIDERS)}), or a host.",
        )
    return Server(mail.host, mail.port or USUAL_PORTS[mail.security], mail.security)


def rates_of(mail: MailSettings) -> Rates:
    """Return how fast mail may go: as the provider allows, or a minute's rate of the coach's own."""
    known = PROVIDERS[mail.provider].rates if mail.provider else Rates()
    return Rates(mail.rate_per_minute or known.per_minute, known.per_day)


def forecast(mails: int, rates: Rates, sent: int = 0) -> str:
    """Say how long ``mails`` will take after ``sent`` in the last 24 hours: "120 mails: 4 minutes"."""
    named = f"{mails:,} mail" if mails == 1 else f"{mails:,} mails"
    left = rates.left(sent)
    if rates.per_day is not None and left is not None and mails > left:
        days = ceil((mails - left) / rates.per_day) + 1
        return f"{named}: {days} days, because {rates.per_day:,} may go in 24 hours, {left:,} of them now"
    minutes = ceil(mails / rates.per_minute) if rates.per_minute else 1
    return f"{named}: {_duration(minutes)}"


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, _HOUR)
    parts = [(hours, "hour"), (rest, "minute")]
    told = [f"{count} {word}{'s' * (count > 1)}" for count, word in parts if count]
    return " ".join(told) if minutes > 1 else "about a minute at most"


class Pace:
    """Keeps mails as far apart as a minute's rate asks.

    ``clock`` returns seconds that never go back, ``sleep`` waits for as many as it is given.
    """

    def __init__(self, rates: Rates, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._gap = _MINUTE / rates.per_minute if rates.per_minute else 0.0
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def wait(self) -> None:
        """Return when the next mail may go; the first may go at once."""
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._gap
