"""Rows that came to a client, and which of them say the same: tools tell one moment by several clocks."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.intake.people.signs import Signed
from pipeline.models.client import Client, fold_id
from pipeline.models.questionnaire import Questionnaire
from pipeline.spreadsheets.folding import fold_address, fold_name
from pipeline.spreadsheets.places import Place


# Nobody changes one; but a frozen one takes far longer to make, and each row has its own.
@dataclass(slots=True, eq=False)
class Candidate:
    """A row that came to a client, before it is compared with the others of the same person."""

    signed: Signed
    client: Client

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.signed.row.place


Group = Sequence[Candidate]


Folds = Mapping[str, Callable[[str], Hashable]]
"""What makes two answers the same, by question, where that is more than being equal."""


def folds_of(questionnaire: Questionnaire) -> Folds:
    """Return by what answers are compared: who somebody is, without case; moments to the minute."""
    roles = {"id": fold_id, "name": fold_name, "email": fold_address}
    asked = questionnaire.by_role
    folds: dict[str, Callable[[str], Hashable]] = {
        question.id: _minute_of for question in questionnaire.questions if question.kind == "moment"
    }
    return folds | {asked[role].id: fold for role, fold in roles.items() if role in asked}


def list_alike(group: Group, folds: Folds) -> list[list[Candidate]]:
    """Return the rows by what they say, each time the one that tells the completion most exactly first."""
    if len(group) == 1:
        return [list(group)]
    asked = sorted(folds)
    by_minute: dict[datetime | None, list[Candidate]] = defaultdict(list)
    for row in group:
        done = row.client.completed_at
        by_minute[_minute(done) if done else None].append(row)
    return [
        sorted(rows, key=lambda row: _exactness(row.client, asked), reverse=True)
        for candidates in by_minute.values()
        for rows in _by_content(candidates, folds)
    ]


class Completions:
    """Times of completion, among which one is looked for: tools tell one to the second, or to the minute."""

    def __init__(self, times: Iterable[datetime | None]) -> None:
        """Take the times that are known."""
        self._exact = {time for time in times if time}
        self._minutes = set(map(_minute, self._exact))

    def __contains__(self, done: datetime | None) -> bool:
        """Whether one of them is surely this completion: equal, or one of both is told to the minute."""
        if done is None:
            return False
        minute = _minute(done)
        return done in self._exact or minute in (self._minutes if done == minute else self._exact)


def is_earlier(one: datetime | None, other: datetime | None) -> bool:
    """Whether one completion was surely before another."""
    return one is not None and other is not None and one < other


def _by_content(group: Group, folds: Folds) -> Iterable[list[Candidate]]:
    """Return the rows by what they say; to compare one with none is spared."""
    if len(group) == 1:
        return [list(group)]
    alike: dict[Hashable, list[Candidate]] = defaultdict(list)
    for row in group:
        alike[_content(row.client, folds)].append(row)
    return alike.values()


def _content(client: Client, folds: Folds) -> Hashable:
    """Return all that a row says of the client, whatever its place and the clock that it goes by."""
    told = {key: folds[key](str(client.answers[key])) for key in folds.keys() & client.answers.keys()}
    return frozenset({**client.answers, **told}.items())


def _exactness(client: Client, asked: Sequence[str]) -> tuple[float, bool, list[str]]:
    """Return what is greater for a later completion, and differs if the rows are written differently.

    A name in capitals or small letters throughout was typed in haste.
    """
    done = client.completed_at
    texts = [str(client.answers[key]) for key in asked if key in client.answers]
    is_careful = client.name not in {client.name.upper(), client.name.lower()}
    return done.timestamp() if done else 0.0, is_careful, texts


def _minute_of(moment: str) -> datetime:
    return _minute(datetime.fromisoformat(moment))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
