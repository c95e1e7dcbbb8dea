"""What ``check`` found, for people: a line a file, then what is wrong, each kind of it once."""

import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.cli.printing import count, print_line, print_table
from pipeline.intake.groups import Group, group_problems, unite_questions
from pipeline.spreadsheets.places import cut

if TYPE_CHECKING:
    from pipeline.models.problem import Problem
    from pipeline.models.wording import Wording
    from pipeline.workflow.fixing import Fixes
    from pipeline.workflow.reading import Reading

_WIDEST = 100
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
        print_table(["File", "Read as", "Sheet", "Rows", "Ready", "Held"], _file_rows(reading), whole="File")
    by_file: dict[str, list[Problem]] = {file.name: [] for file in intake.files}
    for problem in intake.problems:
        by_file.setdefault(problem.file, []).append(problem)
    most = max(_KINDS // max(1, sum(map(bool, by_file.values()))), _FEWEST_KINDS)
    for file, problems in by_file.items():
        if problems:
            print_line("")
            print_line(file)
            _print_kinds(unite_questions(group_problems(problems), _QUESTIONS), most, wording, reading.people)
            if file in fixes.paths:
                _print_wrapped(f"To mend these in a copy of the sheet: {fixes.paths[file]}", "  ")
    if intake.problems:
        print_line("")


def _file_rows(reading: "Reading") -> Iterator[Sequence[str]]:
    """Yield what became of each file; rows of a call list are nobody's, so none of them is ready or held."""
    rows = reading.intake.rows
    sheets = {row.file: row.sheet for row in rows}
    ready = Counter(client.source.file for client in reading.intake.clients)
    held = Counter(row.file for row in rows if not row.ok)
    for file in reading.intake.files:
        name = file.name
        if not file.layout:
            yield name, "not read", *["–"] * 4
            continue
        counts = (f"{ready[name]:,}", f"{held[name]:,}") if name in sheets else ("–", "–")
        yield name, file.layout, sheets.get(name) or "–", f"{file.rows:,}", *counts


def _print_kinds(groups: Sequence[Group], most: int, wording: "Wording", people: Mapping[str, str]) -> None:
    """Print ``most`` kinds of problems, last those that need nothing; those of a file as a whole all."""
    groups = sorted(groups, key=lambda group: not group.first.needs_doing)
    at_large = [group for group in groups[most:] if group.first.row is None]
    left = [group for group in groups[most:] if group.first.row is not None]
    for group in (*groups[:most], *at_large):
        if group.first.needs_doing:
            _print_group(group, wording, people)
        else:
            places = group.places(_PLACES)
            _print_wrapped(f"(nothing to do) {places}{': ' if places else ''}{group.first.message}", "  ")
    if left:
        kinds, times = (
            count(len(left), "more kind"),
            count(sum(len(group.problems) for group in left), "time"),
        )
        _print_wrapped(f"… and {kinds} of problems, found {times}; check --json lists them all", "  ")


def _print_group(group: Group, wording: "Wording", people: Mapping[str, str]) -> None:
    """Print a kind of problem: how many, the question, where; what was found; what to do."""
    first = group.first
    kind = count(len(group.problems), "error" if first.is_error else "warning")
    parts = [kind, _questions(group, wording), _places(group, people)]
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


def _places(group: Group, people: Mapping[str, str]) -> str:
    """Name cells and rows, with the client where there are few."""
    if len(group.problems) > _NAMED or not all(problem.client for problem in group.problems):
        return group.places(_PLACES)
    places = (
        f"{Group((problem,)).places(1)} {people.get(problem.client or '', problem.client)}"
        for problem in group.problems
    )
    return ", ".join(place.strip() for place in places)


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
