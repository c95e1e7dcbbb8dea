"""Rows for which another row of the same client stands, told once a file: exports come every month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.intake.people.reasons import listed, listed_rows
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place

Why = Literal["same", "older", "faulty", "unfinished"]
"""A row says the same as the one that is used, is older than it, or was never sent; a faulty one is older."""

_ONE: dict[Why, str] = {
    "same": "This row says the same as {used}.",
    "older": "A later row of this client is used: {used}.",
    "unfinished": "This response was never finished; a finished one of this client is used: {used}.",
    "faulty": "This row has a problem, but a later row of this client is used: {used}.",
}
_MANY: dict[Why, str] = {
    "same": "{rows} say the same as rows in {files}, which are used.",
    "older": "{rows} are older than rows of the same clients in {files}, which are used.",
    "unfinished": "{rows} were never finished; finished ones of the same clients in {files} are used.",
    "faulty": "{rows} have problems, but are older than rows of the same clients in {files}, which are used.",
}
_NOTHING = "Nothing needs doing."


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row at ``place`` for which the row at ``used`` stands."""

    place: Place
    used: Place
    client: str
    why: Why


def tell_passed_over(rows: Iterable[PassedOver]) -> Iterator[Problem]:
    """Yield a warning for each file and kind: with the row's own place if it is only one."""
    by_file: dict[tuple[str, str | None, Why], list[PassedOver]] = defaultdict(list)
    for row in rows:
        by_file[row.place.file, row.place.sheet, row.why].append(row)
    for (file, sheet, why), of_file in by_file.items():
        if len(of_file) == 1:
            (row,) = of_file
            message = _ONE[why].format(used=row.used.spoken)
            yield row.place.problem(
                message, _NOTHING, client=row.client, severity="warning", needs_doing=False
            )
            continue
        told = f"{len(of_file):,} rows ({listed_rows(row.place for row in of_file)})"
        files = listed(sorted({_name(row.used) for row in of_file}), "file")
        message = _MANY[why].format(rows=told, files=files)
        yield Place(file, sheet).problem(message, _NOTHING, severity="warning", needs_doing=False)


def _name(place: Place) -> str:
    return place.file.rsplit("/", 1)[-1]
