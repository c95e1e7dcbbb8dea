"""From a client to pages, and what pages are printed with: set up once a process, with the heavy imports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pipeline
from pipeline.batch.fingerprints import loaded_digest, page_digest, sheets_of
from pipeline.batch.selection import Page
from pipeline.models.assessment import Assessment
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.making import Context, Kind
from pipeline.models.review import Review
from pipeline.models.scorecard_shape import of_card
from pipeline.models.settings import Settings
from pipeline.practice import Practice
from pipeline.rendering.assets.files import STYLESHEET, gather_stylesheets
from pipeline.workflow.assessing import Assessor

if TYPE_CHECKING:
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.document import Attachment, Metadata
    from pipeline.rendering.templates.page import Pages
    from pipeline.rendering.views.brief import Brief
    from pipeline.rendering.views.report import Report


@dataclass(frozen=True)
class Composer:
    """Makes the pages of clients' documents: assesses, and fills the kit's templates."""

    practice: Practice
    kit: Kit
    context: Context

    def assess(self, client: Client, earlier: Client | None, review: Review) -> Assessment:
        """Return all that is worked out for a client, once for all of their documents."""
        return self._assessor.assess(client, earlier, review)

    def compose(self, assessment: Assessment, kind: Kind, language: str) -> Page:
        """Return the pages of one document. Raises :class:`PipelineError` if they cannot be filled."""
        settings, context = self.practice.settings, self.context
        view = build_view(kind, assessment, self.kit, settings, language)
        markup = self._pages.markup(view)
        attached = _scores(assessment) if settings.reports.archive and kind == "report" else None
        metadata = describe(view, settings)
        around = {
            "title": metadata.title,
            "author": metadata.author,
            "language": metadata.language,
            "client_id": metadata.client_id,
            "created": str(metadata.created),
            "attached": attached.content if attached else "",
        }
        loaded = loaded_digest(context, sheets_of(markup, STYLESHEET, self._sheets))
        digest = page_digest(markup, around, loaded, context)
        # Nothing but what the pages are made from goes into the file: one that stays is as good as a new one.
        metadata = replace(metadata, kit_digest=loaded, input_digest=digest)
        return Page(markup, metadata, digest, attached)

    @cached_property
    def _assessor(self) -> Assessor:
        return Assessor(self.kit)

    @cached_property
    def _sheets(self) -> Mapping[str, str]:
        """The kit's stylesheets, so that one which a document does not load makes no report again."""
        return gather_stylesheets(self.kit.folders)

    @cached_property
    def _pages(self) -> "Pages":
        from pipeline.rendering.templates.page import Pages

        return Pages(self.kit.folders)


def build_view(
    kind: Kind, assessment: Assessment, kit: Kit, settings: Settings, language: str
) -> "Report | Brief":
    """Return all that one of a client's documents prints."""
    from pipeline.rendering.building.brief import build_brief
    from pipeline.rendering.building.report import build_report

    build = build_report if kind == "report" else build_brief
    return build(assessment, kit, settings, language)


def describe(view: "Report | Brief", settings: Settings) -> "Metadata":
    """Return what a document says about itself; the digests of what it is made from are still to come."""
    from pipeline.rendering.printing.document import Metadata

    return Metadata(
        title=view.title,
        author=settings.practice.coach or settings.practice.name,
        language=view.language,
        client_id=view.client_id,
        kit_digest="",
        input_digest="",
        version=pipeline.__version__,
        created=view.date,
    )


def _scores(assessment: Assessment) -> "Attachment":
    """Return the scores behind a report, for programs."""
    from pipeline.rendering.printing.document import Attachment

    scores = json.dumps(of_card(assessment.client, assessment.card), ensure_ascii=False, indent=1)
    return Attachment("scorecard.json", "The scores behind these pages", scores)


def assets_of(practice: Practice, kit: Kit) -> "Mapping[str, Asset]":
    """Return what a practice's pages may load: the kit's files and the brand's pictures.

    Raises:
        SettingsError: the logo or the photo is no picture that can be used.
    """
    from pipeline.rendering.assets.files import gather_assets
    from pipeline.rendering.assets.pictures import load_logo, load_photo

    brand = []
    if practice.settings.brand.logo:
        brand.append(load_logo(practice.root / practice.settings.brand.logo))
    if practice.settings.practice.coach_photo:
        brand.append(load_photo(practice.root / practice.settings.practice.coach_photo))
    return gather_assets(kit.folders, brand)
