"""``roadmap stop``: a person withdrew their consent."""

from shlex import quote
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline.cli.options import Session, client_argument, command, json_option

if TYPE_CHECKING:
    from pipeline.workflow.privacy.stopping import Stopped

_INCOMPLETE = 4


@command("stop")
@client_argument
@json_option
def run(session: Session, client: str, *, as_json: bool) -> None:
    """Consent withdrawn: make nothing and send nothing any more.

    That holds at once, also while mails are being sent, and however often their row comes back. Mails that
    have not gone are withdrawn. What was made stays until `roadmap forget`. CLIENT is an id, an e-mail or
    whole words of a name.
    """
    from pipeline.cli.keeping import of_stopped, print_sharers
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.privacy.stopping import stop

    stopped = stop(session.practice, client, session.now)
    if as_json:
        print_json(of_stopped(stopped))
    else:
        print_line(f"{stopped.person.label}: nothing is made for them or sent to them any more.")
        for told in _tell(stopped):
            print_line(told)
        print_sharers(stopped.person, f"{session.program} stop")
    if stopped.is_busy:
        _end_while_others_work(session, stopped)
    then = f"forget {quote(stopped.person.id)}"
    session.suggest(then, "removes what was made for them, if they want that too")
    if stopped.uncertain:
        raise click.exceptions.Exit(_INCOMPLETE)


def _tell(stopped: "Stopped") -> list[str]:
    from pipeline.cli.printing import count

    told = []
    if stopped.withdrawn:
        told.append(f"{count(stopped.withdrawn, 'mail')} had been approved and will not go.")
    if stopped.drafts:
        told.append(
            f"{count(stopped.drafts, 'draft')} to send by hand was removed: do not send it from elsewhere."
        )
    if stopped.uncertain:
        told.append(f"{count(stopped.uncertain, 'mail')} may have arrived: nobody could tell.")
    return told


def _end_while_others_work(session: Session, stopped: "Stopped") -> NoReturn:
    session.tell(
        "Another run is at work. If it is sending, no further mail goes to them; one that is on its way just "
        "now cannot be called back."
    )
    session.suggest(
        f"stop {quote(stopped.person.id)}", "again, when that run has ended: it withdraws what is frozen"
    )
    raise click.exceptions.Exit(_INCOMPLETE)
