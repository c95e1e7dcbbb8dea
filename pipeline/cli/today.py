"""``roadmap today``: the calls of the next two days, with their briefs to print."""

from pathlib import Path

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option


@command("today")
@inputs_argument
@json_option
def run(session: Session, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Show the calls of the next two days; bind their briefs to print.

    The file is outputs/today.pdf, in the order of the calls. INPUTS are files or folders (default: the
    practice's inputs/).
    """
    from pipeline.cli.mails import exit_code
    from pipeline.cli.printing import count, print_json
    from pipeline.cli.standings import lacks_briefs, of_today, print_today, step_from_today
    from pipeline.workflow.sending.ways import surroundings_of
    from pipeline.workflow.standing import count_held
    from pipeline.workflow.today import prepare

    practice = session.practice
    today = prepare(practice, inputs, surroundings_of(practice, session.clock))
    pdf = practice.relative(today.pdf) if today.pdf else None
    if as_json:
        print_json(of_today(today, pdf))
    else:
        print_today(today, pdf, practice.settings.practice.zone)
    held = count_held(today.round.reading)
    if held:
        session.tell(f"{count(held, 'row is', 'rows are')} held, and calls in them are not shown: see check.")
    session.suggest(*step_from_today(today, inputs))
    if code := exit_code(today.round) or int(bool(held) or lacks_briefs(today)):
        raise click.exceptions.Exit(code)
