"""What `roadmap init --brand` begins with: good reports in both languages, each with a look of its own."""

import io
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import page as checker
import pypdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops

from pipeline.cli.main import roadmap
from pipeline.kit import load_kit
from pipeline.practice import Practice, load_practice
from pipeline.rendering.building.report import build_report
from pipeline.rendering.printing.document import Document, Metadata
from pipeline.rendering.printing.pdf import Printer
from pipeline.rendering.templates.page import Pages
from pipeline.workflow.printing import assets_of
from tests.people import BUILT_IN_KITS
from tests.rendering.built import assess, whole_maya

BRANDS = ("evergreen", "harbour", "iris", "mulberry")
LANGUAGES = ("en", "ar")

FAR = 6
"""Shades, of 256, that a difference of colour between two pages is seen by."""


@cache
def printed(brand: str) -> dict[str, Document]:
    """Return a report of the same client in each language, as a new practice of this brand prints it."""
    with TemporaryDirectory() as folder:
        CliRunner().invoke(roadmap, ["init", folder, "--brand", brand], catch_exceptions=False)
        return dict(print_in_all(load_practice(Path(folder))))


def print_in_all(practice: Practice) -> Iterator[tuple[str, Document]]:
    used = load_kit("career", BUILT_IN_KITS / "career", practice.own_kit)
    pages, assessed = Pages(used.folders), assess(whole_maya(), used)
    with closing(Printer(assets_of(practice, used))) as printer:
        for language in LANGUAGES:
            report = build_report(assessed, used, practice.settings, language)
            about = Metadata(report.title, "Your name", language, "maya", "a" * 64, "b" * 64, "0.1.0")
            yield language, printer.print(pages.markup(report), about)


def cover(brand: str, language: str) -> Image.Image:
    """Return the first page as a small picture in colour."""
    with pypdfium2.PdfDocument(printed(brand)[language].content) as document:
        page: Image.Image = document[0].render(scale=0.5).to_pil()
    return page.convert("RGB").resize((298, 421))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("brand", BRANDS)
def test_a_report_of_every_brand_is_fit_to_be_handed_over(brand: str, language: str) -> None:
    document = printed(brand)[language]
    assert document.findings == ()
    assert document.lacking == ()
    assert len(document.content) <= 200_000
    told = checker.validate_pdf_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in told.failures] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brands_can_be_told_apart_at_a_glance(language: str) -> None:
    for one, other in combinations(BRANDS, 2):
        apart = ImageChops.difference(cover(one, language), cover(other, language))
        loudest = ImageChops.lighter(ImageChops.lighter(*apart.split()[:2]), apart.split()[2]).histogram()
        assert sum(loudest[FAR:]) / sum(loudest) > 0.05, (one, other)


@pytest.mark.parametrize(("brand", "font"), [("iris", "Manrope"), ("mulberry", "IBM-Plex-Serif")])
def test_a_font_of_the_practices_own_prints_what_it_has_and_the_kits_the_rest(brand: str, font: str) -> None:
    assert {f"{font}-Light", f"{font}-Semi-Bold"} <= fonts(brand, "en")
    assert not any("Arabic" in name for name in fonts(brand, "en"))
    assert {f"{font}-Semi-Bold", "Plex-Arabic-Light", "Plex-Arabic-Semi-Bold"} <= fonts(brand, "ar")
    assert not any(font in name for name in fonts("harbour", "en"))


def fonts(brand: str, language: str) -> set[str]:
    reader = pypdf.PdfReader(io.BytesIO(printed(brand)[language].content))
    return {name.partition("+")[2] for page in reader.pages for name in page._get_fonts()[0]}
