"""Numbers, dates, times and places as a language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from pipeline.errors import KitError
from pipeline.models.exact import nearest
from pipeline.rendering.text.language import Language

THURSDAY = date(2026, 5, 21)


def at(zone: tzinfo) -> datetime:
    return datetime(2026, 5, 21, 17, 30, tzinfo=zone)


def test_dates_and_times_follow_the_pattern() -> None:
    english = Language("en")
    assert english.day(THURSDAY, "EEEE d MMMM y") == "Thursday 21 May 2026"
    assert english.time(at(UTC), "HH:mm") == "17:30"


def test_arabic_keeps_western_digits_unless_the_practice_asks_for_its_own() -> None:
    assert Language("ar").day(THURSDAY, "d MMMM y") == "21 مايو 2026"
    assert Language("ar", "arabic").day(THURSDAY, "d MMMM y") == "٢١ مايو ٢٠٢٦"
    assert Language("ar", "arabic").number(9.5) == "٩٫٥"
    assert Language("ar", "arabic").time(at(UTC), "HH:mm") == "١٧:٣٠"
    assert Language("en", "arabic").number(41) == "41"


@pytest.mark.parametrize(
    ("zone", "city", "offset"),
    [
        (ZoneInfo("Asia/Dubai"), "Dubai", "UTC+04:00"),
        (ZoneInfo("America/Argentina/Buenos_Aires"), "Buenos Aires", "UTC-03:00"),
        (ZoneInfo("US/Eastern"), "New York", "UTC-04:00"),
        (ZoneInfo("Etc/GMT-3"), None, "UTC+03:00"),
        (ZoneInfo("UTC"), None, "UTC"),
        (UTC, None, "UTC"),
        (timezone(timedelta(hours=5, minutes=30)), None, "UTC+05:30"),
    ],
)
def test_a_zone_is_called_by_its_city_or_else_by_its_offset(
    zone: tzinfo, city: str | None, offset: str
) -> None:
    english = Language("en")
    assert (english.city(at(zone)), english.offset(at(zone))) == (city, offset)


def test_cities_are_named_in_the_language() -> None:
    assert Language("ar").city(at(ZoneInfo("Asia/Dubai"))) == "دبي"


def test_lists() -> None:
    english = Language("en")
    assert [english.join([]), english.join(["1"]), english.join(["1", "6"])] == ["", "1", "1 and 6"]


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(KitError, match='language code "klingon"'):
        Language("klingon")


@pytest.mark.parametrize(("value", "expected"), [(40.5, 41), (40.49, 40), (0, 0), (52.5, 53), (99.9, 100)])
def test_halves_are_rounded_upward(value: float, expected: int) -> None:
    assert nearest(value) == expected
