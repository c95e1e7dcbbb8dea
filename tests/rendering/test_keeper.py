"""What is kept from one document to the next changes nothing in any of them."""

from collections.abc import Iterator

import pytest

from pipeline.rendering.assets.files import gather_assets
from pipeline.rendering.printing import keeper
from pipeline.rendering.printing.keeper import Keeper
from pipeline.rendering.printing.pdf import Printer
from tests.rendering.prints import KIT, brand, describe, pages, printed
from tests.rendering.sample_extremes import everyone
from tests.rendering.sample_report import maya

_HEAD = (
    '<html lang="{lang}"><head><title>A page</title><style>{style}</style></head><body>{body}</body></html>'
)
STYLES = (
    "p::before { content: '– ' } li::marker { color: red } a { color: green }",
    "body { overflow: hidden } p + p { text-indent: 2em } p:first-child::first-line { font-weight: bold }",
    "@counter-style spades { system: cyclic; symbols: '♠' } ol { list-style: spades }",
    "@page { @bottom-left { content: counter(page, upper-roman) } }",
    "@layer low { p { color: red } } @layer high { p { color: blue } } p { margin: calc(1em + 2px) }",
    "div { width: 50vw }",
    "i { float: footnote } i::footnote-marker { content: '*' }",
    "span { display: list-item; margin-left: 3em }",
    ":root { --ink: #123456 } p { color: var(--ink) } p:lang(ar) { color: red }",
)
BODIES = (
    "<p>One <b>two</b></p><p style='color: red'>Three <a id='here' href='#here'>four</a></p>",
    "<ol><li>One<ul><li lang='ar'>مرحبا</li><li>Two</li></ul></li><li id='here'>Three</li></ol>",
    "<div><p>A<i>note</i></p><p lang='ar'>مرحبا</p></div><span>x</span><span>y</span>",
    "<table><tr><td>1</td></tr></table><svg width='20' height='10'><rect width='9' height='9'/></svg>",
    "<div><p>A<i>note</i></p><p>B <q>quoted</q></p></div><a name='here' href='#here'>there</a>",
)
LANGUAGES = ("en", "ar", "en", "ar", "en")


@pytest.fixture(scope="module")
def keeping() -> Iterator[Printer]:
    printer = Printer(gather_assets((KIT,), []))
    yield printer
    printer.close()


def forgetful() -> Printer:
    """Return a printer that keeps nothing."""
    printer = Printer(gather_assets((KIT,), []))
    printer._keeper = None
    return printer


@pytest.mark.parametrize("style", STYLES)
def test_small_documents_come_out_as_if_each_were_the_first(keeping: Printer, style: str) -> None:
    documents = [
        _HEAD.format(lang=lang, style=style, body=body) for body, lang in zip(BODIES, LANGUAGES, strict=True)
    ]
    alone = forgetful()
    for markup in (*documents, *reversed(documents)):
        kept, plain = (printer.print(markup, describe(maya())) for printer in (keeping, alone))
        assert kept == plain
    assert keeping._keeper
    alone.close()


@pytest.mark.parametrize("name", ["maya", "since"])
def test_reports_come_out_as_if_each_were_the_first(name: str) -> None:
    report = everyone()[name]
    alone = Printer(gather_assets([KIT], brand()))
    alone._keeper = None
    assert alone.print(pages().markup(report), describe(report)) == printed(name)
    alone.close()


def test_a_slip_in_a_stylesheet_is_told_for_each_document() -> None:
    printer = forgetful()
    printer._keeper = Keeper()
    markup = _HEAD.format(lang="en", style="p { color: calc(1px / 0); colour: red }", body="<p>One</p>")
    first, second = (printer.print(markup, describe(maya())) for _ in range(2))
    assert first.findings == second.findings != ()
    printer.close()


def test_a_stylesheet_for_another_medium_does_not_count() -> None:
    printer = forgetful()
    printer._keeper = Keeper()
    markup = _HEAD.format(lang="en", style="p { color: red }", body="<p>One</p>")
    for name in ("Ada", "Ben"):
        other = f'<style media="screen">p::after {{ content: "{name}" }}</style></head>'
        printer.print(markup.replace("</head>", other), describe(maya()))
    assert len(printer._keeper._heads) == 1
    printer.close()


def test_no_more_is_kept_than_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "MOST_STYLES", 5)
    monkeypatch.setattr(keeper, "MOST_HEADS", 1)
    few, alone = Printer(gather_assets([KIT], [])), forgetful()
    for style, body in zip(STYLES, BODIES, strict=False):
        markup = _HEAD.format(lang="en", style=style, body=body)
        assert few.print(markup, describe(maya())) == alone.print(markup, describe(maya()))
    few.close()
    alone.close()
