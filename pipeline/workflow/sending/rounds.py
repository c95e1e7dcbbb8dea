"""A round of sending: what would go, or what goes; one at a time in a practice."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import InputError, KitError, LockedError, SettingsError, UsageError
from pipeline.files import is_run_at_work, run_lock
from pipeline.ledger import Ledger
from pipeline.models.delivery import Delivery
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.reading import Reading, check_for_clients
from pipeline.workflow.sending.approval import withdraw
from pipeline.workflow.sending.bench import Bench
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.settled import say_state
from pipeline.workflow.sending.sources import Sources
from pipeline.workflow.sending.stops import Stop
from pipeline.workflow.sending.surroundings import Ask, Surroundings

STILL_UNCERTAIN = "It was to go once more, and that was taken back: nobody knows whether the first arrived."


@dataclass(frozen=True, slots=True)
class Round:
    """How every mail stands after a round.

    ``problems`` are the errors in the inputs, and all that is wrong with the review. ``forecast`` says how
    long the mails will take that could go, and ``mark`` stands for the mails that a look has shown.
    ``drafts`` is how many were written.
    """

    reading: Reading
    lines: tuple[Line, ...]
    forecast: str = ""
    stop: Stop | None = None
    problems: tuple[Problem, ...] = ()
    mark: str = ""
    drafts: int = 0

    def reason(self, line: Line) -> str:
        """Say why a mail does not go, or goes again: first, what is wrong with it and stopped all."""
        return (self.stop.faults.get(line.id) if self.stop else None) or line.reason


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A mail whose approval was taken back, as it is then, and to whom it was, by name and number."""

    delivery: Delivery
    label: str


def show(practice: Practice, inputs: Sequence[Path], ask: Ask, around: Surroundings) -> Round:
    """Tell what would go to whom and when; nothing is written, locked or sent.

    Raises:
        PipelineError: the inputs or the ledger cannot be read.
    """
    return look(practice, check_for_clients(practice, inputs), ask, around)


def look(practice: Practice, reading: Reading, ask: Ask, around: Surroundings) -> Round:
    """Tell the same of what was read already.

    Raises:
        PipelineError: the ledger cannot be read.
    """
    with looking(practice, around) as ledger:
        bench = Bench(practice, reading, ledger, ask, around)
        lines = bench.lines()
        told = bench.forecast(lines), bench.fault(lines), bench.problems, bench.mark(lines)
        return Round(reading, lines, *told)


def send(practice: Practice, inputs: Sequence[Path], ask: Ask, around: Surroundings) -> Round:
    """Approve what is planned, if that is asked for, and send what is approved and due.

    Raises:
        PipelineError: the round could not start, or the disk is full; what was sent is in the ledger.
    """
    with working(practice, inputs, ask, around) as bench, around.open_post() as post:
        lines = bench.lines()
        stop = bench.fault(lines)
        if ask.approve and not stop:
            stop = bench.approve(lines)
        stop = stop or bench.send_due(post)
        lines = bench.lines()
        return Round(bench.reading, lines, bench.forecast(lines), stop, bench.problems)


def keep_sending(once: Callable[[], Round], pause: Callable[[], None], tell: Callable[[str], None]) -> Round:
    """Send ``once`` and once more after each ``pause``, until what stops a batch does not pass by itself.

    While others work, a server is away, or inputs, settings or kit cannot be read, it waits; ``tell`` hears
    why, once.

    Raises:
        PipelineError: the first round could not start, or a later one for a reason that does not pass.
    """
    told: str | None = None
    while True:
        try:
            done = once()
            if done.stop and not done.stop.passes:
                return done
            trouble = done.stop.reason if done.stop else ""
        except LockedError:
            trouble = told or ""
        except (InputError, SettingsError, KitError) as error:
            if told is None:
                raise
            trouble = str(error)
        if trouble and trouble != told:
            tell(trouble)
        told = trouble
        pause()


def export(practice: Practice, inputs: Sequence[Path], ask: Ask, around: Surroundings) -> Round:
    """Write drafts for the coach to send by hand, and remember those mails as handed over.

    Raises:
        PipelineError: the drafts cannot be written.
    """
    with working(practice, inputs, ask, around) as bench:
        lines = bench.lines()
        before = _count_handed_over(lines)
        stop = bench.fault(lines) or bench.hand_over(lines)
        lines = bench.lines()
        drafts = _count_handed_over(lines) - before
        return Round(bench.reading, lines, stop=stop, problems=bench.problems, drafts=drafts)


def _count_handed_over(lines: Sequence[Line]) -> int:
    return sum(line.state == "handed-over" for line in lines)


def send_to_coach(practice: Practice, inputs: Sequence[Path], ask: Ask, around: Surroundings) -> Round:
    """Send the coach what clients would get; nothing of it is counted or remembered.

    Raises:
        PipelineError: the round could not start.
    """
    reading = check_for_clients(practice, inputs)
    with looking(practice, around) as ledger, around.open_post() as post:
        bench = Bench(practice, reading, ledger, ask, around)
        lines = bench.lines()
        chosen = bench.chosen(lines, "planned", "approved", "due")
        stop = bench.fault(lines) or bench.copies.send(chosen, post)
        return Round(reading, chosen, stop=stop, problems=bench.problems)


def take_back(
    practice: Practice, inputs: Sequence[Path], who: Sequence[str], around: Surroundings
) -> tuple[Withdrawn, ...]:
    """Withdraw the approvals of the mails to some clients: of all, or of none if there is one too few.

    One that was to go once more, because nobody knew whether it had arrived, is uncertain again: no other may
    follow under another Message-ID.

    Raises:
        UsageError: there is no such client, or no approved mail to one of them.
    """
    with working(practice, inputs, Ask(tuple(who)), around) as bench:
        found = [_find_approved(bench, name) for name in who]
        return tuple(
            Withdrawn(_take_back(bench, each), bench.label(each.client)) for each in dict.fromkeys(found)
        )


def _find_approved(bench: Bench, name: str) -> Delivery:
    delivery = bench.latest(name)
    if delivery is None or delivery.state not in {"approved", "deferred"}:
        stands = say_state(delivery) if delivery else "none was approved"
        raise UsageError(f'There is no approved mail to "{name}" to withdraw: {stands}.')
    return delivery


def _take_back(bench: Bench, delivery: Delivery) -> Delivery:
    now, deliveries = bench.around.clock(), bench.ledger.deliveries
    if deliveries.may_have_gone(delivery):
        return deliveries.move(delivery, "uncertain", now, reason=STILL_UNCERTAIN)
    return withdraw(bench.ledger, bench.outbox, delivery, now)


@contextmanager
def looking(practice: Practice, around: Surroundings) -> Iterator[Ledger]:
    """Give a copy of the ledger as it would be at the beginning of a round that writes.

    Raises:
        PipelineError: the ledger cannot be read, or is not the one that knows which mails went.
    """
    frozen = Outbox(practice).frozen()  # before the ledger, which a run at work tells first of what it writes
    was_at_work = is_run_at_work(practice.outputs)
    with Ledger(practice.ledger, passing=True) as ledger:
        ledger.check_age()
        if not (was_at_work or is_run_at_work(practice.outputs)):  # what it has not settled was not stopped
            recover(ledger, frozen, around.clock())
        yield ledger


def recover(ledger: Ledger, frozen: AbstractSet[str], now: datetime) -> None:
    """Settle what a stopped run left behind; ``frozen`` are the places of the messages in the outbox.

    Messages are witnesses: those that the ledger does not know, where no run was stopped as it wrote them,
    were approved by one that is lost. The ledger counts as restored then: mails may have gone of which it
    knows nothing, so that none is approved before the coach has looked.
    """
    ledger.deliveries.recover(now)
    if not ledger.conditions.holds("freezing") and frozen - ledger.deliveries.known(frozen):
        ledger.conditions.begin("restored", now)


@contextmanager
def working(practice: Practice, inputs: Sequence[Path], ask: Ask, around: Surroundings) -> Iterator[Bench]:
    """Begin a round that writes: alone in the practice, with what a stopped run left behind settled.

    Raises:
        LockedError: another run is at work.
        PipelineError: the inputs or the ledger cannot be read.
    """
    with run_lock(practice.outputs):
        sources = Sources.look(practice, inputs)
        reading = check_for_clients(practice, inputs)
        with Ledger(practice.ledger) as ledger:
            bench = Bench(practice, reading, ledger, ask, around, sources)
            recover(ledger, bench.outbox.frozen(), around.clock())
            bench.outbox.tidy(ledger.deliveries, keeps_unknown=ledger.conditions.holds("restored"))
            ledger.conditions.end("freezing")
            yield bench
