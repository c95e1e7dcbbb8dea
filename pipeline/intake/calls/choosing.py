"""Which of a client's calls takes place, and what is told of the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.intake.calls.entries import Booking
from pipeline.intake.calls.owners import Person
from pipeline.intake.people.reasons import listed_rows, named
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

_UNUSED = "Nothing needs doing; if an earlier one is right, mark the later one as cancelled."


@dataclass(frozen=True, slots=True)
class Choice:
    """The call of a client that takes place, if one does; ``is_told`` if their bookings say anything at all.

    ``unused`` are bookings that stand and are not the call, with that. ``wide`` are cancellations without a
    time, and ``swept`` what only they take out.
    """

    is_told: bool
    call: Booking | None = None
    unused: Sequence[tuple[Booking, Booking]] = ()
    wide: Sequence[Booking] = ()
    swept: Sequence[Booking] = ()


def choose(bookings: Iterable[Booking]) -> Choice:
    """Return what these bookings of one client come to.

    A cancelled booking takes out an active one of the same moment, unless that was booked later; one without
    a time takes out all that were not. Of active ones the last booked wins where all say when they were, and
    else the one whose call is latest.
    """
    counting = [booking for booking in bookings if booking.counts]
    cancelled = _cancellations(counting)
    wide = [booking for booking in counting if booking.is_cancelled and not booking.at]
    standing = [
        (booking.at, booking)
        for booking in counting
        if booking.at and not booking.is_cancelled and not _is_out(booking, booking.at, cancelled)
    ]
    swept = [booking for _, booking in standing if _is_out(booking, None, cancelled)]
    active = [(at, booking) for at, booking in standing if not _is_out(booking, None, cancelled)]
    if not active:
        return Choice(bool(counting), wide=wide, swept=swept)
    booked = [booking.booked_at for _, booking in active if booking.booked_at]
    newest = max(booked) if len(booked) == len(active) else None
    last = [(at, str(at.tzinfo), booking) for at, booking in active if newest in {None, booking.booked_at}]
    at, _, call = max(last, key=lambda one: one[:2])
    unused = [(booking, call) for moment, booking in active if moment != at]
    return Choice(bool(counting), call, unused, wide, swept)


def tell_unused(chosen: Mapping[Person, Choice]) -> Iterator[Problem]:
    """Yield a note a file on calls for which later ones stand, and a warning on each wide cancellation."""
    by_file: dict[tuple[str, str | None], list[tuple[Person, Place, Place]]] = defaultdict(list)
    for person, choice in chosen.items():
        yield from _tell_wide(person, choice)
        for booking, call in choice.unused:
            by_file[booking.place.file, booking.place.sheet].append((person, booking.place, call.place))
    for (file, sheet), unused in by_file.items():
        person, place, used = unused[0]
        message, client = f"A later entry for {person.name} is used: {used.spoken}.", person.id
        if len(unused) > 1:
            rows = listed_rows(place for _, place, _ in unused)
            message = f"The calls in rows {rows} are not used: there are later entries for the same clients."
            place, client = Place(file, sheet), None
        yield place.problem(message, _UNUSED, client=client, severity="warning", needs_doing=False)


def _tell_wide(person: Person, choice: Choice) -> Iterator[Problem]:
    if choice.swept and choice.wide:
        places = sorted((booking.place for booking in choice.swept), key=lambda place: place.order)
        yield min((booking.place for booking in choice.wide), key=lambda place: place.order).problem(
            f"This cancellation tells no time, so it cancels every call of {person.name}: "
            f"{named(places, len(places))}.",
            "If one of these calls takes place, write here the time of the call that does not.",
            client=person.id,
            severity="warning",
        )


def _cancellations(bookings: Iterable[Booking]) -> dict[datetime | None, datetime | None]:
    """Return, by moment of the call, when the last booking was made that was cancelled; None if unknown.

    The moment is None for cancellations without a time.
    """
    found: dict[datetime | None, list[datetime | None]] = defaultdict(list)
    for booking in bookings:
        if booking.is_cancelled:
            found[booking.at].append(booking.booked_at)
    return {at: None if None in times else max(filter(None, times)) for at, times in found.items()}


def _is_out(
    booking: Booking, at: datetime | None, cancelled: Mapping[datetime | None, datetime | None]
) -> bool:
    """Whether a cancellation of this moment takes out a booking: unless it was surely booked later."""
    if at not in cancelled:
        return False
    until = cancelled[at]
    return booking.booked_at is None or until is None or booking.booked_at <= until
