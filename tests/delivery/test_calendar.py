"""An invitation holds one call, its zone and one person asked, as an independent reader finds them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings

from pipeline.delivery.address import Mailbox
from pipeline.delivery.calendar import Event, Invitation, read_invitation, write_invitation
from tests.delivery.letters import HOSTILE, NADIA, WRITTEN, texts

MAYA = Mailbox("maya@example.com", "Maya Haddad")
CALL = Event(
    uid="0123456789abcdef@example.com",
    revision=1,
    starts=datetime(2026, 10, 14, 10, 0, tzinfo=ZoneInfo("Asia/Dubai")),
    minutes=30,
    written=WRITTEN,
    organizer=NADIA,
    attendee=MAYA,
    summary="Call with Nadia Karam",
    description="To move the call: https://book.example.com/nadia",
    link="https://book.example.com/nadia;x=1,2",
)
ZONES = (
    "Asia/Dubai", "Europe/London", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe",
    "Europe/Istanbul", "Asia/Kolkata", "America/Santiago", "Europe/Dublin", "Africa/Cairo", "Pacific/Apia",
)  # fmt: skip


def read(content: bytes) -> tuple[icalendar.Calendar, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def clock(content: bytes, when: datetime) -> timedelta | None:
    """Return how far the clock of the entry's own zone is from UTC, worked out from its rules alone."""
    (zone,) = read(content)[0].walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    offset: timedelta | None = zone.to_tz(lookup_tzid=False).utcoffset(when.replace(tzinfo=None))
    return offset


def test_an_invitation_says_who_when_and_how_long() -> None:
    calendar, event = read(write_invitation(CALL))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == CALL.uid
    assert event["SEQUENCE"] == 0
    assert event["DTSTART"].dt == CALL.starts
    assert event["DTSTART"].params["TZID"] == "Asia/Dubai"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)
    assert event["DTSTAMP"].dt == WRITTEN.astimezone(UTC)
    assert event["ORGANIZER"] == "mailto:nadia@example.com"
    assert event["ATTENDEE"] == "mailto:maya@example.com"
    assert event["ATTENDEE"].params["CN"] == "Maya Haddad"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (CALL.summary, CALL.description)
    assert event["URL"] == CALL.link


def test_a_later_revision_moves_the_same_event() -> None:
    _, event = read(write_invitation(replace(CALL, revision=3)))
    assert (event["UID"], event["SEQUENCE"]) == (CALL.uid, 2)


def test_no_link_and_no_names_are_left_out() -> None:
    plain = replace(CALL, link="", organizer=Mailbox("n@example.com"), attendee=Mailbox("m@example.com"))
    content = write_invitation(plain)
    assert b"URL" not in content
    assert b"CN=" not in content
    assert read_invitation(content) == Invitation("REQUEST", ("n@example.com",), ("m@example.com",))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("month", [1, 3, 4, 7, 10, 12])
def test_the_rules_of_the_zone_give_the_same_clock(zone: str, month: int) -> None:
    when = datetime(2026, month, 27, 10, 0, tzinfo=ZoneInfo(zone))
    content = write_invitation(replace(CALL, starts=when))
    assert clock(content, when) == when.utcoffset()
    assert content.decode().count(f"TZID:{zone}\r\n") == 1


@pytest.mark.parametrize("hours", [-25, -3, -1, 0, 1, 3, 25])
@pytest.mark.parametrize("day", [(3, 29), (10, 25)])
def test_a_call_near_a_change_of_the_clock_is_at_its_moment(day: tuple[int, int], hours: int) -> None:
    when = (datetime(2026, *day, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(
        ZoneInfo("Europe/London")
    )
    content = write_invitation(replace(CALL, starts=when, minutes=90))
    _, event = read(content)
    assert event["DTSTART"].dt.astimezone(UTC) == when.astimezone(UTC)
    assert event["DTEND"].dt.astimezone(UTC) == when.astimezone(UTC) + timedelta(minutes=90)
    if b"VTIMEZONE" in content:
        assert clock(content, when) == when.utcoffset()


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=4)), ZoneInfo("UTC"), ZoneInfo("Etc/GMT-4")])
def test_a_zone_without_a_name_is_told_in_utc(zone: timezone | ZoneInfo) -> None:
    content = write_invitation(replace(CALL, starts=datetime(2026, 10, 14, 10, 0, tzinfo=zone)))
    _, event = read(content)
    assert b"VTIMEZONE" not in content
    assert event["DTSTART"].dt == datetime(2026, 10, 14, 10, 0, tzinfo=zone)


def check(event: Event) -> None:
    content = write_invitation(event)
    calendar, found = read(content)
    assert [part.name for part in calendar.walk()][:3] == ["VCALENDAR", "VTIMEZONE", "STANDARD"]
    assert set(found) == set(read(write_invitation(CALL))[1])
    assert found["ATTENDEE"] == "mailto:maya@example.com"
    assert read_invitation(content) == Invitation("REQUEST", (NADIA.address,), (MAYA.address,))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert len(content.decode().splitlines()) == content.count(b"\r\n")


@settings(max_examples=60, deadline=None)
@given(name=texts(), summary=texts(), description=texts())
def test_no_text_adds_a_line_or_a_person(name: str, summary: str, description: str) -> None:
    check(replace(CALL, attendee=Mailbox(MAYA.address, name), summary=summary, description=description))


@pytest.mark.parametrize("text", [*HOSTILE, 'x":mailto:evil@example.net\r\nATTENDEE:mailto:evil@example.net'])
def test_texts_that_broke_mail_before_break_no_invitation(text: str) -> None:
    check(replace(CALL, attendee=Mailbox(MAYA.address, text), summary=text, description=text))


def test_texts_come_back_as_they_were() -> None:
    text = 'a; b, c\\n: "d" مايا\n👩🏽\u200d🚀 ' + "é" * 90
    _, event = read(write_invitation(replace(CALL, summary=text, description=text)))
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (text, text)


def test_an_address_with_signs_of_its_own_is_coded_as_a_uri() -> None:
    odd = Mailbox("a%b&c=d#e?مايا@example.com")
    content = write_invitation(replace(CALL, attendee=odd))
    assert b"mailto:a%25b%26c%3Dd%23e%3F%D9" in content.replace(b"\r\n ", b"")
    assert read_invitation(content).attendees == (odd.address,)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ATTENDEE:mailto:b@y.com", ("maya@example.com", "b@y.com")),
        ('attendee;CN="b: c";ROLE=CHAIR:MAILTO:b@y.com', ("maya@example.com", "b@y.com")),
        ("ATTENDEE:mailto:b@y\r\n .com", ("maya@example.com", "b@y.com")),
    ],
)
def test_whoever_is_asked_as_well_is_found(line: str, found: tuple[str, ...]) -> None:
    content = write_invitation(CALL).replace(b"STATUS", line.encode() + b"\r\nSTATUS")
    assert read_invitation(content).attendees == found
