"""Drafts are shown at once, and become the pages that clients get."""

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from pipeline.errors import RenderError, SpentError
from pipeline.models.making import FAST_ENGINE
from pipeline.practice import Practice
from pipeline.preview.values import DRAFT, Edition, Leaf, Wish
from pipeline.program import built_in
from pipeline.rendering.assets.files import STYLESHEET, gather_assets
from pipeline.rendering.printing.draft import DraftPrinter
from pipeline.workflow.finishing import Finisher
from pipeline.workflow.press import Press
from pipeline.workflow.studio import Studio
from tests.practices import ADA, new_practice
from tests.rendering.brand_fonts import make_font

PAGES = """<!doctype html>
<html lang="{{ report.language }}"><head><meta charset="utf-8"><title>{{ report.title }}</title></head><body>
<section id="one"><h1>{{ report.name }}</h1></section>
<section id="two"><h1>Two</h1>{% include "two.html" %}</section>
<section id="three"><h1>Three</h1></section>
</body></html>
"""
STYLE = """
@page { size: 240pt 130pt; margin: 5pt 5pt 25pt; @bottom-right { content: counter(page) } }
section { position: relative; break-before: page }
"""


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """Return a practice with three short pages of its own."""
    practice = new_practice(tmp_path, ADA)
    for name, text in {"report.html": PAGES, "two.html": "<p>Second.</p>", "report.css": STYLE}.items():
        write(practice, name, text)
    return practice


@pytest.fixture
def studio(practice: Practice) -> Studio:
    """Return what prints drafts of them."""
    return Studio(practice.root, b"spare", FAST_ENGINE)


def write(practice: Practice, name: str, text: str) -> None:
    """Save a file of the practice's own kit."""
    practice.own_kit.mkdir(parents=True, exist_ok=True)
    (practice.own_kit / name).write_text(text, encoding="utf-8")


def look(studio: Studio) -> Edition:
    """Return the last edition that there is to show now, with all PDFs."""
    *_, last = editions = list(studio(Wish()))
    documents = {name: pdf for edition in editions for name, pdf in edition.documents.items()}
    return Edition(last.wish, last.remarks, last.findings, last.leaves, documents, order=last.order)


def finish(order: bytes) -> Edition:
    """Return what an order comes to."""
    (edition,) = Finisher()(order)
    return edition


def keys(edition: Edition) -> list[str]:
    """Return the names of pages."""
    return [leaf.key for leaf in edition.leaves or ()]


def words(edition: Edition) -> list[str]:
    """Return what stands on each page."""
    return [_words(leaf, edition.documents) for leaf in edition.leaves or ()]


def _words(leaf: Leaf, documents: Mapping[str, bytes]) -> str:
    with pypdfium2.PdfDocument(documents[leaf.document]) as document:
        return " ".join(document[leaf.index].get_textpage().get_text_range().split())


def test_each_draft_becomes_its_finished_page(studio: Studio, practice: Practice) -> None:
    drafts = look(studio)
    finished = finish(drafts.order)
    assert words(drafts) == words(finished) == ["Ada Byron 1", "Two Second. 2", "Three 3"]
    assert keys(drafts) == [f"{key}{DRAFT}" for key in keys(finished)]
    assert (finished.findings, finished.is_whole, finished.order) == ((), True, b"")
    write(practice, "two.html", "<p>Changed.</p>")
    changed = look(studio)
    assert [new == old for new, old in zip(keys(changed), keys(drafts), strict=True)] == [True, False, True]


def test_what_only_finished_pages_show_is_found_in_them(studio: Studio, practice: Practice) -> None:
    write(practice, "two.html", '<p><a href="#nowhere">Letters 丂</a></p>')
    drafts = look(studio)
    assert drafts.findings is None
    assert ["U+4E02" in remark.message for remark in drafts.remarks] == [True]
    finished = finish(drafts.order)
    assert finished.remarks == drafts.remarks
    assert ["#nowhere" in finding.message for finding in finished.findings or ()] == [True], (
        "and letters once"
    )


def test_what_the_fast_engine_cannot_print_comes_finished(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise RenderError("The fast engine cannot print this page.", "Use the standard engine.")

    monkeypatch.setattr(DraftPrinter, "print", refuse)
    drafts = look(studio)
    assert (drafts.leaves, drafts.remarks) == (None, ())
    assert words(finish(drafts.order))[0] == "Ada Byron 1"


def test_fonts_that_have_changed_are_for_another_process(studio: Studio, practice: Practice) -> None:
    look(studio)
    (practice.own_kit / "fonts").mkdir()
    (practice.own_kit / "fonts" / "Own.ttf").write_bytes(make_font())
    with pytest.raises(SpentError):
        look(studio)
    (practice.own_kit / "fonts" / "Own.ttf").unlink()
    write(practice, "two.html", "<p>Changed.</p>")
    assert words(look(studio))[1] == "Two Changed. 2", "with the fonts of before it can go on"


def test_a_stylesheet_that_is_missing_for_a_while_takes_no_new_process() -> None:
    press, assets = Press(FAST_ENGINE), gather_assets([built_in("templates") / "base"])
    engine = press.take("one", assets)
    with pytest.raises(RenderError, match=STYLESHEET):
        press.take("two", {name: asset for name, asset in assets.items() if name != STYLESHEET})
    assert press.take("one", assets) is engine
    engine.close()


def test_what_no_engine_can_print_is_told_once(studio: Studio, practice: Practice) -> None:
    write(practice, "two.html", '<p><img src="gone.png" alt="x"></p>')
    drafts = look(studio)
    assert drafts.remarks == ()
    edition = finish(drafts.order)
    assert ["gone.png" in remark.message for remark in edition.remarks] == [True]
    assert (edition.leaves, edition.is_whole) == (None, True)
