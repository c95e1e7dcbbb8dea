"""The summary of a fix-it: what is wrong, how often, what to do, and where to go."""

from collections.abc import Iterator, Sequence

from pipeline.intake.additions import DIGEST, EXPLANATIONS, SUMMARY, SUMMARY_HEADER
from pipeline.intake.fixing.draft import Draft, question_of
from pipeline.intake.groups import Group, group_problems
from pipeline.models.wording import Wording
from pipeline.spreadsheets.book import Sheet, Styled, height_for
from pipeline.spreadsheets.places import Cell

_PLACES = 10
_EXAMPLES = 3
_NAMED = 3
"""Up to so many problems of a kind are told with whose they are."""

_WIDTHS = {0: 9.0, 1: 15.0, 2: 60.0, 3: 60.0, 4: 36.0}


def sum_up(draft: Draft, wording: Wording) -> Sheet:
    """Return a sheet that counts what is wrong, most frequent first, and leads to it."""
    lines: list[list[Cell | Styled]] = [[Styled(SUMMARY, "title")]]
    lines += [[line] for line in _how_to(draft)]
    lines += [[DIGEST, digest] for digest in draft.digests]
    lines += [[], [Styled(name, "header") for name in SUMMARY_HEADER]]
    rows = [_summed_up(group, draft, wording) for group in group_problems((*draft.problems, *draft.at_large))]
    heights = {len(lines) + number: _height(row) for number, row in enumerate(rows)}
    return Sheet(SUMMARY, [*lines, *rows], _WIDTHS, frozen=f"A{len(lines) + 1}", heights=heights)


def _height(row: Sequence[Styled]) -> float:
    return height_for(*((str(cell.value), _WIDTHS[column]) for column, cell in enumerate(row)))


def _how_to(draft: Draft) -> Iterator[str]:
    yield f"This is a copy of {draft.file}. Correct the coloured cells on the sheet “{draft.title}” and save."
    yield "Then put it into inputs/ in place of that file, or beside it: it is read instead. Check again."
    yield "Red in a thick frame: must be mended, or the row waits. Yellow in a dashed frame: worth a look."
    yield f"This sheet and the column “{EXPLANATIONS}” may stay; no answer is read from them."
    yield f"By the {DIGEST} below this is known as a copy of {draft.file}, while that stays as it is."
    if draft.others:
        names = ", ".join(f"“{title}”" for title in draft.others)
        yield f"Other sheets of the workbook were not copied: {names}."


def _summed_up(group: Group, draft: Draft, wording: Wording) -> list[Styled]:
    """Return a row of the summary.

    No two of its cells may ever read like headers of questions, so each says more than a question would.
    """
    first = group.first
    question = question_of(first.field, wording)
    examples = ", ".join(f"“{found}”" for found in group.examples(_EXAMPLES))
    what = f"“{question}” – {first.message}" if question else first.message
    return [
        Styled(len(group.problems), "note"),
        Styled("must be mended" if first.is_error else "warning", "error" if first.is_error else "warning"),
        Styled(f"{what} (found: {examples})" if examples else what, "note"),
        Styled(f"→ {first.fix}", "note"),
        _where(group, draft),
    ]


def _where(group: Group, draft: Draft) -> Styled:
    """Return a cell that leads to the first of a group's places, if it has any; few are told with names."""
    first = group.first
    if first.row is None:
        return Styled("the file as a whole", "note")
    owner = draft.owner if len(group.problems) <= _NAMED else None
    link = (draft.title, first.cell or f"A{first.row}")
    return Styled(f"go to {group.places(_PLACES, owner)}", "link", link=link)
