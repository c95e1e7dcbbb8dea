"""People who are not to be worked with any more: their rows are passed over, however often they come back."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain

from pipeline.intake.calls import Booking
from pipeline.intake.people.reasons import listed_rows
from pipeline.intake.rows import ReadRow
from pipeline.models.client import fold_id
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_address
from pipeline.spreadsheets.places import Place

Blocked = Callable[[str], str | None]
"""Why a person is not to be worked with, given a folded id of theirs, typed or derived; None if they are."""


def find_skipped(
    rows: Iterable[ReadRow | Booking], blocked: Blocked | None, derive_id: Callable[[str], str]
) -> dict[Place, str]:
    """Return the rows that are passed over, by their id or their address, and why."""
    if blocked is None:
        return {}
    reasons = ((row.place, map(blocked, _identities(row, derive_id))) for row in rows)
    found = ((place, next(filter(None, of_row), None)) for place, of_row in reasons)
    return {place: reason for place, reason in found if reason}


def find_hidden(
    rows: Iterable[ReadRow],
    skipped: Container[Place],
    named: Iterable[str],
    blocked: Blocked | None,
    derive_id: Callable[[str], str],
) -> frozenset[str]:
    """Return the folded addresses of people who are passed over: of their rows, and of those ``named``."""
    if blocked is None:
        return frozenset()
    of_rows = (fold_address(row.email) for row in rows if row.email and row.place in skipped)
    of_others = (key for key in map(fold_address, named) if blocked(fold_id(derive_id(key))))
    return frozenset(chain(of_rows, of_others))


def tell_skipped(skipped: Mapping[Place, str]) -> Iterator[Problem]:
    """Yield a warning for each file and reason. It names nobody: they may have asked to be forgotten."""
    by_file: dict[tuple[str, str | None, str], list[Place]] = defaultdict(list)
    for place, reason in skipped.items():
        by_file[place.file, place.sheet, reason].append(place)
    for (file, sheet, reason), places in by_file.items():
        rows = f"Row {places[0].row} was" if len(places) == 1 else f"Rows {listed_rows(places)} were"
        yield Place(file, sheet, places[0].row if len(places) == 1 else None).problem(
            f"{rows} skipped: {reason}.",
            "Nothing needs doing; you may delete what is skipped from the file.",
            severity="warning",
            needs_doing=False,
        )


def _identities(row: ReadRow | Booking, derive_id: Callable[[str], str]) -> Iterator[str]:
    if row.id:
        yield fold_id(row.id)
    if row.email:
        yield fold_id(derive_id(fold_address(row.email)))
