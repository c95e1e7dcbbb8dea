"""Earlier assessments: those in the inputs, and those that the ledger remembers of rows now gone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property

from pipeline.ledger import Ledger, mark_of
from pipeline.ledger.memory import decode, encode, questions_kept
from pipeline.models.answers import Answer
from pipeline.models.client import Client, fold_id
from pipeline.models.past import Past
from pipeline.models.problem import Problem
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold_address, fold_name
from pipeline.workflow.people import key_of
from pipeline.workflow.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What is known from before: the client as they answered then, or what speaks against comparing."""

    earlier: Client | None = None
    remark: Problem | None = None


@dataclass(frozen=True)
class History:
    """The earlier assessments of the clients in ``reading``; without a ledger, as the inputs tell them."""

    reading: Reading
    ledger: Ledger | None

    def remember(self) -> None:
        """Have the ledger remember all assessments in the inputs whose time of completion is known."""
        if self.ledger:
            self.ledger.remember(
                replace(self._past(client, done), mark=self._mark(client)) for client, done in self._dated()
            )

    def find(self, client: Client) -> Found:
        """Return the client's latest assessment before this one, by the same kit and of the same person.

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
        known = self._known(client, done, minute)
        own = [*told, *(past for past in known if self._is_of(past, client))]
        if own:
            latest = max(
                own, key=lambda past: past.completed_at
            )  # of equals the first, as the inputs tell it
            return Found(self._as_then(client, latest, done))
        return Found(remark=_stranger(client) if known else None)

    def _dated(self) -> Iterator[tuple[Client, datetime]]:
        """Yield all assessments in the inputs that have a time, each client's in its order."""
        for client in self.reading.intake.clients:
            for each in (*self._told(client), client):
                if each.completed_at:
                    yield each, each.completed_at

    def _told(self, client: Client) -> tuple[Client, ...]:
        return self.reading.intake.earlier.get(client.id, ())

    def _known(self, client: Client, done: datetime, minute: datetime) -> list[Past]:
        """Return what the ledger knows from before the minute of completion, whoever had the id."""
        if self.ledger is None:
            return []
        known = self.ledger.past(fold_id(client.id), self.reading.kit.name, minute)
        answers = self._past(client, done).answers if known else {}
        return [past for past in known if past.answers != answers]

    def _is_of(self, past: Past, client: Client) -> bool:
        """Whether it is the same person's: an id may be given to somebody else, and a name may change."""
        if past.name == fold_name(client.name):
            return True
        return past.mark is not None and past.mark == self._mark(client)

    def _past(self, client: Client, done: datetime) -> Past:
        answers = encode(client.answers, self._questions)
        name = fold_name(client.name)
        return Past(fold_id(client.id), self.reading.kit.name, _second(done), name, None, answers)

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

    def _mark(self, client: Client) -> str | None:
        return mark_of(self._key, fold_address(client.email)) if client.email and self._key else None

    @cached_property
    def _key(self) -> bytes | None:
        return key_of(self.ledger) if self.ledger else None

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return questions_kept(self.reading.kit)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _stranger(client: Client) -> Problem:
    return Problem(
        file=client.source.file,
        sheet=client.source.sheet,
        row=client.source.row,
        client=client.id,
        message="This client number was somebody else's before, by name and e-mail address, "
        "so these answers are compared with no earlier ones.",
        fix="If it is the same person, write name or address as it was last time; if not, leave it so.",
        severity="warning",
    )
