"""What ``check`` found, for people: a line a file, then what is wrong, each kind of it once."""

import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from pipeline.cli.printing import count, print_line, print_table
from pipeline.intake import CALL_LIST
from pipeline.intake.groups import Group, group_problems, unite_questions
from pipeline.spreadsheets.places import cut
from pipeline.spreadsheets.tables import Kind

if TYPE_CHECKING:
    from pipeline.intake.results import Status
    from pipeline.models.problem import Problem
    from pipeline.models.wording import Wording
    from pipeline.workflow.fixing import Fixes
    from pipeline.workflow.reading import Reading

Owner = Callable[["Problem"], str]
"""Says whose row a problem is about."""

_OTHERS: tuple["Status", ...] = ("superseded", "repaired", "skipped")
"""What becomes of rows that are neither ready nor held; each is counted where there are any."""

_PLAIN = frozenset(get_args(Kind))
"""Layouts of files that no form tool wrote."""

_WIDEST = 100
_NAME_CHARACTERS, _SHEET_CHARACTERS = 40, 20
_PLACES = 8
_NAMED = 3
"""Up to so many problems of a kind are told with whose they are."""

_QUESTIONS = 3
"""What is wrong with more questions than these in the same way is told of all of them together."""

_KINDS, _FEWEST_KINDS = 40, 4
"""Up to so many kinds of problems are told, but some of every file."""

_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 30


def print_findings(reading: "Reading", fixes: "Fixes", wording: "Wording") -> None:
    """Print the files, and below each of them what is wrong with it, errors first."""
    intake = reading.intake
    if len(intake.files) > 1 or intake.problems:
        others = [status for status in _OTHERS if any(row.status == status for row in intake.rows)]
        headers = ["File", "Read as", "Sheet", "Rows", "Ready", "Held", *map(str.capitalize, others)]
        print_table(headers, _file_rows(reading, others), whole="File")
    by_file: dict[str, list[Problem]] = {file.name: [] for file in intake.files}
    for problem in intake.problems:
        by_file.setdefault(problem.file, []).append(problem)
    most = max(_KINDS // max(1, sum(map(bool, by_file.values()))), _FEWEST_KINDS)
    for file, problems in by_file.items():
        if problems:
            print_line("")
            print_line(file)
            _print_kinds(unite_questions(group_problems(problems), _QUESTIONS), most, wording, reading.owner)
            if file in fixes.paths:
                _print_wrapped(f"To mend these in a copy of the sheet: {fixes.paths[file]}", "  ")
    if intake.problems:
        print_line("")


def _file_rows(reading: "Reading", others: Sequence["Status"]) -> Iterator[Sequence[str]]:
    """Yield what became of each file and its rows; those of a call list are nobody's, so none is ready."""
    rows = reading.intake.rows
    sheets = {row.file: row.sheet for row in rows}
    counted = Counter((row.file, row.status) for row in rows)
    statuses: list[Status] = ["client", "held", *others]
    for file in reading.intake.files:
        name = cut_middle(file.name, _NAME_CHARACTERS)
        if not file.layout:
            yield name, "its mended copy" if file.copy else "not read", *["–"] * (2 + len(statuses))
            continue
        is_told = file.name in sheets
        counts = [f"{counted[file.name, status]:,}" if is_told else "–" for status in statuses]
        sheet = cut_middle(sheets.get(file.name) or "–", _SHEET_CHARACTERS)
        yield name, _read_as(file.layout), sheet, f"{file.rows:,}", *counts


def _read_as(layout: str) -> str:
    """Say what a file was taken for: the form tool that wrote it is named, where one is recognised."""
    if layout == CALL_LIST:
        return "list of calls"
    return "answers" if layout in _PLAIN else f"answers, {layout}"


def cut_middle(name: str, most: int) -> str:
    """Cut a name to ``most`` characters: its beginning and its end tell more than its middle."""
    if len(name) <= most:
        return name
    return f"{name[: (most - 1) // 2]}…{name[-(most // 2) :]}"


def _print_kinds(groups: Sequence[Group], most: int, wording: "Wording", owner: Owner) -> None:
    """Print ``most`` kinds of problems, last those that need nothing; those of a file as a whole all."""
    groups = sorted(groups, key=lambda group: not group.first.needs_doing)
    at_large = [group for group in groups[most:] if group.first.row is None]
    left = [group for group in groups[most:] if group.first.row is not None]
    for group in (*groups[:most], *at_large):
        if group.first.needs_doing:
            _print_group(group, wording, owner)
        else:
            places = group.places(_PLACES)
            _print_wrapped(f"(nothing to do) {places}{': ' if places else ''}{group.first.message}", "  ")
    if left:
        kinds, times = (
            count(len(left), "more kind"),
            count(sum(len(group.problems) for group in left), "time"),
        )
        _print_wrapped(f"… and {kinds} of problems, found {times}; check --json lists them all", "  ")


def _print_group(group: Group, wording: "Wording", owner: Owner) -> None:
    """Print a kind of problem: how many, the question, where; what was found; what to do."""
    first = group.first
    kind = count(len(group.problems), "error" if first.is_error else "warning")
    parts = [kind, _questions(group, wording), _places(group, owner)]
    _print_wrapped(" · ".join(filter(None, parts)), "  ")
    examples = ", ".join(f"“{cut(found, _EXAMPLE_CHARACTERS)}”" for found in group.examples(_EXAMPLES))
    _print_wrapped(f"found {examples}: {first.message}" if examples else first.message, "      ")
    _print_wrapped(f"→ {first.fix}", "      ")


def _questions(group: Group, wording: "Wording") -> str:
    """Return the words of a group's question, or how many questions it is about."""
    if len(group.fields) > 1:
        return count(len(group.fields), "question")
    question = wording.questions.get(group.first.field or "")
    return f"“{question.text}”" if question else ""


def _places(group: Group, owner: Owner) -> str:
    """Name cells and rows, with the client where there are few."""
    return group.places(_PLACES, owner if len(group.problems) <= _NAMED else None)


def _print_wrapped(text: str, indent: str) -> None:
    """Print a text within the window, or within 100 columns when piped; names and paths stay in one piece."""
    window = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDEST
    lines = textwrap.wrap(
        text,
        min(window, _WIDEST),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        print_line(line)
