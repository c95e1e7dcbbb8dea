"""Which reports have to be made: first by what they are made from, then by what would be printed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import PipelineError
from pipeline.models.client import Client
from pipeline.models.making import Decision, Fingerprint, Made


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client, where their report belongs (relative to the practice), and what the ledger says of it."""

    client: Client
    fingerprint: Fingerprint
    path: str
    made: Made | None
    decision: Decision


@dataclass(frozen=True, slots=True)
class Page:
    """A report ready to be printed. ``metadata`` is what the engine wants to know beside the markup."""

    markup: str
    metadata: Any
    digest: str


@dataclass(frozen=True, slots=True)
class Job:
    """A report that has to be printed."""

    candidate: Candidate
    page: Page


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that may stay; ``is_new_key`` when only its input key changed and not its pages."""

    candidate: Candidate
    is_new_key: bool


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A report whose pages cannot be filled."""

    candidate: Candidate
    error: PipelineError


def select(
    candidates: Iterable[Candidate], compose: Callable[[Candidate], Page], *, force: bool
) -> Iterator[Job | Kept | Unprintable]:
    """Say for each candidate what has to be done. Pages are composed only where the input key differs."""
    for candidate in candidates:
        if candidate.decision.fits and not force:
            yield Kept(candidate, is_new_key=False)
            continue
        try:
            page = compose(candidate)
        except PipelineError as error:
            yield Unprintable(candidate, error)
            continue
        if not force and _is_same(candidate, page):
            yield Kept(candidate, is_new_key=True)
        else:
            yield Job(candidate, page)


def _is_same(candidate: Candidate, page: Page) -> bool:
    made = candidate.made
    return made is not None and candidate.decision.is_intact and made.markup_digest == page.digest
