"""What a document is made from, what was made, and what became of each client in a run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal, get_args

Kind = Literal["report", "brief"]
"""The documents that a client gets: the report is theirs, the brief is the coach's."""

KINDS: tuple[Kind, ...] = get_args(Kind)

EngineName = Literal["weasyprint", "plutoprint"]
"""What prints: the standard engine, or the fast one for drafts."""

STANDARD_ENGINE: EngineName = "weasyprint"
FAST_ENGINE: EngineName = "plutoprint"

MOST_WORKERS = 61
"""How many processes may print at a time: a pool on Windows can wait for no more."""

LAST_TIME = "the answers of last time"
"""Among a client's values: what an earlier assessment adds to them. It is the name of no question."""


def digest_of(values: object) -> str:
    """Return the SHA-256 of plain values (tables, lists, texts, numbers), whatever the order of keys."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Context:
    """What all documents of a run share, in parts so that a change can be named.

    ``settings`` holds the values that reach the page by dotted key, ``kit`` and ``pictures`` the digests of
    files by name, ``versions`` those of the program and of the libraries that shape the page.
    """

    settings: Mapping[str, str]
    kit: Mapping[str, str]
    pictures: Mapping[str, str]
    versions: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """One digest over all parts."""
        return digest_of([dict(part) for part in (self.settings, self.kit, self.pictures, self.versions)])


@dataclass(frozen=True)
class Fingerprint:
    """The input key of one document: the client's own ``values`` by field, the language, and the context."""

    values: Mapping[str, str]
    language: str
    context: Context

    @cached_property
    def values_digest(self) -> str:
        """A digest of the client's own values."""
        return digest_of(dict(self.values))

    @cached_property
    def digest(self) -> str:
        """The digest of everything; it is embedded in the PDF."""
        return digest_of([self.values_digest, self.language, self.context.digest])


@dataclass(frozen=True, slots=True)
class Made:
    """One document as the ledger remembers it.

    ``client`` is the id as typed; ``path`` is relative to the practice. ``made_at`` is ISO 8601 with offset,
    ``reasons`` say why it was made, ``faults`` why it must not be handed to anybody, ``warnings`` what else
    was found in it. The context stands for itself in the ledger, under its digest. ``values`` are JSON; they
    are empty where they stayed in the ledger, which recalls them.
    """

    kind: Kind
    client: str
    name: str
    language: str
    path: str
    pdf_digest: str
    pages: int
    markup_digest: str
    values_digest: str
    values: str
    context_digest: str
    made_at: str
    reasons: tuple[str, ...]
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a client, or to one of their documents; ``at`` is ISO 8601 with offset."""

    at: str
    kind: Kind | None
    what: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the PDF on disk can stay, and why (not).

    ``fits`` is True when the input key and the file are as they were. ``is_intact`` is True when the file
    is, so that the PDF may stay if the pages turn out the same.
    """

    fits: bool
    is_intact: bool
    reasons: tuple[str, ...]


Status = Literal["made", "current", "held", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one client in a run.

    ``id`` and ``name`` are None where the row does not tell them. ``pdf`` (the report) and ``brief`` are
    relative to the practice: the earlier ones where one failed, None where a client is held. ``pages`` are
    those of the report; ``seconds`` is the time of printing both.
    """

    id: str | None
    name: str | None
    status: Status
    reasons: tuple[str, ...]
    pdf: str | None = None
    brief: str | None = None
    pages: int | None = None
    seconds: float = 0.0
