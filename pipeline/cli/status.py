"""``roadmap status``: how every client stands."""

from pathlib import Path

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option


@command("status")
@inputs_argument
@json_option
def run(session: Session, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Show every client: their report, the mail with it, their call.

    Calls that were moved or cancelled after the mail went are named, and so is what to type where nobody can
    tell whether a mail arrived, and where answers are older than they may be kept. INPUTS are files or
    folders (default: the practice's inputs/).
    """
    from pipeline.cli.mails import exit_code
    from pipeline.cli.printing import print_json
    from pipeline.cli.standings import (
        LISTED,
        next_step,
        of_standings,
        print_expired,
        print_standings,
    )
    from pipeline.workflow.privacy.retention import find_expired
    from pipeline.workflow.sending.rounds import show
    from pipeline.workflow.sending.surroundings import Ask
    from pipeline.workflow.sending.ways import surroundings_of
    from pipeline.workflow.standing import standings_of

    around = surroundings_of(session.practice, session.clock)
    round_ = show(session.practice, inputs, Ask(), around)
    standings = tuple(standings_of(round_))
    expired = find_expired(session.practice, round_.reading, session.now, None if as_json else LISTED)
    if as_json:
        print_json(of_standings(standings, expired.people, inputs))
    else:
        print_standings(standings, round_.reading, session.program, inputs)
        days = session.practice.settings.privacy.retention_days
        print_expired(expired, days, round_.reading, session.program)
    if round_.stop:
        session.tell(round_.stop.reason)
    session.suggest(*next_step(round_, standings, inputs))
    if code := exit_code(round_):
        raise click.exceptions.Exit(code)
