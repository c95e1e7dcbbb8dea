"""``roadmap resolve``: what became of a mail of which nobody could tell whether it arrived."""

from shlex import quote
from typing import NoReturn

import click

from pipeline.cli.options import Session, command, json_option


@command("resolve")
@click.argument("client", required=False)
@click.option("--delivered", is_flag=True, help="It arrived: it counts as sent.")
@click.option("--resend", is_flag=True, help="It did not arrive, or was refused: it may go again.")
@click.option("--restored", is_flag=True, help="The ledger was put back, and you looked who got mail since.")
@json_option
def run(
    session: Session, client: str | None, *, delivered: bool, resend: bool, restored: bool, as_json: bool
) -> None:
    """Settle an uncertain delivery, after you have asked the client.

    CLIENT is an id, an e-mail or a part of a name. A mail that is sent again is the same in every byte, so
    that most mail programs show it once even if both arrive. One that was refused, or that you did not send
    by hand, is approved anew. --restored is said of no client: after the ledger was put back, it lets mails
    go again.
    """
    if restored and client is None and not (delivered or resend):
        _settle_restored(session, as_json=as_json)
    elif client is None or restored or delivered == resend:
        _refuse()
    else:
        _settle(session, client, resend=resend, as_json=as_json)


def _settle(session: Session, client: str, *, resend: bool, as_json: bool) -> None:
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.sending.settling import settle
    from pipeline.workflow.sending.ways import surroundings_of

    around = surroundings_of(session.practice, session.clock)
    settled = settle(session.practice, (), client, "resend" if resend else "delivered", around)
    if as_json:
        print_json({"client": settled.client, "state": settled.state, "message_id": settled.message_id})
    elif resend:
        print_line(f"The mail to {settled.client} may go again; nothing was sent yet.")
    else:
        print_line(f"The mail to {settled.client} counts as sent.")
    own = f"--client {quote(settled.client)}"
    if settled.state == "planned":
        session.suggest(f"send {own}", "shows it; with --approve, it goes")
    elif resend:
        session.suggest(f"send --due {own}", "sends it when it is due")
    else:
        session.suggest("send", "shows how all mails stand")


def _settle_restored(session: Session, *, as_json: bool) -> None:
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.sending.settling import settle_restored
    from pipeline.workflow.sending.ways import surroundings_of

    settle_restored(session.practice, surroundings_of(session.practice, session.clock))
    if as_json:
        print_json({"client": None, "state": None, "message_id": None})
    else:
        print_line("Mails may go again that the ledger does not know of; nothing was sent yet.")
    session.suggest("send", "shows what would go")


def _refuse() -> NoReturn:
    raise click.UsageError(
        "Say of whose mail, and what became of it: CLIENT with --delivered or --resend; or --restored alone."
    )
