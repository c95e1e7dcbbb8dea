"""Problems brought together: what is wrong in the same way is told once, with all its places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.models.problem import Problem, Severity
from pipeline.spreadsheets.places import column_name, position_of

Key = tuple[Severity, str | None, str, str]
_BELOW_SIGHT = 3
"""From so many cells below each other on, a range is shorter."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one file that differ in nothing but their places and what was found there."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that stands for all."""
        return self.problems[0]

    def places(self, most: int) -> str:
        """Name the cells and rows, ``most`` of them or of their ranges: ``C5:C9, C11 and 8 more``.

        The text is empty if they are problems of the file as a whole.
        """
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
    ordered = sorted(groups.values(), key=lambda group: (not group[0].is_error, -len(group)))
    return [Group(tuple(group)) for group in ordered]


def _cell_spans(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Return names of cells and of ranges down a column, with how many cells each has."""
    positions = {position_of(problem.cell) for problem in problems if problem.cell}
    cells = sorted((column, row) for row, column in filter(None, positions))
    return [
        span
        for column in dict.fromkeys(column for column, _ in cells)
        for span in _folded([row for each, row in cells if each == column], column_name(column), ":")
    ]


def _row_spans(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    rows = sorted({problem.row - 1 for problem in problems if problem.row and not problem.cell})
    spans = _folded(rows, "", "–")
    return [(f"row {name}" if size == 1 else f"rows {name}", size) for name, size in spans]


def _folded(rows: Sequence[int], letters: str, dash: str) -> list[tuple[str, int]]:
    """Return consecutive rows, counted from 0, as ranges, and the others one by one."""
    spans: list[tuple[str, int]] = []
    for first, last in _runs(rows):
        if last - first + 1 >= _BELOW_SIGHT:
            spans.append((f"{letters}{first + 1}{dash}{letters}{last + 1}", last - first + 1))
        else:
            spans += [(f"{letters}{row + 1}", 1) for row in range(first, last + 1)]
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
