"""Rows for which another row of the same client stands, told once a file: exports come every month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.intake.people.reasons import listed, listed_rows
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

_NOTHING = "Nothing needs doing."


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row at ``place`` that says the same as the row at ``used``, or is older than that."""

    place: Place
    used: Place
    client: str
    is_same: bool


def tell_passed_over(rows: Iterable[PassedOver]) -> Iterator[Problem]:
    """Yield a warning for each file and kind: with the row's own place if it is only one."""
    by_file: dict[tuple[str, str | None, bool], list[PassedOver]] = defaultdict(list)
    for row in rows:
        by_file[row.place.file, row.place.sheet, row.is_same].append(row)
    for (file, sheet, is_same), of_file in by_file.items():
        if len(of_file) == 1:
            yield _tell_one(of_file[0])
            continue
        where = listed(sorted({_name(row.used) for row in of_file}), "file")
        count = f"{len(of_file):,} rows ({listed_rows(row.place for row in of_file)})"
        what = (
            f"say the same as rows in {where}"
            if is_same
            else f"are older than rows of the same clients in {where}"
        )
        message = f"{count} {what}, which are used."
        yield Place(file, sheet).problem(message, _NOTHING, severity="warning", needs_doing=False)


def _tell_one(row: PassedOver) -> Problem:
    used = row.used.spoken
    message = (
        f"This row says the same as {used}."
        if row.is_same
        else f"A later row of this client is used: {used}."
    )
    return row.place.problem(message, _NOTHING, client=row.client, severity="warning", needs_doing=False)


def _name(place: Place) -> str:
    return place.file.rsplit("/", 1)[-1]
