"""How results look: tables, problems, JSON. Results go to stdout, everything else to stderr."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from operator import gt
from typing import Any

from pipeline.cli.terminal import escape, safe, say
from pipeline.models.problem import Problem
from pipeline.models.wording import Wording

_MOST_PROBLEMS = 40
"""Beside results no more problems are told: ``check`` is there for that."""

_READABLE, _LONGEST_WORD = 10, 24
"""Columns narrower than this are hard to read; longer words may be broken where room is scarce."""


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON document; what would steer a terminal is escaped in it."""
    say(escape(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)))


def print_line(text: str) -> None:
    """Print one line of a result."""
    say(safe(text))


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, whole: str = "") -> None:
    """Print a table: fitted to the window where a person looks on, as aligned plain text when piped.

    In a window the column ``whole`` is broken into lines only where the others would have no room to be read.
    """
    rows = [[safe(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _print_rich(headers, rows, whole)
        return
    widths = [max(map(_width, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())


def print_problems(problems: Sequence[Problem], wording: Wording, owner: Callable[[Problem], str]) -> None:
    """Print problems beside the results, each on a line: where, what is wrong, what to do.

    ``owner`` says whose row a problem is about. Many are told in part, errors first.
    """
    if len(problems) > _MOST_PROBLEMS:
        problems = sorted(problems, key=lambda problem: not problem.is_error)
    for problem in problems[:_MOST_PROBLEMS]:
        say(describe(problem, wording, owner(problem)), err=True)
    if left := problems[_MOST_PROBLEMS:]:
        say(f"… and {count(len(left), 'more problem')}: run check for the rest.", err=True)


def describe(problem: Problem, wording: Wording, owner: str) -> str:
    """Write a problem as one line, with the setting or the question as ``wording`` asks it, and whose row."""
    where = [problem.file]
    if problem.sheet:
        where.append(f"sheet {problem.sheet}")
    if problem.cell or problem.row:
        where.append(problem.cell or f"row {problem.row}")
    if owner:
        where.append(owner)
    if problem.field and problem.field in wording.questions:
        where.append(f"“{wording.questions[problem.field].text}”")
    elif problem.field and not problem.row:
        where.append(problem.field)
    mark = "" if problem.is_error else "(warning) "
    found = f"found “{problem.found}”. " if problem.found else ""
    return safe(f"{', '.join(where)}: {mark}{found}{problem.message} → {problem.fix}")


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: ``1 client``, ``2 clients``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _print_rich(headers: Sequence[str], rows: Sequence[Sequence[str]], whole: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    columns = list(zip(headers, *rows, strict=True))
    room = console.width - 2 * len(headers)  # columns have gaps, and the table edges
    widths = fit_widths(columns, room, headers.index(whole) if whole else None)
    for header, width in zip(headers, widths, strict=True):
        table.add_column(header, width=width, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def fit_widths(columns: Sequence[Sequence[str]], room: int, whole: int | None) -> list[int]:
    """Return the width of each column, its header among its cells, so that all of them fit into ``room``.

    The widest give way first. None is narrower than its words while another can give way, and the column with
    the index ``whole`` is broken into as few lines as leave that to the others.
    """
    widths = [max(map(_width, column)) for column in columns]
    least = [min(width, _readable(column)) for column, width in zip(columns, widths, strict=True)]
    if whole is not None:
        left = max(room - sum(least) + least[whole], _READABLE)
        widths[whole] = least[whole] = _fewest_lines(columns[whole], left)
    for floors in (least, [1] * len(widths)):
        while sum(widths) > room and any(map(gt, widths, floors)):
            giving = (column for column, floor in enumerate(floors) if widths[column] > floor)
            widths[max(giving, key=widths.__getitem__)] -= 1
    return widths


def _fewest_lines(column: Sequence[str], most: int) -> int:
    """Return the least width with which a column has no more lines than with a width of ``most``."""
    widths = list(map(_width, column))

    def lines(room: int) -> int:
        return sum(-(-width // room) for width in widths)

    return next(room for room in range(1, most + 1) if lines(room) == lines(most))


def _readable(column: Sequence[str]) -> int:
    """How narrow a column can be without breaking words, unless they are very long."""
    longest = max(_width(word) for cell in column for word in (cell.split() or [""]))
    return min(max(longest, _READABLE), _LONGEST_WORD)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in {"Mn", "Cf"} for letter in text)
