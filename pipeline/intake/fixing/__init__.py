"""Fix-it workbooks: the coach's own sheet with what is wrong coloured and explained, and a summary."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import PurePath

from pipeline.intake.additions import header_row, without_additions
from pipeline.intake.fixing.copying import copy_sheet
from pipeline.intake.fixing.draft import Draft
from pipeline.intake.fixing.summing import sum_up
from pipeline.intake.mendable import is_mendable
from pipeline.models.client import Source
from pipeline.models.problem import Problem
from pipeline.models.wording import Wording
from pipeline.spreadsheets.book import Book
from pipeline.spreadsheets.tables import Contents, Table, is_empty

__all__ = ["draft_fixit"]

_DIGESTS = 6
"""A copy of a copy tells so many of the files before it."""


def draft_fixit(  # noqa: PLR0913 - all that a copy shows enters here
    contents: Contents,
    problems: Sequence[Problem],
    headers: frozenset[str],
    wording: Wording,
    *,
    skipped: AbstractSet[Source] = frozenset(),
    owner: Callable[[Problem], str] = lambda _: "",
) -> Book | None:
    """Return the fix-it of a file, with questions as ``wording`` asks them; None if there is nothing to show.

    ``problems`` are those of the file, ``headers`` the folded headers by which its header row is found.
    Rows that are ``skipped`` stay blank; ``owner`` says whose row a problem is about.
    """
    mendable = tuple(filter(is_mendable, problems))
    contents = without_additions(contents, headers)
    table = next(
        (table for table in contents.tables for first in mendable[:1] if table.sheet == first.sheet), None
    )
    header = header_row(table, headers) if table else None
    if table is None or header is None:
        return None
    file = mendable[0].file
    draft = Draft(
        file=file,
        title=table.sheet or PurePath(file).stem,
        table=_without_rows(
            table, {each.row for each in skipped if (each.file, each.sheet) == (file, table.sheet)}
        ),
        header=header,
        problems=tuple(problem for problem in mendable if problem.sheet == table.sheet),
        owner=owner,
        digests=tuple(filter(None, (contents.digest, *contents.copy_of)))[:_DIGESTS],
        at_large=tuple(problem for problem in problems if problem.row is None and problem.needs_doing),
        others=tuple(
            other.sheet
            for other in contents.tables
            if other is not table and other.sheet and not all(map(is_empty, other.rows))
        ),
    )
    return Book((copy_sheet(draft, wording), sum_up(draft, wording)), from_1904=table.from_1904)


def _without_rows(table: Table, numbers: AbstractSet[int]) -> Table:
    """Return the table with rows, by their numbers from 1, left blank; the others keep their numbers."""
    rows = [() if number in numbers else cells for number, cells in enumerate(table.rows, start=1)]
    return replace(table, rows=rows)
