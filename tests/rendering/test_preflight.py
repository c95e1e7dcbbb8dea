"""What is looked at after printing: each kind of fault, made on purpose."""

import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import RenderError
from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.printing.layout import Piece, Rectangle, Sheet
from pipeline.rendering.printing.pdf import Printer
from pipeline.rendering.printing.preflight import Finding, PageRange, examine, read_range
from pipeline.rendering.templates.page import Pages
from tests.rendering.prints import KIT, describe, printer
from tests.rendering.sample_report import maya

ROOM = Rectangle(80, 80, 700, 1000)
FILLED = Piece(ROOM, ROOM, "you")


def broken(folder: Path, name: str, old: str, new: str) -> tuple[Finding, ...]:
    """Print Maya's report from the built-in pages with one of them changed."""
    page = folder / name
    page.parent.mkdir(parents=True, exist_ok=True)
    text = (KIT / name).read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    markup = Pages([folder, KIT]).markup(maya())
    return printer().print(markup, describe(maya())).findings


TITLE = '<h1>{{ t("glance.title") }}</h1>'


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('<p style="width: 60pt; overflow-wrap: normal">Incomprehensibilities</p>', "out of its box"),
        ('<div style="height: 20pt"><p>One line.</p><p>Another line.</p></div>', "out of its box"),
        ('<p style="white-space: nowrap">' + "far too much for one line " * 9 + "</p>", "out of its box"),
        ('<p style="width: 900pt; text-align: right">Far out</p>', "out of its box"),
    ],
)
def test_text_that_leaves_its_box_is_an_error_that_names_page_and_section(
    tmp_path: Path, added: str, told: str
) -> None:
    [finding] = broken(tmp_path, "sections/glance.html", TITLE, TITLE + added)
    assert finding.kind == "overflow"
    assert finding.is_error
    assert told in finding.message
    assert finding.message.endswith('page 3, in "glance".')


def test_a_link_into_nowhere_is_an_error(tmp_path: Path) -> None:
    [finding] = broken(tmp_path, "sections/glance.html", TITLE, TITLE + '<p><a href="#plans">Plan</a></p>')
    assert (finding.kind, finding.is_error) == ("broken-link", True)
    assert "#plans" in finding.message


def with_links(folder: Path, *links: str) -> tuple[Finding, ...]:
    """Print Maya's report with each of these links twice in one line."""
    line = " ".join(f'<a href="{link}">Here</a> <a href="{link}">there</a>' for link in links)
    return broken(folder, "sections/glance.html", TITLE, f"{TITLE}<p>{line}</p>")


def test_a_link_to_what_no_reader_should_open_is_an_error(tmp_path: Path) -> None:
    schemes = {
        "javascript:alert(1)": "javascript",
        "JavaScript:alert(1)": "JavaScript",
        " file:///etc/hosts": "file",
        "data:text/html,x": "data",
        "x-" + "y" * 40 + ":z": "x-" + "y" * 18,
    }
    found = with_links(tmp_path, *schemes)
    assert {(finding.kind, finding.is_error) for finding in found} == {("broken-link", True)}
    told = sorted(f'A link on page 3 begins with "{scheme}:".' for scheme in schemes.values())
    assert sorted(finding.message for finding in found) == told


@pytest.mark.parametrize("link", ["{{ 'plan.html' }}", "{{ 'Maya' }}/a", "{{ '/etc/passwd' }}", "{{ '?a' }}"])
def test_a_link_to_a_file_beside_the_document_is_an_error_that_does_not_name_it(
    tmp_path: Path, link: str
) -> None:
    added = f'<p><a href="{link}">Here</a></p>'
    [finding] = broken(tmp_path, "sections/glance.html", TITLE, TITLE + added)
    assert (finding.kind, finding.is_error) == ("broken-link", True)
    assert finding.message == "A link on page 3 leads to a file beside the document, where there is none."


def test_a_link_to_a_page_a_mailbox_or_a_phone_is_none(tmp_path: Path) -> None:
    right = "https://a.example", "HTTP://a.example", "mailto:a@b.example", "tel:+1", "#plan"
    assert with_links(tmp_path, *right) == ()


def test_a_page_that_nothing_stands_on_is_an_error(tmp_path: Path) -> None:
    empty = '<div style="break-after: page; height: 1pt"></div>'
    found = broken(tmp_path, "sections/glance.html", TITLE, empty + TITLE)
    assert [(finding.kind, finding.is_error) for finding in found] == [("blank-page", True)]
    assert found[0].message == "Page 3 is blank."


def test_a_page_with_next_to_nothing_is_a_warning(tmp_path: Path) -> None:
    little = '<p style="break-after: page">A line.</p>'
    found = broken(tmp_path, "sections/glance.html", TITLE, little + TITLE)
    assert [(finding.kind, finding.is_error) for finding in found] == [("blank-page", False)]
    assert found[0].message.startswith("Page 3 is nearly blank: ")


def test_a_picture_that_is_none_is_an_error() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (50, 50)).save(stream, "PNG")
    torn = Asset("brand/torn.png", stream.getvalue()[:40])
    using = Printer(gather_assets([KIT], [torn]))
    markup = (
        '<html lang="en"><head><title>A</title></head><body><img src="brand/torn.png" alt="a"></body></html>'
    )
    found = {finding.kind: finding for finding in using.print(markup, describe(maya())).findings}
    using.close()
    assert found["missing-image"].is_error
    assert "torn.png" in found["missing-image"].message


@pytest.mark.parametrize(("allowed", "fits"), [("1-1", True), ("2-3", False), ("1-9", True)])
def test_a_template_says_how_many_pages_there_may_be(allowed: str, *, fits: bool) -> None:
    meta = f'<meta name="pages" content="{allowed}">'
    markup = f'<html lang="en"><head><title>A</title>{meta}</head><body><p>a</p></body></html>'
    kinds = [finding.kind for finding in printer().print(markup, describe(maya())).findings]
    assert ("page-count" in kinds) is not fits


@pytest.mark.parametrize("text", ["", "8", "10-8", "0-3", "eight-ten", "8–10", "1-99999"])
def test_a_range_of_pages_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RenderError, match="such as 8-10"):
        read_range(text)


def test_too_many_pages_and_too_few_are_told_apart() -> None:
    sheets = [Sheet(1, ROOM, (FILLED,))]
    [few] = examine(sheets, PageRange(2, 3), ())
    [many] = examine(sheets * 4, PageRange(2, 3), ())
    assert few.message == "The document has 1 pages; its template allows 2 to 3."
    assert "missing" in few.fix
    assert "Shorten" in many.fix


def test_of_each_section_the_worst_place_is_told_and_a_rounding_is_none() -> None:
    def out(by: float, section: str) -> Piece:
        return Piece(Rectangle(ROOM.left, ROOM.top, ROOM.right + by, ROOM.bottom), ROOM, section)

    pieces = (out(1.9, "you"), out(4, "plan"), out(8, "plan"), out(3, ""))
    found = examine([Sheet(7, ROOM, pieces)], None, ())
    assert [finding.message for finding in found] == [
        'Something runs out of its box by 6 pt: page 7, in "plan".',
        "Something runs out of its box by 2 pt: page 7.",
    ]


def test_what_else_the_engine_says_is_a_warning_in_its_own_words() -> None:
    [finding] = examine([Sheet(1, ROOM, (FILLED,))], None, ["Ignored `colour: red` at 1:10"])
    assert (finding.kind, finding.is_error) == ("engine", False)
    assert "colour" in finding.message
