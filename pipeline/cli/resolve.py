"""``roadmap resolve``: what became of a mail of which nobody could tell whether it arrived."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models.scorecard_shape import Shape
    from pipeline.workflow.sending.lines import Line
    from pipeline.workflow.sending.settling import Settled, Verdict

_SECOND = "It says something else than the mail before: if that arrived, they have both."


@command("resolve")
@click.argument("client", required=False)
@inputs_argument
@click.option("--delivered", is_flag=True, help="It arrived: it counts as sent.")
@click.option("--resend", is_flag=True, help="It did not arrive, or was refused: it may go again.")
@click.option("--restored", is_flag=True, help="The ledger was put back, and you looked who got mail since.")
@json_option
def run(
    session: Session,
    client: str | None,
    inputs: tuple[Path, ...],
    *,
    delivered: bool,
    resend: bool,
    restored: bool,
    as_json: bool,
) -> None:
    """Settle an uncertain delivery, after you have asked the client.

    CLIENT is an id, an e-mail or a part of a name; alone, it shows how the mail stands and what to type.
    INPUTS are files or folders (default: the practice's inputs/). A mail that is sent again is the same in
    every byte, so that most mail programs show it once even if both arrive. One that was refused, that you
    did not send by hand, or whose report or call has changed, is approved anew. --restored is said of no
    client: after the ledger was put back, it lets mails go again.
    """
    if restored and client is None and not (delivered or resend):
        _settle_restored(session, as_json=as_json)
    elif client is None or restored or (delivered and resend):
        _refuse()
    elif delivered or resend:
        _settle(session, client, inputs, "resend" if resend else "delivered", as_json=as_json)
    else:
        _show(session, client, inputs, as_json=as_json)


def _settle(
    session: Session, client: str, inputs: tuple[Path, ...], verdict: "Verdict", *, as_json: bool
) -> None:
    from pipeline.cli.printing import print_json, print_line
    from pipeline.cli.steps import complete
    from pipeline.workflow.sending.settling import settle
    from pipeline.workflow.sending.surroundings import Ask
    from pipeline.workflow.sending.ways import surroundings_of

    around = surroundings_of(session.practice, session.clock)
    settled = settle(session.practice, inputs, client, verdict, around)
    if as_json:
        print_json({"client": settled.client, "state": settled.state, "message_id": settled.message_id})
    elif verdict == "delivered":
        print_line(f"The mail to {settled.label} counts as sent.")
    else:
        second = f" {_SECOND}" if settled.is_second else ""
        print_line(f"The mail to {settled.label} may go again; nothing was sent yet.{second}")
    arguments, does = _after(settled)
    session.suggest(complete(arguments, inputs, Ask()), does)


def _after(settled: "Settled") -> tuple[str, str]:
    own = f"--client {quote(settled.client)}"
    if settled.state == "planned":
        return f"send {own}", "shows it; with --approve, it goes"
    if settled.state == "approved":
        return f"send --due {own}", "sends it when it is due"
    return "send", "shows how all mails stand"


def _show(session: Session, client: str, inputs: tuple[Path, ...], *, as_json: bool) -> None:
    """Tell how the mail to a client stands, and what the coach can say of it."""
    from pipeline.cli.mails import exit_code, print_round
    from pipeline.cli.printing import print_json, print_line
    from pipeline.cli.steps import complete
    from pipeline.workflow.sending.rounds import show
    from pipeline.workflow.sending.surroundings import Ask
    from pipeline.workflow.sending.ways import surroundings_of

    round_ = show(session.practice, inputs, Ask((client,)), surroundings_of(session.practice, session.clock))
    ways = [pair for line in round_.lines for pair in _ways(line)]
    if as_json:
        print_json(_shape(client, round_.lines))
    else:
        print_round(round_)
        for told, arguments in ways:
            print_line(f"{told} {session.program} {complete(arguments, inputs, Ask())}")
    if ways:
        then = f"send --client {quote(client)}", "shows it when that is said"
    else:
        then = "send", "shows how all mails stand"
    session.suggest(complete(then[0], inputs, Ask()), then[1])
    if code := exit_code(round_):
        raise click.exceptions.Exit(code)


def _shape(client: str, lines: "Sequence[Line]") -> "Shape":
    """Return how the mail to a client stands, as JSON has it; without one, only who was asked for."""
    if not lines:
        return {"client": client, "state": None, "message_id": None}
    return {"client": lines[0].id, "state": lines[0].state, "message_id": lines[0].message_id}


def _ways(line: "Line") -> list[tuple[str, str]]:
    """Return what the coach can say of a mail, each with what to type then."""
    who = quote(line.id)
    if line.state == "uncertain":
        mail = f"the mail “{line.delivery.subject}”" if line.delivery else "it"
        return [
            (f"If {mail} is among your sent mails, or arrived:", f"resolve {who} --delivered"),
            ("If it is not, and did not:", f"resolve {who} --resend"),
        ]
    if line.others or line.is_second or line.state in {"refused", "handed-over"}:
        return [("If another mail is to go to them:", f"resolve {who} --resend")]
    return []


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
