"""``roadmap review``: where the coach decides about every report before it goes."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.desktop import has_desktop, is_watched, open_file
from pipeline.cli.options import Session, command, inputs_argument, json_option
from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from pipeline.workflow.review import Refreshed


@command("review")
@inputs_argument
@click.option("--accept", multiple=True, metavar="CLIENT", help="Send this client's report; may be repeated.")
@click.option("--accept-all", is_flag=True, help="Send all reports.")
@json_option
def run(
    session: Session, inputs: tuple[Path, ...], *, accept: tuple[str, ...], accept_all: bool, as_json: bool
) -> None:
    """Write or refresh review.xlsx, one row a client, and open it.

    There you hold a report back, write a note for page 2, drop actions and choose a path. What you write
    stays. INPUTS are files or folders (default: the practice's inputs/). CLIENT is an id, an e-mail or a part
    of a name.
    """
    from pipeline.cli.printing import print_json, print_problems
    from pipeline.cli.shapes import of_review
    from pipeline.workflow.review import refresh

    refreshed = refresh(session.practice, inputs, accept, accept_all=accept_all)
    if as_json:
        print_json(of_review(refreshed, session.practice.relative(refreshed.path)))
    else:
        _print_clients(refreshed, session)
        print_problems(refreshed.problems, session.wording(refreshed.reading.kit), refreshed.reading.owner)
        if not (accept or accept_all or session.quiet) and is_watched() and has_desktop():
            open_file(refreshed.path)
    if any(problem.is_error for problem in refreshed.problems):
        session.suggest("review", "again, when the places above are mended")
        raise click.exceptions.Exit(1)
    if any(each.send == "hold" for each in refreshed.clients):
        session.suggest("reports", "makes again what your notes, actions and paths change")
    else:
        session.suggest("send", "shows who would get what; after you changed the review, first reports")


def _print_clients(refreshed: "Refreshed", session: Session) -> None:
    """Print a row for each client, and how many reports go."""
    from pipeline.cli.printing import count, print_table

    label = refreshed.reading.label
    rows = [
        [label(each.client.id, each.client.name), each.send, " ".join(each.told) or "–"]
        for each in refreshed.clients
    ]
    if rows:
        print_table(["Client", "Send", "To look at"], rows)
    held = sum(each.send == "hold" for each in refreshed.clients)
    name = session.practice.relative(refreshed.path)
    state = f"Wrote {name}" if refreshed.is_written else f"{name} is as it was"
    say(f"{state}: {count(len(refreshed.clients) - held, 'report')} to send, {held} on hold.")
