"""The call as a calendar entry: an invitation of one person (RFC 5545, 5546, 6047). Pure.

The library icalendar would write the same few lines; it is the tests that read them with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.delivery.address import Mailbox
from pipeline.delivery.lines import percent
from pipeline.delivery.zones import zone_lines, zone_name

METHOD = "REQUEST"
_EOL = "\r\n"
_WIDEST = 75
"""Octets of a content line; what is longer goes on behind a fold (RFC 5545, 3.1)."""

_URI_SIGNS = "-._~!$'*+@"
_FOLD = re.compile(rb"\r\n[ \t]")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_PERSON = re.compile(r"(ORGANIZER|ATTENDEE)(?:;[\w-]+=(?:\"[^\"]*\"|[^\";:]*))*:mailto:(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """One call. ``uid`` stays the same for all revisions, ``revision`` counts from 1.

    ``starts`` carries a zone, best a named one; ``written`` is when the invitation was made. ``summary``,
    ``description`` and the names are texts of any length in any script; ``link`` is a web address or "".
    """

    uid: str
    revision: int
    starts: datetime
    minutes: int
    written: datetime
    organizer: Mailbox
    attendee: Mailbox
    summary: str
    description: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation says of people: the method, and the addresses as they were written."""

    method: str
    organizers: tuple[str, ...]
    attendees: tuple[str, ...]


def write_invitation(event: Event) -> bytes:
    """Return an event as Gmail and Outlook take it, with the rules of its time zone, in UTF-8."""
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//Career Roadmap//Call//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{METHOD}",
        *zone_lines(event.starts),
        *_event_lines(event),
        "END:VCALENDAR",
    )
    return "".join(f"{_fold(line)}{_EOL}" for line in lines).encode()


def read_invitation(content: bytes) -> Invitation:
    """Return who is asked by whom, as another program finds it: by unfolding and reading line by line."""
    lines = _FOLD.sub(b"", content).decode(errors="replace").split(_EOL)
    methods = [line.partition(":")[2] for line in lines if line.upper().startswith("METHOD:")]
    found = [person for line in lines if (person := _PERSON.fullmatch(line))]
    known = {role: [f[2] for f in found if f[1].upper() == role] for role in ("ORGANIZER", "ATTENDEE")}
    organizers, attendees = (tuple(map(_unquote, known[role])) for role in known)
    return Invitation(",".join(methods), organizers, attendees)


def _event_lines(event: Event) -> Iterator[str]:
    ends = event.starts.astimezone(UTC) + timedelta(minutes=event.minutes)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(event.written)}"
    yield f"SEQUENCE:{event.revision - 1}"
    yield f"DTSTART{_moment(event.starts)}"
    yield f"DTEND{_moment(ends.astimezone(event.starts.tzinfo))}"
    yield f"SUMMARY:{_escape(event.summary)}"
    yield f"DESCRIPTION:{_escape(event.description)}"
    if event.link:
        yield f"URL:{event.link}"
    yield f"ORGANIZER{_person(event.organizer)}"
    role = ";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
    yield f"ATTENDEE{role}{_person(event.attendee)}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _moment(when: datetime) -> str:
    """Write a time in its named zone, or in UTC where the zone has no name."""
    name = zone_name(when)
    return f";TZID={name}:{when:%Y%m%dT%H%M%S}" if name else f":{_utc(when)}"


def _utc(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _person(mailbox: Mailbox) -> str:
    """Write the name as a parameter and the address as a URI. No name can hold a quotation mark there."""
    name = _LINE_ENDS.sub(" ", _CONTROLS.sub("", mailbox.name)).replace('"', "'").replace("\n", " ").strip()
    shown = f';CN="{name}"' if name else ""
    return f"{shown}:mailto:{percent(mailbox.address, _URI_SIGNS)}"


def _escape(text: str) -> str:
    """Write a text of any length as one value (RFC 5545, 3.3.11); what is no text is left out."""
    plain = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text))
    return re.sub(r"[\\;,]", r"\\\g<0>", plain).replace("\n", "\\n")


def _fold(line: str) -> str:
    """Part a line between letters, so that no piece has more octets than a content line may have."""
    pieces, room = [""], _WIDEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = _WIDEST - 1
        pieces[-1] += letter
        room -= size
    return f"{_EOL} ".join(pieces)


def _unquote(uri: str) -> str:
    octets = re.sub(rb"%([0-9A-F]{2})", lambda code: bytes([int(code[1], 16)]), uri.encode())
    return octets.decode(errors="replace")
