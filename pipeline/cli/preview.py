"""``roadmap preview``: the report in the browser, made again as kit, brand or input changes."""

import click

from pipeline.cli.desktop import has_desktop
from pipeline.cli.options import Session, command
from pipeline.cli.terminal import say

_INTERRUPTED = 130
"""How a command ends on Ctrl-C, which is the way to end this one."""


@command("preview")
@click.argument("client", default="")
def run(session: Session, client: str) -> None:
    """Show a report in the browser, made again as files are saved.

    The pages stand beside what is wrong with them. Nothing is written. End it with Ctrl-C.
    CLIENT is an id, an e-mail or an unambiguous part of a name (default: the first client).
    """
    from pipeline.workflow.preview import open_preview

    desk = open_preview(session.practice, client)
    say(desk.address)
    session.tell("The preview is there, for this machine alone, until you press Ctrl-C.")
    if has_desktop():
        import webbrowser

        webbrowser.open(desk.address)
    try:
        desk.run()
    except KeyboardInterrupt:
        session.tell("The preview has ended.")
        raise click.exceptions.Exit(_INTERRUPTED) from None
