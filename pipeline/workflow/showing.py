"""A document that is looked at: its markup, its pages, and what is found in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline.errors import RenderError
from pipeline.files import digest
from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.making import FAST_ENGINE, EngineName
from pipeline.models.review import UNREVIEWED, Review
from pipeline.practice import Practice
from pipeline.preview.values import Edition, Remark, Wish
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.coverage import check_boxes
from pipeline.workflow.finishing import Order
from pipeline.workflow.freshness import Kept, Sources
from pipeline.workflow.press import Press
from pipeline.workflow.printing import assets_of, build_view, describe
from pipeline.workflow.proofing import Copy, Proof, Proofs
from pipeline.workflow.remarks import of_document, of_problems

if TYPE_CHECKING:
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.document import Document
    from pipeline.rendering.printing.engines import Engine
    from pipeline.rendering.templates.page import Pages


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose document it is; ``earlier`` is the client as they answered last time, if that is known.

    ``review`` is what the coach decided about the client.
    """

    practice: Practice
    kit: Kit
    client: Client
    earlier: Client | None
    wish: Wish
    review: Review = UNREVIEWED


@dataclass(frozen=True, slots=True)
class Shown:
    """Pages, and what is wrong with them.

    ``remarks`` are known at once, ``findings`` come of a look at the finished pages, None without one.
    ``proof`` is None where the fast engine could not print the pages.
    """

    proof: Proof | None
    remarks: tuple[Remark, ...]
    findings: tuple[Remark, ...] | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What drafts were printed from, and the letters that no font has."""

    copy: Copy
    assets: "Mapping[str, Asset]"
    lacking: tuple[str, ...]


class Showing:
    """Makes one document after another, and keeps what the next one can be made with."""

    def __init__(self, engine: EngineName) -> None:
        self._are_drafts = engine == FAST_ENGINE
        self._assessor = Kept[Assessor]()
        self._pages: Kept[Pages] = Kept()
        self._assets: Kept[Mapping[str, Asset]] = Kept()
        self._press = Press(engine)
        self._proofs = Proofs(are_drafts=self._are_drafts)
        self._draft: _Draft | None = None

    def show(self, subject: Subject, sources: Sources) -> Iterator[Shown]:
        """Yield the pages, what changed first.

        Raises:
            TemplateError: a template cannot be filled.
            RenderError: a page asks for something that is not there.
            SettingsError: a picture of the brand cannot be used.
        """
        brand, practice = subject.practice.settings.brand, subject.practice.settings.practice
        made_from = (sources.looks, subject.kit.folders, brand.logo, practice.coach_photo)
        copy = self._compose(subject, sources, digest(repr(made_from).encode()))
        assets = self._assets.get(made_from, partial(assets_of, subject.practice, subject.kit))
        engine = self._press.take(copy.looks, assets)
        if self._are_drafts:
            yield self._draft_pages(subject, copy, assets, engine)
            return
        for proof in self._proofs.make(copy, engine, subject.wish.page):
            findings = tuple(_look_at(proof.document, subject)) if proof.document else None
            yield Shown(proof, (), findings)

    def order(self, edition: Edition, told: frozenset[str]) -> bytes:
        """Return the order for the finished pages of the drafts that were shown last."""
        draft = self._draft
        return Order(draft.copy, draft.assets, edition, told, draft.lacking).packed() if draft else b""

    def _draft_pages(
        self, subject: Subject, copy: Copy, assets: "Mapping[str, Asset]", engine: "Engine"
    ) -> Shown:
        """Print drafts. What the fast engine cannot print is left to the standard one, or told by it."""
        self._draft = _Draft(copy, assets, ())
        try:
            (proof,) = self._proofs.make(copy, engine)
        except RenderError:
            return Shown(None, (), None)
        if proof.document is None:
            return Shown(proof, (), None)
        self._draft = _Draft(copy, assets, proof.document.lacking)
        return Shown(proof, tuple(_look_at(proof.document, subject)), None)

    def _compose(self, subject: Subject, sources: Sources, looks: str) -> Copy:
        from pipeline.rendering.templates.page import Pages

        kit, settings, wish = subject.kit, subject.practice.settings, subject.wish
        pages = self._pages.get((sources.templates, kit.folders), partial(Pages, kit.folders))
        assessor = self._assessor.get(kit.digests, partial(Assessor, kit))
        assessment = assessor.assess(subject.client, subject.earlier, subject.review)
        view = build_view(wish.kind, assessment, kit, settings, wish.language)
        whose = (wish.client, wish.language, wish.kind)
        return Copy(whose, pages.markup(view), describe(view, settings), looks)


def _look_at(document: "Document", subject: Subject) -> Iterator[Remark]:
    """Tell what was found in the pages, and the characters that no font has."""
    words = subject.kit.wordings[subject.practice.settings.practice.language]
    yield from of_document(document)
    yield from of_problems(check_boxes(document.lacking, "", subject.client, subject.kit), words)
