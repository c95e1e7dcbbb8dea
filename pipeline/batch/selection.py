"""Which reports have to be made: first by what they are made from, then by what would be printed."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.batch.containment import JobError, contain
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

    def remember(
        self, pdf_digest: str, pages: int, markup_digest: str, *, at: str, reasons: tuple[str, ...]
    ) -> Made:
        """Return what the ledger keeps of a PDF that was made from this."""
        return Made(
            client=self.client.id,
            name=self.client.name,
            language=self.fingerprint.language,
            path=self.path,
            pdf_digest=pdf_digest,
            pages=pages,
            markup_digest=markup_digest,
            values_digest=self.fingerprint.values_digest,
            values=json.dumps(dict(self.fingerprint.values), ensure_ascii=False),
            context_digest=self.fingerprint.context.digest,
            made_at=at,
            reasons=reasons,
        )

    def renew(self, made: Made) -> Made:
        """Return ``made`` as the same PDF made from this."""
        return self.remember(
            made.pdf_digest, made.pages, made.markup_digest, at=made.made_at, reasons=made.reasons
        )


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
    made: Made
    is_new_key: bool


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A report whose pages cannot be filled."""

    candidate: Candidate
    error: PipelineError | JobError


def select(
    candidates: Iterable[Candidate], compose: Callable[[Candidate], Page], *, force: bool
) -> Iterator[Job | Kept | Unprintable]:
    """Say for each candidate what has to be done. Pages are composed only where the input key differs."""
    for candidate in candidates:
        made = candidate.made
        if made and candidate.decision.fits and not force:
            yield Kept(candidate, made, is_new_key=False)
            continue
        try:
            page = contain(compose, candidate)
        except (PipelineError, JobError) as error:
            yield Unprintable(candidate, error)
            continue
        if made and candidate.decision.is_intact and made.markup_digest == page.digest and not force:
            yield Kept(candidate, made, is_new_key=True)
        else:
            yield Job(candidate, page)
