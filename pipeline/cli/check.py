"""``roadmap check``: read and validate, and make copies that show what to mend."""

import sys
from contextlib import redirect_stdout
from pathlib import Path

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option
from pipeline.cli.terminal import say


@command("check")
@inputs_argument
@json_option
def run(session: Session, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """List every problem in the inputs; make no report.

    Where rows have problems, a copy of the sheet with what is wrong coloured and explained is put into
    outputs/to-fix/; mend it there and put it into inputs/.
    INPUTS are files or folders (default: the practice's inputs/).
    """
    from pipeline.cli.findings import print_findings
    from pipeline.cli.printing import count, print_json
    from pipeline.workflow.checking import check_all
    from pipeline.workflow.fixing import write_fixits

    reading = check_all(session.practice, inputs, session.now)
    fixes = write_fixits(session.practice, reading)
    if as_json:
        from pipeline.cli.shapes import of_reading

        print_json(of_reading(reading, fixes.paths))
    for note in fixes.notes:
        session.tell(note)
    standstill = reading.standstill
    if not as_json:  # what is told beside an error that ends the command is no result
        with redirect_stdout(sys.stderr if standstill else sys.stdout):
            print_findings(reading, fixes, session.wording(reading.kit))
    if standstill:
        raise standstill
    problems, rows = reading.intake.problems, reading.intake.rows
    warnings = sum(problem.needs_doing and not problem.is_error for problem in problems)
    if not as_json:
        ready, held = len(reading.intake.clients), sum(not row.ok for row in rows)
        say(f"{count(ready, 'client')} ready, {held:,} held, {count(warnings, 'warning')}.")
    if any(problem.is_error for problem in problems):
        session.suggest("check", "again, when the places above are mended")
        raise click.exceptions.Exit(1)
    session.suggest("reports", "makes the reports")
