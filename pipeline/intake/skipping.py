"""People who are not to be worked with any more: their rows are passed over, however often they come back."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from pipeline.intake.calls import Booking
from pipeline.intake.people.reasons import listed_rows
from pipeline.intake.rows import ReadRow
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_address, fold_name
from pipeline.spreadsheets.places import Place

Blocked = Callable[[str], str | None]
"""Why a person is not to be worked with, given a folded id of theirs, typed or derived; None if they are."""


class Skipping:
    """Which rows are passed over. Nothing told names the person, who may have asked to be forgotten."""

    def __init__(self, blocked: Blocked | None, derive_id: Callable[[str], str]) -> None:
        self._blocked = blocked
        self._derive_id = derive_id
        self._places: dict[tuple[str, str | None, str], list[Place]] = defaultdict(list)

    def skips(self, row: ReadRow | Booking) -> bool:
        """Whether a row is passed over, by its id or its address; it is told in time."""
        if self._blocked is None:
            return False
        reason = next(filter(None, map(self._blocked, self._identities(row))), None)
        if reason:
            self._places[row.place.file, row.place.sheet, reason].append(row.place)
        return reason is not None

    def tell(self) -> Iterator[Problem]:
        """Yield a warning for each file and reason."""
        for (file, sheet, reason), places in self._places.items():
            rows = f"Row {places[0].row} was" if len(places) == 1 else f"Rows {listed_rows(places)} were"
            yield Place(file, sheet, places[0].row if len(places) == 1 else None).problem(
                f"{rows} skipped: {reason}.",
                "Nothing needs doing; you may delete what is skipped from the file.",
                severity="warning",
                needs_doing=False,
            )

    def _identities(self, row: ReadRow | Booking) -> Iterator[str]:
        if row.id:
            yield fold_name(row.id)
        if row.email:
            yield fold_name(self._derive_id(fold_address(row.email)))
