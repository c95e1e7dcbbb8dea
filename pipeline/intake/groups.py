"""Problems brought together: what is wrong in the same way is told once, with all its places."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.models.problem import Problem, Severity
from pipeline.spreadsheets.places import column_name, position_of

Key = tuple[Severity, str | None, str, str]
_IN_SIGHT = 3
"""From so many cells side by side on, a range is shorter."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one file that differ in nothing but their places and what was found there."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that stands for all."""
        return self.problems[0]

    @property
    def fields(self) -> list[str]:
        """The questions that they are about, each once."""
        return list(dict.fromkeys(problem.field for problem in self.problems if problem.field))

    def places(self, most: int, owner: Callable[[Problem], str] | None = None) -> str:
        """Name the cells and rows, ``most`` of them or of their ranges: ``C5:C9, C11 and 8 more``.

        The text is empty if they are problems of the file as a whole. With an ``owner``, which says whose row
        a problem is about, each place is named by itself: ``C5 Maya, C11 Ben``.
        """
        if owner:
            each = (f"{Group((problem,)).places(1)} {owner(problem)}".strip() for problem in self.problems)
            return ", ".join(each)
        spans = [*_cell_spans(self.problems), *_row_spans(self.problems)]
        left = sum(size for _, size in spans[most:])
        more = f" and {left:,} more" if left else ""
        return ", ".join(name for name, _ in spans[:most]) + more

    def examples(self, most: int) -> list[str]:
        """Return what was found, each text once, at most so many."""
        return list(dict.fromkeys(problem.found for problem in self.problems if problem.found))[:most]


def group_problems(problems: Iterable[Problem]) -> list[Group]:
    """Return groups of a file's problems: errors first, then by how many there are, then as they stand."""
    groups: dict[Key, list[Problem]] = {}
    for problem in problems:
        key = (problem.severity, problem.field, problem.message, problem.fix)
        groups.setdefault(key, []).append(problem)
    return _ordered(groups.values())


def unite_questions(groups: Iterable[Group], most: int) -> list[Group]:
    """Return groups in the same order, but as one where more than ``most`` differ in their question alone."""
    alike: dict[tuple[Severity, str, str], list[Group]] = defaultdict(list)
    for group in groups:
        alike[group.first.severity, group.first.message, group.first.fix].append(group)
    united = (
        [[problem for group in same for problem in group.problems]]
        if len(same) > most
        else [group.problems for group in same]
        for same in alike.values()
    )
    return _ordered(chain.from_iterable(united))


def _ordered(groups: Iterable[Sequence[Problem]]) -> list[Group]:
    ordered = sorted(groups, key=lambda group: (not group[0].is_error, -len(group)))
    return [Group(tuple(group)) for group in ordered]


def _cell_spans(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Return names of cells and of blocks of cells, with how many cells each has."""
    positions = {position_of(problem.cell) for problem in problems if problem.cell}
    by_column: dict[int, list[int]] = defaultdict(list)
    for column, row in sorted((column, row) for row, column in filter(None, positions)):
        by_column[column].append(row)
    return [
        span
        for left, right in _alike(by_column)
        for top, bottom in _runs(by_column[left])
        for span in _block(range(left, right + 1), range(top, bottom + 1))
    ]


def _alike(by_column: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Return the first and last of neighbouring columns with the same rows."""
    runs: list[tuple[int, int]] = []
    for column, rows in by_column.items():
        if runs and runs[-1][1] == column - 1 and by_column[column - 1] == rows:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _block(columns: range, rows: range) -> list[tuple[str, int]]:
    size = len(columns) * len(rows)
    if size < _IN_SIGHT:
        return [(f"{column_name(column)}{row + 1}", 1) for column in columns for row in rows]
    first, last = column_name(columns[0]), column_name(columns[-1])
    return [(f"{first}{rows[0] + 1}:{last}{rows[-1] + 1}", size)]


def _row_spans(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    rows = sorted({problem.row - 1 for problem in problems if problem.row and not problem.cell})
    spans: list[tuple[str, int]] = []
    for first, last in _runs(rows):
        size = last - first + 1
        if size < _IN_SIGHT:
            spans += [(f"row {row + 1}", 1) for row in range(first, last + 1)]
        else:
            spans.append((f"rows {first + 1}–{last + 1}", size))
    return spans


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
