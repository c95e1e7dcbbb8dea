"""What ``check`` found, for people: a line a file, then what is wrong, each kind of it once."""

import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.cli.printing import count, print_line, print_table
from pipeline.intake.groups import Group, group_problems
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
    for file, problems in by_file.items():
        if problems:
            print_line("")
            _print_file(file, problems, wording, reading.people)
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


def _print_file(
    file: str, problems: Sequence["Problem"], wording: "Wording", people: Mapping[str, str]
) -> None:
    print_line(file)
    groups = group_problems(problems)
    for group in groups:
        if group.first.needs_doing:
            _print_group(group, wording, people)
    for group in groups:
        if not group.first.needs_doing:
            places = group.places(_PLACES)
            _print_wrapped(f"(nothing to do) {places}{': ' if places else ''}{group.first.message}", "  ")


def _print_group(group: Group, wording: "Wording", people: Mapping[str, str]) -> None:
    """Print a kind of problem: how many, the question, where; what was found; what to do."""
    first = group.first
    kind = count(len(group.problems), "error" if first.is_error else "warning")
    question = wording.questions.get(first.field or "")
    parts = [kind, f"“{question.text}”" if question else "", _places(group, people)]
    _print_wrapped(" · ".join(filter(None, parts)), "  ")
    examples = ", ".join(f"“{cut(found, _EXAMPLE_CHARACTERS)}”" for found in group.examples(_EXAMPLES))
    _print_wrapped(f"found {examples}: {first.message}" if examples else first.message, "      ")
    _print_wrapped(f"→ {first.fix}", "      ")


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
