"""How mails look: a table, JSON, the next command, and an exit code."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from pipeline.cli.printing import count, print_line, print_table
from pipeline.cli.shapes import of_problem
from pipeline.models.delivery import MessageState
from pipeline.models.scorecard_shape import Shape
from pipeline.workflow.sending.moments import write_with_zone

if TYPE_CHECKING:
    from pipeline.workflow.sending.lines import Line
    from pipeline.workflow.sending.rounds import Round

_SOME_HELD, _INCOMPLETE = 1, 4
_UNFINISHED: frozenset[MessageState] = frozenset({"deferred", "refused", "uncertain"})


def of_round(round_: "Round", command: str) -> Shape:
    """Return a round as JSON has it; times carry the offset of the client's zone.

    ``command`` is what to type next, where it stopped.
    """
    stop = round_.stop
    return {
        "messages": [_of_line(line, round_.reason(line)) for line in round_.lines],
        "counts": _counts(round_),
        "forecast": round_.forecast or None,
        "mark": round_.mark or None,
        "stop": {"reason": stop.reason, "next": command} if stop else None,
        "problems": [of_problem(problem) for problem in round_.problems],
    }


def print_round(round_: "Round") -> None:
    """Print a row for each mail, how many there are of each kind, and how long they will take."""
    rows = [
        [
            round_.reading.label(line.id, line.name),
            line.to or "–",
            line.state,
            written(line.send_at),
            round_.reason(line),
        ]
        for line in round_.lines
    ]
    if rows:
        print_table(["Client", "To", "Mail", "When", "Why"], rows, whole="To")
    told = ", ".join(f"{number} {state}" for state, number in _counts(round_).items() if number)
    forecast = f" To go: {round_.forecast}." if round_.forecast else ""
    print_line(f"{told or 'No mails'}.{forecast}")
    if skipped := len(round_.reading.intake.skipped):
        print_line(
            f"Passed over, because they are not to be worked with: {count(skipped, 'row')}; check says why."
        )


def print_copies(round_: "Round", coach: str) -> None:
    """Print a row for each mail of which the coach got a copy."""
    rows = [[round_.reading.label(line.id, line.name), coach] for line in round_.lines]
    if rows:
        print_table(["Mail to", "Copy sent to"], rows, whole="Copy sent to")
    print_line(f"{count(len(rows), 'copy', 'copies') if rows else 'No copies'}. Nothing went to clients.")


def exit_code(round_: "Round") -> int:
    """Return 0 if all is well, and 4 if the delivery is incomplete or uncertain.

    It is 1 if some mails are blocked, or will not go before they are approved again.
    """
    states = {line.state for line in round_.lines}
    if round_.stop or states & _UNFINISHED:
        return _INCOMPLETE
    is_held = "blocked" in states or any(line.needs_approval_again for line in round_.lines)
    return _SOME_HELD if is_held else 0


def _of_line(line: "Line", reason: str) -> Shape:
    return {
        "client": line.id,
        "to": line.to,
        "state": line.state,
        "reason": reason or None,
        "send_at": line.send_at.isoformat(timespec="seconds") if line.send_at else None,
        "message_id": line.message_id,
    }


def _counts(round_: "Round") -> dict[str, int]:
    found = Counter(line.state for line in round_.lines)
    return {state: found[state] for state in get_args(MessageState)}


def written(moment: datetime | None) -> str:
    """Write a moment by the clock of its zone: ``Mon 05 Oct 10:00, Asia/Dubai``; a dash for none."""
    return write_with_zone(moment) if moment else "–"
