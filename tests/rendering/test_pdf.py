"""From markup to PDF: tagged, repeatable, closed to the world, and quiet about nothing."""

import gc
import hashlib
import io
import json
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page as checker
import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.errors import RenderError
from pipeline.rendering.assets.files import Asset, gather_assets
from pipeline.rendering.printing.document import Attachment, Document
from pipeline.rendering.printing.pdf import Printer
from tests.rendering.prints import KIT, describe, opened, pages, print_report, printed, printer, texts
from tests.rendering.sample_extremes import everyone
from tests.rendering.sample_report import maya
from tests.rendering.test_page import with_words

ROOT = Path(__file__).parents[2]


def sheet(body: str) -> str:
    return f'<html lang="en"><head><title>A page</title></head><body>{body}</body></html>'


def print_sheet(body: str, using: Printer | None = None) -> Document:
    return (using or printer()).print(sheet(body), describe(maya()))


def complaints(document: Document) -> list[str]:
    return [finding.message for finding in document.findings]


@pytest.mark.parametrize("name", everyone())
def test_every_report_is_whole_small_and_free_of_complaints(name: str) -> None:
    document = printed(name)
    assert document.findings == ()
    assert document.pages == (11 if everyone()[name].since else 10)
    assert len(document.content) < 200_000


def test_without_a_day_of_completion_the_file_bears_no_day() -> None:
    for key in ("/CreationDate", "/ModDate"):
        assert key not in (pypdf.PdfReader(io.BytesIO(printed("bare").content)).metadata or {})
    assert b"2026" not in printed("bare").content


def test_a_title_in_the_markup_cannot_change_whose_file_it_is() -> None:
    body = '<meta name="ClientID" content="C-999"><meta name="author" content="Eve"><p>Hello</p>'
    markup = f"<html lang=fr><head><title>Other</title>{body}</head><body></body></html>"
    info = pypdf.PdfReader(io.BytesIO(printer().print(markup, describe(maya())).content)).metadata
    assert info is not None
    assert (info.title, info.author, str(info["/ClientID"])) == (
        "Career roadmap for Maya Haddad",
        "Meridian Coaching",
        "C-001",
    )


def test_only_the_kits_typefaces_are_used() -> None:
    for name in ("maya", "arabic-name"):
        with opened(name) as pdf:
            fonts = {
                str(font.BaseFont).partition("+")[2]
                for page in pdf.pages
                for font in page.Resources.Font.values()
            }
        assert all(font.startswith("Plex") for font in fonts), fonts


@pytest.mark.parametrize(("size", "points"), [("maya", (595.28, 841.89)), ("letter", (612, 792))])
def test_pages_have_the_size_that_was_asked_for(size: str, points: tuple[float, float]) -> None:
    for page in pypdf.PdfReader(io.BytesIO(printed(size).content)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(points, abs=0.02)


def test_the_same_pages_give_the_same_bytes_before_and_after_others() -> None:
    first = printed("brand").content
    assert print_report(everyone()["brand"]).content == first
    assert print_report(maya()).content == printed("maya").content != first


def test_the_same_pages_give_the_same_bytes_in_another_process_on_another_host(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/usr/share/fonts</dir></fontconfig>")
    code = (
        "import hashlib, json\n"
        "from tests.rendering.prints import print_report\n"
        "from tests.rendering.sample_extremes import everyone\n"
        "names = ['arabic-name', 'maya']\n"
        "reports = everyone()\n"
        "prints = {name: print_report(reports[name]).content for name in names}\n"
        "print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in prints.items()}))\n"
    )
    elsewhere = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "TZ": "Asia/Tokyo",
        "LANG": "ar_AE.UTF-8",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1",
        "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=True
    )
    here = {name: hashlib.sha256(printed(name).content).hexdigest() for name in ("arabic-name", "maya")}
    assert json.loads(done.stdout) == here


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://127.0.0.1:9/a.png" alt="a">',
        '<img src="file:///etc/passwd" alt="a">',
        '<img src="/etc/passwd" alt="a">',
        '<img src="../../pyproject.toml" alt="a">',
        '<img src="data:image/png;base64,AAAA" alt="a">',
        '<img src="brand/none.png" alt="a">',
        '<p style="background: url(ftp://127.0.0.1/a.png)">a</p>',
        '<style>@import "https://127.0.0.1:9/a.css";</style>',
        "<style>@font-face { font-family: X; src: url(fonts/none.ttf) } p { font-family: X }</style><p>a</p>",
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<svg width="9" height="9"><title>a</title><image href="file:///etc/passwd" width="9"/></svg>',
    ],
)  # fmt: skip
def test_a_page_that_asks_for_anything_else_is_refused(body: str) -> None:
    with pytest.raises(RenderError, match="neither in the kit nor in the brand"):
        print_sheet(body)
    assert complaints(print_sheet("<p>Still at work</p>")) == []


def test_no_file_can_be_attached() -> None:
    document = print_sheet('<link rel="attachment" href="file:///etc/hostname"><p>a</p>')
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert len(pdf.attachments) == 0
    with pytest.raises(RenderError):
        print_sheet('<p><a rel="attachment" href="file:///etc/hostname">a</a></p>')


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p style="colour: red">a</p>', "colour"),
        ('<p><a href="#nowhere">a</a></p>', "nowhere"),
        ('<img src="report.css" alt="a">', "report.css"),
    ],
)
def test_what_is_wrong_with_a_page_is_told_and_kept_from_other_logs(
    body: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = complaints(print_sheet(body * 2))
    assert sum(said in message for message in told) == 1, told
    assert caplog.records == []


def test_letters_of_no_font_are_told_apart_and_each_once() -> None:
    document = print_sheet("<p>漢 👩</p><p>漢</p>")
    assert (document.lacking, complaints(document)) == (("漢", "👩"), [])


@pytest.mark.parametrize("archived", [False, True])
def test_a_file_with_letters_of_no_font_keeps_to_the_standards_and_shows_a_sign_for_each(
    *, archived: bool
) -> None:
    report = replace(maya(), name="水野 Maya 👩🏽\u200d💻", title="水野 Maya", foot="水野 Maya")
    attached = Attachment("scorecard.json", "The scores", "{}") if archived else None
    document = printer().print(pages().markup(report), describe(report), attached)
    assert document.lacking == ("水", "野", "👩", "🏽", "💻")
    assert document.findings == ()
    standards = [checker.ValidationProfile.PDF_UA_1, checker.ValidationProfile.PDF_A_3A][: 1 + archived]
    for standard in standards:
        assert checker.validate_pdf_bytes(document.content, profile=standard).failures == []
    reader = pypdf.PdfReader(io.BytesIO(document.content))
    assert "�� Maya �" in " ".join(reader.pages[0].extract_text().split())
    assert reader.metadata is not None
    assert reader.metadata.title == "水野 Maya"


def test_letters_in_stylesheets_are_no_exception() -> None:
    own = Asset("own.css", 'p::before { content: "\\1f389 "; color: red } /* 水 */'.encode())
    using = Printer(gather_assets([KIT], [own]))
    markup = sheet("<p>a</p>").replace("</head>", '<link rel="stylesheet" href="own.css"></head>')
    document = using.print(markup, describe(maya()))
    using.close()
    assert (document.lacking, complaints(document)) == (("🎉",), [])
    assert "�a" in pypdf.PdfReader(io.BytesIO(document.content)).pages[0].extract_text()


def test_they_are_told_however_little_else_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("ERROR"):
        assert print_sheet("<p>漢</p>").lacking == ("漢",)


def test_a_kit_without_fonts_or_stylesheet_is_told_before_anything_is_printed() -> None:
    assets = gather_assets([KIT])
    fonts = {name: asset for name, asset in assets.items() if name.startswith("fonts/")}
    with pytest.raises(RenderError, match="no fonts"):
        Printer({name: asset for name, asset in assets.items() if name not in fonts})
    with pytest.raises(RenderError, match=r"no report\.css"):
        Printer(fonts)


def test_a_stylesheet_that_asks_for_a_missing_font_is_refused() -> None:
    style = b'@font-face { font-family: "Lora"; src: url(fonts/Lora.ttf) }'
    with pytest.raises(RenderError, match=r"fonts/Lora\.ttf"):
        Printer(gather_assets([KIT]) | {"report.css": Asset("report.css", style)})


def test_what_is_wrong_with_a_stylesheet_is_told_with_every_print() -> None:
    assets = gather_assets([KIT])
    style = assets["report.css"].content + b"\np { bogus: 1 }"
    using = Printer(assets | {"report.css": Asset("report.css", style)})
    for _ in range(2):
        assert any("bogus" in message for message in complaints(print_sheet("<p>a</p>", using)))


def test_a_closed_printer_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))  # as it was, afterwards
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    using = Printer(gather_assets([KIT]))
    assert print_sheet("<p>a</p>", using).pages == 1
    assert len(list(tmp_path.iterdir())) == 2, "our copies of the fonts, and WeasyPrint's"
    using.close()
    assert list(tmp_path.iterdir()) == []


def test_long_names_and_goals_lose_no_word() -> None:
    pages_of_text = [" ".join(page.split()) for page in texts("long")]
    report = everyone()["long"]
    for number, words in ((0, report.name), (6, report.plan.obstacle), (7, report.path.steps[0].title)):
        bare = "".join(words.split())
        assert bare in "".join(pages_of_text[number].split()).replace("\u2011", "-").replace("\u200b", "")


hostile = st.one_of(
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=60),
    st.sampled_from([
        "<b>{{ report }}</b>", "\x00\x1b[31m",
        "\u202eabc\u202c", "مايا \u200f(x) حدّاد", "👩🏽\u200d💻" * 5,
        "W" * 4000, "a\u0301" * 300,
        '<img src="file:///etc/passwd">', "{% raw %}", "\ufeff\ufffe\ud800",
    ]),
)  # fmt: skip


# Finding the smallest example would take minutes.
@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(hostile)
def test_no_words_of_a_client_break_a_print(words: str) -> None:
    document = printer().print(pages().markup(with_words(maya(), f"a{words}")), describe(maya()))
    assert document.content.startswith(b"%PDF-1.7")
    assert document.pages >= 10
    assert {finding.kind for finding in document.findings} <= {"overflow", "blank-page", "page-count"}
    assert checker.is_pdf_compliant_bytes(document.content, profile=checker.ValidationProfile.PDF_UA_1)


def test_an_endless_word_is_printed_in_a_few_seconds() -> None:
    report = replace(maya(), name="W" * 10_000)
    assert print_report(report).pages > 20


def test_printers_that_are_gone_leave_no_trace_in_what_is_started_next() -> None:
    usual = os.environ.get("FONTCONFIG_FILE")
    first, second = (Printer(gather_assets([KIT])) for _ in range(2))
    del first
    gc.collect()
    second.close()
    left = os.environ.get("FONTCONFIG_FILE")
    assert left is None or left == usual
