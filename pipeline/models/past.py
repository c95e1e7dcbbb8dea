"""An assessment as it is remembered when its row is gone: as little as a comparison needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Past:
    """The answers of one completion that are codes or numbers, and by what its owner is known again.

    ``client`` is the folded id and ``kit`` the name of the kit that asked. ``completed_at`` is in UTC, to the
    second. ``name`` is folded; ``mark`` is a keyed mark of the e-mail address, None without one. ``answers``
    are plain values by question id; see :mod:`pipeline.ledger.memory`.
    """

    client: str
    kit: str
    completed_at: datetime
    name: str
    mark: str | None
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who had an e-mail address, and ``since`` when that is known.

    ``client`` is the folded id, ``name`` is folded.
    """

    client: str
    name: str
    since: datetime
