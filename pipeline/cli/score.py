"""``roadmap score``: every client's scores."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, command, file_to_write, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.models.client import Client
    from pipeline.models.scorecard import Scorecard
    from pipeline.models.wording import Wording
    from pipeline.practice import Practice
    from pipeline.workflow.reading import Reading, Scored

_AREAS = 8
"""The most areas that a table shows, for a kit without axes: more would not stand beside each other."""


@command("score")
@inputs_argument
@json_option
@click.option("--xlsx", type=file_to_write, metavar="FILE", help="Write the scores to an Excel workbook.")
@click.option("--csv", type=file_to_write, metavar="FILE", help="Write the scores to a CSV file.")
def run(
    session: Session, inputs: tuple[Path, ...], *, as_json: bool, xlsx: Path | None, csv: Path | None
) -> None:
    """Print or write every client's scores.

    INPUTS are files or folders (default: the practice's inputs/).
    """
    from pipeline.cli.printing import count, print_json, print_problems
    from pipeline.cli.shapes import of_scored
    from pipeline.files import write_atomically
    from pipeline.spreadsheets.book import simple_book
    from pipeline.spreadsheets.writing import write_book, write_csv
    from pipeline.workflow.reading import score_all

    targets = [*_targets(xlsx, ".xlsx", session.practice), *_targets(csv, ".csv", session.practice)]
    scored = score_all(session.practice, inputs)
    _spare_inputs(targets, scored.reading, session.practice)
    wording = session.wording(scored.reading.kit)
    if xlsx:
        write_atomically(xlsx.absolute(), write_book(simple_book("Scores", *_full_table(scored))))
    if csv:
        write_atomically(csv.absolute(), write_csv(*_full_table(scored)))
    if as_json:
        print_json(of_scored(scored))
    elif not targets:
        _print_short(scored, wording)
    problems = scored.reading.intake.problems
    if not as_json:
        print_problems(problems, wording, scored.reading.owner)
    for path in targets:
        session.tell(f"Wrote {count(len(scored.cards), 'client')} to {path}.")
    if any(problem.is_error for problem in problems):
        session.suggest("check", "lists what is wrong")
        raise click.exceptions.Exit(1)
    session.suggest("explain CLIENT", "tells where a score comes from")


def _targets(path: Path | None, ending: str, practice: "Practice") -> list[Path]:
    """Return the file to write, if any; raise :class:`UsageError` where none may be written."""
    from pipeline.cli.targets import check_target

    if path is None:
        return []
    check_target(path, ending, practice)
    return [path]


def _spare_inputs(targets: Sequence[Path], reading: "Reading", practice: "Practice") -> None:
    """Raise :class:`UsageError` if one of the files to write is one of those that were read."""
    from pipeline.cli.targets import ELSEWHERE
    from pipeline.errors import UsageError

    read = [practice.root / file.name for file in reading.intake.files]
    for path in filter(Path.exists, targets):
        if any(path.samefile(other) for other in read):
            raise UsageError(f'"{path}" is one of the files with the answers.', ELSEWHERE)


def _short_table(scored: "Scored", wording: "Wording") -> tuple[list[str], Iterable[list[str]]]:
    """Return a table with a row a client, in the words of the kit: its axes, or areas where it has none."""
    from pipeline.cli.words import say_position, say_range

    asked = scored.reading.kit.questionnaire
    names = [wording.axes[axis.id].name for axis in asked.axes]
    names = names or [wording.dimensions[area.id].name for area in asked.dimensions[:_AREAS]]
    headers = ["Client", *(["Position"] if asked.scoring.position else []), *names, "Flags"]
    rows = (
        [
            scored.reading.people[client.id],
            *([say_position(card.position, wording)] if asked.scoring.position else []),
            *map(say_range, [*(card.axes or card.dimensions).values()][: len(names)]),
            ", ".join(card.flags),
        ]
        for client, card in scored.owned
    )
    return headers, rows


def _print_short(scored: "Scored", wording: "Wording") -> None:
    from pipeline.cli.printing import count, print_line, print_table

    print_table(*_short_table(scored, wording))
    asked = scored.reading.kit.questionnaire
    if not asked.axes and len(asked.dimensions) > _AREAS:
        left = count(len(asked.dimensions) - _AREAS, "more area")
        print_line(f"… and {left}: --csv FILE or --xlsx FILE writes them all.")


def _full_table(scored: "Scored") -> tuple[list[str], list[list[str | float | None]]]:
    """Return a table with a row a client: position, axes with ranges, dimensions, items."""
    headers = ["client", "name", "position", "quadrant"]
    asked = scored.reading.kit.questionnaire
    headers += [axis.id + part for axis in asked.axes for part in ("", " low", " high")]
    headers += [area.id for area in asked.dimensions] + [item.id for item in asked.items]
    return [*headers, "flags"], [_full_row(client, card) for client, card in scored.owned]


def _full_row(client: "Client", card: "Scorecard") -> list[str | float | None]:
    from pipeline.models.scorecard_shape import round_number

    position = card.position
    row: list[str | float | None] = [client.id, client.name]
    row += [position.label if position else None, position.quadrant if position else None]
    for axis in card.axes.values():
        row += [
            round_number(axis.score, digits=4),
            round_number(axis.low, digits=4),
            round_number(axis.high, digits=4),
        ]
    row += [round_number(area.score, digits=4) for area in card.dimensions.values()]
    row += [round_number(item.score, digits=4) for item in card.items.values()]
    return [*row, " ".join(card.flags)]
