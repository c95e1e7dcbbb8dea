"""What reading all inputs came to."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from pipeline.models.client import Client, Source
from pipeline.models.problem import Problem


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file and how it was read: ``layout`` is None if it was not; ``rows`` counts those with content.

    A call list has its own layout, and its rows are nobody's assessment. ``is_whole`` is false when some rows
    could not be read; ``digest`` is the SHA-256 of its bytes. ``untold`` problems of its rows are
    counted and not listed, because there are too many. ``copy`` is the mended copy that is read instead.
    """

    name: str
    layout: str | None
    rows: int
    is_whole: bool = True
    digest: str | None = None
    untold: int = 0
    copy: str | None = None


Status = Literal["client", "held", "superseded", "repaired", "skipped"]
"""What became of a row: it is the client's; it is held; a later row of the client, or one that says the same,
stands for it, or its repaired copy does; or the person asked not to be worked with."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """A row with content, of an assessment.

    ``id``, ``name`` and ``email`` are None if unreadable, and for the rows of people that are skipped.
    """

    id: str | None
    name: str | None
    email: str | None
    file: str
    sheet: str | None
    row: int
    status: Status

    @property
    def ok(self) -> bool:
        """Whether nothing keeps this row, or one that stands for it, from going on."""
        return self.status != "held"


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that the inputs say: clients and rows in the order of files and rows, and all problems.

    ``earlier`` are the clients of earlier completions by the client's id, in the order of completion.
    ``derived`` are the ids that nobody typed: they were made from addresses. ``skipped`` are the rows, in
    call lists too, of people who are not to be worked with: no copy of such a row may be kept. ``cancelled``
    are the ids of clients whose call was cancelled in a call list, with no other in its place.
    """

    clients: tuple[Client, ...]
    problems: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    rows: tuple[InputRow, ...]
    earlier: Mapping[str, tuple[Client, ...]] = field(default_factory=dict)
    derived: AbstractSet[str] = frozenset()
    skipped: AbstractSet[Source] = frozenset()
    cancelled: AbstractSet[str] = frozenset()
