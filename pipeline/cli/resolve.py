"""``roadmap resolve``: what became of a mail of which nobody could tell whether it arrived."""

from typing import NoReturn

import click

from pipeline.cli.options import Session, client_argument, command, json_option


@command("resolve")
@client_argument
@click.option("--delivered", is_flag=True, help="It arrived: it counts as sent.")
@click.option("--resend", is_flag=True, help="It did not arrive: the same mail may go again.")
@json_option
def run(session: Session, client: str, *, delivered: bool, resend: bool, as_json: bool) -> None:
    """Settle an uncertain delivery, after you have asked the client.

    CLIENT is an id, an e-mail or a part of a name. A mail that is sent again is the same in every byte, so
    that most mail programs show it once even if both arrive.
    """
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.sending.settling import settle
    from pipeline.workflow.sending.ways import surroundings_of

    if delivered == resend:
        _refuse()
    around = surroundings_of(session.practice, session.clock)
    settled = settle(session.practice, (), client, "delivered" if delivered else "resend", around)
    if as_json:
        print_json({"client": settled.client, "state": settled.state, "message_id": settled.message_id})
    elif resend:
        print_line(f"The mail to {settled.client} may go again; nothing was sent yet.")
    else:
        print_line(f"The mail to {settled.client} counts as sent.")
    if resend:
        session.suggest("send --due", "sends it when it is due")
    else:
        session.suggest("send", "shows how all mails stand")


def _refuse() -> NoReturn:
    raise click.UsageError("Say what became of the mail: --delivered or --resend.")
