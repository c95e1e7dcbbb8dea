"""The calls of the next two days, with the coach's pages about them as one file to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.files import digest, output_error, write_atomically
from pipeline.practice import Practice
from pipeline.workflow.reading import Reading, check_for_clients
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.rounds import Round, look
from pipeline.workflow.sending.surroundings import Ask, Surroundings
from pipeline.workflow.standing import ReportState, state_of

NEAR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A call: when, by the client's clock, how the mail to them stands, and how the coach's page does."""

    at: datetime
    line: Line
    brief: ReportState


@dataclass(frozen=True, slots=True)
class Today:
    """Calls in their order. ``pdf`` holds the briefs that are up to date; it is None if there is none."""

    round: Round
    calls: tuple[Appointment, ...]
    pdf: Path | None


def prepare(practice: Practice, inputs: Sequence[Path], around: Surroundings) -> Today:
    """Find the calls that are not over and begin within two days, and bind their briefs.

    Raises:
        PipelineError: the inputs or the ledger cannot be read, or the file cannot be written.
    """
    reading = check_for_clients(practice, inputs)
    near = _near(reading, around.clock(), timedelta(minutes=practice.settings.practice.call_minutes))
    round_ = look(practice, reading, Ask(near), around) if near else Round(reading, ())
    calls = sorted((call for call in map(_appointment, round_.lines) if call), key=_order)
    return Today(round_, tuple(calls), _bind(practice, calls))


def _near(reading: Reading, now: datetime, length: timedelta) -> tuple[str, ...]:
    """Return the ids of clients whose call is running, or begins within two days of elapsed time."""
    start = now.astimezone(UTC)
    calls = ((client.id, client.call_at) for client in reading.intake.clients)
    return tuple(who for who, at in calls if at and start - length < at.astimezone(UTC) < start + NEAR)


def _appointment(line: Line) -> Appointment | None:
    at = line.client.call_at if line.client else None
    return Appointment(at, line, state_of(line.brief) if line.brief else "none") if at else None


def _order(call: Appointment) -> tuple[datetime, str]:
    return call.at.astimezone(UTC), call.line.folded


def _bind(practice: Practice, calls: Sequence[Appointment]) -> Path | None:
    """Write the briefs of these calls into one file; without any, none is left from the time before."""
    from pipeline.rendering.printing.binding import bind

    path = practice.today
    pages = [page for call in calls if (page := _read(practice, call))]
    if not pages:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise output_error(path, error) from error
        return None
    write_atomically(path, bind(pages))
    return path


def _read(practice: Practice, call: Appointment) -> bytes | None:
    """Return a brief if it is what was made, and as it would be made now.

    Whatever else lies in its place may be about somebody else, and an outdated one may tell another time.
    """
    made = call.line.brief.made if call.line.brief and call.brief not in {"none", "outdated"} else None
    if made is None:
        return None
    try:
        content = (practice.root / made.path).read_bytes()
    except OSError:
        return None
    return content if digest(content) == made.pdf_digest else None
