"""Pages of the fast engine beside those of the standard one: equal in content, nearly equal to the eye."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from pipeline.errors import RenderError
from pipeline.rendering.assets.files import STYLESHEET, Asset, gather_assets
from pipeline.rendering.printing.document import Document, Metadata
from pipeline.rendering.printing.draft import DraftPrinter
from pipeline.rendering.printing.engines import open_engine
from pipeline.rendering.printing.pdf import Printer
from pipeline.rendering.views.brief import Brief
from pipeline.rendering.views.report import Report
from tests.rendering import test_arabic as arabic
from tests.rendering.prints import KIT, brand, describe, pages, printed
from tests.rendering.sample_brief import BRIEF
from tests.rendering.sample_extremes import everyone

COVER, PATH = 1, 8
DOTS_PER_INCH = 60
MOVED = 5
"""Dots that a draft of the path lies lower and further in: nothing can be drawn beyond its margins."""

MOST_APART = 2.0
"""Shades of grey, of 256, that a dot may differ on average once four by four are one: thicker hairlines."""

SAMPLES = ["maya", "arabic-layla", "brand", "letter", "brief"]
PLAIN = Metadata("Title", "Author", "en", "C-1", "a", "b", "0.1.0")


def find(name: str) -> tuple[Report | Brief, Document]:
    if name == "brief":
        return BRIEF, printed(name)
    own = name.removeprefix("arabic-")
    return (everyone()[name], printed(name)) if own == name else (arabic.everyone()[own], arabic.printed(own))


@cache
def drafter() -> DraftPrinter:
    return DraftPrinter(gather_assets([KIT], brand()))


@cache
def draft(name: str) -> Document:
    report, _ = find(name)
    return drafter().print(pages().markup(report), describe(report))


def letters(content: bytes) -> Iterator[Counter[str]]:
    """Yield the letters and digits of each page, however an engine joins and orders them."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            text = unicodedata.normalize("NFKD", page.get_textpage().get_text_range())
            yield Counter(letter for letter in text if letter.isalnum())
    finally:
        document.close()


def pictures(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return by how many shades the dots of two pages of one size differ on average."""
    assert one.size == other.size
    shades = ImageChops.difference(one.reduce(4), other.reduce(4)).histogram()
    return sum(shade * dots for shade, dots in enumerate(shades)) / sum(shades)


def moved(page: Image.Image, across: int) -> Image.Image:
    ground = Image.new("L", page.size, 255)
    ground.paste(page, (across, MOVED))
    return ground


@pytest.mark.parametrize("name", SAMPLES)
def test_a_draft_says_what_the_report_says(name: str) -> None:
    ours, theirs = list(letters(find(name)[1].content)), list(letters(draft(name).content))
    assert len(ours) == len(theirs) == draft(name).pages
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        lost, added = one - other, other - one
        if number == COVER and name != "brief":
            lost = Counter({letter: count for letter, count in lost.items() if not letter.isdigit()})
        assert lost.total() + added.total() <= (one.total() // 100 if name.startswith("arabic") else 0)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_draft_looks_nearly_like_the_report(name: str) -> None:
    report, document = find(name)
    both = zip(pictures(document.content), pictures(draft(name).content), strict=True)
    for number, (one, other) in enumerate(both, 1):
        if number == PATH and name != "brief":
            across = -MOVED if report.direction == "rtl" else MOVED
            assert min(apart(moved(one, across), other), apart(one, other)) <= MOST_APART
        else:
            assert apart(one, other) <= MOST_APART, number


def test_pages_that_differ_are_told_apart() -> None:
    _, _, glance, areas, *_ = pictures(draft("maya").content)
    assert apart(glance, areas) > MOST_APART
    assert apart(areas, moved(areas, 0)) > MOST_APART


def test_the_same_markup_gives_the_same_bytes_and_the_file_says_that_it_is_a_draft() -> None:
    report, _ = find("maya")
    again = DraftPrinter(gather_assets([KIT], brand())).print(pages().markup(report), describe(report))
    assert again.content == draft("maya").content
    said = pypdf.PdfReader(io.BytesIO(again.content)).metadata
    assert said is not None
    assert (said.title, said.subject) == (report.title, "Draft, by Career Roadmap 0.1.0")


@pytest.mark.parametrize(
    "page",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="//elsewhere.invalid/x.css">',
        "<style>@import 'nothing.css'</style>",
        '<svg width="9" height="9"><image href="/etc/hostname" width="9" height="9"/></svg>',
    ],
)
def test_nothing_but_assets_is_loaded(page: str) -> None:
    with pytest.raises(RenderError, match="which is neither in the kit nor in the brand"):
        drafter().print(f"<html><head></head><body>{page}</body></html>", PLAIN)
    assert drafter().print("<p>x", PLAIN).pages == 1


def test_letters_that_no_font_has_are_told() -> None:
    assert drafter().print("<html><head></head><body>\u1681</body></html>", PLAIN).lacking == ("\u1681",)


def test_a_kit_without_its_stylesheet_or_fonts_is_told() -> None:
    with pytest.raises(RenderError, match=r"has no report\.css"):
        DraftPrinter({})
    with pytest.raises(RenderError, match="has no fonts"):
        DraftPrinter({STYLESHEET: Asset(STYLESHEET, b"")})


def test_the_seam_opens_either_engine() -> None:
    assets = gather_assets([KIT])
    for name, kind in (("weasyprint", Printer), ("plutoprint", DraftPrinter)):
        engine = open_engine(name, assets)  # type: ignore[arg-type]  # the loop loses the literal
        try:
            assert isinstance(engine, kind)
            undated = replace(PLAIN, created=None)
            page = "<html lang='en'><head><title>T</title></head><body><h1>Here</h1></body></html>"
            assert engine.print(page, undated).pages == 1
        finally:
            engine.close()
