"""How every client's mail stands, and what would become of it now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from shlex import quote

from pipeline.batch.selection import Candidate, Paper
from pipeline.delivery.address import plain_address
from pipeline.delivery.schedule import Slot, Window, has_come, plan
from pipeline.models.client import Client, fold_id
from pipeline.models.delivery import Delivery, MessageState
from pipeline.models.making import Outcome
from pipeline.workflow.candidates import Desk
from pipeline.workflow.holds import Hold, nobody
from pipeline.workflow.sending.calls import CANCELLED, news
from pipeline.workflow.sending.held import HeldRows
from pipeline.workflow.sending.identity import Addresses, tell_others
from pipeline.workflow.sending.lines import Line
from pipeline.workflow.sending.obstacles import GONE, obstacles_of, report_obstacles
from pipeline.workflow.sending.renewal import EARLY, is_early, renewal
from pipeline.workflow.sending.settled import ahead_of, as_settled, begins_anew

NO_LONGER = "They are not to be worked with: {reason}."
SWAPPED = "The PDF was changed on the disk since it was made."
READDRESSED = "The address in their row is not the one that was approved."

AGAIN = "Approve it again."
STILL = "To send it still, type `roadmap send --approve --now --client {client}`."
ANOTHER = (
    "It may have arrived before, and they would get another mail now: if they shall, type "
    "`roadmap resolve {client} --resend`."
)
TELLS = "tells how it stands, and what to type"
RESTORED = (
    "The ledger was put back, and they may have been mailed since. Look into your sent mails, set whoever "
    "was mailed on hold in review.xlsx, then type `roadmap resolve --restored`."
)


@dataclass(frozen=True)
class Queue:
    """The mails of a run at the time ``now``. ``at_once`` overrides hours and days, and pauses of retries."""

    desk: Desk
    now: datetime
    at_once: bool = False
    review: Hold = nobody
    stopped: Hold = nobody

    def lines(self, candidates: Iterable[Candidate], wanted: set[str]) -> list[Line]:
        """Return a line for each candidate, then for the others among the wanted (none: everybody)."""
        lines = [self._line(candidate) for candidate in candidates]
        with_row = {line.folded for line in lines}
        for folded, delivery in self._mailed(wanted).items():
            if (
                folded not in with_row
                and (not wanted or folded in wanted)
                and (line := self._rowless(delivery))
            ):
                lines.append(line)
        told = {line.folded for line in lines}
        held = (outcome for outcome in self.desk.held(wanted) if fold_id(outcome.id or "") not in told)
        return lines + [self._held(outcome) for outcome in held]

    def may_go(self, line: Line) -> bool:
        """Whether the time of a mail that was due has not passed meanwhile."""
        at, delivery = self._slot(line).at, line.delivery
        return bool(at and has_come(at, self.now) and delivery and has_come(delivery.date, self.now))

    @cached_property
    def _known(self) -> Mapping[str, Delivery]:
        return self.desk.ledger.deliveries.latest_of(self.desk.present)

    def _mailed(self, wanted: set[str]) -> Mapping[str, Delivery]:
        """The mails to those in the inputs, those that are open, and those to the wanted without a row."""
        gone = wanted - self.desk.present
        return {**self._known, **self.desk.ledger.deliveries.latest_of(gone)} if gone else self._known

    @cached_property
    def _held_rows(self) -> HeldRows:
        return HeldRows(self.desk, self.review)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.desk)

    @cached_property
    def _doubt(self) -> str:
        """What keeps back whatever is not approved yet: nobody knows whom a lost ledger knew as mailed."""
        return RESTORED if self.desk.ledger.conditions.holds("restored") else ""

    @cached_property
    def _window(self) -> Window:
        return Window.of(self.desk.practice.settings.mail)

    def _held(self, outcome: Outcome) -> Line:
        """How the mail stands to somebody whose row is held."""
        folded = fold_id(outcome.id or "")
        to, reason = self._held_rows.address(folded), self._held_rows.reason(folded, outcome)
        return Line(outcome.id or "", outcome.name, "blocked", to, reason)

    def _rowless(self, delivery: Delivery) -> Line | None:
        """How a mail stands to somebody without a row that goes on: held, vanished or stopped."""
        is_there = delivery.folded in self.desk.present
        line = Line(delivery.client, None, "blocked", delivery.recipient, delivery=delivery)
        if delivery.state == "uncertain" or not (delivery.is_open or delivery.state == "composed"):
            return as_settled(line, delivery, self.now)
        if delivery.state == "composed" and is_there:
            return None  # nothing of it goes: what holds the row is told
        if reason := self.stopped(delivery.folded):
            return replace(line, reason=NO_LONGER.format(reason=reason))
        return replace(line, reason=self._held_rows.reason(delivery.folded) if is_there else GONE)

    def _line(self, candidate: Candidate) -> Line:
        client, (paper, brief) = candidate.client, candidate.papers
        delivery = self._known.get(fold_id(client.id))
        to = plain_address(client.email) if client.email else None
        line = Line(
            client.id,
            client.name,
            "planned",
            to,
            delivery=delivery,
            client=client,
            paper=paper,
            brief=brief,
        )
        if delivery is None or begins_anew(delivery, client, to, self.now):
            return self._planned(line)
        if delivery.state not in {"approved", "deferred"}:
            told = f"{self._news(client, delivery)} {ahead_of(delivery, client, self.now)}".strip()
            settled = as_settled(line, delivery, self.now)
            return replace(settled, reason=f"{settled.reason} {told}".strip())
        if why := renewal(delivery, client.call_at, line.to, line.paper):
            return self._again(line, delivery, why)
        if self.at_once and is_early(delivery, self.now) and not self._may_have_gone(delivery):
            return self._again(line, delivery, EARLY)
        return self._approved(line, delivery)

    def _again(self, line: Line, delivery: Delivery, why: str) -> Line:
        """A mail that has to be approved again; if it may have gone, another needs the coach's word first.

        Where no approval helps, none is asked for.
        """
        if self._is_off(line, self._slot(line)):
            return self._planned(line)
        if self._may_have_gone(delivery):
            who = quote(line.id)
            reason, way = f"{why} {ANOTHER.format(client=who)}", (f"resolve {who}", TELLS)
            return replace(
                line, state="blocked", to=delivery.recipient, reason=reason, way=way, is_second=True
            )
        again = self._planned(line)
        return replace(again, reason=f"{again.reason} {why} {AGAIN}".strip())

    def _may_have_gone(self, delivery: Delivery) -> bool:
        return self.desk.ledger.deliveries.may_have_gone(delivery)

    def _is_cancelled(self, client: Client) -> bool:
        return client.id in self.desk.reading.intake.cancelled

    def _is_off(self, line: Line, slot: Slot) -> bool:
        """Whether their call has begun or was cancelled, so that nothing lets the mail go."""
        return slot.is_over or (line.client is not None and self._is_cancelled(line.client))

    def _others(self, line: Line, slot: Slot) -> tuple[Delivery, ...]:
        """The mails to their address that keep theirs back, where the coach's word could let it go."""
        return () if self._is_off(line, slot) else self._addresses.others(line.client, line.to)

    def _news(self, client: Client, delivery: Delivery) -> str:
        """Say of a mail that may have arrived that it names a call which is not to come."""
        if delivery.state == "refused":
            return ""
        return news(delivery, client.call_at, self.now, is_cancelled=self._is_cancelled(client))

    def _planned(self, line: Line) -> Line:
        """A mail that is not approved: what would be sent if it were now."""
        slot = self._slot(line)
        fault = SWAPPED if self._is_swapped(line.paper) else ""
        reasons = [*self._obstacles(line), *self._report_obstacles(line)]
        others = self._others(line, slot)
        reasons += [*tell_others(line.id, others), *filter(None, (slot.blocked, fault, self._doubt))]
        shown = replace(line, send_at=slot.at, others=others, fault=fault)
        return self._blocked(shown, reasons, slot) if reasons else shown

    def _blocked(self, line: Line, reasons: Sequence[str], slot: Slot) -> Line:
        """A mail that does not go, and what to type where that is all it takes."""
        way, told, who = None, " ".join(reasons), quote(line.id)
        if len(reasons) == 1 and line.others:
            way = f"resolve {who}", TELLS
        elif len(reasons) == 1 and slot.is_late:
            way = f"send --approve --now --client {who}", "sends it still, until the call begins"
            told = f"{told} {STILL.format(client=who)}"
        return replace(line, state="blocked", reason=told, way=way)

    def _approved(self, line: Line, delivery: Delivery) -> Line:
        """A mail that goes when its time has come, unless something has come between."""
        slot = self._slot(line)
        others = self._others(line, slot)
        shown = replace(line, to=delivery.recipient, send_at=slot.at, others=others)
        fault = READDRESSED if line.to != delivery.recipient else ""
        reasons = [*self._obstacles(line), *tell_others(line.id, others), *filter(None, (slot.blocked,))]
        if not fault:
            reasons += self._report_obstacles(line)
        if reasons:
            return self._blocked(shown, reasons, slot)
        at = self._moment(slot.at or self.now, delivery)
        waiting: MessageState = "deferred" if delivery.state == "deferred" else "approved"
        return replace(
            shown,
            state="due" if has_come(at, self.now) else waiting,
            send_at=at,
            reason=fault or delivery.reason,
            fault=fault,
        )

    def _moment(self, at: datetime, delivery: Delivery) -> datetime:
        """Return when an approved mail goes: never before its Date, nor while a server asked to wait."""
        waits = None if self.at_once else delivery.next_try_at
        latest = max(moment.astimezone(UTC) for moment in (at, delivery.date, waits) if moment)
        return latest.astimezone(at.tzinfo)

    def _obstacles(self, line: Line) -> Iterator[str]:
        if line.client is None:
            return
        if self._is_cancelled(line.client):
            yield CANCELLED
        yield from obstacles_of(line.client, self.desk.practice.settings.privacy, self.now)
        if held := self.review(line.folded):
            yield held

    def _report_obstacles(self, line: Line) -> Iterator[str]:
        wording = self.desk.reading.kit.wordings[self.desk.practice.settings.practice.language]
        return report_obstacles(line.paper, wording) if line.paper else iter(())

    def _slot(self, line: Line) -> Slot:
        call_at = line.client.call_at if line.client else None
        return plan(call_at, self.now, self._window, at_once=self.at_once)

    def _is_swapped(self, paper: Paper | None) -> bool:
        """Whether another file lies in the place of the PDF that was made."""
        if paper is None or paper.made is None or paper.decision.is_intact:
            return False
        place = self.desk.place(paper.made)
        return place is not None and place.exists()
