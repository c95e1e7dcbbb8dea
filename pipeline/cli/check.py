"""``roadmap check``: read and validate, make nothing."""

from pathlib import Path

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option


@command("check")
@inputs_argument
@json_option
def run(session: Session, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """List every problem in the inputs; make nothing.

    INPUTS are files or folders (default: the practice's inputs/).
    """
    from pipeline.cli.printing import count, print_json, print_problems
    from pipeline.cli.shapes import of_reading
    from pipeline.workflow import check

    reading = check(session.practice, inputs)
    if as_json:
        print_json(of_reading(reading))
    if reading.standstill:
        raise reading.standstill
    problems, rows = reading.intake.problems, reading.intake.rows
    errors = sum(problem.is_error for problem in problems)
    if not as_json:
        print_problems(problems, session.wording(reading.kit), reading.people, as_result=True)
        ready, held = len(reading.intake.clients), sum(not row.ok for row in rows)
        click.echo(
            f"{count(ready, 'client')} ready, {held} held, {count(len(problems) - errors, 'warning')}."
        )
    if errors:
        session.suggest("check", "again, when the places above are mended")
        raise click.exceptions.Exit(1)
    session.suggest("reports", "makes the reports")
