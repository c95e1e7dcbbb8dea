from typing import Any, get_args

import pytest

from pipeline.delivery.providers import (
    PROVIDERS,
    USUAL_PORTS,
    Pace,
    Rates,
    Server,
    forecast,
    rates_of,
    server_of,
)
from pipeline.errors import DeliveryError
from pipeline.models.settings import MailSettings, ProviderName


def mail(**settings: Any) -> MailSettings:  # noqa: ANN401 - as they stand in a file
    return MailSettings.model_validate({"from": "nadia@example.com", **settings})


def test_every_provider_that_may_be_named_is_known() -> None:
    assert set(PROVIDERS) == set(get_args(ProviderName))
    assert all(known.server.security != "none" for known in PROVIDERS.values())
    assert all(known.server.port == USUAL_PORTS[known.server.security] for known in PROVIDERS.values())


def test_the_limits_that_providers_publish() -> None:
    assert rates_of(mail(provider="google")).per_day == 2_000
    assert rates_of(mail(provider="gmail")).per_day == 500
    assert rates_of(mail(provider="microsoft")) == Rates(30, 10_000)


@pytest.mark.parametrize(
    ("settings", "server"),
    [
        ({"provider": "microsoft"}, Server("smtp.office365.com", 587, "starttls")),
        ({"provider": "fastmail"}, Server("smtp.fastmail.com", 465, "tls")),
        ({"host": "mail.example.com"}, Server("mail.example.com", 587, "starttls")),
        ({"host": "mail.example.com", "security": "tls"}, Server("mail.example.com", 465, "tls")),
        ({"host": "::1", "security": "none"}, Server("::1", 25, "none")),
        ({"host": "mail.example.com", "port": 2525}, Server("mail.example.com", 2525, "starttls")),
    ],
)
def test_the_server_that_the_settings_mean(settings: dict[str, object], server: Server) -> None:
    assert server_of(mail(**settings)) == server


def test_no_server() -> None:
    with pytest.raises(DeliveryError, match="no mail server") as caught:
        server_of(MailSettings())
    assert "google, gmail, microsoft" in caught.value.hint


def test_a_rate_of_the_coachs_own() -> None:
    assert rates_of(mail(provider="google", rate_per_minute=5)) == Rates(5, 2_000)
    assert rates_of(mail(host="mail.example.com", rate_per_minute=5)) == Rates(5)
    assert rates_of(mail(host="mail.example.com")) == Rates()


@pytest.mark.parametrize(
    ("mails", "rates", "sent", "told"),
    [
        (120, Rates(30, 10_000), 0, "120 mails: 4 minutes"),
        (121, Rates(30), 0, "121 mails: 5 minutes"),
        (1, Rates(30), 0, "1 mail: about a minute at most"),
        (0, Rates(), 0, "0 mails: about a minute at most"),
        (5_000, Rates(), 0, "5,000 mails: about a minute at most"),
        (60, Rates(1), 0, "60 mails: 1 hour"),
        (150, Rates(1), 0, "150 mails: 2 hours 30 minutes"),
        (61, Rates(1), 0, "61 mails: 1 hour 1 minute"),
        (500, Rates(30, 500), 0, "500 mails: 17 minutes"),
        (
            501, Rates(30, 500), 0,
            "501 mails: 2 days, because 500 may go in 24 hours, 500 of them now",
        ),
        (
            2, Rates(30, 500), 499,
            "2 mails: 2 days, because 500 may go in 24 hours, 1 of them now",
        ),
        (
            1_001, Rates(30, 500), 700,
            "1,001 mails: 4 days, because 500 may go in 24 hours, 0 of them now",
        ),
    ],
)  # fmt: skip
def test_a_forecast(mails: int, rates: Rates, sent: int, told: str) -> None:
    assert forecast(mails, rates, sent) == told


def test_how_many_are_left() -> None:
    assert [Rates(None, 10).left(sent) for sent in (0, 9, 10, 99)] == [10, 1, 0, 0]
    assert Rates(5).left(1_000_000) is None


class Time:
    """A clock that goes on only when somebody sleeps, or works."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def starts(rates: Rates, mails: int, work: float) -> list[float]:
    time = Time()
    pace = Pace(rates, time.clock, time.sleep)
    began = []
    for _ in range(mails):
        pace.wait()
        began.append(time.now - 1_000.0)
        time.now += work
    return began


def test_mails_keep_their_distance() -> None:
    assert starts(Rates(30), 4, work=0.5) == [0, 2, 4, 6]


def test_slow_work_needs_no_pause_and_earns_no_haste() -> None:
    assert starts(Rates(30), 3, work=3) == [0, 3, 6]
    time = Time()
    pace = Pace(Rates(30), time.clock, time.sleep)
    pace.wait()
    time.now += 3_600
    pace.wait()
    pace.wait()
    assert time.now == 1_000 + 3_600 + 2


def test_without_a_rate_nobody_waits() -> None:
    assert starts(Rates(), 3, work=0) == [0, 0, 0]
