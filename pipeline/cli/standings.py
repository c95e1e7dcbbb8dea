"""How clients stand, and the next calls: tables, JSON, and the next command."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from pipeline.cli.mails import written
from pipeline.cli.printing import count, print_line, print_table
from pipeline.cli.steps import WAITING, when_due, with_inputs
from pipeline.models.scorecard_shape import Shape

if TYPE_CHECKING:
    from pipeline.workflow.privacy.retention import Expired, Expiry
    from pipeline.workflow.reading import Reading
    from pipeline.workflow.sending.rounds import Round
    from pipeline.workflow.standing import Standing
    from pipeline.workflow.today import Today

LISTED = 10
"""So many of those whose answers are too old are named one by one."""

_MAKE = "reports", "makes what is missing or outdated"
_BRIEFS = {"current": "there", "outdated": "outdated", "failed": "there, with faults"}


def of_standings(
    standings: "Sequence[Standing]", expired: "Sequence[Expired]", inputs: Sequence[Path]
) -> Shape:
    """Return how clients stand as JSON has it; times carry the offset of the client's zone.

    ``expired`` are those whose answers are older than they are kept.
    """
    return {
        "clients": [_of_standing(each, inputs) for each in standings],
        "expired": [
            {"id": each.id, "name": each.name or None, "remove": f"forget {quote(each.id)}"}
            for each in expired
        ],
    }


def print_standings(
    standings: "Sequence[Standing]", reading: "Reading", program: str, inputs: Sequence[Path]
) -> None:
    """Print a row for each client, how many mails of each kind there are, how to settle uncertain ones.

    What is to be typed names the ``inputs`` that were given.
    """
    rows = [
        [
            reading.label(each.line.id, each.line.name),
            each.report,
            each.delivery,
            written(each.send_at),
            written(each.call_at),
            each.line.reason,
        ]
        for each in standings
    ]
    if rows:
        print_table(["Client", "Report", "Mail", "Goes", "Call", "To know"], rows)
    found = Counter(each.delivery for each in standings)
    mails = ", ".join(f"{number} {state}" for state, number in found.items() if state != "none")
    print_line(f"{count(len(standings), 'client')}. Mails: {mails or 'none'}.")
    if found["due"]:
        send = with_inputs("send --due", inputs)
        print_line(f"{count(found['due'], 'approved mail')} to be sent by now. Type: {program} {send}")
    for each in standings:
        if each.delivery == "uncertain":
            print_line(
                f"Nobody can tell whether the mail to {reading.label(each.line.id, each.line.name)} arrived. "
                "Look into your sent mails, or ask them. "
                f"Then type: {program} {_settle(each.line.id, inputs)} --delivered   or, if not: --resend"
            )


def print_expired(expired: "Expiry", days: int, reading: "Reading", program: str) -> None:
    """Print whose answers are older than so many ``days``, with what removes all that is kept of them."""
    for each in expired.people:
        print_line(
            f"The answers of {reading.label(each.id, each.name) or each.id} are older than {days} days. "
            f"To remove all that is kept of them, type: {program} forget {quote(each.id)}"
        )
    if left := expired.number - len(expired.people):
        print_line(f"So are those of {count(left, 'more client')}: status --json names them.")


def next_step(round_: "Round", standings: "Sequence[Standing]", inputs: Sequence[Path]) -> tuple[str, str]:
    """Return the arguments to type next, with the inputs that were given, and what they do."""
    command, does = _next_step(round_, standings)
    return with_inputs(command, inputs), does


def _next_step(round_: "Round", standings: "Sequence[Standing]") -> tuple[str, str]:
    if round_.stop:
        return round_.stop.command, round_.stop.do
    reports = {each.report for each in standings}
    if "held" in reports:
        return "check", "lists what holds rows, and what to do"
    if reports & {"none", "outdated"}:
        return _MAKE
    mails = {each.delivery for each in standings}
    if "due" in mails or ("planned" not in mails and mails & WAITING):
        return "send --due", when_due([each.line for each in standings])
    return "send", "shows what would go to whom and when"


def of_today(today: "Today", pdf: str | None) -> Shape:
    """Return the next calls as JSON has it: by the clients' clocks; ``pdf`` is where the briefs lie."""
    return {
        "calls": [
            {
                "client": call.line.id,
                "name": call.line.name,
                "call": call.at.isoformat(timespec="seconds"),
                "delivery": call.line.state,
                "reason": call.line.reason or None,
                "brief": call.brief,
            }
            for call in today.calls
        ],
        "pdf": pdf,
    }


def print_today(today: "Today", pdf: str | None, zone: tzinfo) -> None:
    """Print a row for each call, in their order; ``zone`` is the coach's."""
    rows = [
        [
            written(call.at.astimezone(zone)),
            written(call.at),
            today.round.reading.label(call.line.id, call.line.name),
            call.line.state,
            _BRIEFS.get(call.brief, "missing"),
            call.line.reason,
        ]
        for call in today.calls
    ]
    if rows:
        print_table(["Your time", "Their time", "Client", "Mail", "Brief", "To know"], rows)
    calls = count(len(rows), "call") if rows else "No calls"
    print_line(f"{calls} in the next two days.{f' Their briefs, to print: {pdf}.' if pdf else ''}")
    if number := sum(call.brief == "outdated" for call in today.calls):
        left_out = count(number, "outdated brief is", "outdated briefs are")
        print_line(f"{left_out} not among those to print: make the reports anew, then type today again.")


def step_from_today(today: "Today", inputs: Sequence[Path]) -> tuple[str, str]:
    """Return the arguments to type next, with the inputs that were given, and what they do."""
    command, does = _MAKE if lacks_briefs(today) else ("status", "shows how every client stands")
    return with_inputs(command, inputs), does


def lacks_briefs(today: "Today") -> bool:
    """Whether a brief is missing, or not what would be printed now."""
    return any(call.brief in {"none", "outdated"} for call in today.calls)


def _of_standing(each: "Standing", inputs: Sequence[Path]) -> Shape:
    line = each.line
    return {
        "id": line.id or None,
        "name": line.name,
        "report": each.report,
        "delivery": each.delivery,
        "send_at": each.send_at.isoformat(timespec="seconds") if each.send_at else None,
        "call": each.call_at.isoformat(timespec="seconds") if each.call_at else None,
        "reason": line.reason or None,
        "settle": _settle(line.id, inputs) if each.delivery == "uncertain" else None,
    }


def _settle(client: str, inputs: Sequence[Path]) -> str:
    return with_inputs(f"resolve {quote(client)}", inputs)
