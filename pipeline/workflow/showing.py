"""A document that is looked at: its markup, its pages, and what is found in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline.models.client import Client
from pipeline.models.kit import Kit
from pipeline.models.review import UNREVIEWED, Review
from pipeline.practice import Practice
from pipeline.preview.values import Remark, Wish
from pipeline.workflow.assessing import Assessor
from pipeline.workflow.coverage import check_boxes
from pipeline.workflow.freshness import Kept, Sources
from pipeline.workflow.printing import assets_of, build_view, describe
from pipeline.workflow.proofing import Proof, Proofs
from pipeline.workflow.remarks import of_document, of_problems

if TYPE_CHECKING:
    from pipeline.rendering.printing.document import Document, Metadata
    from pipeline.rendering.printing.pdf import Printer
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
    """Pages, and what was found in them; before they are whole, what was found in the last ones."""

    proof: Proof
    remarks: tuple[Remark, ...]


class Showing:
    """Makes one document after another, and keeps what the next one can be made with."""

    def __init__(self) -> None:
        self._assessor = Kept[Assessor]()
        self._pages: Kept[Pages] = Kept()
        self._printer: Kept[Printer] = Kept()
        self._presses = 0
        self._proofs = Proofs()
        self._found: tuple[Remark, ...] = ()

    def show(self, subject: Subject, sources: Sources) -> Iterator[Shown]:
        """Yield the pages, what changed first.

        Raises:
            TemplateError: a template cannot be filled.
            RenderError: a page asks for something that is not there.
        """
        markup, metadata = self._compose(subject, sources)
        printer = self._press(subject, sources)
        wish = subject.wish
        whose = (wish.client, wish.language, wish.kind)
        for proof in self._proofs.make(whose, markup, metadata, (printer, self._presses), wish.page):
            if proof.document:
                self._found = tuple(_look_at(proof.document, subject))
            yield Shown(proof, self._found)

    def _compose(self, subject: Subject, sources: Sources) -> tuple[str, "Metadata"]:
        from pipeline.rendering.templates.page import Pages

        kit, settings, wish = subject.kit, subject.practice.settings, subject.wish
        pages = self._pages.get((sources.templates, kit.folders), partial(Pages, kit.folders))
        assessor = self._assessor.get(kit.digests, partial(Assessor, kit))
        assessment = assessor.assess(subject.client, subject.earlier, subject.review)
        view = build_view(wish.kind, assessment, kit, settings, wish.language)
        return pages.markup(view), describe(view, settings)

    def _press(self, subject: Subject, sources: Sources) -> "Printer":
        """Return the printer, a new one where stylesheets, fonts or pictures have changed."""
        brand, practice = subject.practice.settings.brand, subject.practice.settings.practice
        made_from = (sources.looks, subject.kit.folders, brand.logo, practice.coach_photo)
        return self._printer.get(made_from, partial(self._new_printer, subject))

    def _new_printer(self, subject: Subject) -> "Printer":
        from pipeline.rendering.printing.pdf import Printer

        assets = assets_of(subject.practice, subject.kit)
        if old := self._printer.drop():
            old.close()
        self._presses += 1
        return Printer(assets)


def _look_at(document: "Document", subject: Subject) -> Iterator[Remark]:
    """Tell what was found in the finished pages, and the characters that no font has."""
    words = subject.kit.wordings[subject.practice.settings.practice.language]
    yield from of_document(document)
    yield from of_problems(check_boxes(document.lacking, "", subject.client, subject.kit), words)
