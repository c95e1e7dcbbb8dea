"""Somebody's row is taken out of ``review.xlsx``; what the coach wrote of others stays where it is."""

from collections.abc import Callable

from pipeline.models.kit import Kit
from pipeline.planning.ways import Ways
from pipeline.practice import Practice
from pipeline.review.drafting import Line, draft_review
from pipeline.review.sheet import Row
from pipeline.workflow.reviewing.store import read_workbook, write_review

UNREADABLE = "{} cannot be read: mend it, or delete their row there."
FORMULAS = "{} holds formulas that would be lost: delete their row there, row {}."
MERGED = "{} holds merged cells that would be lost: delete their row there, row {}."

Theirs = Callable[[str, str], bool]
"""Whether a row is somebody's, by the number and the name in it."""


def rows_of(practice: Practice, is_theirs: Theirs) -> list[Row]:
    """Return somebody's rows; none if there is no review that can be read."""
    sheet = read_workbook(practice).sheet
    return [row for row in sheet.rows if _is_of(row, is_theirs)] if sheet else []


def take_out(practice: Practice, kit: Kit, is_theirs: Theirs) -> tuple[int, str]:
    """Write the review without somebody's rows; return how many went, and what is left to do, if anything.

    Raises:
        OutputError: the review is open in another program, or cannot be written.
    """
    stored = read_workbook(practice)
    name = practice.relative(practice.review)
    if stored.sheet is None:
        return 0, UNREADABLE.format(name) if stored.problems else ""
    theirs = [row for row in stored.sheet.rows if _is_of(row, is_theirs)]
    if not theirs:
        return 0, ""
    if stored.sheet.is_fragile:
        why = FORMULAS if stored.sheet.has_formulas else MERGED
        return 0, why.format(name, ", ".join(str(row.place.row) for row in theirs))
    from pipeline.spreadsheets.writing import write_book

    lines = [Line({}, row) for row in stored.sheet.rows if row not in theirs]
    ways = Ways(kit, kit.wordings[practice.settings.practice.language])
    book = draft_review(lines, stored.sheet, tuple(ways.labels.values()))
    write_review(practice, write_book(book), stored.sheet)
    return len(theirs), ""


def _is_of(row: Row, is_theirs: Theirs) -> bool:
    return is_theirs(row.text("client"), row.text("name"))
