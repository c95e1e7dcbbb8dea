"""The calls of call lists come to the clients: the latest booking, or its cancellation, overrules the answer.

Nobody's call depends on the order of rows or files.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import tzinfo

from pipeline.intake.calls.aliases import Aliases
from pipeline.intake.calls.choosing import choose, tell_unused
from pipeline.intake.calls.entries import Booking
from pipeline.intake.calls.owners import Owners, Person
from pipeline.intake.columns.accounts import setting
from pipeline.intake.people.reasons import listed_rows
from pipeline.intake.values import Fault, parser_for
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.client import Client
from pipeline.models.intake import IntakeSettings
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_address
from pipeline.spreadsheets.places import Place


@dataclass(frozen=True, slots=True)
class Calls:
    """Every client's call by their id, None for one that was cancelled; and what is wrong with the lists."""

    by_client: Mapping[str, Booking | None]
    problems: tuple[Problem, ...]

    @property
    def cancelled(self) -> frozenset[str]:
        """The ids of clients who had a call and have none."""
        return frozenset(client for client, call in self.by_client.items() if call is None)


def join_calls(
    bookings: Sequence[Booking], people: Iterable[Person], aliases: Aliases, hidden: AbstractSet[str]
) -> Calls:
    """Return the calls of all clients whom a booking names by folded address or id, and all problems.

    A booking whose address and id are not one person's is nobody's, and so is one under an alias in doubt.
    ``hidden`` are folded addresses of people who are not to be named.
    """
    if not bookings:
        return Calls({}, ())
    owners = Owners(people)
    judged = list(aliases.judge(owners, hidden))
    refused = {alias for alias, problem in judged if problem.is_error}
    clear = (booking for booking in bookings if fold_address(booking.address) not in refused)
    calls = _join(clear, owners)
    return replace(calls, problems=(*(problem for _, problem in judged), *calls.problems))


def _join(bookings: Iterable[Booking], owners: Owners) -> Calls:
    of_person: dict[Person, list[Booking]] = defaultdict(list)
    strange: list[Place] = []
    problems: list[Problem] = []
    for booking in bookings:
        owner = owners.of(booking)
        if isinstance(owner, Fault):
            problems.append(booking.place.problem(owner.message, owner.fix))
        elif owner:
            problems += _told_of(owner, booking)
            of_person[owner].append(booking)
        elif namesake := owners.namesake_of(booking):
            problems.append(_tell_namesake(booking, namesake))
        elif booking.email or booking.id or not booking.problems:
            strange.append(booking.place)
        else:
            problems += booking.problems
    chosen = {person: choose(theirs) for person, theirs in of_person.items() if person.client}
    by_client = {
        person.client.id: choice.call for person, choice in chosen.items() if person.client and choice.is_told
    }
    return Calls(by_client, (*problems, *tell_unused(chosen), *_tell_strange(strange)))


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


def _told_of(owner: Person, booking: Booking) -> Iterator[Problem]:
    """Yield what is wrong with a booking of somebody, and that their call stays as it is without it."""
    stays = owner.client is not None and not booking.counts
    for problem in booking.problems:
        message = problem.message
        if stays and problem.is_error:
            message += f" So this row changes nothing about the call of {owner.name}."
            stays = False
        yield replace(problem, message=message, client=owner.id)


def _tell_namesake(booking: Booking, client: Client) -> Problem:
    """Return the warning on a call that a client may have booked under another address."""
    line = f"{setting(booking.address, client.email)} under [intake.addresses] in roadmap.toml"
    return booking.place.problem(
        f"This call was booked by {client.name}, under an address that nobody here answered with, so it is "
        f"passed over. {client.name} in {Place.of(client.source).spoken} answered with {client.email}.",
        f"If they are the same person, write {line}. If not, nothing needs doing.",
        found=booking.address,
        client=client.id,
        severity="warning",
    )


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
