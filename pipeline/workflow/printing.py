"""From a client to pages, and from pages to a PDF: what is set up once a process, with the heavy imports."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING

import pipeline
from pipeline.batch.fingerprints import loaded_digest, page_digest
from pipeline.batch.selection import Candidate, Job, Page, Paper
from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.scorecard_shape import of_card
from pipeline.practice import Practice
from pipeline.workflow.assessing import Assessor

if TYPE_CHECKING:
    from pipeline.rendering.assets import Asset
    from pipeline.rendering.document import Attachment
    from pipeline.rendering.page import Pages
    from pipeline.rendering.preflight import Finding

PRELOAD = ("pipeline.rendering.pdf",)
"""What worker processes share: WeasyPrint alone takes most of a second to import."""


@dataclass(frozen=True)
class Composer:
    """Makes the pages of clients' documents: assesses, and fills the kit's templates."""

    practice: Practice
    kit: Kit

    def assess(self, candidate: Candidate) -> Assessment:
        """Return all that is worked out for a client, once for all of their documents."""
        return self._assessor.assess(candidate.client, candidate.earlier)

    def compose(self, assessment: Assessment, paper: Paper) -> Page:
        """Return the pages of one document. Raises :class:`PipelineError` if they cannot be filled."""
        from pipeline.rendering import Metadata, build_brief, build_report

        build = build_report if paper.kind == "report" else build_brief
        settings, fingerprint = self.practice.settings, paper.fingerprint
        view = build(assessment, self.kit, settings, fingerprint.language)
        markup = self._pages.markup(view)
        around = {
            "title": view.title,
            "author": settings.practice.coach or settings.practice.name,
            "language": fingerprint.language,
            "client_id": paper.client.id,
        }
        attached = _scores(assessment) if settings.reports.archive and paper.kind == "report" else None
        inside = attached.content if attached else ""
        context = fingerprint.context
        digest = page_digest(markup, around | {"created": str(view.date), "attached": inside}, context)
        # Nothing but what the pages are made from goes into the file: one that stays is as good as a new one.
        metadata = Metadata(
            **around,
            kit_digest=loaded_digest(context),
            input_digest=digest,
            version=pipeline.__version__,
            created=view.date,
        )
        return Page(markup, metadata, digest, attached)

    def check(self) -> None:
        """Proofread the templates before any client. Raises :class:`TemplateError` if one cannot be used."""
        self._pages.check({code: wording.texts for code, wording in self.kit.wordings.items()})

    @cached_property
    def _assessor(self) -> Assessor:
        return Assessor(self.kit)

    @cached_property
    def _pages(self) -> "Pages":
        from pipeline.rendering.page import Pages

        return Pages(self.kit.folders)


def _scores(assessment: Assessment) -> "Attachment":
    """Return the scores behind a report, for programs."""
    from pipeline.rendering import Attachment

    scores = json.dumps(of_card(assessment.client, assessment.card), ensure_ascii=False, indent=1)
    return Attachment("scorecard.json", "The scores behind these pages", scores)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, and how long the engine took; see :class:`pipeline.rendering.document.Document`."""

    content: bytes
    pages: int
    findings: "tuple[Finding, ...]"
    seconds: float
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """The recipe for printing with one set of assets; it goes to worker processes."""

    assets: "Mapping[str, Asset]"

    @contextmanager
    def __call__(self) -> Iterator[Callable[[Job], Printed]]:
        """Read stylesheet and fonts, and give what prints a job."""
        from pipeline.rendering.pdf import Printer

        printer = Printer(self.assets)

        def work(job: Job) -> Printed:
            started = perf_counter()
            document = printer.print(job.page.markup, job.page.metadata, job.page.attached)
            seconds = perf_counter() - started
            return Printed(document.content, document.pages, document.findings, seconds, document.lacking)

        with closing(printer):
            yield work


def press_of(practice: Practice, kit: Kit) -> Press:
    """Return the recipe for a practice's documents, with the kit's files and the brand's pictures.

    Raises:
        SettingsError: the logo or the photo is no picture that can be used.
    """
    from pipeline.rendering.assets import gather_assets, load_logo, load_photo

    brand = []
    if practice.settings.brand.logo:
        brand.append(load_logo(practice.root / practice.settings.brand.logo))
    if practice.settings.practice.coach_photo:
        brand.append(load_photo(practice.root / practice.settings.practice.coach_photo))
    return Press(gather_assets(kit.folders, brand))
