"""The coach's own sheet, with what is wrong coloured and explained.

Nothing is left out and nothing moves, so that a cell has the same name here and there. A row that is hidden
there is hidden here, and merged cells stay merged: the copy must not say what the sheet itself does not.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.intake.additions import EXPLANATIONS, LACKING
from pipeline.intake.fixing.draft import Draft, question_of
from pipeline.models.problem import Problem
from pipeline.models.wording import Wording
from pipeline.spreadsheets.book import Look, Sheet, Styled, height_for
from pipeline.spreadsheets.places import Cell, Formula, as_text, cut, position_of
from pipeline.spreadsheets.tables import Cells, is_blank, width_of

_EXPLANATIONS_WIDTH = 70.0
_NARROWEST, _WIDEST = 8.0, 40.0
_BOLD = 1.2
"""How much more room bold letters take."""

_LOOKED_AT = 200
"""How many rows tell how wide a column should be."""

_COMMENT_CHARACTERS = 1_000
_LACKING_NOTE = f"Where the row ended too early, {LACKING} stands: write the answer there, or clear the cell."


def copy_sheet(draft: Draft, wording: Wording) -> Sheet:
    """Return the sheet with everything on it, what is wrong coloured, and a column that explains it."""
    rows, column = draft.table.rows, _explanations_column(draft)
    widths = _widths(rows, draft.header) | {column: _EXPLANATIONS_WIDTH}
    return Sheet(
        draft.title,
        _rows(draft, column, wording),
        widths,
        frozen=f"A{draft.header + 2}",
        right_to_left=_runs_from_the_right(rows[draft.header]),
        merged=draft.table.merged,
        hidden=draft.table.hidden,
        heights=_heights(draft, wording) | {draft.header: _header_height(rows[draft.header], widths)},
    )


def _explanations_column(draft: Draft) -> int:
    """Return the first column behind all others of a sheet, and behind the header's of a CSV file.

    In a ragged CSV file some rows reach beyond it, and their cells go on behind the explanations: under a
    header of their own they would look like answers, and nothing would tell that they may have slipped.
    """
    if draft.table.may_slip:
        return width_of(draft.table.rows[draft.header])
    return max(map(width_of, draft.table.rows))


def _rows(draft: Draft, column: int, wording: Wording) -> Iterator[Sequence[Cell | Styled]]:
    """Yield every row of the sheet, with the column of explanations between header and what is beyond it."""
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in draft.problems:
        by_row[(problem.row or 0) - 1].append(problem)
    for number, cells in enumerate(draft.table.rows):
        problems = by_row.get(number, ())
        if number == draft.header:
            yield _header(cells[:column], column, problems, wording)
        elif problems and draft.table.sheet is None and number > draft.header and len(cells) < column:
            yield _short_row(cells, column, problems, wording)
        elif problems:
            yield _row(cells, column, problems, wording)
        else:
            own = cells[:column] if number < draft.header else _without_formulas(cells[:column])
            yield own if len(cells) <= column else (*own, None, *_beyond(cells, column))


def _beyond(cells: Cells, column: int) -> Cells:
    """Return the cells of a row beyond the header; a blank one gives way to the column of explanations."""
    beyond = cells[column:]
    return beyond[1:] if beyond and is_blank(beyond[0]) else beyond


def _header(cells: Cells, column: int, problems: Sequence[Problem], wording: Wording) -> list[Styled]:
    """Return the header row; what is wrong with the columns as a whole stands at the added one."""
    own = (*cells, *[None] * (column - len(cells)), EXPLANATIONS)
    marked = _marked(own, problems, column, wording)
    return [marked.get(index) or Styled(cell, "header") for index, cell in enumerate(own)]


def _heights(draft: Draft, wording: Wording) -> dict[int, float]:
    """Return the heights of rows whose explanations take more than a line."""
    told: dict[int, list[str]] = defaultdict(list)
    for problem in draft.problems:
        told[(problem.row or 0) - 1].append(_told(problem, wording))
    return {row: height_for(("\n".join(texts), _EXPLANATIONS_WIDTH)) for row, texts in told.items()}


def _header_height(cells: Cells, widths: Mapping[int, float]) -> float:
    """Return the height at which every header is seen whole; its letters are bold, so they are wider."""
    shown = ((as_text(cell), widths.get(column, _NARROWEST)) for column, cell in enumerate(cells))
    return height_for(*((text, width / _BOLD) for text, width in shown), (EXPLANATIONS, _EXPLANATIONS_WIDTH))


def _row(cells: Cells, column: int, problems: Sequence[Problem], wording: Wording) -> Sequence[Cell | Styled]:
    """Return a row with problems, and what is wrong in words; the first cell stands for the whole row."""
    own = (*cells[:column], *[None] * (column - len(cells)))
    marked = _marked(own, problems, _first_filled(own), wording)
    told = [_told(problem, wording) for problem in problems]
    shown = _without_formulas([marked.get(index, cell) for index, cell in enumerate(own)])
    return (*shown, _note(told), *_beyond(cells, column))


def _short_row(
    cells: Cells, column: int, problems: Sequence[Problem], wording: Wording
) -> Sequence[Cell | Styled]:
    """Return a row that ends too early with errors for what it lacks: blanks would pass for answers."""
    lacking = [Styled(LACKING, "error", _LACKING_NOTE)] * (column - len(cells))
    *own, _ = _row(cells, len(cells), problems, wording)
    told = [*(_told(problem, wording) for problem in problems), _LACKING_NOTE]
    return (*own, *lacking, _note(told))


def _note(told: Sequence[str]) -> Styled:
    return Styled("\n".join(told), "note")


def _marked(cells: Cells, problems: Sequence[Problem], otherwise: int, wording: Wording) -> dict[int, Styled]:
    """Return the cells with problems by column; problems of the row as a whole mark the one ``otherwise``."""
    by_column: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        position = position_of(problem.cell or "")
        by_column[position[1] if position and position[1] < len(cells) else otherwise].append(problem)
    return {column: _mark(cells[column], found, wording) for column, found in by_column.items()}


def _mark(cell: Cell, problems: Sequence[Problem], wording: Wording) -> Styled:
    """Return a cell with what is wrong and what to do, below the question if it is the same for all."""
    questions = {question_of(problem.field, wording) for problem in problems}
    told = [f"{problem.message}\n→ {problem.fix}" for problem in problems]
    comment = "\n\n".join([*filter(None, questions), *told] if len(questions) == 1 else told)
    if isinstance(cell, Formula):
        return _held(cell, comment)
    return Styled(cell, _look(problems), cut(comment, _COMMENT_CHARACTERS))


def _held(cell: Formula, comment: str = "") -> Styled:
    """Return an error in place of a formula, which stands in the comment."""
    here = f"{LACKING} stands for the formula {as_text(cell)}, whose result is not in the file."
    return Styled(LACKING, "error", cut(f"{comment}\n\n{here}".strip(), _COMMENT_CHARACTERS))


def _without_formulas(cells: Sequence[Cell | Styled]) -> Sequence[Cell | Styled]:
    """Return cells with errors for formulas: their text would pass for the answer to an open question."""
    if Formula not in map(type, cells):
        return cells
    return [_held(cell) if isinstance(cell, Formula) else cell for cell in cells]


def _told(problem: Problem, wording: Wording) -> str:
    """Write a problem as a line that says where in the row, what, and what to do."""
    question = question_of(problem.field, wording)
    where = " ".join(filter(None, (problem.cell, question and f"“{question}”")))
    mark = "" if problem.is_error else "(warning) "
    found = f"found “{problem.found}”. " if problem.found else ""
    return f"{where}{': ' if where else ''}{mark}{found}{problem.message} → {problem.fix}"


def _look(problems: Sequence[Problem]) -> Look:
    return "error" if any(problem.is_error for problem in problems) else "warning"


def _first_filled(cells: Cells) -> int:
    return next((column for column, cell in enumerate(cells) if not is_blank(cell)), 0)


def _widths(rows: Sequence[Cells], header: int) -> dict[int, float]:
    """Return how wide columns should be for what stands at and below the header, within bounds."""
    widest: dict[int, float] = {}
    for cells in rows[header + 1 : header + 1 + _LOOKED_AT]:
        for column, cell in enumerate(cells):
            widest[column] = max(widest.get(column, 0), len(as_text(cell)) + 2)
    for column, cell in enumerate(rows[header]):
        widest[column] = max(widest.get(column, 0), len(as_text(cell)) / 3)  # headers wrap
    return {column: min(max(width, _NARROWEST), _WIDEST) for column, width in widest.items()}


def _runs_from_the_right(cells: Cells) -> bool:
    """Whether most headers begin in a script that is written from right to left."""
    starts = [_direction(cell) for cell in cells if isinstance(cell, str)]
    return starts.count("right") > starts.count("left")


def _direction(text: str) -> str | None:
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return "left" if direction == "L" else "right"
    return None
