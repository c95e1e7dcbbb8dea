"""Rows that came to a client, and which of them say the same: tools tell one moment by several clocks."""

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from pipeline.intake.people.signs import Signed
from pipeline.models.client import Client
from pipeline.spreadsheets.places import Place


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A row that came to a client, before it is compared with the others of the same person."""

    signed: Signed
    client: Client

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.signed.row.place


Group = Sequence[Candidate]


def list_alike(group: Group, moments: AbstractSet[str]) -> list[list[Candidate]]:
    """Return the rows by what they say, each time the one that tells the completion most exactly first.

    ``moments`` are the questions whose answers are moments (ISO 8601). They count to the minute, as instants.
    """
    if len(group) == 1:
        return [list(group)]
    asked = sorted(moments)
    alike: dict[Hashable, list[Candidate]] = {}
    for row in group:
        alike.setdefault(_content(row.client, moments), []).append(row)
    return [
        sorted(rows, key=lambda row: _exactness(row.client, asked), reverse=True) for rows in alike.values()
    ]


def is_one_completion(one: datetime | None, other: datetime | None) -> bool:
    """Whether both are surely one completion: equal, or one is told to the minute alone."""
    if one is None or other is None:
        return False
    return one == other or (_minute(one) == _minute(other) and (one.second == 0 or other.second == 0))


def is_earlier(one: datetime | None, other: datetime | None) -> bool:
    """Whether one completion was surely before another."""
    return one is not None and other is not None and one < other


def _content(client: Client, moments: AbstractSet[str]) -> Hashable:
    """Return all that a row says of the client, whatever its place and the clock that it goes by."""
    told = {key: _minute(_moment(client, key)) for key in moments & client.answers.keys()}
    return frozenset({**client.answers, **told}.items())


def _exactness(client: Client, moments: Sequence[str]) -> tuple[float, list[str]]:
    """Return what is greater for a later completion, and differs if the rows go by different clocks."""
    done = client.completed_at
    texts = [str(client.answers[key]) for key in moments if key in client.answers]
    return done.timestamp() if done else 0.0, texts


def _moment(client: Client, question: str) -> datetime:
    return datetime.fromisoformat(str(client.answers[question]))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
