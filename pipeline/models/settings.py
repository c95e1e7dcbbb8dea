"""``roadmap.toml``: what a practice chooses. Every key has a safe default but the practice's name."""

from ipaddress import ip_address
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from pipeline.models.data import Data, Id
from pipeline.models.intake import IntakeSettings
from pipeline.models.making import MOST_WORKERS, STANDARD_ENGINE, EngineName

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
COLOUR = r"^#[0-9A-Fa-f]{6}$"
FAMILY = r"^[\p{L}\p{M}\p{N} _-]*$"
PHONE = r"^([^\p{Cc}]*(\p{Nd}[^\p{Cc}]*){3})?$"
WEB_ADDRESS = r"^(https?://[\p{L}\p{N}][\p{L}\p{M}\p{N}.:-]*([/?#][^\s<>\"\p{C}]*)?)?$"
EMAIL_ADDRESS = r"^([^\s@<>\"?&%,;:()\[\]\\\p{C}]+@[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*\.[\p{L}\p{M}\p{N}-]+)?$"
"""What may stand in brand and contact: a link built from it leads where it says, and nowhere else."""

HOST = r"^([\p{L}\p{N}]([\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)?$"
VISIBLE = r"^\P{C}*$"
NAME = r"^([^\p{Cc}]*[\p{L}\p{N}][^\p{Cc}]*)?$"

Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
FontFamily = Annotated[Line, StringConstraints(pattern=FAMILY)]
PhoneNumber = Annotated[Line, StringConstraints(pattern=PHONE)]
WebAddress = Annotated[str, StringConstraints(pattern=WEB_ADDRESS, max_length=500)]
EmailAddress = Annotated[Line, StringConstraints(pattern=EMAIL_ADDRESS)]
HostName = Annotated[Line, StringConstraints(pattern=HOST)]
NameLine = Annotated[Line, StringConstraints(pattern=NAME)]
VisibleLine = Annotated[Line, StringConstraints(pattern=VISIBLE)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ProviderName = Literal["google", "gmail", "microsoft", "outlook", "icloud", "yahoo", "fastmail"]
Security = Literal["starttls", "tls", "none"]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError('must be the name of a time zone, such as "Asia/Dubai" or "Europe/London"')
    return name


class PracticeSettings(Data):
    """``[practice]``: who the coach is and how the call works."""

    name: Annotated[NameLine, Field(min_length=1)]
    coach: NameLine = ""
    coach_photo: str = ""
    coach_line: Line = ""
    email: EmailAddress = ""
    phone: PhoneNumber = ""
    website: WebAddress = ""
    booking_url: WebAddress = ""
    call_minutes: Annotated[int, Field(ge=5, le=240)] = 30
    call_price_text: Line = ""
    language: Id = "en"
    timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"

    @property
    def zone(self) -> ZoneInfo:
        """The practice's time zone."""
        return ZoneInfo(self.timezone)


class BrandSettings(Data):
    """``[brand]``: how the cover, headings and links look. Paths are relative to the practice."""

    logo: str = ""
    primary: Colour = "#143F3B"
    accent: Colour = "#17695F"
    heading_font: FontFamily = ""
    body_font: FontFamily = ""
    footer: Line = ""


class ReportSettings(Data):
    """``[reports]``: which kit, on which paper, and how much a document may take."""

    kit: Id = "career"
    page: Literal["A4", "Letter"] = "A4"
    engine: EngineName = STANDARD_ENGINE
    numerals: Literal["latin", "arabic"] = "latin"
    archive: bool = False
    workers: Annotated[int, Field(ge=0, le=MOST_WORKERS)] = 0
    deadline_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    memory_mb: Annotated[int, Field(ge=256, le=65_536)] = 1024
    opaque_file_names: bool = False


_TLS_PORT = 465
_STARTTLS_PORT = 587


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() in {"", "localhost"}


class MailSettings(Data):
    """``[mail]``: how reports are sent. A password never stands here."""

    provider: ProviderName | None = None
    host: HostName = ""
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Security = "starttls"
    user: VisibleLine = ""
    sender: Annotated[EmailAddress, Field(alias="from")] = ""
    reply_to: EmailAddress = ""
    hours_before_call: Annotated[int, Field(ge=0, le=24 * 30)] = 48
    quiet_hours: tuple[ClockTime, ClockTime] = ("21:00", "07:00")
    quiet_days: tuple[Weekday, ...] = ("sat", "sun")
    rate_per_minute: Annotated[int, Field(ge=1)] | None = None
    calendar: bool = False
    token_command: Line = ""

    @property
    def is_set_up(self) -> bool:
        """Whether a server is named."""
        return bool(self.provider or self.host)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if faults := [said for holds, said in self._clashes() if holds]:
            raise ValueError("; ".join(faults))
        return self

    def _clashes(self) -> tuple[tuple[bool, str], ...]:
        """What does not go with what, each with a sentence that says what to do."""
        own = [key for key in ("host", "port", "security") if key in self.model_fields_set]
        return (
            (
                bool(self.provider and own),
                f"a provider brings its own {' and '.join(own)}: take one of the two out",
            ),
            (
                self.security == "none" and not _is_loopback(self.host),
                'security = "none" is for a server on this machine only: write "starttls" or "tls"',
            ),
            (
                (self.security, self.port) == ("starttls", _TLS_PORT),
                f'port {_TLS_PORT} goes with security = "tls"',
            ),
            (
                (self.security, self.port) == ("tls", _STARTTLS_PORT),
                f'port {_STARTTLS_PORT} goes with security = "starttls"',
            ),
            (self.is_set_up and not self.sender, "from is missing: write the address that clients will see"),
            (bool(self.token_command) and not self.user, "token_command needs user: write who logs in"),
        )


class PrivacySettings(Data):
    """``[privacy]``."""

    retention_days: Annotated[int, Field(ge=1)] = 365
    require_consent: bool = True


class Settings(Data):
    """The whole of ``roadmap.toml``."""

    practice: PracticeSettings
    brand: BrandSettings = BrandSettings()
    reports: ReportSettings = ReportSettings()
    intake: IntakeSettings = IntakeSettings()
    mail: MailSettings = MailSettings()
    privacy: PrivacySettings = PrivacySettings()
