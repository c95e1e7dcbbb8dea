"""What a row came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.models.client import Client
from pipeline.models.problem import Problem
from pipeline.spreadsheets.places import Place


# Nobody changes one; but a frozen one takes far longer to make, and each row has its own.
@dataclass(slots=True)
class ReadRow:
    """What a row came to, and as much of whose and when it is as could be read.

    ``typed_id`` says whether the id stands in the row or was derived. ``completed_at`` carries a time zone.
    ``untold`` more things are wrong than the ``problems`` say, because the file has too many. ``signs`` are
    the question and the column of ``id`` and ``email``, where the file has them. ``is_finished`` is false for
    a response that was begun and never sent.
    """

    place: Place
    client: Client | None
    id: str | None
    name: str | None
    email: str | None
    completed_at: datetime | None
    typed_id: bool
    problems: tuple[Problem, ...]
    untold: int = 0
    signs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    is_finished: bool = True
