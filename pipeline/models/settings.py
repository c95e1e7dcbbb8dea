"""``roadmap.toml``: what a practice chooses. Every key has a safe default but the practice's name."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from pipeline.models.data import Data, Id
from pipeline.models.intake import IntakeSettings
from pipeline.models.making import MOST_WORKERS

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
COLOUR = r"^#[0-9A-Fa-f]{6}$"
FAMILY = r"^[\p{L}\p{M}\p{N} _-]*$"
PHONE = r"^([^\p{Cc}]*(\p{Nd}[^\p{Cc}]*){3})?$"
WEB_ADDRESS = r"^(https?://[\p{L}\p{N}][\p{L}\p{M}\p{N}.:-]*([/?#][^\s<>\"\p{C}]*)?)?$"
EMAIL_ADDRESS = r"^([^\s@<>\"?&%,;\p{C}]+@[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*\.[\p{L}\p{M}\p{N}-]+)?$"
"""What may stand in brand and contact: a link built from it leads where it says, and nowhere else."""

Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
FontFamily = Annotated[Line, StringConstraints(pattern=FAMILY)]
PhoneNumber = Annotated[Line, StringConstraints(pattern=PHONE)]
WebAddress = Annotated[str, StringConstraints(pattern=WEB_ADDRESS, max_length=500)]
EmailAddress = Annotated[Line, StringConstraints(pattern=EMAIL_ADDRESS)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError('must be the name of a time zone, such as "Asia/Dubai" or "Europe/London"')
    return name


class PracticeSettings(Data):
    """``[practice]``: who the coach is and how the call works."""

    name: Annotated[Line, Field(min_length=1)]
    coach: Line = ""
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
    engine: Literal["weasyprint"] = "weasyprint"
    numerals: Literal["latin", "arabic"] = "latin"
    archive: bool = False
    workers: Annotated[int, Field(ge=0, le=MOST_WORKERS)] = 0
    deadline_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    memory_mb: Annotated[int, Field(ge=256, le=65_536)] = 1024
    opaque_file_names: bool = False


class MailSettings(Data):
    """``[mail]``: how reports will be sent. A password never stands here."""

    provider: Id | None = None
    host: Line = ""
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Line = ""
    sender: Annotated[Line, Field(alias="from")] = ""
    reply_to: Line = ""
    hours_before_call: Annotated[int, Field(ge=0, le=24 * 30)] = 48
    quiet_hours: tuple[ClockTime, ClockTime] = ("21:00", "07:00")
    quiet_days: tuple[Weekday, ...] = ("sat", "sun")
    rate_per_minute: Annotated[int, Field(ge=1)] | None = None
    calendar: bool = False
    token_command: Line = ""


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
