"""What a round of sending works with, and the steps that every kind of round is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from pipeline.batch.selection import Candidate
from pipeline.delivery.providers import Rates, forecast, rates_of
from pipeline.delivery.schedule import has_come
from pipeline.ledger import Ledger
from pipeline.models.client import fold_id
from pipeline.models.delivery import Delivery, MessageState
from pipeline.models.problem import Problem
from pipeline.practice import Practice
from pipeline.workflow.candidates import Desk, Wish
from pipeline.workflow.holds import Hold, nobody
from pipeline.workflow.people import blocked_in
from pipeline.workflow.reading import Reading, find_client
from pipeline.workflow.sending.approval import Approval
from pipeline.workflow.sending.checks import Checks
from pipeline.workflow.sending.copies import Copies
from pipeline.workflow.sending.dispatch import Carrier, Dispatch
from pipeline.workflow.sending.letters import Writer
from pipeline.workflow.sending.lines import Line, first_to_go
from pipeline.workflow.sending.marks import mark_of_lines
from pipeline.workflow.sending.moments import write_with_zone
from pipeline.workflow.sending.outbox import Outbox
from pipeline.workflow.sending.queue import Queue
from pipeline.workflow.sending.server import MailServer
from pipeline.workflow.sending.sources import Sources
from pipeline.workflow.sending.stops import OTHERS_NOW, SOURCES_CHANGED, Stop, stop_at_outbox, stop_for_all
from pipeline.workflow.sending.surroundings import Ask, Surroundings

_DAY = timedelta(days=1)
_APPROVED: frozenset[str] = frozenset({"approved", "deferred"})


@dataclass(frozen=True)
class Bench:
    """One round's work. Whoever holds the ledger open for writing has the practice to themselves.

    ``sources`` is what a round that sends was read from.
    """

    practice: Practice
    reading: Reading
    ledger: Ledger
    ask: Ask
    around: Surroundings
    sources: Sources | None = None

    @cached_property
    def wanted(self) -> set[str]:
        """The folded ids of the clients who are asked for; none stands for all.

        Raises:
            UsageError: somebody is neither in the inputs nor, by id, among those who were mailed.
        """
        return set(map(self._find, self.ask.clients))

    @cached_property
    def outbox(self) -> Outbox:
        """Where frozen messages lie."""
        return Outbox(self.practice)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with rows of the inputs and in the review."""
        errors = (problem for problem in self.reading.intake.problems if problem.is_error)
        return (*errors, *self._desk.decisions.problems)

    def latest(self, name: str) -> Delivery | None:
        """Return the latest mail to one of the clients who are asked for; None if there is none.

        Raises:
            UsageError: it is the name of nobody, as in ``wanted``.
        """
        return self.ledger.deliveries.latest_of([folded := self._find(name)]).get(folded)

    def label(self, client: str) -> str:
        """Say whom an id is about, as the tables do."""
        return self.reading.people.get(client) or client

    def lines(self) -> tuple[Line, ...]:
        """Return how every wanted mail stands now."""
        return tuple(self._queue().lines(self._candidates, self.wanted))

    def chosen(self, lines: Sequence[Line], *states: MessageState) -> tuple[Line, ...]:
        """Return the lines in some states, as many as were asked for."""
        return tuple(line for line in lines if line.state in states)[: self.ask.limit]

    def fault(self, lines: Sequence[Line]) -> Stop | None:
        """Return why the batch cannot begin: all that is not what it has to be, whether it is due or not."""
        if self.outbox.folder.exists() and not self.outbox.folder.is_dir():
            return stop_at_outbox(self.practice.relative(self.outbox.folder))
        faults: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
        for line in lines:
            if fault := line.fault or self._frozen_fault(line):
                is_approved = line.delivery is not None and line.delivery.state in _APPROVED
                faults[is_approved].append((line.id, fault))
        stops = (stop_for_all(found, is_approved=approved) for approved, found in faults.items() if found)
        return next(stops, None) or self._difference(lines)

    def _difference(self, lines: Sequence[Line]) -> Stop | None:
        """Return why nothing goes if it is not what was looked at."""
        shown = self.ask.mark
        return OTHERS_NOW if shown is not None and shown != self.mark(lines) else None

    def mark(self, lines: Sequence[Line]) -> str:
        """Return what stands for the mails that would be approved or sent."""
        chosen = (*self.chosen(lines, "planned"), *self.chosen(lines, "due"))
        return mark_of_lines(chosen, self.practice.settings, self.reading.kit)

    def _frozen_fault(self, line: Line) -> str:
        """Say what has changed on the disk of an approved mail; what was frozen was looked at as it froze."""
        if line.delivery is None or line.state not in {"approved", "due", "deferred"}:
            return ""
        found = self._checks.take(line.delivery) if line.delivery.state in _APPROVED else ""
        return found if isinstance(found, str) else ""

    def approve(self, lines: Sequence[Line]) -> Stop | None:
        """Freeze and approve what is planned."""
        return self._approval.approve(self.chosen(lines, "planned"))

    def hand_over(self, lines: Sequence[Line]) -> Stop | None:
        """Write drafts of all that could go or could be approved."""
        return self._approval.hand_over(self.chosen(lines, "planned", "approved", "due", "deferred"))

    def send_due(self, post: Carrier) -> Stop | None:
        """Send what is approved and due: after a look at all of it, and a backup of the ledger."""
        lines = {line.folded: line for line in self._due()}
        due = [line.delivery for line in lines.values() if line.delivery]
        found = ((delivery.client, self._checks.message_fault(delivery)) for delivery in due)
        if faults := [(client, fault) for client, fault in found if fault]:
            return stop_for_all(faults, is_approved=True)
        if due and (pause := self._pause(due[0].client)):
            return pause
        self.ledger.back_up()
        left = self._rates.left(self._sent)
        dispatch = Dispatch(
            self.ledger,
            self._checks,
            post,
            self.around.clock,
            self.around.wait,
            lambda delivery, now: self._may_go(lines[delivery.folded], now),
            self.around.done,
            self._halt,
            lambda outcome: self._server.hear(outcome, self.around.clock()),
        )
        stop = dispatch.send(due[:left])
        if stop or left is None or len(due) <= left:
            return stop
        reason = f"The provider takes {self._rates.per_day:,} mails in 24 hours; the others have to wait."
        return Stop(reason, "send --due", "goes on tomorrow", passes=True)

    def _due(self) -> tuple[Line, ...]:
        """Return what is due, what was tried before last: mails that are put off again hold up no others."""
        chosen = self.chosen(self.lines(), "due")  # as a look chooses, which has shown these
        return tuple(sorted(chosen, key=lambda line: line.delivery.attempts if line.delivery else 0))

    def forecast(self, lines: Sequence[Line]) -> str:
        """Say how long the mails will take that could go, and when the first does if none can go now."""
        chosen = self.chosen(lines, "planned", "approved", "due")
        if not chosen:
            return ""
        told = forecast(len(chosen), self._rates, self._sent)
        first = first_to_go(chosen)
        is_later = first is not None and not has_come(first, self.around.clock())
        return f"{told}; the first goes {write_with_zone(first)}" if first and is_later else told

    def _find(self, name: str) -> str:
        folded = fold_id(name)
        is_known = folded in self._desk.present or folded in self._named
        return folded if is_known else find_client(name, self.reading.intake)

    def _may_go(self, line: Line, now: datetime) -> bool:
        """Whether a mail's time has not passed, and nobody stopped it while others went."""
        return self._blocked()(line.folded) is None and self._queue(now).may_go(line)

    def _blocked(self) -> Hold:
        """Return what tells who is stopped as the ledger has it now."""
        return blocked_in(self.ledger) or nobody

    def _pause(self, client: str) -> Stop | None:
        """Return why the server is left alone; whoever names a client, or all pauses, means to try it."""
        asked = self.ask.at_once or self.ask.clients
        return None if asked else self._server.pause(client, self.around.clock())

    def _halt(self) -> Stop | None:
        """Return why no further mail may go: what the round goes by is no longer what was read."""
        return SOURCES_CHANGED if self.sources and self.sources.have_changed else None

    def _queue(self, now: datetime | None = None) -> Queue:
        return Queue(
            self._desk,
            now or self.around.clock(),
            at_once=self.ask.at_once,
            review=self._review,
            stopped=self._stopped,
        )

    @cached_property
    def _named(self) -> Mapping[str, Delivery]:
        """The latest mails to those who are asked for by their ids, whether or not they have a row."""
        return self.ledger.deliveries.latest_of(map(fold_id, self.ask.clients))

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return self._desk.line_up(self.wanted)

    @cached_property
    def _review(self) -> Hold:
        return self.around.review(self._desk)

    @cached_property
    def _stopped(self) -> Hold:
        return self._blocked()

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.practice, self.reading, Wish(), self.ledger)

    @cached_property
    def _checks(self) -> Checks:
        return Checks(self.practice.root, self.outbox)

    @cached_property
    def _server(self) -> MailServer:
        return MailServer(self.practice, self.ledger)

    @cached_property
    def _writer(self) -> Writer:
        return self.around.writer(self.reading)

    @property
    def copies(self) -> Copies:
        """What sends the coach what clients would get."""
        return Copies(self._checks, self._writer, self.around)

    @property
    def _approval(self) -> Approval:
        return Approval(self.ledger, self._checks, self.outbox, self._writer, self.around.clock())

    @property
    def _rates(self) -> Rates:
        return rates_of(self.practice.settings.mail)

    @property
    def _sent(self) -> int:
        """How many mails the server took in the last 24 hours, as far as is known."""
        since = self.around.clock() - _DAY
        return self.ledger.deliveries.count_sent(since)
