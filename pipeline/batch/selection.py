"""Which documents have to be made: first by what they are made from, then by what would be printed."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pipeline.batch.containment import JobError, contain
from pipeline.errors import PipelineError
from pipeline.models.client import Client
from pipeline.models.making import Decision, Fingerprint, Kind, Made
from pipeline.models.problem import Problem

Assessed = TypeVar("Assessed")


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
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client and the documents that they should have.

    ``earlier`` is the client as they answered last time, if that is known; ``remark`` says what speaks
    against comparing.
    """

    client: Client
    papers: tuple[Paper, ...]
    earlier: Client | None = None
    remark: Problem | None = None

    def stale(self, *, force: bool) -> tuple[Paper, ...]:
        """The documents whose input key or file is not as it was; all of them by ``force``."""
        return tuple(paper for paper in self.papers if force or not paper.decision.fits)


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be printed.

    ``metadata`` is what the engine wants to know beside the markup, ``attached`` a file to put into the PDF.
    """

    markup: str
    metadata: Any
    digest: str
    attached: Any = None


@dataclass(frozen=True, slots=True)
class Job:
    """A document that has to be printed."""

    paper: Paper
    page: Page


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that may stay; ``is_new_key`` when only its input key changed and not its pages."""

    paper: Paper
    made: Made
    is_new_key: bool


@dataclass(frozen=True, slots=True)
class Unprintable:
    """Documents of one client whose pages cannot be filled, for one reason."""

    papers: tuple[Paper, ...]
    error: PipelineError | JobError


Choice = Job | Kept | Unprintable


def select(
    candidates: Iterable[Candidate],
    assess: Callable[[Candidate], Assessed],
    compose: Callable[[Assessed, Paper], Page],
    *,
    force: bool,
) -> Iterator[Choice]:
    """Say for each document what has to be done, client by client.

    A client is assessed once for all documents, and only where the input key of one of them differs.
    """
    for candidate in candidates:
        stale = candidate.stale(force=force)
        for paper in candidate.papers:
            if paper.made and paper.decision.fits and not force:
                yield Kept(paper, paper.made, is_new_key=False)
        if not stale:
            continue
        try:
            assessed = contain(assess, candidate)
        except (PipelineError, JobError) as error:
            yield Unprintable(stale, error)
            continue
        for paper in stale:
            yield _compare(paper, partial(compose, assessed), force=force)


def _compare(paper: Paper, compose: Callable[[Paper], Page], *, force: bool) -> Choice:
    """Fill the pages and compare them with those that were printed last."""
    try:
        page = contain(compose, paper)
    except (PipelineError, JobError) as error:
        return Unprintable((paper,), error)
    made = paper.made
    if made and paper.decision.is_intact and made.markup_digest == page.digest and not force:
        return Kept(paper, made, is_new_key=True)
    return Job(paper, page)
