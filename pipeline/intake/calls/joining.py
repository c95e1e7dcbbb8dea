"""The calls of call lists come to the clients: the latest booking, or its cancellation, overrules the answer.

Nobody's call depends on the order of rows or files.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from pipeline.intake.calls.entries import Booking
from pipeline.intake.people.reasons import listed_rows
from pipeline.intake.people.signs import Signed
from pipeline.intake.values import parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Client
from pipeline.models.intake import IntakeSettings
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

_TWO_PEOPLE = "The e-mail address of this call belongs to one client, and the client number to another."


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """All rows of one person, and the client that goes on, if one does."""

    client: Client | None
    rows: Sequence[Signed]

    @property
    def id(self) -> str | None:
        """The id by which the person is spoken of, if it is known."""
        return self.client.id if self.client else next((row.row.id for row in self.rows if row.row.id), None)


@dataclass(frozen=True, slots=True)
class Calls:
    """Every client's call by their id, None for one that was cancelled; and what is wrong with the lists."""

    by_client: Mapping[str, Booking | None]
    problems: tuple[Problem, ...]


def join_calls(bookings: Iterable[Booking], people: Iterable[Person]) -> Calls:
    """Return the calls of all clients whom a booking names by folded address or id, and all problems.

    A booking that names one person by address and another by id is nobody's. Of ``people`` who share a sign,
    the one who goes on is meant: at most one of them does.
    """
    bookings = list(bookings)
    by_key = _by_key(people) if bookings else {}
    of_person: dict[Person, list[Booking]] = defaultdict(list)
    strange: list[Place] = []
    problems: list[Problem] = []
    for booking in bookings:
        named = _named(booking, by_key)
        if named is None:
            problems.append(booking.place.problem(_TWO_PEOPLE, "Correct one of them."))
        elif named:
            person = max(named, key=lambda each: (each.client is not None, each.id or ""))
            problems += [replace(problem, client=person.id) for problem in booking.problems]
            of_person[person].append(booking)
        elif booking.email or booking.id or not booking.problems:
            strange.append(booking.place)
        else:
            problems += booking.problems
    chosen = {person.client.id: choose(theirs) for person, theirs in of_person.items() if person.client}
    by_client = {client: call for client, (is_told, call) in chosen.items() if is_told}
    return Calls(by_client, (*problems, *_tell_strange(strange)))


def choose(bookings: Iterable[Booking]) -> tuple[bool, Booking | None]:
    """Return whether these bookings of one client say anything, and the call that takes place, if one does.

    A cancelled booking takes out an active one of the same moment, unless that was booked later. Of active
    ones the last booked wins where all say when they were, and else the one whose call is latest.
    """
    usable = [(booking.at, booking) for booking in bookings if booking.at]
    taken_out = _cancellations(usable)
    active = [
        (at, booking)
        for at, booking in usable
        if not booking.is_cancelled and not (at in taken_out and _is_taken_out(booking, taken_out[at]))
    ]
    if not active:
        return bool(usable), None
    booked = [booking.booked_at for _, booking in active if booking.booked_at]
    newest = max(booked) if len(booked) == len(active) else None
    last = [(at, str(at.tzinfo), booking) for at, booking in active if newest in {None, booking.booked_at}]
    return True, max(last, key=lambda one: one[:2])[2]


def apply_calls(
    clients: Iterable[Client], calls: Calls, vocabulary: Vocabulary, settings: IntakeSettings
) -> Iterator[Client]:
    """Yield the clients, each with the call of the lists in place of their own answer about it.

    It is told by their own clock, as far as they said where they are.
    """
    asked = vocabulary.questionnaire.by_role
    question, zone = (asked[role].id if role in asked else "" for role in ("call_at", "call_zone"))
    parse_zone = parser_for(asked["call_zone"], vocabulary, settings) if zone else None
    for client in clients:
        if client.id not in calls.by_client:
            yield client
            continue
        own = parse_zone(client.text(zone)) if parse_zone else None
        booking = calls.by_client[client.id]
        call = booking.at if booking else None
        if call and isinstance(own, tzinfo):
            call = call.astimezone(own)
        answers = {key: answer for key, answer in client.answers.items() if key != question}
        if call and question:
            answers[question] = call.isoformat()
        yield replace(client, call_at=call, answers=answers)


def _by_key(people: Iterable[Person]) -> dict[Hashable, set[Person]]:
    by_key: dict[Hashable, set[Person]] = defaultdict(set)
    for person in people:
        for row in person.rows:
            for key in row.keys:
                by_key[key].add(person)
    return by_key


def _named(booking: Booking, by_key: Mapping[Hashable, set[Person]]) -> set[Person] | None:
    """Return whom a booking may mean; None if its address and its id are never one person's."""
    by_email = by_key.get(("email", booking.email), set())
    by_id = by_key.get(("id", booking.id), set())
    if by_email and by_id:
        return by_email & by_id or None
    return by_email | by_id


def _cancellations(bookings: Iterable[tuple[datetime, Booking]]) -> dict[datetime, datetime | None]:
    """Return, by moment of the call, when the last booking was made that was cancelled; None if unknown."""
    found: dict[datetime, list[datetime | None]] = defaultdict(list)
    for at, booking in bookings:
        if booking.is_cancelled:
            found[at].append(booking.booked_at)
    return {at: None if None in times else max(filter(None, times)) for at, times in found.items()}


def _is_taken_out(booking: Booking, cancelled: datetime | None) -> bool:
    return booking.booked_at is None or cancelled is None or booking.booked_at <= cancelled


def _tell_strange(places: Iterable[Place]) -> Iterator[Problem]:
    """Yield one warning a file: calls of people who have sent no answers are no fault of anybody."""
    by_file: dict[tuple[str, str | None], list[Place]] = defaultdict(list)
    for place in places:
        by_file[place.file, place.sheet].append(place)
    for (file, sheet), rows in by_file.items():
        one = len(rows) == 1
        calls, are = ("call in row", "is") if one else ("calls in rows", "are")
        yield Place(file, sheet).problem(
            f"The {calls} {listed_rows(rows)} {are} passed over: nobody here has that address or number.",
            "If a client's call is among them, correct the e-mail address or the client number there.",
            severity="warning",
        )
