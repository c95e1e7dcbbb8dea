"""``roadmap cohort``: what all clients' answers show together."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import Session, command, file_to_write, inputs_argument, json_option

if TYPE_CHECKING:
    from pipeline.workflow.reading import Reading


@command("cohort")
@inputs_argument
@json_option
@click.option("--html", type=file_to_write, metavar="FILE", help="Write one page that a browser shows.")
@click.option("--pdf", type=file_to_write, metavar="FILE", help="Write one page as a PDF.")
def run(
    session: Session, inputs: tuple[Path, ...], *, as_json: bool, html: Path | None, pdf: Path | None
) -> None:
    """Show what all clients' answers say together.

    INPUTS are files or folders (default: the practice's inputs/).
    """
    from pipeline.cli.cohort_shapes import of_together
    from pipeline.cli.cohort_tables import print_cohort
    from pipeline.cli.printing import count, print_json, print_problems
    from pipeline.cli.targets import check_target
    from pipeline.files import write_atomically
    from pipeline.workflow.cohort import print_page, sum_up_clients, write_page

    practice = session.practice
    targets = {ending: path for ending, path in ((".html", html), (".pdf", pdf)) if path}
    for ending, path in targets.items():
        check_target(path, ending, practice)
    together = sum_up_clients(practice, inputs)
    reading, cohort = together.reading, together.cohort
    wording = session.wording(reading.kit)
    if html:
        write_atomically(html.absolute(), write_page(practice, together).encode())
    if pdf:
        write_atomically(pdf.absolute(), print_page(practice, together))
    if as_json:
        print_json(of_together(together))
    elif not targets:
        print_cohort(cohort, reading.kit.questionnaire, wording)
    if not as_json:
        print_problems(reading.intake.problems, wording, reading.owner)
    for path in targets.values():
        session.tell(f"Wrote what {count(cohort.clients, 'client')} answered to {path}.")
    _end(session, reading, is_written=bool(targets))


def _end(session: Session, reading: "Reading", *, is_written: bool) -> None:
    if any(problem.is_error for problem in reading.intake.problems):
        session.suggest("check", "lists what is wrong")
        raise click.exceptions.Exit(1)
    if is_written:
        session.suggest("status", "shows how every client stands")
    else:
        session.suggest("cohort --pdf cohort.pdf", "writes it as a page")
