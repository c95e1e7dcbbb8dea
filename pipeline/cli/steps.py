"""What to type next after mails were shown or sent: a whole command, about no other mails than the last."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.workflow.sending.stops import SETTLE

if TYPE_CHECKING:
    from pipeline.workflow.sending.lines import Line
    from pipeline.workflow.sending.rounds import Round
    from pipeline.workflow.sending.surroundings import Ask

NO_SERVER = (
    "looks at the settings; name a provider or a host under [mail] in roadmap.toml before mails can go"
)
_APPROVES = {
    "show": "freezes what is shown and sends what is due; --to-me sends one to you first",
    "to_me": "freezes what would go, and sends what is due",
}
"""What approving does, after the modes that it is the next step of."""

_EVERYBODY = "status", "shows how every client stands"
"""What follows on a look at the mails after which nothing is left to do."""

_READS_INPUTS = frozenset({"check", "reports", "review", "send", "status", "resolve"})
WAITING = frozenset({"approved", "due", "deferred"})
"""Mails that were approved and have not gone."""

_TAKES_CLIENTS = frozenset({"send", "reports"})

Step = tuple[str, str]
"""The arguments to type, and what they do."""


def next_step(
    round_: "Round", mode: str, inputs: Sequence[Path], ask: "Ask", *, has_server: bool = True
) -> Step:
    """Return what to type after a round in a mode, which was asked for with ``inputs`` and ``ask``.

    Without a mail server, none of it sends.
    """
    stop = round_.stop
    command, does = (stop.command, stop.do) if stop else next(_steps(round_.lines, mode))
    if not has_server and not stop and command in {"send --approve", "send --due"}:
        return "doctor", NO_SERVER
    return complete(command, inputs, ask), does


def complete(command: str, inputs: Sequence[Path], ask: "Ask") -> str:
    """Return a command with what was given to the one before it: inputs, clients, a limit, no pauses.

    One that names clients is about these.
    """
    name, *given = shlex.split(with_inputs(command, inputs))
    is_named, is_taken_back = "--client" in given, "--withdraw" in given
    own: list[str] = []
    if name in _TAKES_CLIENTS and not (is_named or is_taken_back):
        own += [part for client in ask.clients for part in ("--client", client)]
    if name == "send" and not (is_named or is_taken_back) and ask.limit:
        own += ["--limit", str(ask.limit)]
    if name == "send" and not is_taken_back and ask.at_once and "--now" not in given:
        own.append("--now")
    return shlex.join([name, *given, *own])


def with_inputs(command: str, inputs: Sequence[Path]) -> str:
    """Return a command with the inputs that were given to the one before it, if it reads any."""
    given = shlex.split(command)
    return shlex.join([*given, *map(str, inputs)] if given[0] in _READS_INPUTS else given)


def when_due(lines: "Sequence[Line]") -> str:
    """Say what sending does with the mails of these that were approved: none goes before its time."""
    from pipeline.workflow.sending.lines import first_to_go
    from pipeline.workflow.sending.moments import write_with_zone

    waiting = [line for line in lines if line.state in WAITING]
    moment = first_to_go(waiting)
    if moment is None or any(line.state == "due" for line in waiting):
        return "sends what was approved when it is due; --watch stays and does that"
    return f"sends what is due, the first on {write_with_zone(moment)}; --watch stays and does that"


def _steps(lines: "Sequence[Line]", mode: str) -> Iterator[Step]:
    """Yield every step that there is a reason for, the most pressing first."""
    first = {line.state: shlex.quote(line.id) for line in reversed(lines)}
    if "uncertain" in first:
        yield f"resolve {first['uncertain']}", SETTLE
    if "planned" in first and mode in _APPROVES:
        yield "send --approve", _APPROVES[mode]
    if any(line.needs_approval_again for line in lines):
        yield "send --approve", "approves anew what has changed since, and sends what is due"
    if any(line.needs_report for line in lines):
        yield "reports", "makes what is missing or outdated; then look again with send"
    yield from (line.way for line in lines if line.way)
    if first.keys() & WAITING:
        yield "send --due", when_due(lines)
    if "refused" in first:
        yield f"resolve {first['refused']} --resend", "plans it anew, when what was refused is mended"
    if any(line.state == "blocked" and not _is_declined(line) for line in lines):
        yield "send", "again, when what is blocked is mended"
    yield _EVERYBODY if mode == "show" else ("send", "shows how the mails stand")


def _is_declined(line: "Line") -> bool:
    """Whether the client said no to mail, so that nothing has to be mended."""
    return line.client is not None and line.client.consent.mailing is False
