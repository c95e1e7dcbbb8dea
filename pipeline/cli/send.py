"""``roadmap send``: every client gets their own report, once. Alone it shows what would go."""

from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.models.delivery import Delivery
    from pipeline.models.scorecard_shape import Shape
    from pipeline.workflow.sending.rounds import Round
    from pipeline.workflow.sending.surroundings import Ask, Surroundings

_AT_LEAST_ONE = click.IntRange(min=1)
_MODES = ("approve", "due", "watch", "to_me", "export", "withdraw")


@command("send")
@inputs_argument
@click.option("--approve", is_flag=True, help="Freeze what is shown, and send what is due.")
@click.option("--due", is_flag=True, help="Send only what was approved before and is due (for cron).")
@click.option("--watch", is_flag=True, help="Stay, and send what was approved when it is due.")
@click.option("--to-me", is_flag=True, help="Send yourself what clients would get; by default the first.")
@click.option("--export", is_flag=True, help="Write drafts to send by hand; they count as handed over.")
@click.option(
    "--withdraw",
    multiple=True,
    metavar="CLIENT",
    help="Take back the approval of a mail that has not gone; may be repeated.",
)
@click.option("--client", "clients", multiple=True, metavar="CLIENT", help="This client; may be repeated.")
@click.option("--limit", type=_AT_LEAST_ONE, metavar="N", help="At most so many mails.")
@click.option("--now", "at_once", is_flag=True, help="Regardless of hours, days and pauses.")
@click.option("--as-shown", "mark", metavar="MARK", help="Only what a look with this mark showed.")
@json_option
def run(
    session: Session,
    inputs: tuple[Path, ...],
    *,
    clients: tuple[str, ...],
    limit: int | None,
    at_once: bool,
    mark: str | None,
    withdraw: tuple[str, ...],
    as_json: bool,
    **modes: bool,
) -> None:
    """Show which report would go to whom and when; or send them.

    INPUTS are files or folders (default: the practice's inputs/). CLIENT is an id, an e-mail or a part of a
    name. Nothing is sent without --approve, now or before, and nothing twice.
    """
    from pipeline.workflow.sending.surroundings import Ask
    from pipeline.workflow.sending.ways import surroundings_of

    mode = _the_one({**modes, "withdraw": bool(withdraw)})
    around = surroundings_of(session.practice, session.clock, _teller(session))
    if withdraw:
        _withdraw(session, inputs, withdraw, around, as_json=as_json)
    if mark is not None and mode not in {"show", "approve"}:
        raise click.UsageError("--as-shown goes with --approve, or with a look.")
    ask = Ask(clients, limit, at_once=at_once, approve=mode == "approve", mark=mark)
    is_one = mode == "to_me" and not clients
    with _telling_when_stopped(session, inputs, ask, around, as_json=as_json):
        round_ = _work(mode, session, inputs, replace(ask, limit=limit or 1) if is_one else ask, around)
    then = _next(session, round_, mode, inputs, ask)
    _print(session, round_, then, as_json=as_json, are_copies=mode == "to_me" and not round_.stop)
    _end(session, round_, mode, then)


def _next(
    session: Session, round_: "Round", mode: str, inputs: tuple[Path, ...], ask: "Ask"
) -> tuple[str, str]:
    """Return the arguments to type next, and what they do."""
    from pipeline.cli.steps import next_step

    has_server = session.practice.settings.mail.is_set_up
    return next_step(round_, mode, inputs, ask, has_server=has_server)


@contextmanager
def _telling_when_stopped(
    session: Session,
    inputs: tuple[Path, ...],
    ask: "Ask",
    around: "Surroundings",
    *,
    as_json: bool,
) -> "Iterator[None]":
    """Tell how the mails stand, and what to type next, when Ctrl-C or a signal ends a run in its midst."""
    from pipeline.cli.main import Terminated
    from pipeline.errors import PipelineError
    from pipeline.workflow.sending.rounds import show

    try:
        yield
    except (KeyboardInterrupt, Terminated):
        with suppress(PipelineError, OSError):  # how they stand is told by any later run too
            round_ = show(session.practice, inputs, ask, around)
            then = _next(session, round_, "due", inputs, ask)
            _print(session, round_, then, as_json=as_json)
            session.suggest(*then)
        raise


def _the_one(modes: dict[str, bool]) -> str:
    """Return what is asked for: one thing, or to show; ``--watch`` says of ``--due`` that it goes on."""
    chosen = [name for name in _MODES if modes[name]]
    if set(chosen) == {"due", "watch"}:
        chosen = ["watch"]
    if len(chosen) > 1:
        named = " and ".join(f"--{name.replace('_', '-')}" for name in chosen)
        raise click.UsageError(f"{named} do not go together: choose one.")
    return chosen[0] if chosen else "show"


def _teller(session: Session) -> "Callable[[Delivery], None]":
    """Return what tells of each mail as it is settled, by the client's id alone."""
    return lambda delivery: session.tell(f"{delivery.client}: {delivery.state} {delivery.reason}".rstrip())


def _work(
    mode: str, session: Session, inputs: tuple[Path, ...], ask: "Ask", around: "Surroundings"
) -> "Round":
    from pipeline.workflow.sending import rounds

    if mode == "watch":
        return _watch(session, inputs, ask)
    work = {
        "show": rounds.show,
        "approve": rounds.send,
        "due": rounds.send,
        "to_me": rounds.send_to_coach,
        "export": rounds.export,
    }
    return work[mode](session.practice, inputs, ask, around)


def _watch(session: Session, inputs: tuple[Path, ...], ask: "Ask") -> "Round":
    """Send what is due, minute by minute, until somebody ends it or has to mend something.

    Settings are read anew each time, as inputs and review are.
    """
    from pipeline.workflow.sending import ways
    from pipeline.workflow.sending.rounds import keep_sending, send

    def once() -> "Round":
        fresh = replace(session)
        return send(
            fresh.practice, inputs, ask, ways.surroundings_of(fresh.practice, fresh.clock, _teller(session))
        )

    session.tell("Sending what was approved when it is due; Ctrl-C ends it.")
    return keep_sending(once, ways.pause, session.tell)


def _withdraw(
    session: Session, inputs: tuple[Path, ...], who: tuple[str, ...], around: "Surroundings", *, as_json: bool
) -> NoReturn:
    """Take approvals back, all or none, and tell of each what that comes to."""
    from pipeline.cli.printing import print_json, print_line
    from pipeline.cli.steps import complete
    from pipeline.workflow.sending.rounds import take_back
    from pipeline.workflow.sending.surroundings import Ask

    taken = take_back(session.practice, inputs, who, around)
    if as_json:
        print_json({"withdrawn": [_of_withdrawn(each.delivery) for each in taken]})
    for each in () if as_json else taken:
        told = each.delivery.reason if each.delivery.state == "uncertain" else "Nothing was sent to them."
        print_line(f"The approval of the mail to {each.label} was taken back. {told}")
    session.suggest(complete("send", inputs, Ask()), "shows what would go")
    raise click.exceptions.Exit(0)


def _of_withdrawn(delivery: "Delivery") -> "Shape":
    return {
        "client": delivery.client,
        "state": "uncertain" if delivery.state == "uncertain" else "planned",
        "message_id": delivery.message_id,
    }


def _print(
    session: Session, round_: "Round", then: tuple[str, str], *, as_json: bool, are_copies: bool = False
) -> None:
    from pipeline.cli.mails import of_round, print_copies, print_round
    from pipeline.cli.printing import print_json, print_problems
    from pipeline.workflow.sending.letters import reply_to_of

    if as_json:
        print_json(of_round(round_, then[0]))
        return
    if are_copies:
        print_copies(round_, reply_to_of(session.practice.settings).address)
    else:
        print_round(round_)
    print_problems(round_.problems, session.wording(round_.reading.kit), round_.reading.owner)


def _outcome(round_: "Round", mode: str) -> str:
    """Say what a round came to, where its table does not."""
    if round_.stop:
        return round_.stop.reason
    if mode == "export":
        return _say_drafts(round_.drafts)
    if mode != "to_me":
        return ""
    if round_.lines:
        return "These are on their way to you, and to nobody else. They do not count as sent."
    return "Nothing was sent to you: none of these mails is to go."


def _say_drafts(number: int) -> str:
    from pipeline.cli.printing import count

    if not number:
        return "No draft was written: nothing new can go."
    told = f"{count(number, 'new draft lies', 'new drafts lie')} in outputs/outbox/"
    return f"{told}: open each in your mail program, look at it, and send it."


def _end(session: Session, round_: "Round", mode: str, then: tuple[str, str]) -> None:
    """End with the next command, and the exit code that says how the mails stand."""
    from pipeline.cli.mails import exit_code
    from pipeline.workflow.placeholders import find_placeholders

    voice = replace(session, quiet=session.quiet and not round_.stop)  # cron has to hear of a stop
    if told := _outcome(round_, mode):
        voice.tell(told)
    for said in find_placeholders(session.practice.settings):
        session.tell(f"Warning: {said} in roadmap.toml; clients see it.")
    voice.suggest(*then)
    is_nothing = mode == "to_me" and not round_.lines
    if code := exit_code(round_) or int(is_nothing):
        raise click.exceptions.Exit(code)
