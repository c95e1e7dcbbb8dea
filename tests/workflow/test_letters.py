"""What a mail is made of: the words of the kit, the PDF under a safe name, maybe an invitation to a call."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from pipeline.delivery.inspection import inspect
from pipeline.delivery.message import Letter, compose
from pipeline.models.settings import MailSettings, ReportSettings, Settings
from pipeline.workflow.sending.letters import Order
from pipeline.workflow.sending.writing import KitWriter
from tests.people import kit
from tests.rendering.built import settings, whole_maya

CALL = datetime(2026, 10, 13, 10, 0, tzinfo=ZoneInfo("Asia/Dubai"))
ORDER = Order(
    client=replace(whole_maya(), call_at=CALL),
    recipient="maya@example.com",
    language="en",
    pdf=b"%PDF-1.7",
    message_id="<0123@example.com>",
    date=datetime(2026, 10, 11, 6, 0, tzinfo=UTC),
    event="4567@example.com",
    revision=2,
)
UNCALLED = replace(ORDER, client=replace(ORDER.client, call_at=None))


def chosen(*, calendar: bool = False, opaque: bool = False) -> Settings:
    more = {"mail": MailSettings(calendar=calendar), "reports": ReportSettings(opaque_file_names=opaque)}
    return settings().model_copy(update=more)


def write(order: Order = ORDER, **asked: bool) -> Letter:
    letter = KitWriter(chosen(**asked), kit()).write(order)
    assert inspect(compose(letter), letter.expected) == ()
    return letter


def test_a_letter_names_the_call_and_the_person_and_tells_no_score() -> None:
    letter = write()
    assert letter.subject == "Your roadmap for our call, Tuesday 13 October, 10:00 Dubai"
    assert letter.pdf_name == "Maya Haddad - Career Roadmap.pdf"
    assert (letter.recipient, letter.reply_to.address) == ("maya@example.com", "nadia@example.com")
    assert len(letter.text.split()) < 110
    assert write(opaque=True).pdf_name == "Career Roadmap.pdf"


@pytest.mark.parametrize(("order", "calendar"), [(ORDER, False), (UNCALLED, True)])
def test_without_a_call_or_the_setting_nobody_is_invited(order: Order, *, calendar: bool) -> None:
    assert write(order, calendar=calendar).calendar is None


def test_an_invitation_asks_the_client_to_their_call() -> None:
    found = icalendar.Calendar.from_ical(write(calendar=True).calendar or b"")
    (event,) = found.walk("VEVENT")
    assert (found["METHOD"], event["UID"], event["SEQUENCE"]) == ("REQUEST", ORDER.event, 1)
    assert (event["ATTENDEE"], event["ORGANIZER"]) == ("mailto:maya@example.com", "mailto:nadia@example.com")
    assert (event.decoded("DTSTART"), event.decoded("DTEND") - CALL) == (CALL, CALL.replace(minute=30) - CALL)


def test_a_copy_for_the_coach_invites_nobody() -> None:
    letter = KitWriter(chosen(calendar=True), kit()).copy(ORDER)
    assert (letter.recipient, letter.calendar) == ("nadia@example.com", None)
    assert letter.pdf == ORDER.pdf
    assert letter.subject == f"To me: {write().subject}"
    assert inspect(compose(letter), letter.expected) == ()
