"""Which documents have to be made by what they are made from, and what a worker is told of them."""

import json
from dataclasses import dataclass
from typing import Any

from pipeline.models.client import Client
from pipeline.models.making import Decision, Fingerprint, Kind, Made
from pipeline.models.problem import Problem
from pipeline.models.review import UNREVIEWED, Review


@dataclass(frozen=True, slots=True)
class Request:
    """One document that is due. ``printed`` is the digest of pages that may stay if they are the same."""

    kind: Kind
    language: str
    printed: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know to make the documents of one client that are due."""

    client: Client
    earlier: Client | None
    requests: tuple[Request, ...]
    review: Review = UNREVIEWED


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a client: what it is made from, where it belongs, what the ledger says of it.

    ``path`` is relative to the practice.
    """

    kind: Kind
    client: Client
    fingerprint: Fingerprint
    path: str
    made: Made | None
    decision: Decision

    def remember(  # noqa: PLR0913 - what there is to say of a PDF
        self,
        pdf_digest: str,
        pages: int,
        markup_digest: str,
        *,
        at: str,
        reasons: tuple[str, ...],
        faults: tuple[str, ...] = (),
        warnings: tuple[str, ...] = (),
    ) -> Made:
        """Return what the ledger keeps of a PDF that was made from this."""
        return Made(
            kind=self.kind,
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
            faults=faults,
            warnings=warnings,
        )

    def request(self, *, force: bool) -> Request:
        """Ask for this document; by ``force`` it is printed even if its pages stay the same."""
        may_stay = self.made is not None and self.decision.is_intact and not force
        return Request(
            self.kind, self.fingerprint.language, self.made.markup_digest if self.made and may_stay else None
        )

    def renew(self, made: Made) -> Made:
        """Return ``made`` as the same PDF made from this."""
        return self.remember(
            made.pdf_digest,
            made.pages,
            made.markup_digest,
            at=made.made_at,
            reasons=made.reasons,
            faults=made.faults,
            warnings=made.warnings,
        )


@dataclass(frozen=True, slots=True)
class Due:
    """A client's documents that are due, and the job for a worker, which asks for them in the same order."""

    papers: tuple[Paper, ...]
    job: Job


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client and the documents that they should have.

    ``earlier`` is the client as they answered last time, if that is known; ``remark`` says what speaks
    against comparing. ``review`` is what the coach decided about the client.
    """

    client: Client
    papers: tuple[Paper, ...]
    earlier: Client | None = None
    remark: Problem | None = None
    review: Review = UNREVIEWED

    def due(self, papers: tuple[Paper, ...], *, force: bool) -> Due:
        """Ask for some of this client's documents."""
        requests = tuple(paper.request(force=force) for paper in papers)
        return Due(papers, Job(self.client, self.earlier, requests, self.review))

    def stale(self, *, force: bool) -> tuple[Paper, ...]:
        """The documents whose input key or file is not as it was; all of them by ``force``."""
        return tuple(paper for paper in self.papers if force or not paper.decision.fits)


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be printed.

    ``metadata`` is what the engine wants to know beside the markup, ``attached`` a file to put into the PDF.
    ``digest`` covers all that decides the pages.
    """

    markup: str
    metadata: Any
    digest: str
    attached: Any = None
