"""``roadmap score``: every client's scores."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.models.scorecard import AxisScore, Scorecard

_FILE = click.Path(dir_okay=False, path_type=Path)


@command("score")
@inputs_argument
@json_option
@click.option("--xlsx", type=_FILE, metavar="FILE", help="Write the scores to an Excel workbook.")
@click.option("--csv", type=_FILE, metavar="FILE", help="Write the scores to a CSV file.")
def run(
    session: Session, inputs: tuple[Path, ...], *, as_json: bool, xlsx: Path | None, csv: Path | None
) -> None:
    """Print or write every client's scores.

    INPUTS are files or folders (default: the practice's inputs/).
    """
    from pipeline.cli.printing import count, print_json, print_table, tell_problems
    from pipeline.cli.shapes import of_scored
    from pipeline.files import write_atomically
    from pipeline.intake.writing import write_csv, write_workbook
    from pipeline.workflow import score_all

    scored = score_all(session.practice, inputs)
    if xlsx:
        write_atomically(xlsx.absolute(), write_workbook("Scores", *_full_table(scored.cards)))
    if csv:
        write_atomically(csv.absolute(), write_csv(*_full_table(scored.cards)))
    if as_json:
        print_json(of_scored(scored))
    elif not (xlsx or csv):
        print_table(*_short_table(scored.cards))
    problems = scored.reading.intake.problems
    if not as_json:
        tell_problems(problems, session.wording(scored.reading.kit))
    for path in filter(None, (xlsx, csv)):
        session.tell(f"Wrote {count(len(scored.cards), 'client')} to {path}.")
    if any(problem.is_error for problem in problems):
        session.suggest("roadmap check", "lists what is wrong")
        raise click.exceptions.Exit(1)
    session.suggest("roadmap explain CLIENT", "tells where a score comes from")


def _short_table(cards: Sequence["Scorecard"]) -> tuple[list[str], Iterable[list[str]]]:
    axes = list(cards[0].axes) if cards else []
    headers = ["Client", "Name", "Position", *axes, "Flags"]
    rows = (
        [
            card.client,
            card.name,
            (card.position.label if card.position else None) or "–",
            *(_range(axis) for axis in card.axes.values()),
            ", ".join(card.flags),
        ]
        for card in cards
    )
    return headers, rows


def _range(axis: "AxisScore") -> str:
    if axis.score is None or axis.low is None or axis.high is None:
        return "–"
    return f"{float(axis.score):.0f} ({axis.low:.0f}–{axis.high:.0f})"


def _full_table(cards: Sequence["Scorecard"]) -> tuple[list[str], list[list[str | float | None]]]:
    """Return a table with a row a client: position, axes with ranges, dimensions, items."""
    headers = ["client", "name", "position", "quadrant"]
    if cards:
        headers += [name + part for name in cards[0].axes for part in ("", " low", " high")]
        headers += [*cards[0].dimensions, *cards[0].items]
    return [*headers, "flags"], [_full_row(card) for card in cards]


def _full_row(card: "Scorecard") -> list[str | float | None]:
    from pipeline.cli.shapes import round_number

    position = card.position
    row: list[str | float | None] = [card.client, card.name]
    row += [position.label if position else None, position.quadrant if position else None]
    for axis in card.axes.values():
        row += [round_number(axis.score), round_number(axis.low), round_number(axis.high)]
    row += [round_number(area.score) for area in card.dimensions.values()]
    row += [round_number(item.score) for item in card.items.values()]
    return [*row, " ".join(card.flags)]
