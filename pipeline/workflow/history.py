"""Earlier assessments: those in the inputs, and those that the ledger remembers of rows now gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property

from pipeline.ledger import Ledger
from pipeline.ledger.memory import decode, encode, questions_kept
from pipeline.models.answers import Answer
from pipeline.models.client import Client, fold_id
from pipeline.models.past import Past
from pipeline.models.problem import Problem
from pipeline.models.progress import SHORT_WHILE, days_between
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold_name
from pipeline.spreadsheets.names import is_longer_name, is_same_name
from pipeline.workflow.doubts import tell_moved, tell_renumbered, tell_stranger
from pipeline.workflow.identities import Identities
from pipeline.workflow.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What is known from before: the client as they answered then, and what is in doubt about it.

    ``known`` are the completions of all assessments before this one, oldest first.
    """

    earlier: Client | None = None
    remark: Problem | None = None
    known: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class History:
    """The earlier assessments of the clients in ``reading``, as the inputs and the ledger tell them."""

    reading: Reading
    ledger: Ledger

    def remember(self, until: datetime) -> None:
        """Have the ledger remember the assessments in the inputs that were completed by ``until``."""
        self.ledger.remember(self._past(client, done) for client, done in self._dated() if done <= until)

    def find(self, client: Client) -> Found:
        """Return the assessment to compare with, by the same kit and of the same person.

        It is the latest that is old enough for answers to change in between; failing that, the latest.
        Of one moment, the inputs tell what holds. What is remembered with the very same answers is no other
        assessment: its time was told by another clock, or with day and month the other way round.
        """
        done = client.completed_at
        if done is None:
            return Found()
        minute = _second(done).replace(second=0)
        told = [
            self._past(earlier, earlier.completed_at)
            for earlier in self._told(client)
            if earlier.completed_at and earlier.completed_at < minute
        ]
        known = [*told, *self._known(client, minute)]
        own = {past.completed_at: past for past in reversed(known) if self._is_of(past, client)}
        if not own:
            return Found(remark=self._doubt(client, known, minute))
        times = sorted(own)
        long_ago = [moment for moment in times if days_between(moment, done) >= SHORT_WHILE]
        earlier = self._as_then(client, own[(long_ago or times)[-1]], done)
        moments = tuple(moment.astimezone(done.tzinfo) for moment in times)
        return Found(earlier, self._movement(client, own[times[-1]], done), moments)

    def former_id(self, client: Client) -> str | None:
        """Return the id that the client had while nobody had typed one, if it has answers of theirs."""
        former, done = self._who.former_id(client), client.completed_at
        known = self.ledger.past(former, self.reading.kit.name, done) if former and done else ()
        return former if any(is_same_name(past.name, client.name) for past in known) else None

    def _dated(self) -> Iterator[tuple[Client, datetime]]:
        """Yield all assessments in the inputs that have a time, each client's in its order."""
        for client in self.reading.intake.clients:
            for each in (*self._told(client), client):
                if each.completed_at:
                    yield each, each.completed_at

    def _told(self, client: Client) -> tuple[Client, ...]:
        return self.reading.intake.earlier.get(client.id, ())

    def _known(self, client: Client, minute: datetime) -> Iterator[Past]:
        """Yield what the ledger knows from before the minute of completion, whoever had the id."""
        kit, former = self.reading.kit.name, self._who.former_id(client)
        past = self.ledger.past(fold_id(client.id), kit, minute)
        if former:
            as_former = self.ledger.past(former, kit, minute)
            past += (each for each in as_former if is_same_name(each.name, client.name))
        if past:
            answers = encode(client.answers, self._questions)
            yield from (each for each in past if each.answers != answers)

    def _is_of(self, past: Past, client: Client) -> bool:
        """Whether it is the same person's: an id, and an address too, may come to be somebody else's."""
        if is_same_name(past.name, client.name):
            return True
        is_there = past.mark is not None and past.mark == self._who.mark(client)
        return is_there and is_longer_name(past.name, client.name)

    def _doubt(self, client: Client, strangers: Sequence[Past], minute: datetime) -> Problem | None:
        """Say why nothing is compared though the number, or name and address, are known from before."""
        if strangers:
            mark, is_derived = self._who.mark(client), self._who.is_derived(client)
            is_elsewhere = all(past.mark and mark and past.mark != mark for past in strangers)
            return tell_stranger(client, is_derived=is_derived, is_elsewhere=is_elsewhere)
        number = self._who.former_number(client, minute)
        return tell_renumbered(client, number) if number else None

    def _movement(self, client: Client, last: Past, done: datetime) -> Problem | None:
        """Say that the address has changed since the last assessment, and whose the new one was."""
        mark = self._who.mark(client)
        if not (mark and last.mark) or mark == last.mark:
            return None
        day = last.completed_at.astimezone(done.tzinfo).date()
        return tell_moved(client, day, self._who.former_owner(client, last.completed_at))

    def _past(self, client: Client, done: datetime) -> Past:
        """Return what the ledger keeps of an assessment."""
        return Past(
            client=fold_id(client.id),
            kit=self.reading.kit.name,
            completed_at=_second(done),
            name=fold_name(client.name),
            mark=self._who.mark(client),
            answers=encode(client.answers, self._questions),
        )

    def _as_then(self, client: Client, past: Past, done: datetime) -> Client:
        """Return the client as they answered then: codes and numbers, the time in the zone of ``done``."""
        answers = self._answers(past)
        role = self.reading.kit.questionnaire.by_role.get("hours_a_week")
        hours = answers.get(role.id) if role else None
        return Client(
            id=client.id,
            name=client.name,
            source=client.source,
            answers=answers,
            hours_a_week=hours if isinstance(hours, Fraction) else None,
            completed_at=past.completed_at.astimezone(done.tzinfo),
        )

    def _answers(self, past: Past) -> dict[str, Answer]:
        return decode(past.answers, self._questions, self.reading.kit.questionnaire)

    @cached_property
    def _who(self) -> Identities:
        return Identities(self.reading, self.ledger)

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return questions_kept(self.reading.kit)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
