"""What a print is as a file: sound, tagged, described, with bookmarks, links and alternative texts."""

import io
import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import page as checker
import pikepdf
import pypdf
import pytest

from pipeline.rendering.printing.pdf import KEYS
from tests.rendering.prints import describe, opened, printed, texts
from tests.rendering.sample_extremes import everyone
from tests.rendering.sample_report import maya


@pytest.mark.parametrize("name", [*everyone(), "brief", "brief-bare"])
def test_every_report_passes_the_checker_of_pdf_ua(name: str) -> None:
    report = checker.validate_pdf_bytes(printed(name).content, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


def test_the_file_is_sound() -> None:
    with opened("maya") as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_file_says_whose_it_is_and_what_it_was_made_from() -> None:
    info = pypdf.PdfReader(io.BytesIO(printed("maya").content)).metadata
    assert info is not None
    described = describe(maya())
    assert (info.title, info.author) == ("Career roadmap for Maya Haddad", "Meridian Coaching")
    assert {key: str(info[f"/{key}"]) for key in KEYS} == {
        key: getattr(described, field) for key, field in KEYS.items()
    }
    assert str(info["/CreationDate"]) == "D:20260512"
    with opened("maya") as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == "en"
        assert metadata["dc:title"] == "Career roadmap for Maya Haddad"
        assert metadata["pdfuaid:part"] == "1"


def test_bookmarks_name_every_page_in_order() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed("maya").content))
    marks = [
        (mark.title, reader.get_destination_page_number(mark))
        for mark in reader.outline
        if isinstance(mark, pypdf.generic.Destination)
    ]
    assert [title for title, _ in marks] == [
        "Career roadmap", "Your page", "Nine areas at a glance", "Area by area",
        "Six habits that build a career",
        "The plan", "The path", "Before we talk", "How to read this",
    ]  # fmt: skip
    assert [number for _, number in marks] == [0, 1, 2, 3, 5, 6, 7, 8, 9]


def test_links_lead_somewhere() -> None:
    with opened("maya") as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        outside = {str(link.A.URI) for link in links if "/A" in link}
        inside = {str(link.Dest) for link in links if "/Dest" in link}
        names = pdf.Root.Names.Dests.Names
        targets = {str(names[index]) for index in range(0, len(names), 2)}
    assert outside == {
        "https://book.example.com/nadia-karam", "mailto:hello@meridian.example", "https://meridian.example",
    }  # fmt: skip
    assert inside == {"you", "glance", "habits", "plan", "path", "talk"}
    assert inside <= targets


def test_each_line_of_the_contents_is_one_link() -> None:
    with opened("maya") as pdf:
        assert len(pdf.pages[0].Annots) == len(maya().contents)
    kinds = [tag.kind for tag in tags("maya")]
    assert kinds[: kinds.index("/H1", kinds.index("/H1") + 1)].count("/Link") == len(maya().contents)


def test_the_contents_name_the_pages_they_lead_to() -> None:
    cover = texts("maya")[0]
    for number, title in (
        (2, "Your page:"),
        (3, "Nine areas,"),
        (6, "Six habits"),
        (7, "The plan:"),
        (8, "The path"),
    ):
        assert f"{number}\n{title}" in cover.replace(f"{number} {title}", f"{number}\n{title}")


class Tag(NamedTuple):
    """An element of the tag tree: what it is, its alternative text, how many headers a cell has."""

    kind: str
    alt: str
    headers: int


@cache
def tags(name: str) -> list[Tag]:
    """Return every element of the tag tree in reading order."""
    found: list[Tag] = []

    def walk(element: Any) -> None:  # noqa: ANN401 - pikepdf's objects
        kind = str(element.S)
        headers = len(element.A.Headers) if kind == "/TD" else 0
        found.append(Tag(kind, str(element.get("/Alt", "")), headers))
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    with opened(name) as pdf:
        walk(pdf.Root.StructTreeRoot.K[0])
    return found


def test_every_figure_says_what_it_shows() -> None:
    figures = [tag.alt for tag in tags("maya") if tag.kind == "/Figure"]
    said = [stage.words for stage in maya().levels]
    gates = [figure for figure in figures if figure in said]
    assert gates == [
        stage.words
        for step in maya().path.steps
        for gate in step.gates
        for stage in maya().levels
        if stage.mark == gate.mark
    ]
    drawn = [figure for figure in figures if figure not in said]
    assert len(drawn) == 1 + 1 + 8 + 8 + 3 + 1 + 1, "cover, map, bars, cards, stretches, coach, QR code"
    assert all(len(figure) > 20 or figure == maya().talk.coach for figure in drawn)
    assert "The dot is in the corner named steady base." in figures[1]


@pytest.mark.parametrize("name", ["maya", "strip"])
def test_the_words_around_a_map_are_part_of_its_figure(name: str) -> None:
    drawn = [tag.alt for tag in tags(name) if tag.kind == "/Figure"][1]
    with opened(name) as pdf:
        (whole,) = [
            found
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary)
            and found.get("/S") == "/Figure"
            and str(found.get("/Alt", "")) == drawn
        ]
        labels = [kid for kid in whole.K if isinstance(kid, pikepdf.Dictionary) and kid.S == "/Div"]
        assert len(labels) >= 6, "less, more, three numbers, and the drawing"


def test_headings_never_skip_a_level() -> None:
    levels = [int(tag.kind[2]) for tag in tags("maya") if re.fullmatch("/H[1-6]", tag.kind)]
    assert levels.count(1) == 9
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_numbers_are_a_table_with_headers_and_layout_is_none() -> None:
    kinds = [tag.kind for tag in tags("maya")]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 4 + len(maya().method.figures)
    cells = [tag for tag in tags("maya") if tag.kind == "/TD"]
    assert [cell.headers for cell in cells] == [2] * 3 * len(maya().method.figures)
